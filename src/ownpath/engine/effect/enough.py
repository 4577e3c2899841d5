"""How many more weeks, or how many more classrooms, would tell; said only while the interval spans zero."""

from __future__ import annotations

import numpy as np
from scipy.stats import t as student_t

from ownpath.engine.effect.clustered import LEVEL
from ownpath.engine.effect.designs import Layout, numbered
from ownpath.engine.effect.types import Enough, Estimate, Ints, Rows

MOST = 200  # weeks or classrooms; more than this is "not in our time"
FEWEST_PERIODS = 3  # weeks from which their own up and down can be seen


def enough_for(kept: Rows, layout: Layout, estimate: Estimate) -> Enough | None:
    """Return what would bring an effect of the size seen clear of zero; None when it is clear already.

    Week-to-week noise shrinks with weeks; how classrooms differ from one another only with classrooms. `kept` are
    the rows that the layout uses.
    """
    if estimate.low is None or estimate.high is None or estimate.error is None:
        return None
    if not estimate.low <= 0 <= estimate.high:
        return None
    reach = float(student_t.ppf((1 + LEVEL) / 2, max(estimate.freedom or 1.0, 1.0)))
    wanted = (estimate.value / reach) ** 2  # variance at which the interval just leaves zero
    clusters = layout.regression.n_clusters
    more_clusters = _ceil(clusters * estimate.error**2 / wanted - clusters) if wanted else None
    return Enough(
        more_periods=_more_periods(kept, layout, wanted, estimate.error**2),
        more_clusters=more_clusters,
    )


def _more_periods(kept: Rows, layout: Layout, wanted: float, variance: float) -> int | None:
    after = kept.period > 0
    periods = len(np.unique(kept.period[after]))
    if periods < FEWEST_PERIODS:
        return None
    of_weeks = min(
        _variance_of_weeks(kept.only(after), layout.regression.cluster[after]), variance
    )
    lasting = variance - of_weeks
    if wanted <= lasting:
        return None
    return _ceil(periods * of_weeks / (wanted - lasting) - periods)


def _variance_of_weeks(after: Rows, cluster: Ints) -> float:
    """Return the part of the difference's variance that is the classrooms' week-to-week up and down."""
    week = numbered(after.period)
    shape = (int(cluster.max()) + 1, int(week.max()) + 1)
    place = (cluster, week)
    total, count = np.zeros(shape), np.zeros(shape)
    np.add.at(total, place, after.outcome)
    np.add.at(count, place, 1.0)
    pilot = np.zeros(shape[0], dtype=bool)
    pilot[place[0]] = after.is_pilot
    variance = 0.0
    for side in (pilot, ~pilot):
        seen = side & (count > 0).all(axis=1)
        if seen.sum() < 2:
            continue
        means = total[seen] / count[seen]
        own = means - means.mean(axis=1, keepdims=True)
        noise = own - own.mean(axis=0, keepdims=True)
        free = (seen.sum() - 1) * (shape[1] - 1)
        variance += float((noise**2).sum()) / free / shape[1] / seen.sum()
    return variance


def _ceil(number: float) -> int | None:
    """Return the next whole number from 1, or None where it is beyond what anybody would wait for."""
    return max(1, int(np.ceil(number))) if number <= MOST else None
