"""A day without school in the demonstration, made up. None lies ahead: whoever looks later sees a day of school."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

TO_THE_LAST_FRIDAY: Final = -3  # days from this week's Monday
TOGETHER: Final = "Teachers learn together · Los docentes aprenden juntos"


def days_without_school(today: date) -> dict[date, str]:
    """Return the days without school around today, each with why: Friday of last week."""
    monday = today - timedelta(days=today.weekday())
    return {monday + timedelta(days=TO_THE_LAST_FRIDAY): TOGETHER}
