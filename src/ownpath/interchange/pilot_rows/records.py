"""What a pilot's table holds, one record per row that can be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotRow:
    """One unit in one period. `outcome` and `dose` are None where the cell says nothing."""

    unit: str
    cluster: str
    period: int  # 0 before, 1 and on after
    is_pilot: bool
    outcome: float | None
    dose: float | None
    further: Mapping[str, str]  # the other columns, by lower-case name
