"""The usual rules of a run chart: they say when it is more than the ordinary up and down.

Source: Perla, Provost and Murray (2011), "The run chart: a simple analytical tool for learning from variation in
healthcare processes"; limits of the number of runs after Swed and Eisenhart (1943), two-sided at 5 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import comb

import numpy as np

from ownpath.engine.effect.types import Floats

SHIFT = 6  # points in a row on one side of the median
TREND = 5  # points in a row, each higher (or each lower) than the last
TAIL = 0.025


class Signal(Enum):
    """What speaks against chance."""

    SHIFT_UP = "shift up"
    SHIFT_DOWN = "shift down"
    TREND_UP = "trend up"
    TREND_DOWN = "trend down"
    TOO_FEW_RUNS = "too few runs"
    TOO_MANY_RUNS = "too many runs"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChart:
    """A measure over time with its median and what the rules see; `runs` counts crossings plus one."""

    values: tuple[float, ...]
    median: float
    runs: int
    signals: tuple[Signal, ...]


def run_chart(values: Floats, *, baseline: int | None = None) -> RunChart:
    """Return the chart of values in time order, shape (n,); the median is that of the first `baseline` values.

    Points on the median neither make nor break a run. Fewer than two values show no signal.

    Examples
    --------
    >>> run_chart(np.array([1.0, 2, 1, 2, 5, 5, 6, 5, 6, 5]), baseline=4).signals
    (<Signal.SHIFT_UP: 'shift up'>,)
    """
    first = values[: baseline or len(values)]
    median = float(np.median(first)) if len(first) else float("nan")
    sides = np.sign(values - median)
    sides = sides[sides != 0]
    found = [*_shifts(sides), *_trends(values), *_odd_number_of_runs(sides)]
    return RunChart(
        values=tuple(map(float, values)),
        median=median,
        runs=_count_runs(sides),
        signals=tuple(found),
    )


def _count_runs(sides: Floats) -> int:
    return int((np.diff(sides) != 0).sum()) + 1 if len(sides) else 0


def _longest(flags: Floats, wanted: float) -> int:
    longest = length = 0
    for flag in flags:
        length = length + 1 if flag == wanted else 0
        longest = max(longest, length)
    return longest


def _shifts(sides: Floats) -> list[Signal]:
    named = ((1.0, Signal.SHIFT_UP), (-1.0, Signal.SHIFT_DOWN))
    return [signal for side, signal in named if _longest(sides, side) >= SHIFT]


def _trends(values: Floats) -> list[Signal]:
    """Return the trends; a value equal to the last one neither makes nor breaks one."""
    steps = np.sign(np.diff(values))
    steps = steps[steps != 0]
    named = ((1.0, Signal.TREND_UP), (-1.0, Signal.TREND_DOWN))
    return [signal for way, signal in named if _longest(steps, way) >= TREND - 1]


def _odd_number_of_runs(sides: Floats) -> list[Signal]:
    above, below = int((sides > 0).sum()), int((sides < 0).sum())
    if not above or not below:
        return []
    runs = _count_runs(sides)
    chances = _chance_of_runs(above, below)
    if sum(chances[: runs + 1]) <= TAIL:
        return [Signal.TOO_FEW_RUNS]
    return [Signal.TOO_MANY_RUNS] if sum(chances[runs:]) <= TAIL else []


def _chance_of_runs(above: int, below: int) -> list[float]:
    """Return the chance of each number of runs, from 0, when the order is chance alone.

    Each side is cut into half of the runs, independently of the other; every order is equally likely.
    """
    orders = comb(above + below, above)
    chances = [0.0, 0.0]
    for runs in range(2, above + below + 1):
        half = runs // 2
        if runs % 2 == 0:
            ways = 2 * comb(above - 1, half - 1) * comb(below - 1, half - 1)
        else:
            ways = comb(above - 1, half) * comb(below - 1, half - 1)
            ways += comb(above - 1, half - 1) * comb(below - 1, half)
        chances.append(ways / orders)
    return chances
