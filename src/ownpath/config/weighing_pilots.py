"""Reads a pilot's table and judges it; the command line's part of `ownpath effect`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from ownpath.engine.effect.judging import effect_of
from ownpath.engine.effect.types import Effect, Estimate, NoEffect, Rows, Verdict
from ownpath.engine.effect.words import words_of
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


def as_data(effect: Effect | NoEffect, *, language: str) -> dict[str, Any]:
    """Return what `--json` prints; `estimate` and `interval` are those of everyone counted."""
    words = " ".join(words_of(effect, language=language))
    if isinstance(effect, NoEffect):
        return {
            "estimate": None,
            "interval": None,
            "verdict": Verdict.NOT_KNOWN.value,
            "words": words,
            "reasons": list(effect.reasons),
        }
    everyone = effect.everyone
    return {
        "estimate": everyone.value,
        "interval": _interval(everyone),
        "verdict": effect.verdict.value,
        "words": words,
        "design": effect.design.value,
        "standard_error": everyone.error,
        "degrees_of_freedom": everyone.freedom,
        "counts": asdict(effect.counts),
        "enough": asdict(effect.enough) if effect.enough else None,
        "dose": asdict(effect.dose) if effect.dose else None,
        "matched": _matched(effect),
        "slices": [
            {
                "column": one.column,
                "name": one.name,
                "estimate": one.estimate.value if one.estimate else None,
                "interval": _interval(one.estimate) if one.estimate else None,
                "is_hidden": one.estimate is None,
            }
            for one in effect.slices
        ],
    }


def _matched(effect: Effect) -> dict[str, Any] | None:
    if effect.matched is None:
        return None
    return {
        "estimate": effect.matched.estimate.value,
        "interval": _interval(effect.matched.estimate),
        "matched": effect.matched.matched,
        "unmatched": effect.matched.unmatched,
    }


def _interval(estimate: Estimate) -> list[float] | None:
    if estimate.low is None or estimate.high is None:
        return None
    return [estimate.low, estimate.high]


def _numbers(names: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.unique(np.array(names, dtype=str), return_inverse=True)[1].astype(np.int64)


def _floats(values: Sequence[float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
