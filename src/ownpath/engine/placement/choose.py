"""Which question tells most: the one after which the whole map is expected to be clearest.

Unclear is the sum over all competencies of P(known) times P(not known). For each question that could be asked it is
reckoned for every answer, weighted by how likely the answer is. Three plainer ways to choose stand beside it, to be
measured against.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from ownpath.engine.placement.belief import Belief, Floats, pull_and_shrink
from ownpath.engine.placement.types import Answer, Noise
from ownpath.engine.skills.arrays import Numbers

LOGISTIC_FOR_NORMAL = (
    1.702  # the logistic curve stands in for the normal one, which it follows to a hundredth
)
LEAST_VARIANCE = 1e-6
MOST_LOOKED_AT = 64  # a question whose answer is nearly certain tells little

Chooser = Callable[[Belief, Numbers, Noise], int]


def expected_unclear(belief: Belief, could_ask: Numbers, noise: Noise) -> Floats:
    """Return how unclear the map is expected to be after each question.

    Parameters
    ----------
    could_ask : (k,) intp
        Numbers of the competencies that could be asked.

    Returns
    -------
    (k,) float64
        Sum over all competencies of P(known) (1 - P(known)).
    """
    columns = belief.covariance[could_ask]  # (k, n): row i is the column of question i
    variance = np.diag(belief.covariance)
    total = np.zeros(len(could_ask))
    for answer in Answer:
        p_answer, pull, shrink = pull_and_shrink(
            belief.mean[could_ask], variance[could_ask], noise.likelihoods(answer)
        )
        mean = belief.mean + columns * pull[:, None]
        after = np.maximum(variance - columns**2 * shrink[:, None], LEAST_VARIANCE)
        # p (1 - p) of the logistic curve is 1 / (2 + 2 cosh).
        z = np.minimum(np.abs(mean) / np.sqrt(after) * LOGISTIC_FOR_NORMAL, 30.0)
        total += p_answer * (0.5 / (1 + np.cosh(z))).sum(axis=1)
    return total


def most_telling(belief: Belief, could_ask: Numbers, noise: Noise) -> int:
    """Return the question after which the map is expected to be clearest, of the least sure ones."""
    doubt = np.abs(belief.p_known[could_ask] - 0.5)
    looked_at = could_ask[np.sort(np.argsort(doubt, kind="stable")[:MOST_LOOKED_AT])]
    return int(looked_at[int(expected_unclear(belief, looked_at, noise).argmin())])


def half_split(belief: Belief, could_ask: Numbers, noise: Noise) -> int:
    """Return the question whose competency is most evenly known or not, as in knowledge space theory."""
    del noise
    return int(could_ask[int(np.abs(belief.p_known[could_ask] - 0.5).argmin())])


CHOOSERS: Mapping[str, Chooser] = {"most_telling": most_telling, "half_split": half_split}
