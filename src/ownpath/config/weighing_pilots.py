"""Reads a pilot's table and judges it; the command line's part of `ownpath effect`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ownpath.engine.effect.judging import effect_of
from ownpath.engine.effect.types import Effect, NoEffect, Rows
from ownpath.interchange.pilot_rows.records import PilotRow


def judge(
    table: Sequence[PilotRow], *, by: Sequence[str], is_lower_better: bool
) -> Effect | NoEffect:
    """Return the effect that a table shows, also within the groups of the columns named in `by`.

    Raises
    ------
    ValueError
        If the table has no such column.
    """
    unknown = [name for name in by if table and name.lower() not in table[0].further]
    if unknown:
        there = ", ".join(table[0].further) or "none"
        raise ValueError(
            f"There is no column {', '.join(unknown)} to look by. Further columns: {there}."
        )
    return effect_of(rows_from(table, by=by), is_lower_better=is_lower_better)


def rows_from(table: Sequence[PilotRow], *, by: Sequence[str] = ()) -> Rows:
    """Return a table as arrays; names become numbers in their alphabetical order."""
    return Rows(
        unit=_numbers([row.unit for row in table]),
        cluster=_numbers([row.cluster for row in table]),
        period=np.array([row.period for row in table], dtype=np.int64),
        is_pilot=np.array([row.is_pilot for row in table], dtype=bool),
        outcome=_floats([row.outcome for row in table]),
        dose=_floats([row.dose for row in table]),
        slices={
            name: np.array([row.further.get(name.lower(), "") for row in table], dtype=str)
            for name in by
        },
    )


def _numbers(names: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.unique(np.array(names, dtype=str), return_inverse=True)[1].astype(np.int64)


def _floats(values: Sequence[float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
