"""Motifs: what whole runs of answers say; and the laws of models where only competencies are known."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from made_up_students import N_ITEMS, MadeUp, make_up
from test_model_laws import (  # collected here too, with the fixtures of this module
    TestBeliefs,
    TestOneAnswerAtATime,
    TestPredictions,
    TestStoredModels,
    state_after,
)

from ownpath.engine.knowledge import compiled
from ownpath.engine.knowledge.answers import AnswerLog, Floats, Wholes
from ownpath.engine.knowledge.beliefs import believe
from ownpath.engine.knowledge.explaining import explain
from ownpath.engine.knowledge.features import COLUMN, FEATURES, MOTIF_COLUMN
from ownpath.engine.knowledge.fitting import HeadKind, fit, split_off
from ownpath.engine.knowledge.glass_box import GlassBox
from ownpath.engine.knowledge.live import Question
from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.engine.knowledge.motifs import (
    LONG,
    MOST_TOLD_APART,
    MotifTable,
    index_motifs,
    read_motifs,
    said_by,
    width_of,
)
from ownpath.engine.knowledge.preparing import prepare
from ownpath.engine.knowledge.storing import load_model, save_model
from ownpath.engine.knowledge.walking import Singles

__all__ = ["TestBeliefs", "TestOneAnswerAtATime", "TestPredictions", "TestStoredModels"]


def without_items(n_students: int, *, seed: int) -> MadeUp:
    """Return students whose items nobody noted, though the district has some."""
    made = make_up(n_students, seed=seed, has_items=False)
    return replace(made, answers=replace(made.answers, n_items=N_ITEMS))


@pytest.fixture(scope="module")
def bare() -> dict[str, KnowledgeModel]:
    rng = np.random.default_rng(3)
    training, watched = split_off(without_items(300, seed=1).answers, rng=rng)
    return {kind.value: fit(training, watched, head=kind, rng=rng) for kind in HeadKind}


@pytest.fixture(params=["glass", "accuracy"])
def model(request: pytest.FixtureRequest, bare: dict[str, KnowledgeModel]) -> KnowledgeModel:
    return bare[request.param]


@pytest.fixture(scope="module")
def newcomers() -> MadeUp:
    return without_items(12, seed=2)


def one_student(answers: list[tuple[int, int]]) -> AnswerLog:
    n = len(answers)
    return AnswerLog(
        starts=np.array([0, n]),
        items=np.full(n, -1),
        competency_starts=np.arange(n + 1),
        competencies=np.array([c for c, _ in answers], np.int64),
        is_right=np.array([right for _, right in answers], np.float64),
        days=np.full(n, np.nan),
        n_items=0,
        n_competencies=3,
    )


def codes_before_last(answers: list[tuple[int, int]]) -> list[int]:
    codes = [0] * 6
    log = one_student(answers)
    n = log.n_answers - 1
    competency = int(log.first_competencies()[-1])
    read_motifs(said_by(log).tolist(), n - 1, min(n, 12), competency, width_of(3), codes)
    return codes


class TestReadMotifs:
    def test_tells_nothing_before_the_first_answer(self):
        assert codes_before_last([(1, 1)]) == [0, 0, 0, 2, 2, 2]

    def test_tells_which_competencies_came_with_what_outcome_in_what_order(self):
        one, two, three = codes_before_last([(0, 1), (2, 0), (1, 1), (0, 0)])[:3]
        assert (one, two, three) == (4, 4 * 7 + 5, (4 * 7 + 5) * 7 + 2)

    def test_tells_outcomes_in_the_competency_newest_lowest(self):
        _, _, _, own, short, _ = codes_before_last([(0, 1), (2, 0), (0, 0), (0, 1), (0, 0)])
        assert own == 0b1101 * 2 + 1
        assert short == own
        own, short, anything = codes_before_last([(0, 1)] * 6 + [(2, 0), (0, 0)])[3:]
        assert (own, short) == (0b111111 * 2, 0b1111 * 2)
        assert anything == 0b111110 * 2

    def test_keeps_codes_whole_numbers_however_many_competencies(self):
        width = width_of(10 * MOST_TOLD_APART)
        codes = [0] * 6
        read_motifs([2 * 9 * MOST_TOLD_APART + 1] * 3, 2, 3, 1, width, codes)
        assert 0 < max(codes) < width**3 < 2**40
        assert max(codes) >= 4 << LONG


class TestRowsOfTraining:
    def test_hold_no_trace_of_their_own_students_last_answer(self):
        answers = without_items(60, seed=5).answers
        turned = replace(answers, is_right=answers.is_right.copy())
        turned.is_right[-1] = 1.0 - turned.is_right[-1]
        before, after = (
            prepare(log, rng=np.random.default_rng(0)).features for log in (answers, turned)
        )
        own = slice(answers.starts[-2], None)
        assert np.array_equal(before[own], after[own])
        assert not np.array_equal(before[:, MOTIF_COLUMN:], after[:, MOTIF_COLUMN:])
        assert before[own, MOTIF_COLUMN:].any()


class TestWithoutNumba:
    def test_everything_gives_the_same_bits(self, model, newcomers, monkeypatch):
        fast = model.predict(newcomers.answers)
        keys = index_motifs(newcomers.answers).keys
        monkeypatch.setattr(
            compiled.Kernel, "__call__", lambda self, *given: self.plain(*given)
        )
        monkeypatch.setattr("ownpath.engine.knowledge.trees.has_numba", lambda: False)
        monkeypatch.setattr("ownpath.engine.knowledge.glass_box.has_numba", lambda: False)
        monkeypatch.setattr("ownpath.engine.knowledge.hearing.has_numba", lambda: False)
        assert np.array_equal(model.predict(newcomers.answers), fast)
        assert np.array_equal(index_motifs(newcomers.answers).keys, keys)


@pytest.fixture(scope="module", params=["glass", "accuracy"])
def fitted_before(request: pytest.FixtureRequest) -> KnowledgeModel:
    """Return a model as it was fitted before there were motifs."""
    rng = np.random.default_rng(3)
    training, watched = split_off(make_up(200, seed=1).answers, rng=rng)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("ownpath.engine.knowledge.preparing._motifs", _nothing_heard)
        return fit(training, watched, head=HeadKind(request.param), rng=rng)


def _nothing_heard(
    training: AnswerLog, groups: Wholes, chances: Sequence[Floats], features: Singles
) -> MotifTable:
    """Leave the training rows as they were before there were motifs and first answers."""
    features[:, MOTIF_COLUMN:] = 0.0
    return MotifTable()


class TestModelsWithoutMotifs:
    def as_stored_before(self, model: KnowledgeModel) -> bytes:
        """Return a model's file as it was written before there were motifs."""
        with np.load(io.BytesIO(save_model(model))) as stored:
            arrays = {name: stored[name] for name in stored.files}
        heading = json.loads(arrays["heading"].tobytes())
        heading["features"] = heading["features"][:MOTIF_COLUMN]
        arrays["heading"] = np.frombuffer(json.dumps(heading).encode(), np.uint8)
        arrays["reference"] = arrays["reference"][:MOTIF_COLUMN]
        n_cuts = len(arrays["head.cuts.values"])
        arrays["head.cuts.starts"] = arrays["head.cuts.starts"][: MOTIF_COLUMN + 1]
        if "head.single" in arrays:
            arrays["head.single"] = arrays["head.single"][: n_cuts + MOTIF_COLUMN]
        stream = io.BytesIO()
        np.savez_compressed(stream, **arrays)
        return stream.getvalue()

    def test_are_read_and_foretell_as_before(self, fitted_before):
        old = load_model(self.as_stored_before(fitted_before))
        strangers = make_up(10, seed=9).answers
        assert np.array_equal(old.predict(strangers), fitted_before.predict(strangers))
        state = state_after(old, strangers, 0)
        assert believe(old, state, competency=1) == believe(fitted_before, state, competency=1)
        if isinstance(old.head, GlassBox):
            explain(old, state, Question(item=1, competencies=(1,)))
        assert load_model(save_model(old)).reference.shape == (len(FEATURES),)

    def test_of_other_features_are_refused(self, fitted, monkeypatch):
        data = save_model(fitted["glass"])
        monkeypatch.setattr("ownpath.engine.knowledge.storing.FEATURES", FEATURES[::-1])
        with pytest.raises(ValueError, match="fit it again"):
            load_model(data)


class TestGlassBoxWithMotifs:
    def test_adds_up_to_the_prediction(self, bare, newcomers):
        state = state_after(bare["glass"], newcomers.answers, 1)
        found = explain(bare["glass"], state, Question(item=-1, competencies=(2,)))
        total = found.base + sum(term.contribution for term in found.terms)
        assert 1 / (1 + np.exp(-total)) == pytest.approx(found.p_right, abs=1e-9)


def test_a_table_of_nothing_says_nothing():
    assert MotifTable().is_silent
    assert MotifTable().n_competencies == 0
    assert COLUMN["motif_last_one_step"] == MOTIF_COLUMN
