"""One date as a calendar has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A date with a name. `at` is the moment it begins (None: all day), said in `time_zone`."""

    uid: str  # the same for ever: a program that reads the calendar again knows it by this
    summary: str
    description: str
    day: date
    at: datetime | None
    time_zone: str  # IANA name; "" for UTC
    minutes: int = 0  # 0: a moment without length
