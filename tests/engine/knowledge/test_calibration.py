"""The calibration finds what students were made from, and claims nothing where it knows nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up_students import N_COMPETENCIES, N_ITEMS, MadeUp, make_up

from ownpath.engine.knowledge.answers import AnswerLog, joined, of_students
from ownpath.engine.knowledge.calibration import Calibration, calibrate, neutral_calibration
from ownpath.engine.knowledge.features import N_STATE
from ownpath.engine.knowledge.preparing import N_GROUPS, deal, prepare


def easiness_found(calibration: Calibration) -> np.ndarray:
    level = calibration.competency_level
    items = np.arange(N_ITEMS)
    second = np.where(items % 5, items, items + 1) % N_COMPETENCIES
    return (level[items % N_COMPETENCIES] + level[second]) / 2 + calibration.item_shift


class TestCalibrate:
    def test_finds_the_easiness_items_were_made_with(self, made_up: MadeUp) -> None:
        found = easiness_found(calibrate(made_up.answers))
        assert np.corrcoef(found, made_up.easiness)[0, 1] > 0.95
        off = (found - found.mean()) - (made_up.easiness - made_up.easiness.mean())
        assert np.sqrt(np.mean(off**2)) < 0.35

    def test_finds_it_better_with_more_students(self, made_up: MadeUp) -> None:
        few = of_students(made_up.answers, np.arange(made_up.answers.n_students) < 40)
        errors = [
            np.std(easiness_found(calibrate(log)) - made_up.easiness)
            for log in (few, made_up.answers)
        ]
        assert errors[1] < errors[0]

    def test_does_not_depend_on_the_order_of_students(self, newcomers: MadeUp) -> None:
        log = newcomers.answers
        half = np.arange(log.n_students) < 11
        turned = joined([of_students(log, ~half), of_students(log, half)])
        one, other = calibrate(log), calibrate(turned)
        assert np.allclose(one.item_shift, other.item_shift, atol=1e-9)
        assert np.allclose(one.competency_level, other.competency_level, atol=1e-9)

    def test_says_nothing_of_items_nobody_answered(self, newcomers: MadeUp) -> None:
        log = replace(newcomers.answers, n_items=N_ITEMS + 3, n_competencies=N_COMPETENCIES + 1)
        found = calibrate(log)
        assert list(found.item_shift[N_ITEMS:]) == [0, 0, 0]
        assert list(found.n_of_item[N_ITEMS:]) == [0, 0, 0]

    def test_of_nobody_is_neutral(self, newcomers: MadeUp) -> None:
        log = newcomers.answers
        found = calibrate(log, is_used=np.zeros(log.n_students, np.bool_))
        neutral = neutral_calibration(n_items=N_ITEMS, n_competencies=N_COMPETENCIES)
        assert np.allclose(found.competency_level, neutral.competency_level)
        assert np.allclose(found.item_shift, 0)

    def test_comes_to_its_own_data_without_a_jump(self, made_up: MadeUp) -> None:
        log = made_up.answers
        levels = [
            calibrate(log, is_used=np.arange(log.n_students) < n).competency_level.mean()
            for n in range(60)
        ]
        assert np.abs(np.diff(levels)).max() < 0.35


class TestPrepare:
    def test_gives_no_row_a_trace_of_its_own_student(self, made_up: MadeUp) -> None:
        """Turning all answers of one student changes no calibration and no echo in that student's rows."""
        log = of_students(made_up.answers, np.arange(made_up.answers.n_students) < 60)
        first = prepare(log, rng=np.random.default_rng(5)).features
        turned = replace(log, is_right=log.is_right.copy())
        last = log.starts[1] - 1
        turned.is_right[last] = 1.0 - turned.is_right[last]
        second = prepare(turned, rng=np.random.default_rng(5)).features
        assert np.array_equal(first[: last + 1], second[: last + 1])
        assert not np.array_equal(first[last + 1 :], second[last + 1 :])

    def test_deals_students_evenly(self) -> None:
        sizes = np.bincount(deal(23, np.random.default_rng(0)), minlength=N_GROUPS)
        assert sizes.max() - sizes.min() <= 1

    def test_works_without_items(self) -> None:
        log = make_up(60, seed=9, has_items=False).answers
        prepared = prepare(log, rng=np.random.default_rng(1))
        assert np.all(np.isfinite(prepared.features))
        assert np.any(prepared.features[:, N_STATE] != 0)


class TestAnswerLog:
    @pytest.mark.parametrize("chosen", [[], [0], [3, 5], list(range(30))])
    def test_keeps_each_students_answers_whole(
        self, newcomers: MadeUp, chosen: list[int]
    ) -> None:
        log = newcomers.answers
        is_chosen = np.isin(np.arange(log.n_students), chosen)
        part = of_students(log, is_chosen)
        assert part.n_students == len(chosen)
        assert part.n_answers == int(np.diff(log.starts)[is_chosen].sum())
        assert part.competency_starts[-1] == len(part.competencies)

    def test_joins_back_to_what_it_was(self, newcomers: MadeUp) -> None:
        log = newcomers.answers
        half = np.arange(log.n_students) < 10
        again: AnswerLog = joined([of_students(log, half), of_students(log, ~half)])
        for name in (
            "starts",
            "items",
            "competency_starts",
            "competencies",
            "is_right",
            "days",
        ):
            assert np.array_equal(getattr(again, name), getattr(log, name))

    def test_cannot_be_joined_from_nothing(self) -> None:
        with pytest.raises(ValueError, match="logs is empty"):
            joined([])


class TestCompetenciesWithOneItem:
    def test_are_as_easy_as_their_items(self) -> None:
        """What is common to all items must stand at the competencies, or an unknown item is taken for a hard one."""
        rng = np.random.default_rng(8)
        n_students, n_each, n_competencies = 400, 60, 30
        touched = rng.integers(0, n_competencies, n_students * n_each)
        ability = np.repeat(rng.normal(0.0, 1.5, n_students), n_each)
        easiness = rng.normal(3.2, 1.0, n_competencies)
        chance = 1.0 / (1.0 + np.exp(-(easiness[touched] + ability)))
        log = AnswerLog(
            starts=np.arange(0, len(touched) + 1, n_each),
            items=touched.copy(),
            competency_starts=np.arange(len(touched) + 1),
            competencies=touched,
            is_right=(rng.random(len(touched)) < chance).astype(np.float64),
            days=np.full(len(touched), np.nan),
            n_items=n_competencies,
            n_competencies=n_competencies,
        )
        found = calibrate(log)
        assert abs(found.competency_level.mean() - easiness.mean()) < 0.8
        assert abs(found.item_shift.mean()) < 0.8
