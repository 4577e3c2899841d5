"""When to look again at what was learned: the review plan inside the life of a competency.

Version 2 is FSRS as `engine.memory` plans it: each delayed answer, right or not, moves the memory's stability. Version
1, doubling gaps, is kept so that reports made by it can be made again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ownpath.engine.memory import Card, Outcome, plan_review

DAY = 86_400.0
Traced = dict[str, Any]


class Reviews(Protocol):
    """How a trace (what is remembered of one competency) carries its next review."""

    @property
    def version(self) -> int:
        """Number the way reviews are planned, as it stands in the names of rules."""

    def begin(self, trace: Traced, *, at: float) -> None:
        """Plan the first review of something just learned, or learned again."""

    def last_at(self, trace: Mapping[str, Any]) -> float:
        """Return when it was learned or last looked at again, in seconds since 1970."""

    def after(self, trace: Traced, *, at: float, is_right: bool) -> None:
        """Plan the next review after a look that came late enough to count as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublingGaps:
    """Version 1: four days after it was learned, then twice as long after each success; a miss changes nothing."""

    version: int = 1
    first_days: float = 4.0
    growth: float = 2.0
    longest_days: float = 120.0

    def begin(self, trace: Traced, *, at: float) -> None:
        """Plan the first review."""
        self._plan(trace, at=at, days=self.first_days)

    def last_at(self, trace: Mapping[str, Any]) -> float:
        """Return when the present gap began."""
        return float(trace["gap_from"])

    def after(self, trace: Traced, *, at: float, is_right: bool) -> None:
        """Double the gap after a success."""
        if is_right:
            longer = min(float(trace["gap"]) * self.growth, self.longest_days)
            self._plan(trace, at=at, days=longer)

    def _plan(self, trace: Traced, *, at: float, days: float) -> None:
        trace["gap"] = days
        trace["gap_from"] = at
        trace["due"] = at + days * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembering:
    """Version 2: FSRS; the card of the competency stands in its trace."""

    version: int = 2

    def begin(self, trace: Traced, *, at: float) -> None:
        """Begin a card, or go on with the one that was forgotten and is learned again."""
        self.after(trace, at=at, is_right=True)

    def last_at(self, trace: Mapping[str, Any]) -> float:
        """Return when the card was last reviewed."""
        return float(trace["card"]["last_at"])

    def after(self, trace: Traced, *, at: float, is_right: bool) -> None:
        """Review the card."""
        before = Card.from_data(trace["card"]) if "card" in trace else None
        outcome = Outcome.RIGHT if is_right else Outcome.MISSED
        card, _ = plan_review(before, outcome, at)
        trace["card"] = card.as_data()
        trace["due"] = card.due_at
