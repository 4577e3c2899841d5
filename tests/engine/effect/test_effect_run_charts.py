"""The rules of a run chart: first kept, then broken by one point."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from ownpath.engine.effect.run_charts import Signal, run_chart


def signals(*values: float, baseline: int | None = None) -> tuple[Signal, ...]:
    return run_chart(np.array(values, dtype=float), baseline=baseline).signals


class TestRunChart:
    def test_nothing_and_one_value_show_no_signal(self) -> None:
        assert signals() == signals(3.0) == ()

    def test_six_on_one_side_are_a_shift_and_five_are_none(self) -> None:
        before = (1, 9, 1, 9, 1, 9)
        assert Signal.SHIFT_UP in signals(*before, 6, 7, 6, 7, 6, 7, baseline=6)
        assert Signal.SHIFT_UP not in signals(*before[:5], 6, 7, 6, 7, 6, 2, baseline=6)

    def test_a_point_on_the_median_neither_makes_nor_breaks_a_shift(self) -> None:
        assert Signal.SHIFT_UP in signals(4, 6, 4, 6, 6, 7, 5, 6, 7, 6, 7, baseline=4)

    def test_five_rising_points_are_a_trend_and_four_are_none(self) -> None:
        assert Signal.TREND_UP in signals(3, 1, 2, 3, 4, 5, 3)
        assert Signal.TREND_UP not in signals(3, 1, 2, 3, 4, 3)
        assert Signal.TREND_DOWN in signals(3, 5, 4, 3, 2, 1, 3)

    def test_two_long_runs_are_too_few_and_a_saw_has_too_many(self) -> None:
        assert Signal.TOO_FEW_RUNS in signals(1, 2, 1, 2, 1, 9, 8, 9, 8, 9)
        assert Signal.TOO_MANY_RUNS in signals(*([1, 9] * 8))

    @pytest.mark.parametrize("n", [10, 12])
    def test_chances_of_runs_are_those_of_all_orders(self, n: int) -> None:
        """Every order of n/2 highs and n/2 lows: too few or too many runs together at most 5 % of the time."""
        orders = [o for o in product((0.0, 1.0), repeat=n) if sum(o) == n / 2]
        odd = sum(
            bool({Signal.TOO_FEW_RUNS, Signal.TOO_MANY_RUNS} & set(signals(*order)))
            for order in orders
        )
        assert 0 < odd / len(orders) <= 0.05
