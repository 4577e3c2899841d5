"""Make first offers in the early morning, campus by campus, a part at a time so that nobody waits for the worker.

Making a student's offers costs three times as much as showing them; a hundred children who come in at nine would all
wait for that. Where a day is planned, the plan is what they see, and nothing is made here.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from ownpath.school.days.queries import published_plan
from ownpath.school.days.queries.calendar import calendar_of
from ownpath.school.people.queries import find_campuses, students_at
from ownpath.school.plans.services import make_offers_ahead

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

HOURS: Final = range(5, 9)  # local time: after the night's fit, before anybody comes in
MOST_AT_A_TIME: Final = 200
SATURDAY: Final = 5


class Mornings:
    """What one worker has made this morning: how many students of each campus it has come to, and where it is through.

    A campus that is through is not asked about again that day; whoever comes new to it gets offers on opening My day.
    """

    def __init__(self) -> None:
        self._reached: dict[int, tuple[date, int]] = {}
        self._through: dict[int, date] = {}

    def make_offers(self, *, now: datetime) -> list[str]:
        """Make the next part of what is due by now; return what was done, in words."""
        done = []
        for campus in find_campuses():
            local = now.astimezone(ZoneInfo(campus.district.time_zone))
            today = local.date()
            if local.hour not in HOURS or self._through.get(campus.pk) == today:
                continue
            if _is_free_day(campus, today) and (n := self._go_on_at(campus, today, now)):
                done.append(f"{campus.name}: made the first offers of {n} students")
        return done

    def _go_on_at(self, campus: Campus, today: date, now: datetime) -> int:
        day, reached = self._reached.get(campus.pk, (today, 0))
        reached = reached if day == today else 0
        students = sorted(students_at(campus=campus, today=today), key=lambda one: one.pk)
        part = students[reached : reached + MOST_AT_A_TIME]
        self._reached[campus.pk] = today, reached + len(part)
        if reached + len(part) >= len(students):
            self._through[campus.pk] = today
        return make_offers_ahead(students=part, today=today, now=now)


def _is_free_day(campus: Campus, today: date) -> bool:
    """Return whether there is school on a day and no plan of it; without bells every weekday is one of school."""
    calendar = calendar_of(campus=campus)
    if not calendar.week:
        return today.weekday() < SATURDAY
    return calendar.on(today) is not None and published_plan(campus=campus, day=today) is None
