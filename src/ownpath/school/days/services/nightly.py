"""What the evening does by itself: close the day, then plan and publish the next, at each campus at its own hour.

A machine that was off catches up in the morning: days that nobody closed are closed, and a day that nobody planned is
planned while its first bell has not rung.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from ownpath.errors import Refusal
from ownpath.school.days.models import (
    Attendance,
    Block,
    BlockRecord,
    DayPlan,
    DayRecord,
    PlanJob,
)
from ownpath.school.days.queries.calendar import calendar_of, next_school_day
from ownpath.school.days.queries.campuses import what_is_missing
from ownpath.school.days.queries.problem_words import is_stopped
from ownpath.school.days.services.asking import ask_for_plan
from ownpath.school.days.services.closing import close_day
from ownpath.school.people.queries import find_campuses, students_at

if TYPE_CHECKING:
    from ownpath.school.days.queries.calendar import Calendar
    from ownpath.school.people.models import Campus

LONGEST_BACK: Final = timedelta(days=30)  # what is older stays unclosed: nobody remembers it
BEFORE_ASKING_AGAIN: Final = timedelta(hours=1)

logger = logging.getLogger(__name__)


def do_the_evening(*, now: datetime) -> list[str]:
    """Close and ask for what is due by now; asking again does nothing twice. Return what was done, in words.

    A campus at which something fails is logged, and keeps no other from its evening.
    """
    done = []
    for campus in find_campuses():
        try:
            done += _do_at(campus, now)
        except Exception:
            logger.exception(
                "The evening of %s stopped; it is tried again in a minute.", campus.name
            )
    return done


def _do_at(campus: Campus, now: datetime) -> list[str]:
    local = now.astimezone(ZoneInfo(campus.district.time_zone))
    calendar = calendar_of(campus=campus)
    if not calendar.week:
        return []
    done = []
    for day in _days_to_close(campus, _last_day_over(calendar, local)):
        if calendar.on(day) is not None:
            n_closed = close_day(campus=campus, day=day, now=now)
            done.append(f"{campus.name}: closed {day} for {n_closed} students")
    is_evening = local.time() >= calendar.policy.plan_at
    days = _evening_plans(campus, local) if is_evening else _late_plans(campus, calendar, local)
    return done + [
        _ask(campus, day, now) for day in days if _can_be_planned(campus, calendar, day)
    ]


def _last_day_over(calendar: Calendar, local: datetime) -> date:
    """Return today once the campus's hour has come and the last bell has rung, yesterday before."""
    today = calendar.on(local.date())
    last_bell = (
        max((one.ends_at for one in today.blocks), default=time.min) if today else time.min
    )
    is_over = local.time() >= max(calendar.policy.plan_at, last_bell)
    return local.date() - timedelta(days=not is_over)


def _can_be_planned(campus: Campus, calendar: Calendar, day: date) -> bool:
    """Return whether there is somebody to plan a day for, and something to plan it with."""
    rings = calendar.on(day)
    if rings is None or not any(one.kind == Block.Kind.LEARNING for one in rings.blocks):
        return False
    return bool(students_at(campus=campus, today=day)) and not what_is_missing(campus=campus)


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
    if day is not None and _is_unplanned(campus, day, local):
        yield day


def _late_plans(campus: Campus, calendar: Calendar, local: datetime) -> Iterator[date]:
    """Yield today where nobody planned it, before its first bell, at a campus that goes by plans already."""
    today = calendar.on(local.date())
    if today is None or not today.blocks or local.time() >= today.blocks[0].starts_at:
        return
    before = DayPlan.objects.filter(
        campus=campus, day__lt=today.day, state=DayPlan.State.PUBLISHED
    )
    if _is_unplanned(campus, today.day, local) and before.exists():
        yield today.day


def _is_unplanned(campus: Campus, day: date, now: datetime) -> bool:
    """Return whether no plan of a day is in force, nobody took one back, and nobody is at it.

    The evening asks once. What the machine itself stopped (a full disk, a worker killed again and again) is asked for
    again after a while; so is a day of which somebody only made drafts, which are easily forgotten.
    """
    settled = Q(state=DayPlan.State.PUBLISHED) | Q(taken_back_at__isnull=False)
    if DayPlan.objects.filter(settled, campus=campus, day=day).exists():
        return False
    asked = PlanJob.objects.filter(campus=campus, day=day, kind=PlanJob.Kind.PLAN)
    return all(_may_be_asked_again(job, now) for job in asked)


def _may_be_asked_again(job: PlanJob, now: datetime) -> bool:
    if job.ended_at is None or job.ended_at > now - BEFORE_ASKING_AGAIN:
        return False
    is_by_a_person = job.asked_by_id is not None
    return is_by_a_person or (job.state == PlanJob.State.FAILED and is_stopped(job.problems))


def _ask(campus: Campus, day: date, now: datetime) -> str:
    try:
        ask_for_plan(campus=campus, day=day, publishes=True, by=None, now=now)
    except Refusal as refused:
        return f"{campus.name}: {refused}"
    return f"{campus.name}: asked to plan {day}"
