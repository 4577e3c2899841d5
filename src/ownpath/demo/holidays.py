"""Days without school in the demonstration, near today: one that was, one to come; made up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

TO_THE_LAST_FRIDAY: Final = -3  # days from this week's Monday
TO_THE_NEXT_FRIDAY: Final = 11
TOGETHER: Final = "Teachers learn together · Los docentes aprenden juntos"
TALKS: Final = "Families and teachers talk · Familias y docentes conversan"


def days_without_school(today: date) -> dict[date, str]:
    """Return the days without school around today, each with why: Friday of last week, and of next week."""
    monday = today - timedelta(days=today.weekday())
    return {
        monday + timedelta(days=TO_THE_LAST_FRIDAY): TOGETHER,
        monday + timedelta(days=TO_THE_NEXT_FRIDAY): TALKS,
    }
