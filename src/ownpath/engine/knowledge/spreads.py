"""How far true chances lie apart among students who are believed alike: the 80 % interval of a belief.

Truth is never seen, but its spread shows in what students do next. Cases (a student and a competency
at a moment) are grouped by how much was seen and by the belief; in each group the distribution of
true chances is found that makes the next few outcomes likeliest, and its 10 % and 90 % points are
the interval. No shape is assumed, so two heaps (knows it or not) stay two heaps.

Source: Laird (1978), "Nonparametric maximum likelihood estimation of a mixing distribution", JASA 73;
Efron (2016), "Empirical Bayes deconvolution estimates", Biometrika 103.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import AnswerLog, Floats, Wholes
from ownpath.engine.knowledge.features import COLUMN
from ownpath.engine.knowledge.walking import Singles

SEEN_FROM = (0, 1, 2, 3, 5, 8, 13, 21)  # answers to the competency: lower ends of the groups
N_GROUPS_OF_BELIEF = 10
N_NEXT = 3  # outcomes looked at
GRID = np.linspace(0.01, 0.99, 99)
N_STEPS = 60
FEWEST_CASES = 150
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spread:
    """Interval ends by group: rows are groups of answers seen, columns rising beliefs.

    All 0 to 1; `belief` is the mean belief of each group.
    """

    belief: Floats
    low: Floats
    high: Floats

    def interval(self, p_right: float, n_answers: int) -> tuple[float, float]:
        """Return the ends of the 80 % interval around a belief; it always holds the belief."""
        row = int(np.searchsorted(SEEN_FROM, n_answers, side="right")) - 1
        low = float(np.interp(p_right, self.belief[row], self.low[row]))
        high = float(np.interp(p_right, self.belief[row], self.high[row]))
        return min(low, p_right), max(high, p_right)

    def intervals(self, p_right: Floats, n_answers: Wholes) -> tuple[Floats, Floats]:
        """Return the same for many beliefs."""
        low, high = p_right.copy(), p_right.copy()
        rows = np.searchsorted(SEEN_FROM, n_answers, side="right") - 1
        for row in np.unique(rows):
            chosen = rows == row
            low[chosen] = np.interp(p_right[chosen], self.belief[row], self.low[row])
            high[chosen] = np.interp(p_right[chosen], self.belief[row], self.high[row])
        return np.minimum(low, p_right), np.maximum(high, p_right)


def wide_spread() -> Spread:
    """Return the spread of who knows nothing yet: very wide, narrowing with what was seen."""
    n_rows = len(SEEN_FROM)
    belief = np.tile(np.linspace(0.0, 1.0, N_GROUPS_OF_BELIEF), (n_rows, 1))
    half = 1.2816 * np.sqrt(belief * (1.0 - belief) / (1.5 + np.array(SEEN_FROM)[:, None]))
    return Spread(
        belief=belief,
        low=np.clip(belief - half, 0.0, 1.0),
        high=np.clip(belief + half, 0.0, 1.0),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cases:
    """Moments to learn from: belief, answers seen, and the next outcomes with their items' easiness.

    `outcomes` and `easier` are cases by `N_NEXT`; an outcome is -1 where there is none. `easier` is how
    many log odds the item was easier than its competency.
    """

    belief: Floats
    n_seen: Wholes
    outcomes: NDArray[np.int8]
    easier: Floats


def cases_of(answers: AnswerLog, features: Singles, belief: Floats) -> Cases:
    """Return every moment of a log that is followed by more answers to the same competency."""
    competency = answers.first_competencies()
    order = np.lexsort((np.arange(answers.n_answers), competency, answers.student_of_answer()))
    key = answers.student_of_answer()[order] * answers.n_competencies + competency[order]
    right = answers.is_right[order].astype(np.int8)
    shift = (features[:, COLUMN["difficulty"]] - features[:, COLUMN["competency_level"]])[order]
    outcomes = np.full((len(order), N_NEXT), -1, np.int8)
    easier = np.zeros((len(order), N_NEXT))
    for ahead in range(N_NEXT):
        n = len(order) - ahead
        is_same = key[:n] == key[ahead:]
        outcomes[:n, ahead] = np.where(is_same, right[ahead:], -1)
        easier[:n, ahead] = shift[ahead:]
    seen = features[:, COLUMN["competency_right"]], features[:, COLUMN["competency_wrong"]]
    n_seen = np.rint(np.expm1(seen[0]) + np.expm1(seen[1])).astype(np.int64)
    is_followed = outcomes[:, 1] >= 0
    return Cases(
        belief=belief[order][is_followed],
        n_seen=n_seen[order][is_followed],
        outcomes=outcomes[is_followed],
        easier=easier[is_followed],
    )


def find_spread(cases: Cases) -> Spread:
    """Return interval ends for every group; a group with too few cases borrows from the one before."""
    spread = wide_spread()
    group = np.searchsorted(SEEN_FROM, cases.n_seen, side="right") - 1
    for row in range(len(SEEN_FROM)):
        chosen = np.flatnonzero(group == row)
        if len(chosen) >= FEWEST_CASES * 2:
            _fill_row(spread, row, cases, chosen)
        elif row:
            for table in (spread.belief, spread.low, spread.high):
                table[row] = table[row - 1]
    return spread


def _fill_row(spread: Spread, row: int, cases: Cases, chosen: Wholes) -> None:
    """Cut the cases of one row by belief and find the ends of each piece."""
    n_pieces = int(min(N_GROUPS_OF_BELIEF, len(chosen) // FEWEST_CASES))
    ranked = chosen[np.argsort(cases.belief[chosen], kind="stable")]
    pieces = np.array_split(ranked, n_pieces)
    middle = [float(cases.belief[piece].mean()) for piece in pieces]
    ends = np.array([_ends(cases, piece) for piece in pieces])
    places = np.linspace(0, n_pieces - 1, N_GROUPS_OF_BELIEF)
    knots = np.arange(n_pieces)
    spread.belief[row] = np.interp(places, knots, middle)
    spread.low[row] = np.interp(places, knots, np.maximum.accumulate(ends[:, 0]))
    spread.high[row] = np.interp(places, knots, np.maximum.accumulate(ends[:, 1]))


def _ends(cases: Cases, piece: Wholes) -> tuple[float, float]:
    """Return the 10 % and 90 % points of true chances within a piece."""
    share = np.cumsum(_mixing(cases.outcomes[piece], cases.easier[piece]))
    padded = np.concatenate([[0.0], share / share[-1]])
    edges = np.concatenate([[GRID[0] - 0.005], GRID + 0.005])
    return float(np.interp(LOW, padded, edges)), float(np.interp(HIGH, padded, edges))


def _mixing(outcomes: NDArray[np.int8], easier: Floats) -> Floats:
    """Return the distribution over the grid that makes the outcomes likeliest, after a bounded climb."""
    odds = np.log(GRID / (1.0 - GRID))
    likelihood = np.ones((len(outcomes), len(GRID)))
    for ahead in range(outcomes.shape[1]):
        p = 1.0 / (1.0 + np.exp(-(odds[None, :] + easier[:, ahead, None])))
        is_right = outcomes[:, ahead, None]
        likelihood *= np.where(is_right < 0, 1.0, np.where(is_right == 1, p, 1.0 - p))
    weight = np.full(len(GRID), 1.0 / len(GRID))
    for _ in range(N_STEPS):
        joint = likelihood * weight
        weight = (joint / joint.sum(1, keepdims=True)).mean(0)
    return weight
