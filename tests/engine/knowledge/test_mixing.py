"""The distribution of true chances behind outcomes, on outcomes whose chances are known."""

from __future__ import annotations

import numpy as np
import pytest

from ownpath.engine.knowledge.mixing import chance, ends_and_mean, learned_later, odds

N, N_NEXT = 4_000, 5


def outcomes_of(truth: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return `N_NEXT` outcomes for each chance, or for each chance at each outcome."""
    chances = np.broadcast_to(
        truth if truth.ndim == 2 else truth[:, None], (len(truth), N_NEXT)
    )
    return (rng.random(chances.shape) < chances).astype(np.int8)


class TestEndsAndMean:
    @pytest.mark.parametrize("kind", ["one heap", "two heaps"])
    def test_are_those_of_the_chances(self, kind: str) -> None:
        rng = np.random.default_rng(4)
        one, other = rng.beta(8, 32, N), rng.beta(40, 6, N)
        truth = (
            rng.beta(9, 4, N)
            if kind == "one heap"
            else np.where(rng.random(N) < 0.4, one, other)
        )
        found = ends_and_mean(outcomes_of(truth, rng), np.zeros((N, N_NEXT)), 1.0)
        low, high, mean = 1 / (1 + np.exp(-found))
        assert abs(low - np.quantile(truth, 0.1)) < 0.07
        assert abs(high - np.quantile(truth, 0.9)) < 0.07
        assert abs(mean - truth.mean()) < 0.02

    def test_are_of_the_reference_item_whatever_items_were_met(self) -> None:
        rng = np.random.default_rng(5)
        truth = rng.beta(9, 6, N)
        harder = 1 / (1 + np.exp(-(odds(truth) - 2.0)))
        plain = ends_and_mean(outcomes_of(truth, rng), np.zeros((N, N_NEXT)), 1.0)
        hard = ends_and_mean(outcomes_of(harder, rng), np.full((N, N_NEXT), -2.0), 1.0)
        assert np.allclose(chance(plain), chance(hard), atol=0.12)
        assert abs(plain[2] - hard[2]) < 0.1

    def test_are_of_the_moment_though_students_learn_meanwhile(self) -> None:
        rng = np.random.default_rng(6)
        now = rng.beta(6, 6, N)
        later = now[:, None] + (0.95 - now[:, None]) * np.array([0, 0.2, 0.35, 0.5, 0.6])
        found = ends_and_mean(
            outcomes_of(np.maximum(later, 0), rng), np.zeros((N, N_NEXT)), 0.95
        )
        assert abs(1 / (1 + np.exp(-found[2])) - now.mean()) < 0.03


class TestLearnedLater:
    def test_is_nothing_where_hardly_any_outcome_came_later(self) -> None:
        outcomes = np.full((60, N_NEXT), -1, np.int8)
        outcomes[:, 0] = 1
        outcomes[:10, 1] = 0
        assert learned_later(outcomes, 1.0).tolist() == [0.0] * N_NEXT

    def test_is_below_zero_where_something_was_lost(self) -> None:
        outcomes = np.ones((100, N_NEXT), np.int8)
        outcomes[:50, 1] = 0
        assert learned_later(outcomes, 1.0)[1] == pytest.approx(-0.5)
