"""What a pilot is judged from and what the judgment is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float64]
Names: TypeAlias = NDArray[np.str_]


class Design(Enum):
    """What the difference is a difference of, from the strongest to the weakest."""

    TWO_DIFFERENCES = "difference in differences"
    DIFFERENCE = "difference after"
    OWN_BASELINE = "own baseline"


class Verdict(Enum):
    """What may be said; the values are the words themselves."""

    HELPED = "it helped"
    HARMED = "it did harm"
    NOT_KNOWN = "we do not know yet"
    BETTER = "better than before, no comparison group"
    WORSE = "worse than before, no comparison group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """One row per unit and period; every array has shape (n,).

    A unit counts in the cluster and group of its first row, whatever it did later. `outcome` is nan where it
    was not seen; `dose` is nan where it is not known. `slices` holds one name per row for each further column.
    """

    unit: Ints
    cluster: Ints
    period: Ints  # 0 before, 1 and on after
    is_pilot: Bools
    outcome: Floats
    dose: Floats
    slices: Mapping[str, Names] = field(default_factory=dict)

    def only(self, kept: Bools) -> Rows:
        """Return the rows where `kept`, shape (n,), is true."""
        return Rows(
            unit=self.unit[kept],
            cluster=self.cluster[kept],
            period=self.period[kept],
            is_pilot=self.is_pilot[kept],
            outcome=self.outcome[kept],
            dose=self.dose[kept],
            slices={name: values[kept] for name, values in self.slices.items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A difference in units of the outcome; the interval is None where the record cannot carry one."""

    value: float
    error: float | None  # standard error
    freedom: float | None  # Satterthwaite's degrees of freedom
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a difference rests on; units are seen if they have one outcome at least."""

    pilot_units: int
    comparison_units: int
    pilot_clusters: int
    comparison_clusters: int
    periods_before: int
    periods_after: int
    missing_rows: int
    units_left_out: int  # seen on one side only, where the design needs both
    units_moved: int  # counted where they began
    pilot_lost: float  # share of the pilot's units without any outcome after, 0 to 1
    comparison_lost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Enough:
    """What would tell: weeks more with the same classrooms, or classrooms more; None where that cannot tell."""

    more_periods: int | None
    more_clusters: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseEffect:
    """The effect of one unit of dose on those whose dose the pilot moved; its interval may be open or none."""

    mean_pilot_dose: float
    per_dose: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The difference once every pilot unit is set beside comparison units that began alike."""

    estimate: Estimate
    matched: int
    unmatched: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceEffect:
    """The difference within one group of students; None for a group too small to show."""

    column: str
    name: str
    estimate: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What the record says of a pilot: everyone counted first, everything else after."""

    design: Design
    verdict: Verdict
    everyone: Estimate
    counts: Counts
    enough: Enough | None
    dose: DoseEffect | None
    matched: Matched | None
    slices: tuple[SliceEffect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoEffect:
    """The record holds nothing to compare; each reason says what is missing."""

    reasons: tuple[str, ...]
