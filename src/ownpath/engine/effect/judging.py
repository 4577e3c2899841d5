"""Judges a pilot from its record: everyone counted first, then dose, likeness and groups of students."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownpath.engine.effect.clustered import estimate_from, freedom_of, leverage_of, scores_of
from ownpath.engine.effect.designs import Layout, design_of, lay_out
from ownpath.engine.effect.dosing import dose_effect
from ownpath.engine.effect.enough import enough_for
from ownpath.engine.effect.lone import estimate_beside_others
from ownpath.engine.effect.matching import matched_effect
from ownpath.engine.effect.types import (
    Counts,
    Design,
    Effect,
    Estimate,
    NoEffect,
    Rows,
    SliceEffect,
    Verdict,
)
from ownpath.engine.small_groups import hidden_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class _Difference:
    """One estimate with the rows and the layout behind it."""

    estimate: Estimate
    seen: Rows
    layout: Layout


def effect_of(rows: Rows, *, is_lower_better: bool = False) -> Effect | NoEffect:
    """Return what the record says, or why it says nothing.

    Parameters
    ----------
    rows
        The record, missing outcomes included.
    is_lower_better
        Whether a fall of the outcome is the good news (days absent, minutes stuck); only the verdict turns.
    """
    settled, moved = _where_they_began(rows)
    seen = settled.only(np.isfinite(settled.outcome))
    found = _difference(seen)
    if found is None:
        return NoEffect(reasons=_whats_missing(seen))
    return Effect(
        design=found.layout.design,
        verdict=verdict_of(
            found.estimate, found.layout.design, is_lower_better=is_lower_better
        ),
        everyone=found.estimate,
        counts=_counts(settled, seen, found.layout, moved),
        enough=enough_for(seen.only(found.layout.used), found.layout, found.estimate),
        dose=dose_effect(seen.only(found.layout.used), found.layout),
        matched=matched_effect(seen) if found.layout.design is Design.TWO_DIFFERENCES else None,
        slices=_slices(seen),
    )


def verdict_of(estimate: Estimate, design: Design, *, is_lower_better: bool) -> Verdict:
    """Return what may be said: a verdict needs an interval on one side of zero, a cause a comparison."""
    if estimate.low is None or estimate.high is None or estimate.low <= 0 <= estimate.high:
        return Verdict.NOT_KNOWN
    is_good = (estimate.value > 0) != is_lower_better
    if design is Design.OWN_BASELINE:
        return Verdict.BETTER if is_good else Verdict.WORSE
    return Verdict.HELPED if is_good else Verdict.HARMED


def is_stable(verdicts: tuple[Verdict, ...]) -> bool:
    """Return whether the last two cycles reached the same verdict and both reached one.

    Examples
    --------
    >>> is_stable((Verdict.NOT_KNOWN, Verdict.HELPED)), is_stable((Verdict.HELPED, Verdict.HELPED))
    (False, True)
    """
    last = verdicts[-2:]
    return len(last) == 2 and last[0] is last[1] and last[0] is not Verdict.NOT_KNOWN


def _difference(seen: Rows) -> _Difference | None:
    design = design_of(seen)
    if design is None:
        return None
    layout = lay_out(seen, design)
    leverage = leverage_of(layout.regression)
    kept = seen.only(layout.used)
    if leverage is None:
        return None
    outcome = layout.transformed(kept.outcome)
    value, scores = scores_of(layout.regression, leverage, outcome)
    if leverage.is_lone or layout.regression.n_clusters < 2:
        estimate = estimate_beside_others(kept, layout, value)
    else:
        freedom = freedom_of(layout.regression, leverage, outcome)
        estimate = estimate_from(value, float((scores**2).sum()), freedom)
    return _Difference(estimate=estimate, seen=seen, layout=layout)


def _where_they_began(rows: Rows) -> tuple[Rows, int]:
    """Return the record with every unit in the cluster and group of its first row, and how many ever moved."""
    order = np.lexsort((np.arange(len(rows.unit)), rows.period, rows.unit))
    unit = rows.unit[order]
    is_first = np.r_[True, unit[1:] != unit[:-1]] if unit.size else np.empty(0, dtype=bool)
    start = order[is_first][np.cumsum(is_first) - 1] if unit.size else order
    back = np.empty(len(order), dtype=np.int64)
    back[order] = start
    cluster, pilot = rows.cluster[back], rows.is_pilot[back]
    moved = (cluster != rows.cluster) | (pilot != rows.is_pilot)
    settled = Rows(
        unit=rows.unit,
        cluster=cluster,
        period=rows.period,
        is_pilot=pilot,
        outcome=rows.outcome,
        dose=rows.dose,
        slices={name: values[back] for name, values in rows.slices.items()},
    )
    return settled, len(np.unique(rows.unit[moved]))


def _whats_missing(seen: Rows) -> tuple[str, ...]:
    after = seen.period > 0
    reasons = []
    if not (seen.is_pilot & after).any():
        reasons.append("no outcome of the pilot after its start")
    if not (seen.is_pilot & ~after).any():
        reasons.append("no outcome of the pilot before its start")
    if not (~seen.is_pilot & after).any():
        reasons.append("no comparison after the start")
    return tuple(reasons) or ("the pilot cannot be told apart from the time or the classroom",)


def _counts(settled: Rows, seen: Rows, layout: Layout, moved: int) -> Counts:
    periods = np.unique(seen.period)
    ours, others = seen.only(seen.is_pilot), seen.only(~seen.is_pilot)
    return Counts(
        pilot_units=len(np.unique(ours.unit)),
        comparison_units=len(np.unique(others.unit)),
        pilot_clusters=len(np.unique(ours.cluster)),
        comparison_clusters=len(np.unique(others.cluster)),
        periods_before=int((periods <= 0).sum()),
        periods_after=int((periods > 0).sum()),
        missing_rows=int((~np.isfinite(settled.outcome)).sum()),
        units_left_out=layout.left_out,
        units_moved=moved,
        pilot_lost=_lost(settled.only(settled.is_pilot), ours),
        comparison_lost=_lost(settled.only(~settled.is_pilot), others),
    )


def _lost(everyone: Rows, seen: Rows) -> float:
    """Return the share of one group's units without any outcome after the start, 0 to 1."""
    there = len(np.unique(everyone.unit))
    return 1 - len(np.unique(seen.unit[seen.period > 0])) / there if there else 0.0


def _slices(seen: Rows) -> tuple[SliceEffect, ...]:
    found: list[SliceEffect] = []
    for column, names in seen.slices.items():
        sizes = {str(name): _smaller_side(seen, names == name) for name in np.unique(names)}
        hidden = hidden_groups(sizes)
        for name in sizes:
            found.append(_slice(seen, column, name, is_hidden=name in hidden))
    return tuple(found)


def _smaller_side(seen: Rows, inside: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int:
    """Return the number of units on the side (of those that are there at all) with fewer in this group."""
    sides = [seen.is_pilot == side for side in (True, False) if (seen.is_pilot == side).any()]
    return min(len(np.unique(seen.unit[inside & side])) for side in sides)


def _slice(seen: Rows, column: str, name: str, *, is_hidden: bool) -> SliceEffect:
    found = None if is_hidden else _difference(seen.only(seen.slices[column] == name))
    return SliceEffect(column=column, name=name, estimate=found.estimate if found else None)
