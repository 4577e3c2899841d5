"""Sets each pilot unit beside comparison units that began alike, and takes the difference again.

Source: Abadie and Imbens (2006), "Large sample properties of matching estimators for average treatment effects"
(nearest neighbors with replacement); the caliper after Austin (2011).
"""

from __future__ import annotations

import numpy as np

from ownpath.engine.effect.clustered import (
    Regression,
    estimate_from,
    freedom_of,
    leverage_of,
    scores_of,
)
from ownpath.engine.effect.designs import numbered
from ownpath.engine.effect.types import Bools, Floats, Ints, Matched, Rows

CALIPER = 0.2  # standard deviations of where units began
NEIGHBORS = 3  # comparison units beside each pilot unit, at most
FEWEST = 10  # matched pilot units


def matched_effect(seen: Rows) -> Matched | None:
    """Return the difference among matched units, or None if too few units of the pilot find their like."""
    start, change, cluster, pilot = _by_unit(seen)
    if not pilot.any() or pilot.all():
        return None
    weight, matched = _weights(start, pilot)
    if matched < FEWEST:
        return None
    used = weight > 0
    root = np.sqrt(weight[used])
    x = np.column_stack([pilot[used].astype(float), np.ones(int(used.sum()))]) * root[:, None]
    regression = Regression(x=x, cluster=numbered(cluster[used]), shared=root)
    leverage = leverage_of(regression)
    if leverage is None or leverage.is_lone:
        return None
    outcome = change[used] * root
    value, scores = scores_of(regression, leverage, outcome)
    freedom = freedom_of(regression, leverage, outcome)
    return Matched(
        estimate=estimate_from(value, float((scores**2).sum()), freedom),
        matched=matched,
        unmatched=int(pilot.sum()) - matched,
    )


def _by_unit(seen: Rows) -> tuple[Floats, Floats, Ints, Bools]:
    """Return, by unit seen on both sides: where it began, how it changed, its cluster and its group."""
    unit = numbered(seen.unit)
    n = int(unit.max()) + 1
    after = seen.period > 0
    with np.errstate(invalid="ignore", divide="ignore"):
        before = np.bincount(unit, seen.outcome * ~after, n) / np.bincount(unit, ~after, n)
        late = np.bincount(unit, seen.outcome * after, n) / np.bincount(unit, after, n)
    both = np.isfinite(before) & np.isfinite(late)
    first = np.unique(unit, return_index=True)[1]
    return (
        before[both],
        (late - before)[both],
        seen.cluster[first][both],
        seen.is_pilot[first][both],
    )


def _weights(start: Floats, pilot: Bools) -> tuple[Floats, int]:
    """Return each unit's weight and how many pilot units found their like within the caliper."""
    reach = CALIPER * float(start.std())
    order = np.argsort(start[~pilot], kind="stable")
    others = np.flatnonzero(~pilot)[order]
    starts = start[others]
    weight = np.zeros(len(start))
    matched = 0
    for one in np.flatnonzero(pilot):
        at = int(np.searchsorted(starts, start[one]))
        near = np.arange(max(0, at - NEIGHBORS), min(len(others), at + NEIGHBORS))
        far = np.abs(starts[near] - start[one])
        chosen = near[np.argsort(far, kind="stable")][:NEIGHBORS]
        chosen = chosen[np.abs(starts[chosen] - start[one]) <= reach]
        if chosen.size:
            weight[one] = 1.0
            weight[others[chosen]] += 1.0 / chosen.size
            matched += 1
    return weight, matched
