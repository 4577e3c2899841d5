"""What the evening does by itself: close the day, then plan and publish the next, at each campus at its own hour."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ownpath.errors import Refusal
from ownpath.school.days.models import Attendance, BlockRecord, DayPlan, DayRecord, PlanJob
from ownpath.school.days.queries.calendar import calendar_of, next_school_day
from ownpath.school.days.queries.campuses import what_is_missing
from ownpath.school.days.services.asking import ask_for_plan
from ownpath.school.days.services.closing import close_day
from ownpath.school.people.queries import find_campuses

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus


def do_the_evening(*, now: datetime) -> list[str]:
    """Close and ask for what is due by now; asking again does nothing twice. Return what was done, in words."""
    done = []
    for campus in find_campuses():
        local = now.astimezone(ZoneInfo(campus.district.time_zone))
        calendar = calendar_of(campus=campus)
        if not calendar.week or local.time() < calendar.policy.plan_at:
            continue
        today = local.date()
        if calendar.on(today) is not None and _is_unclosed(campus, today):
            n_closed = close_day(campus=campus, day=today, now=now)
            done.append(f"{campus.name}: closed {today} for {n_closed} students")
        day = next_school_day(campus=campus, after=today)
        if (
            day is not None
            and not what_is_missing(campus=campus)
            and _is_unplanned(campus, day)
        ):
            done.append(_ask(campus, day, now))
    return done


def _is_unclosed(campus: Campus, day: date) -> bool:
    """Return whether a day was lived and not judged yet; where nobody noted anything, there is nothing to judge."""
    published = DayPlan.objects.filter(campus=campus, day=day, state=DayPlan.State.PUBLISHED)
    is_lived = any(
        rows.filter(campus=campus, day=day).exists()
        for rows in (Attendance.objects, BlockRecord.objects)
    )
    is_closed = DayRecord.objects.filter(campus=campus, day=day).exists()
    return published.exists() and is_lived and not is_closed


def _is_unplanned(campus: Campus, day: date) -> bool:
    asked = PlanJob.objects.filter(campus=campus, day=day, kind=PlanJob.Kind.PLAN)
    published = DayPlan.objects.filter(campus=campus, day=day, state=DayPlan.State.PUBLISHED)
    return not asked.exists() and not published.exists()


def _ask(campus: Campus, day: date, now: datetime) -> str:
    try:
        ask_for_plan(campus=campus, day=day, publishes=True, by=None, now=now)
    except Refusal as refused:
        return f"{campus.name}: {refused}"
    return f"{campus.name}: asked to plan {day}"
