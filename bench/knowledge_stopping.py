"""When to say "learned": the best one can do with a forecast of what follows, by dynamic programming.

After each answer of a run stands a forecast, how much of the next answers will be right. Saying "learned" after
answer n is worth `worth - price * n - (1 - forecast)`, never saying it nothing; so going on is worth what the places
after it are, on the mean over runs that stood at the same answer with a like forecast. Half of the students tell what
going on is worth, the other half are judged by it.

Source: Bellman (1957), "Dynamic programming", Princeton University Press.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import Floats, Wholes
from ownpath.engine.knowledge.replaying import FEWEST, Point, Runs, at_bar

N_LIKE = 25  # groups of like forecasts
LAST_PLACE = 20  # from here on places are taken together
N_LATE = 3  # times these are gone through
N_HALVINGS = 11
LEAST_WORTH, MOST_WORTH = -0.2, 2.0
STEADIER = 3.0  # runs that stand in a small group for all at the same place


def place_in_run(runs: Runs) -> Wholes:
    """Return the place of each answer in its run, from 0."""
    begins = np.repeat(runs.starts[:-1], np.diff(runs.starts))
    return np.asarray(np.arange(len(runs.rows)) - begins)


def best_stopping(
    runs: Runs, forecast: Floats, half: Wholes, *, coverage: float, price: float
) -> Point:
    """Return what the best rule does that knows the forecasts of a run so far, at a coverage and price of an answer.

    `half` is 0 or 1 for each answer, the same for all of a student's.

    Raises
    ------
    ValueError
        If no run has an answer after the first one that may be spoken after.
    """
    low, high = LEAST_WORTH, MOST_WORTH
    found = None
    for _ in range(N_HALVINGS):
        worth = (low + high) / 2
        said = worth - price * (place_in_run(runs) + 1) - (1.0 - forecast)
        gain = np.empty(len(forecast))
        for judged in (0, 1):
            others = gain_of_saying(runs, forecast, said, tells=half != judged)
            gain[half == judged] = others[half == judged]
        point = at_bar(runs, gain, 0.0)
        low, high = (
            (worth, high) if point is None or point.coverage < coverage else (low, worth)
        )
        found = point or found
    if found is None:
        raise ValueError(f"runs hold no run of more than {FEWEST} answers: nothing to judge by")
    return found


def gain_of_saying(
    runs: Runs, forecast: Floats, said: Floats, *, tells: NDArray[np.bool_]
) -> Floats:
    """Return how much more it is worth to say "learned" at each answer than to go on.

    `said` is what saying it is worth; only runs in `tells` tell what going on is worth.
    """
    place = np.minimum(place_in_run(runs), LAST_PLACE)
    cuts = np.quantile(forecast, np.linspace(0.0, 1.0, N_LIKE + 1)[1:-1])
    like = np.searchsorted(cuts, forecast)
    after = np.arange(1, len(place) + 1)
    after[runs.starts[1:] - 1] = len(place)  # a run's end: worth nothing
    worth = np.zeros(len(place) + 1)
    going_on = np.zeros((LAST_PLACE + 1, N_LIKE))
    for now in [LAST_PLACE] * (N_LATE - 1) + list(range(LAST_PLACE, FEWEST - 2, -1)):
        here = np.flatnonzero((place == now) & tells)
        if len(here):
            going_on[now] = _steady_means(like[here], worth[after[here]])
        worth[here] = np.maximum(said[here], going_on[now][like[here]])
    return np.asarray(said - going_on[place, like])


def _steady_means(group: Wholes, values: Floats) -> Floats:
    total = np.bincount(group, values, N_LIKE) + STEADIER * values.mean()
    return np.asarray(total / (np.bincount(group, minlength=N_LIKE) + STEADIER))
