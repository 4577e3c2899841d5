"""Chooses the strongest comparison that a record allows and lays it out as a regression.

Everyone counts once: on each side of the start a unit's rows share one unit of weight, however often it was seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownpath.engine.effect.clustered import Regression
from ownpath.engine.effect.types import Bools, Design, Floats, Ints, Rows

PANEL_SHARE = (
    0.5  # of each side's units seen before and after: then a unit is compared with itself
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A record laid out for one design; `regression` belongs to `used` rows only."""

    design: Design
    regression: Regression
    used: Bools  # (n,), rows of the record that the design uses
    weight: Floats  # (n_used,)
    within: (
        Ints | None
    )  # (n_used,), what is compared with itself: unit or cluster number; None for neither
    left_out: int  # units seen on one side only

    def transformed(self, values: Floats) -> Floats:
        """Return values of shape (n_used,) as the regression's rows are: fixed effects out, weight in."""
        centered = (
            values if self.within is None else _centered(values, self.within, self.weight)
        )
        laid: Floats = centered * np.sqrt(self.weight)
        return laid


def numbered(values: Ints) -> Ints:
    """Return the values as numbers from 0, in their order."""
    found: Ints = np.unique(values, return_inverse=True)[1].astype(np.int64)
    return found


def design_of(rows: Rows) -> Design | None:
    """Return the strongest design that the record (outcomes all seen) allows, or None."""
    after = rows.period > 0
    both = [
        bool((rows.is_pilot == side)[after == late].any())
        for side in (True, False)
        for late in (False, True)
    ]
    pilot_before, pilot_after, other_before, other_after = both
    if all(both):
        return Design.TWO_DIFFERENCES
    if pilot_after and other_after:
        return Design.DIFFERENCE
    return Design.OWN_BASELINE if pilot_before and pilot_after and not other_before else None


def lay_out(rows: Rows, design: Design) -> Layout:
    """Return the record (outcomes all seen) laid out for a design that `design_of` allows."""
    after = rows.period > 0
    used = np.ones(len(rows.unit), dtype=bool)
    within: Ints | None = None
    if design is Design.DIFFERENCE:
        used = after
    elif _is_panel(rows):
        used = _seen_twice(rows)
        within = numbered(rows.unit[used])
    else:
        within = numbered(rows.cluster[used])
    left_out = len(np.unique(rows.unit)) - len(np.unique(rows.unit[used]))
    kept = rows.only(used)
    weight = _weights(kept)
    x = _columns(kept, design)
    root = np.sqrt(weight)
    shared = np.ones(len(weight))
    if within is not None:
        x = _centered(x, within, weight)
        shared = _centered((kept.period > 0).astype(np.float64), within, weight)
    regression = Regression(
        x=_independent(x * root[:, None]), cluster=numbered(kept.cluster), shared=shared * root
    )
    return Layout(
        design=design,
        regression=regression,
        used=used,
        weight=weight,
        within=within,
        left_out=left_out,
    )


def _columns(rows: Rows, design: Design) -> Floats:
    """Return the pilot's column, then what everybody shares."""
    after = (rows.period > 0).astype(np.float64)
    pilot = rows.is_pilot.astype(np.float64)
    if design is Design.OWN_BASELINE:
        return after[:, None]
    first = pilot * after
    periods = np.unique(rows.period)
    shared = [np.ones(len(first))] if design is Design.DIFFERENCE else []
    shared += [(rows.period == period).astype(np.float64) for period in periods[1:]]
    if design is Design.TWO_DIFFERENCES:
        shared.append(
            pilot
        )  # says nothing new where units or whole clusters are compared with themselves
    return np.column_stack([first, *shared])


def _independent(x: Floats) -> Floats:
    """Return the columns without those that earlier ones already say; the first always stays."""
    cross = x.T @ x
    kept: list[int] = []
    for column in range(x.shape[1]):
        tried = [*kept, column]
        if np.linalg.matrix_rank(cross[np.ix_(tried, tried)], hermitian=True) == len(tried):
            kept = tried
    return x[:, kept if kept and kept[0] == 0 else [0]]


def _weights(rows: Rows) -> Floats:
    side = numbered(rows.unit) * 2 + (rows.period > 0)
    weight: Floats = 1.0 / np.bincount(side)[side]
    return weight


def _centered(values: Floats, within: Ints, weight: Floats) -> Floats:
    """Return values of shape (n,) or (n, k) less the weighted mean of what they are compared within."""
    total = np.bincount(within, weights=weight)
    columns = values[:, None] if values.ndim == 1 else values
    means = np.column_stack(
        [np.bincount(within, weights=weight * column) / total for column in columns.T]
    )
    centered: Floats = columns - means[within]
    return centered[:, 0] if values.ndim == 1 else centered


def _sides_seen(rows: Rows) -> tuple[Ints, Bools, Bools]:
    """Return each row's unit number, and by unit whether it was seen on both sides and is of the pilot."""
    unit = numbered(rows.unit)
    late = np.bincount(unit, weights=(rows.period > 0).astype(float)) > 0
    early = np.bincount(unit, weights=(rows.period <= 0).astype(float)) > 0
    pilot = np.bincount(unit, weights=rows.is_pilot.astype(float)) > 0
    return unit, late & early, pilot


def _seen_twice(rows: Rows) -> Bools:
    unit, both, _ = _sides_seen(rows)
    twice: Bools = both[unit]
    return twice


def _is_panel(rows: Rows) -> bool:
    """Return whether at least half of each side's units were seen before and after."""
    _, both, pilot = _sides_seen(rows)
    sides = [both[pilot == side] for side in (True, False)]
    return all(side.mean() >= PANEL_SHARE for side in sides if side.size)
