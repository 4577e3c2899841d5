"""Which moment the demonstration shows: the morning of a school day, whenever somebody looks at it.

At night, on a weekend and in the afternoon there would be no block that goes on and nobody in any room, so the clock is
set to a morning then. It never goes back behind what is written already.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from ownpath.demo.cast import CAMPUSES, DISTRICT
from ownpath.errors import Refusal
from ownpath.school.days.queries import published_plan, school_day
from ownpath.school.days.services import ask_for_plan
from ownpath.school.evidence.queries import newest_answer_at
from ownpath.school.people.queries import find_campuses
from ownpath.school.privacy.queries import newest_deed_at

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

SHOWN_AT: Final = time(9, 10)  # the second block has begun, most of the day is still ahead
FIRST, LAST = time(8, 15), time(13, 35)  # between these the real clock has enough to show
SATURDAY: Final = 5
DAY: Final = timedelta(days=1)
DAYS_LOOKED_AT: Final = 100  # longer than any vacation


def last_written() -> datetime | None:
    """Return when the newest answer or deed of the demonstration was written, or None if there is none."""
    return max((at for at in (newest_answer_at(), newest_deed_at()) if at), default=None)


def has_school(day: date) -> bool:
    """Return whether there is school in Live Oak on a day; before it is built, from Monday to Friday."""
    campus = next((one for one in find_campuses() if one.name == CAMPUSES[0].name), None)
    if campus is None:
        return day.weekday() < SATURDAY
    return school_day(campus=campus, day=day) is not None


def moment_to_show(
    *, now: datetime, last: datetime | None, zone: ZoneInfo, has_school: Callable[[date], bool]
) -> datetime:
    """Return the moment the demonstration's clock starts at.

    Parameters
    ----------
    now
        What the real clock says: shown as it is in the hours of a school day.
    last
        The newest that is written: nothing earlier is shown.
    zone
        Where the demonstration lies.
    has_school
        Whether there is school on a day.
    """

    def is_lively(here: datetime) -> bool:
        return FIRST <= here.time() <= LAST and has_school(here.date())

    if is_lively(now.astimezone(zone)) and (last is None or last <= now):
        return now
    shown = _morning(now.astimezone(zone), -DAY, has_school)
    if last is None or last <= shown:
        return shown
    left = last.astimezone(zone)
    return last if is_lively(left) else _morning(left, DAY, has_school)


def plan_what_is_shown(*, now: datetime) -> int:
    """Ask for plans of the day that is shown where none was made; return for how many campuses.

    The worker plans the next day in its evening; a demonstration that stood still for days has none for today.
    """
    asked = 0
    for campus in find_campuses():
        day = now.astimezone(ZoneInfo(campus.district.time_zone)).date()
        asked += campus.district.source_key == DISTRICT and _plan(campus, day, now)
    return asked


def _plan(campus: Campus, day: date, now: datetime) -> bool:
    if school_day(campus=campus, day=day) is None or published_plan(campus=campus, day=day):
        return False
    try:
        ask_for_plan(campus=campus, day=day, publishes=True, by=None, now=now)
    except Refusal:  # it is being planned, or somebody took away what a plan needs: the page of the day says so
        return False
    return True


def _morning(here: datetime, step: timedelta, has_school: Callable[[date], bool]) -> datetime:
    """Return the nearest morning of a school day before (or at) a moment, or after it, as the step goes."""
    morning = datetime.combine(here.date(), SHOWN_AT, tzinfo=here.tzinfo)
    is_passed = morning > here if step < timedelta(0) else morning <= here
    if is_passed:
        morning += step
    for _day in range(DAYS_LOOKED_AT):
        if has_school(morning.date()):
            break
        morning += step
    return morning
