"""What each head is made of: compiled and not compiled alike, tables equal to the trees they came from."""

from __future__ import annotations

import numpy as np
import pytest

from ownpath.engine.knowledge import compiled
from ownpath.engine.knowledge.bins import ROWS_AT_ONCE, Cuts, codes_of, cuts_from
from ownpath.engine.knowledge.calibration import calibrate
from ownpath.engine.knowledge.explaining import explain
from ownpath.engine.knowledge.features import FEATURES, N_FEATURES, N_STATE
from ownpath.engine.knowledge.glass_box import GlassBox, as_tables
from ownpath.engine.knowledge.live import Question, nobody_seen, observed
from ownpath.engine.knowledge.model import trust_after
from ownpath.engine.knowledge.streaming import N_STATE_READ
from ownpath.engine.knowledge.trees import Trees


class TestWithoutNumba:
    @pytest.mark.parametrize("kind", ["glass", "accuracy"])
    def test_a_head_gives_the_same_bits(self, fitted, newcomers, kind):
        features = fitted[kind].features(newcomers.answers)
        head = fitted[kind].head
        assert np.array_equal(head.scores(features), head.scores_without_numba(features))

    @pytest.mark.parametrize("kind", ["glass", "accuracy"])
    @pytest.mark.parametrize("n", [0, 1, ROWS_AT_ONCE, ROWS_AT_ONCE + 1])
    def test_a_head_gives_the_same_bits_however_many_rows(self, fitted, newcomers, kind, n):
        features = fitted[kind].features(newcomers.answers)[:n]
        assert len(features) == n
        head = fitted[kind].head
        assert np.array_equal(head.scores(features), head.scores_without_numba(features))

    @pytest.mark.parametrize("kind", ["glass", "accuracy"])
    def test_one_row_in_plain_python_gives_the_same(self, fitted, newcomers, kind):
        features = fitted[kind].features(newcomers.answers)[:40]
        head = fitted[kind].head
        one_by_one = [head.score_one(row.astype(np.float64)) for row in features]
        assert one_by_one == pytest.approx(list(head.scores(features)), abs=1e-12)

    def test_everything_gives_the_same_bits(self, model, newcomers, monkeypatch):
        fast = model.predict(newcomers.answers)
        monkeypatch.setattr(
            compiled.Kernel, "__call__", lambda self, *given: self.plain(*given)
        )
        monkeypatch.setattr("ownpath.engine.knowledge.trees.has_numba", lambda: False)
        monkeypatch.setattr("ownpath.engine.knowledge.glass_box.has_numba", lambda: False)
        monkeypatch.setattr("ownpath.engine.knowledge.hearing.has_numba", lambda: False)
        assert np.array_equal(model.predict(newcomers.answers), fast)

    def test_the_calibration_gives_the_same(self, newcomers, monkeypatch):
        fast = calibrate(newcomers.answers)
        monkeypatch.setattr(
            compiled.Kernel, "__call__", lambda self, *given: self.plain(*given)
        )
        plain = calibrate(newcomers.answers)
        assert np.allclose(fast.item_shift, plain.item_shift, atol=1e-12)
        assert np.allclose(fast.competency_level, plain.competency_level, atol=1e-12)


def two_trees() -> Trees:
    """Return x0 <= 1 ? (x1 <= 0 ? 1 : 2) : 3, and a single leaf of 0.5."""
    cuts = cuts_from([np.array([1.0]), np.array([0.0])])
    return Trees(
        cuts=cuts,
        feature=np.array([0, 1], np.uint8),
        code=np.array([0, 0], np.uint8),
        child=np.array([[1, -3], [-1, -2]], np.int32),
        leaf=np.array([1.0, 2.0, 3.0, 0.5]),
        root=np.array([0, -4], np.int64),
    )


ROWS = np.array([[0, -1], [1, 1], [2, -5], [2, 5]], np.float32)


