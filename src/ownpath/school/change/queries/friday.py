"""One line of the Friday page, and how every subject of change makes its own.

Each subject has `queries/<subject>.py` with `friday_lines_of_<subject>(*, district, campuses, today)`; the page asks
all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise


class LineKind(StrEnum):
    """What a line is about, in the order of the page."""

    DEADLINE = "deadline"
    SEAT = "seat"
    PILOT = "pilot"
    PRACTICE = "practice"
    CONCERN = "concern"
    VISION = "vision"
    DECISION = "decision"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class FridayLine:
    """One thing that waits for the leader: what, where, since or until when, and which row it opens.

    `days` counts days left (a deadline, a due answer; below 0: over) or days waited (a vacant seat).
    """

    kind: LineKind
    words: str | Promise
    campus: str  # its name, "" for the district
    about: UUID
    day: date | None
    days: int
    is_alarm: bool
    further: UUID | None = None  # a second row the page needs, as a campus beside a practice
