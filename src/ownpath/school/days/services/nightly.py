"""What the evening does by itself: close the day, then plan and publish the next, at each campus at its own hour.

A machine that was off catches up in the morning: days that nobody closed are closed, and a day that nobody planned is
planned while its first bell has not rung.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from ownpath.errors import Refusal
from ownpath.school.days.models import Attendance, BlockRecord, DayPlan, DayRecord, PlanJob
from ownpath.school.days.queries.calendar import calendar_of, next_school_day
from ownpath.school.days.queries.campuses import what_is_missing
from ownpath.school.days.services.asking import ask_for_plan
from ownpath.school.days.services.closing import close_day
from ownpath.school.people.queries import find_campuses

if TYPE_CHECKING:
    from ownpath.school.days.queries.calendar import Calendar
    from ownpath.school.people.models import Campus

LONGEST_BACK: Final = timedelta(days=30)  # what is older stays unclosed: nobody remembers it


def do_the_evening(*, now: datetime) -> list[str]:
    """Close and ask for what is due by now; asking again does nothing twice. Return what was done, in words."""
    done = []
    for campus in find_campuses():
        local = now.astimezone(ZoneInfo(campus.district.time_zone))
        calendar = calendar_of(campus=campus)
        if not calendar.week:
            continue
        is_evening = local.time() >= calendar.policy.plan_at
        for day in _days_to_close(campus, local.date() - timedelta(days=not is_evening)):
            if calendar.on(day) is not None:
                n_closed = close_day(campus=campus, day=day, now=now)
                done.append(f"{campus.name}: closed {day} for {n_closed} students")
        days = (
            _evening_plans(campus, local)
            if is_evening
            else _late_plans(campus, calendar, local)
        )
        done += [_ask(campus, day, now) for day in days if not what_is_missing(campus=campus)]
    return done


def _days_to_close(campus: Campus, until: date) -> list[date]:
    """Return days that were lived and not judged yet, in order, and none before one that was: waiting counts go on.

    Where nobody noted anything, there is nothing to judge.
    """
    here = {"campus": OuterRef("campus"), "day": OuterRef("day")}
    judged = DayRecord.objects.filter(campus=OuterRef("campus"), day__gte=OuterRef("day"))
    plans = DayPlan.objects.filter(
        Exists(Attendance.objects.filter(**here)) | Exists(BlockRecord.objects.filter(**here)),
        ~Exists(judged),
        campus=campus, state=DayPlan.State.PUBLISHED, day__range=(until - LONGEST_BACK, until),
    )  # fmt: skip
    return sorted(set(plans.values_list("day", flat=True)))


def _evening_plans(campus: Campus, local: datetime) -> Iterator[date]:
    """Yield the next school day, if nobody planned it yet."""
    day = next_school_day(campus=campus, after=local.date())
    if day is not None and _is_unplanned(campus, day):
        yield day


def _late_plans(campus: Campus, calendar: Calendar, local: datetime) -> Iterator[date]:
    """Yield today where nobody planned it, before its first bell, at a campus that goes by plans already."""
    today = calendar.on(local.date())
    if today is None or not today.blocks or local.time() >= today.blocks[0].starts_at:
        return
    before = DayPlan.objects.filter(
        campus=campus, day__lt=today.day, state=DayPlan.State.PUBLISHED
    )
    if _is_unplanned(campus, today.day) and before.exists():
        yield today.day


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
