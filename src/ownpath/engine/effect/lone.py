"""An interval for one lone classroom, from how far classrooms differ that changed nothing.

Source: Donald and Lang (2007), "Inference with difference-in-differences and other panel data"; the lone
classroom's difference is set beside the spread of the others', each counted as one.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import t as student_t

from ownpath.engine.effect.clustered import LEVEL
from ownpath.engine.effect.designs import Layout
from ownpath.engine.effect.types import Bools, Estimate, Floats, Rows

FEWEST_OTHERS = 2  # classrooms on the other side; one alone has no spread


def estimate_beside_others(kept: Rows, layout: Layout, value: float) -> Estimate:
    """Return `value` with the interval that the larger side's spread allows, or with none.

    `kept` are the rows the layout uses, outcomes all seen.
    """
    change, pilot = _change_by_cluster(kept, layout)
    sides = [change[pilot], change[~pilot]]
    many = max(sides, key=len)
    few = min(len(sides[0]), len(sides[1]))
    if few == 0 or len(many) < FEWEST_OTHERS:
        return Estimate(value=value, error=None, freedom=None, low=None, high=None)
    error = float(many.std(ddof=1) * np.sqrt(1 / few + 1 / len(many)))
    freedom = float(len(many) - 1)
    reach = float(student_t.ppf((1 + LEVEL) / 2, freedom)) * error
    return Estimate(
        value=value, error=error, freedom=freedom, low=value - reach, high=value + reach
    )


def _change_by_cluster(kept: Rows, layout: Layout) -> tuple[Floats, Bools]:
    """Return each cluster's mean after (less its mean before, where the design looks back) and its side."""
    cluster = layout.regression.cluster
    after = kept.period > 0

    def means(rows: Bools) -> Floats:
        weight = layout.weight * rows
        total = np.bincount(cluster, weights=weight)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean: Floats = np.bincount(cluster, weights=weight * kept.outcome) / total
        return mean

    change = means(after) - means(~after) if layout.within is not None else means(after)
    share = np.bincount(cluster, weights=kept.is_pilot * 1.0) / np.bincount(cluster)
    seen = np.isfinite(change)
    return change[seen], share[seen] > 1 / 2