class TestTrees:
    def test_go_left_at_or_below_the_cut(self):
        assert list(two_trees().scores(ROWS)) == [1.5, 2.5, 3.5, 3.5]

    def test_as_tables_add_up_to_the_same(self):
        box = as_tables(two_trees(), features=ROWS)
        assert box.scores(ROWS) == pytest.approx([1.5, 2.5, 3.5, 3.5])

    def test_with_three_features_on_a_path_are_no_glass_box(self):
        trees = Trees(
            cuts=cuts_from([np.array([0.0])] * 3),
            feature=np.array([0, 1, 2], np.uint8),
            code=np.zeros(3, np.uint8),
            child=np.array([[1, -4], [2, -3], [-1, -2]], np.int32),
            leaf=np.arange(4.0),
            root=np.array([0], np.int64),
        )
        with pytest.raises(ValueError, match="at most two"):
            as_tables(trees, features=np.zeros((1, 3), np.float32))


class TestGlassBox:
    def test_gives_pairs_no_effect_that_one_feature_explains(self):
        rows = np.array([[0, -1], [0, 1], [2, -1], [2, 1]], np.float32)
        box = as_tables(two_trees(), features=rows)
        table = box.pair.reshape(2, 2)
        assert table.mean(0) == pytest.approx([0, 0], abs=1e-6)
        assert table.mean(1) == pytest.approx([0, 0], abs=1e-6)

    def test_keeps_the_pairs_that_say_most(self):
        cuts = cuts_from([np.array([0.0])] * 3)
        pairs = Trees(
            cuts=cuts,
            feature=np.array([0, 1, 1, 2], np.uint8),
            code=np.zeros(4, np.uint8),
            child=np.array([[1, -3], [-1, -2], [3, -6], [-4, -5]], np.int32),
            leaf=np.array([0.0, 0.2, 0.1, 0.0, 2.0, 1.0]),
            root=np.array([0, 2], np.int64),
        )
        rows = np.random.default_rng(0).normal(size=(200, 3)).astype(np.float32)
        box = as_tables(pairs, features=rows, most_pairs=1)
        assert (box.left.tolist(), box.right.tolist()) == ([1], [2])
        assert box.scores(rows) == pytest.approx(pairs.scores(rows), abs=0.2)

    def test_is_a_sum_of_terms(self, fitted, newcomers):
        model = fitted["glass"]
        assert isinstance(model.head, GlassBox)
        row = model.features(newcomers.answers)[11]
        singles, pairs = model.head.terms(row.astype(np.float64))
        total = model.head.intercept + sum(singles) + sum(pairs)
        assert total == pytest.approx(float(model.head.scores(row[None])[0]))


class TestExplanation:
    def test_adds_up_to_the_prediction(self, fitted):
        model, state = fitted["glass"], nobody_seen()
        for k in range(9):
            question = Question(item=k, competencies=(k % 3, 4), day=float(k))
            found = explain(model, state, question)
            total = found.base + sum(term.contribution for term in found.terms)
            assert 1 / (1 + np.exp(-total)) == pytest.approx(found.p_right, abs=1e-9)
            state = observed(model, state, question, is_right=k % 3 > 0)

    def test_names_the_facts(self, fitted):
        state = nobody_seen()
        for k, is_right in enumerate([True, False, True, True]):
            question = Question(item=k, competencies=(1,), day=float(k))
            state = observed(fitted["glass"], state, question, is_right=is_right)
        facts = explain(
            fitted["glass"], state, Question(item=9, competencies=(1,), day=17.0)
        ).facts
        assert (facts["right_lately"], facts["n_lately"], facts["days_since"]) == (3, 4, 14)

    def test_is_refused_for_what_cannot_be_read(self, fitted):
        with pytest.raises(ValueError, match="glass"):
            explain(fitted["accuracy"], nobody_seen(), Question(item=0, competencies=(0,)))


class TestFeatures:
    def test_are_as_many_as_the_kernels_write(self):
        assert N_STATE == N_STATE_READ
        assert len({feature.name for feature in FEATURES}) == N_FEATURES

    def test_are_cut_as_the_cuts_say(self):
        cuts = Cuts(values=np.array([0.0, 1.0]), starts=np.array([0, 2]))
        values = np.array([[-1.0], [0.0], [0.5], [1.0], [9.0]], np.float32)
        assert codes_of(cuts, values)[:, 0].tolist() == [0, 0, 1, 1, 2]


class TestTrust:
    def test_grows_without_a_jump(self):
        steps = np.diff([trust_after(n) for n in range(5_000)])
        assert steps.min() > 0
        assert steps.max() < 0.0021
