"""From what the head behind beliefs says to a belief: its middle and its 80 % interval.

Truth is never seen, but it shows in what students do next. Cases (a student and a competency at a
moment) are grouped by how many answers were seen and by what the head said. In each group:

- the *middle* is what the very next outcomes say it is, made to rise with what the head said and the same however many
  answers were seen (the head knows), so that a right answer never lowers a belief, nor a wrong one raises it;
- the distribution of true chances is the smooth one that makes the next few outcomes likeliest (`mixing`); its 10 %
  and 90 % points, moved so that it has that middle, are the interval.

Source: Ayer et al. (1955), "An empirical distribution function for sampling with incomplete information", for the
rising middles.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import AnswerLog, Floats, Wholes
from ownpath.engine.knowledge.features import COLUMN
from ownpath.engine.knowledge.mixing import chance, ends_and_mean, odds
from ownpath.engine.knowledge.walking import Singles

SEEN_FROM = (0, 1, 2, 3, 4, 6, 8, 12, 18)  # answers to the competency: lower ends of the groups
SAID = np.linspace(0.02, 0.98, 33)  # what the head says: the columns of the tables
N_NEXT = 5  # outcomes looked at
FEWEST_CASES, MOST_PIECES, MOST_MIDDLES = 150, 10, 40
OVERLAP = 0.5  # of a piece, to each side: neighbors lend one another cases for the ends
TOP = 0.1  # share of cases the head thinks most of: how right they are is as good as it gets


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spread:
    """Middle and ends by answers seen (rows, as `SEEN_FROM`) and by what the head says (columns, as `SAID`); 0 to 1."""

    middle: Floats
    low: Floats
    high: Floats

    def read(self, said: Floats, n_answers: Wholes) -> tuple[Floats, Floats, Floats]:
        """Return middle, low and high for many beliefs; the interval always holds the middle."""
        rows = np.searchsorted(SEEN_FROM, n_answers, side="right") - 1
        middle, low, high = (np.empty(len(said)) for _ in range(3))
        for row in np.unique(rows):
            chosen = rows == row
            for table, out in ((self.middle, middle), (self.low, low), (self.high, high)):
                out[chosen] = np.interp(said[chosen], SAID, table[row])
        return middle, np.minimum(low, middle), np.maximum(high, middle)

    def read_one(self, said: float, n_answers: int) -> tuple[float, float, float]:
        """Return middle, low and high for one belief."""
        row = bisect_right(SEEN_FROM, n_answers) - 1
        middle, low, high = (
            float(np.interp(said, SAID, table[row]))
            for table in (self.middle, self.low, self.high)
        )
        return middle, min(low, middle), max(high, middle)


def wide_spread() -> Spread:
    """Return the spread of who knows nothing yet: the head's word, very wide, narrowing with what was seen."""
    middle = np.tile(SAID, (len(SEEN_FROM), 1))
    half = 1.2816 * np.sqrt(middle * (1.0 - middle) / (1.5 + np.array(SEEN_FROM)[:, None]))
    return Spread(
        middle=middle,
        low=np.clip(middle - half, 0.0, 1.0),
        high=np.clip(middle + half, 0.0, 1.0),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cases:
    """Moments to learn from: what the head said, answers seen, and the next outcomes with their items' easiness.

    `outcomes` and `easier` are cases by `N_NEXT`; an outcome is -1 where there is none. `easier` is how
    many log odds the item was easier than its competency.
    """

    said: Floats
    n_seen: Wholes
    outcomes: NDArray[np.int8]
    easier: Floats

    def only(self, chosen: Wholes) -> Cases:
        """Return the chosen cases."""
        return Cases(
            said=self.said[chosen],
            n_seen=self.n_seen[chosen],
            outcomes=self.outcomes[chosen],
            easier=self.easier[chosen],
        )


def cases_of(answers: AnswerLog, features: Singles, said: Floats) -> Cases:
    """Return every moment of a log as a case, with the answer given then as the first outcome."""
    competency = answers.first_competencies()
    key = answers.student_of_answer() * answers.n_competencies + competency
    order = np.argsort(key, kind="stable")
    shift = (features[:, COLUMN["difficulty"]] - features[:, COLUMN["competency_level"]])[order]
    outcomes = np.full((len(order), N_NEXT), -1, np.int8)
    easier = np.zeros((len(order), N_NEXT))
    for ahead in range(min(N_NEXT, len(order))):
        n = len(order) - ahead
        is_same = key[order][:n] == key[order][ahead:]
        outcomes[:n, ahead] = np.where(is_same, answers.is_right[order][ahead:], -1)
        easier[:n, ahead] = shift[ahead:]
    seen = features[:, COLUMN["competency_right"]], features[:, COLUMN["competency_wrong"]]
    n_seen = np.rint(np.expm1(seen[0]) + np.expm1(seen[1])).astype(np.int64)
    return Cases(said=said[order], n_seen=n_seen[order], outcomes=outcomes, easier=easier)


def find_spread(cases: Cases) -> Spread:
    """Return the tables; ends in a row with too few cases are as in the one before it."""
    first = wide_spread()
    low, high = (np.zeros((len(SEEN_FROM), len(SAID))) for _ in range(2))
    group = np.searchsorted(SEEN_FROM, cases.n_seen, side="right") - 1
    low[0] = odds(first.low[0]) - odds(SAID)
    high[0] = odds(first.high[0]) - odds(SAID)
    ceiling = _ceiling(cases)
    for row in range(len(SEEN_FROM)):
        chosen = np.flatnonzero(group == row)
        if len(chosen) >= 2 * FEWEST_CASES:
            low[row], high[row] = _ends(cases.only(chosen), ceiling)
        elif row:
            low[row], high[row] = low[row - 1], high[row - 1]
    middle = np.tile(_middles(cases), (len(SEEN_FROM), 1))
    return Spread(
        middle=chance(middle),
        low=chance(middle + low),
        high=chance(middle + high),
    )


def _ceiling(cases: Cases) -> float:
    """Return how often those are right of whom the head thinks most."""
    n_top = int(np.ceil(TOP * len(cases.said)))
    return float(cases.outcomes[np.argsort(cases.said)[-n_top:], 0].mean()) if n_top else 1.0


def _pieces(cases: Cases, most: int) -> tuple[Wholes, Wholes]:
    """Return cases by what the head said, rising, and where to cut them into pieces of equal size."""
    n_pieces = int(min(most, max(len(cases.said) // FEWEST_CASES, 1)))
    cuts = np.linspace(0, len(cases.said), n_pieces + 1).astype(np.int64)
    return np.argsort(cases.said, kind="stable"), cuts


def _middles(cases: Cases) -> Floats:
    """Return the rising middles for `SAID`, as log odds."""
    if len(cases.said) < FEWEST_CASES:
        return odds(SAID)
    ranked, cuts = _pieces(cases, MOST_MIDDLES)
    parts = [cases.only(ranked[begin:end]) for begin, end in pairwise(cuts)]
    said = np.array([odds(part.said.mean()) for part in parts])
    above = rising(np.array([_middle(part) for part in parts])) - said
    return np.asarray(odds(SAID) + np.interp(odds(SAID), said, above))


def _ends(cases: Cases, ceiling: float) -> tuple[Floats, Floats]:
    """Return by how many log odds the ends for `SAID` lie from the mean of the true chances."""
    ranked, cuts = _pieces(cases, MOST_PIECES)
    more = int(OVERLAP * (cuts[1] - cuts[0]))
    found = []
    for begin, end in pairwise(cuts):
        around = cases.only(ranked[max(begin - more, 0) : end + more])
        low, high, mean = ends_and_mean(around.outcomes, around.easier, ceiling)
        found.append((odds(cases.said[ranked[begin:end]].mean()), low - mean, high - mean))
    knots = np.array(found)
    low, high = (np.interp(odds(SAID), knots[:, 0], knots[:, column]) for column in (1, 2))
    return low, high


def _middle(cases: Cases) -> float:
    """Return the log odds at the reference item that the very next outcomes speak for."""
    at = float(odds(cases.said.mean()))
    for _ in range(12):
        p = chance(at + cases.easier[:, 0])
        pull = float((cases.outcomes[:, 0] - p).sum()) + 1.0 - 2.0 / (1.0 + float(np.exp(-at)))
        step = pull / (float((p * (1.0 - p)).sum()) + 0.5)
        at = float(np.clip(at + np.clip(step, -1.0, 1.0), -6.0, 6.0))
    return at


def rising(values: Floats) -> Floats:
    """Return the rising values nearest to some values (pool adjacent violators).

    Examples
    --------
    >>> rising(np.array([1.0, 3.0, 2.0, 4.0])).tolist()
    [1.0, 2.5, 2.5, 4.0]
    """
    pools: list[tuple[float, int]] = []
    for value in values:
        pools.append((float(value), 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, n_one), (other, n_other) = pools[-2:]
            pools[-2:] = [
                ((one * n_one + other * n_other) / (n_one + n_other), n_one + n_other)
            ]
    return np.concatenate([np.full(n, value) for value, n in pools])
