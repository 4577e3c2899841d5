"""A place in the day for somebody who comes after all, where the day was mended without them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ownpath.school.days.models import PlanCell
from ownpath.school.days.queries.away import away_in
from ownpath.school.days.queries.plans import published_plan
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.days.services.asking import ask_for_repair
from ownpath.school.days.services.happenings import student_comes

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan, PlanJob
    from ownpath.school.people.models import Campus, Person


def find_a_place(
    *, student: Person, campus: Campus, day: date, now: datetime
) -> PlanJob | None:
    """Ask for places in what is left of the day; None where the student has them, or nothing is left."""
    plan = published_plan(campus=campus, day=day)
    left = _blocks_left(plan, campus, now) if plan else []
    if plan is None or not left:
        return None
    away = away_in(plan=plan)
    placed = PlanCell.objects.filter(plan=plan, student=student, block__in=left)
    if placed.filter(commitment=None).exists() or not away.holds(student.pk, left[0]):
        return None
    event = student_comes(student_uuid=student.uuid, first_block=left[0])
    return ask_for_repair(campus=campus, day=day, event=event, by=None, now=now)


def _blocks_left(plan: DayPlan, campus: Campus, now: datetime) -> list[int]:
    """Return the learning blocks that run or come, by number."""
    here = now.astimezone(ZoneInfo(campus.district.time_zone))
    if here.date() != plan.day:
        return []
    blocks = rings_of(plan).blocks
    return [
        one.number for one in blocks if one.kind == "learning" and one.ends_at > here.time()
    ]
