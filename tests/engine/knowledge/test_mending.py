"""What a head is off by, mended on students it never saw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ownpath.engine.knowledge.answers import AnswerLog
from ownpath.engine.knowledge.live import Question, nobody_seen, p_right
from ownpath.engine.knowledge.mending import mean_shift, mended, shift_by_competency
from ownpath.engine.knowledge.model import neutral_model

N = 6_000


def asked(competencies: np.ndarray, right: np.ndarray, n_competencies: int = 4) -> AnswerLog:
    """Return answers of students with one competency each, ten a student."""
    n = len(right)
    return AnswerLog(
        starts=np.arange(0, n + 1, 10),
        items=np.full(n, -1),
        competency_starts=np.arange(n + 1),
        competencies=competencies,
        is_right=right,
        days=np.full(n, np.nan),
        n_items=0,
        n_competencies=n_competencies,
    )


def drawn(off: np.ndarray, competencies: np.ndarray) -> tuple[AnswerLog, np.ndarray]:
    """Return answers whose log odds are off by competency, and what was said of them."""
    rng = np.random.default_rng(5)
    said = rng.normal(0.4, 1.0, len(competencies))
    p = 1 / (1 + np.exp(-(said + off[competencies])))
    right = (rng.random(len(said)) < p).astype(np.float64)
    return asked(competencies, right), said


class TestSlopeAndShift:
    def test_are_found_again(self) -> None:
        log, said = drawn(np.full(4, 0.5), np.arange(N) % 4)
        slope, shift = mended(said / 0.8, log.is_right)
        assert slope == pytest.approx(0.8, abs=0.08)
        assert shift == pytest.approx(0.5, abs=0.1)


class TestShiftByCompetency:
    def test_finds_what_is_off_and_leaves_what_nobody_answered(self) -> None:
        log, said = drawn(np.array([0.5, -0.4, 0.0, 9.0]), np.arange(N) % 3)
        found = shift_by_competency(log, said)
        assert found == pytest.approx([0.5, -0.4, 0.0, 0.0], abs=0.12)

    def test_believes_a_few_answers_little(self) -> None:
        few = np.concatenate([np.zeros(N - 10, np.int64), np.ones(10, np.int64)])
        log, said = drawn(np.zeros(4), few)
        log.is_right[few == 1] = 0.0
        found = shift_by_competency(log, said)
        assert -0.7 < found[1] < 0.0  # ten wrong answers alone say: none can be right

    def test_of_nothing_is_nothing(self) -> None:
        nobody = asked(np.zeros(0, np.int64), np.zeros(0))
        assert shift_by_competency(nobody, np.zeros(0)).tolist() == [0.0] * 4

    def test_is_shared_by_the_competencies_of_an_answer(self) -> None:
        log = AnswerLog(
            starts=np.array([0, 2]),
            items=np.full(2, -1),
            competency_starts=np.array([0, 1, 3]),
            competencies=np.array([0, 0, 1]),
            is_right=np.ones(2),
            days=np.full(2, np.nan),
            n_items=0,
            n_competencies=2,
        )
        assert mean_shift(log, np.array([0.4, -0.2])) == pytest.approx([0.4, 0.1])


class TestAModel:
    def test_moves_by_the_shift_and_without_one_stays(self) -> None:
        model = neutral_model(n_items=0, n_competencies=2)
        question = Question(item=-1, competencies=(1,))
        before = p_right(model, nobody_seen(), question)
        moved = replace(model, competency_shift=np.array([0.0, 0.3]))
        after = p_right(moved, nobody_seen(), question)
        assert np.log(after / (1 - after)) - np.log(before / (1 - before)) == pytest.approx(0.3)
