"""The middle and the interval of a belief: rising, holding, and as often right as they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_students import MadeUp

from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.engine.knowledge.spreads import (
    N_NEXT,
    SAID,
    SEEN_FROM,
    Cases,
    Spread,
    cases_of,
    find_spread,
    rising,
    wide_spread,
)


def drawn(n: int, *, sure: float, seed: int = 0) -> tuple[Cases, np.ndarray]:
    """Return cases whose true chance is a beta around what was said, `sure` answers strong, and the truth."""
    rng = np.random.default_rng(seed)
    said = rng.uniform(0.2, 0.9, n)
    truth = rng.beta(said * sure, (1 - said) * sure)
    outcomes = (rng.random((n, N_NEXT)) < truth[:, None]).astype(np.int8)
    n_seen = rng.integers(0, 25, n)
    return Cases(
        said=said, n_seen=n_seen, outcomes=outcomes, easier=np.zeros((n, N_NEXT))
    ), truth


class TestFindSpread:
    @pytest.mark.parametrize("sure", [4.0, 12.0])
    def test_holds_the_truth_about_eight_times_of_ten(self, sure: float) -> None:
        spread = find_spread(drawn(20_000, sure=sure)[0])
        new, truth = drawn(4_000, sure=sure, seed=1)
        _, low, high = spread.read(new.said, new.n_seen)
        assert 0.72 <= np.mean((low <= truth) & (truth <= high)) <= 0.88

    def test_is_narrower_where_truth_lies_closer(self) -> None:
        wide, close = (find_spread(drawn(20_000, sure=sure)[0]) for sure in (2.0, 30.0))
        assert np.mean(close.high - close.low) < np.mean(wide.high - wide.low)

    def test_mends_a_head_that_says_too_much(self) -> None:
        cases, truth = drawn(20_000, sure=30.0)
        boasting = Cases(
            said=np.clip(cases.said + 0.1, 0, 1),
            n_seen=cases.n_seen,
            outcomes=cases.outcomes,
            easier=cases.easier,
        )
        middle, _, _ = find_spread(boasting).read(boasting.said, boasting.n_seen)
        assert abs(np.mean(middle - truth)) < 0.01

    def test_rises_with_what_was_said_and_with_answers_seen(
        self, fitted: dict[str, KnowledgeModel]
    ) -> None:
        for model in fitted.values():
            assert np.all(np.diff(model.spread.middle, axis=0) >= -1e-12)
            assert np.all(np.diff(model.spread.middle, axis=1) >= -1e-12)

    def test_of_nothing_is_the_wide_one_in_its_middle(self) -> None:
        empty = find_spread(drawn(0, sure=2.0)[0])
        assert np.allclose(empty.middle, wide_spread().middle)


class TestCases:
    def test_take_the_next_answers_of_the_same_student_and_competency(
        self, newcomers: MadeUp
    ) -> None:
        log = newcomers.answers
        features = np.zeros((log.n_answers, 100), np.float32)
        cases = cases_of(log, features, np.zeros(log.n_answers))
        assert (cases.outcomes[:, 0] >= 0).all()
        firsts = {
            (int(s), int(c))
            for s, c in zip(log.student_of_answer(), log.first_competencies(), strict=True)
        }
        assert (cases.outcomes[:, 1] < 0).sum() == len(firsts)


class TestSpread:
    @given(said=st.floats(0, 1), n=st.integers(0, 10_000))
    def test_always_holds_its_middle(self, said: float, n: int) -> None:
        middle, low, high = wide_spread().read_one(said, n)
        assert 0 <= low <= middle <= high <= 1

    def test_has_a_row_for_each_group(self) -> None:
        spread: Spread = wide_spread()
        assert spread.middle.shape == (len(SEEN_FROM), len(SAID))


class TestRising:
    @given(st.lists(st.floats(-5, 5), min_size=1, max_size=12))
    def test_rises_and_keeps_the_mean(self, values: list[float]) -> None:
        found = rising(np.array(values))
        assert np.all(np.diff(found) >= -1e-12)
        assert found.mean() == pytest.approx(np.mean(values), abs=1e-9)
