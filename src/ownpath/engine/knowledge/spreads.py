"""From what the head says at the reference item to a belief: its middle and its 80 % interval.

Truth is never seen, but it shows in what students do next. Cases (a student and a competency at a
moment) are grouped by how many answers were seen and by what the head said. In each group:

- the *middle* is what the very next outcomes say it is, made to rise with what the head said and with
  the answers seen, so that a right answer still never lowers a belief;
- the distribution of true chances is the one that makes the next few outcomes likeliest; its 10 % and 90 %
  points, moved so that it has that middle, are the interval. No shape is assumed, so two heaps (knows it or
  not) stay two heaps.

Source: Laird (1978), "Nonparametric maximum likelihood estimation of a mixing distribution", JASA 73;
Efron (2016), "Empirical Bayes deconvolution estimates", Biometrika 103; Ayer et al. (1955), "An empirical
distribution function for sampling with incomplete information", for the rising middles.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import AnswerLog, Floats, Wholes
from ownpath.engine.knowledge.features import COLUMN
from ownpath.engine.knowledge.walking import Singles

SEEN_FROM = (0, 1, 2, 3, 4, 6, 8, 12, 18)  # answers to the competency: lower ends of the groups
SAID = np.linspace(0.02, 0.98, 33)  # what the head says: the columns of the tables
N_NEXT = 6  # outcomes looked at
CHANCES = np.linspace(0.01, 0.99, 50)
N_STEPS = 350  # a longer climb finds single points, a shorter one a flat spread
FEWEST_CASES, MOST_CASES, MOST_PIECES = 150, 600, 10
LOW, HIGH = 0.1, 0.9


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
        middle, low, high = self.read(np.array([said]), np.array([n_answers]))
        return float(middle[0]), float(low[0]), float(high[0])


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
    """Return the tables; a row with too few cases is as the one before it."""
    first = wide_spread()
    shift, low, high = (np.zeros((len(SEEN_FROM), len(SAID))) for _ in range(3))
    group = np.searchsorted(SEEN_FROM, cases.n_seen, side="right") - 1
    low[0] = _odds(first.low[0]) - _odds(SAID)
    high[0] = _odds(first.high[0]) - _odds(SAID)
    for row in range(len(SEEN_FROM)):
        chosen = np.flatnonzero(group == row)
        if len(chosen) >= 2 * FEWEST_CASES:
            shift[row], low[row], high[row] = _row(cases.only(chosen))
        elif row:
            shift[row], low[row], high[row] = shift[row - 1], low[row - 1], high[row - 1]
    middle = np.maximum.accumulate(_odds(SAID) + shift, axis=1)
    middle = np.apply_along_axis(rising, 0, middle)
    return Spread(
        middle=_chance(middle), low=_chance(middle + low), high=_chance(middle + high)
    )


def _row(cases: Cases) -> tuple[Floats, Floats, Floats]:
    """Return by how many log odds the middle lies above what the head says, and the ends from the middle."""
    n_pieces = int(min(MOST_PIECES, len(cases.said) // FEWEST_CASES))
    ranked = np.argsort(cases.said, kind="stable")
    found = []
    for piece in np.array_split(ranked, n_pieces):
        part = cases.only(piece)
        middle = _middle(part)
        thinned = cases.only(piece[:: max(1, len(piece) // MOST_CASES)])
        low, high = _ends(thinned)
        said = float(_odds(part.said).mean())
        found.append((said, middle - said, low, high))
    knots = np.array(found)
    low, high, shift = (
        np.interp(_odds(SAID), knots[:, 0], knots[:, column]) for column in (2, 3, 1)
    )
    return shift, low, high


def _middle(cases: Cases) -> float:
    """Return the log odds at the reference item that the very next outcomes speak for."""
    odds = float(_odds(cases.said).mean())
    for _ in range(12):
        p = _chance(odds + cases.easier[:, 0])
        pull = (
            float((cases.outcomes[:, 0] - p).sum()) + 1.0 - 2.0 / (1.0 + float(np.exp(-odds)))
        )
        step = pull / (float((p * (1.0 - p)).sum()) + 0.5)
        odds = float(np.clip(odds + np.clip(step, -1.0, 1.0), -6.0, 6.0))
    return odds


def _ends(cases: Cases) -> tuple[float, float]:
    """Return the 10 % and 90 % points of true chances, in log odds from their mean."""
    weight = _mixing(cases)
    share = np.concatenate([[0.0], np.cumsum(weight) / weight.sum()])
    step = (CHANCES[1] - CHANCES[0]) / 2
    edges = np.clip(np.concatenate([[CHANCES[0] - step], CHANCES + step]), 0.002, 0.998)
    mean = _odds(np.array([float((weight * CHANCES).sum() / weight.sum())]))[0]
    low, high = np.interp([LOW, HIGH], share, edges)
    return float(_odds(low) - mean), float(_odds(high) - mean)


def _mixing(cases: Cases) -> Floats:
    """Return the distribution over `CHANCES` that makes the outcomes likeliest, after a bounded climb."""
    likelihood = np.ones((len(cases.said), len(CHANCES)))
    for ahead in range(cases.outcomes.shape[1]):
        p = _chance(_odds(CHANCES)[None, :] + cases.easier[:, ahead, None])
        outcome = cases.outcomes[:, ahead, None]
        likelihood *= np.where(outcome < 0, 1.0, np.where(outcome == 1, p, 1.0 - p))
    weight = np.full(len(CHANCES), 1.0 / len(CHANCES))
    for _ in range(N_STEPS):
        fit = 1.0 / (likelihood @ weight)
        weight = weight * (likelihood.T @ fit) / len(likelihood)
    return weight


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


def _odds(p: Floats) -> Floats:
    clipped = np.clip(p, 1e-6, 1.0 - 1e-6)
    return np.asarray(np.log(clipped / (1.0 - clipped)))


def _chance(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.asarray(odds))))
