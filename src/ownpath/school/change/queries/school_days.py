"""Count school days at campuses; where a campus has no calendar yet, every weekday counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ownpath.school.days.queries import Calendar, calendars_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

FIRST_WEEKEND_DAY: Final = 5
MOST_DAYS: Final = 400  # further than any vacation, and an end to every count


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolDays:
    """The calendars of some campuses, read once."""

    by_campus: Mapping[int, Calendar]

    def is_school(self, campus_id: int, day: date) -> bool:
        """Return whether there is school at a campus on a day."""
        calendar = self.by_campus[campus_id]
        if not calendar.week:
            return day.weekday() < FIRST_WEEKEND_DAY
        return calendar.on(day) is not None

    def after(self, campus_id: int, day: date) -> Iterator[date]:
        """Yield the school days of a campus after a day."""
        days = (day + timedelta(days=n) for n in range(1, MOST_DAYS))
        return (one for one in days if self.is_school(campus_id, one))

    def between(self, campus_id: int, since: date, until: date) -> int:
        """Return how many school days come after `since`, up to and with `until`."""
        n_days = 0
        for one in self.after(campus_id, since):
            if one > until:
                break
            n_days += 1
        return n_days

    def nth_after(self, campus_id: int, day: date, n: int) -> date | None:
        """Return the n-th school day after a day; None where the calendar ends before."""
        for count, one in enumerate(self.after(campus_id, day), start=1):
            if count == n:
                return one
        return None


def school_days_of(*, campuses: Sequence[Campus]) -> SchoolDays:
    """Return the school days of campuses; five queries for any number of them."""
    return SchoolDays(by_campus=calendars_of(campuses=campuses) if campuses else {})
