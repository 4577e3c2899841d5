"""Who of a plan can be away together: those marked as not here, a grade, a class, a program such as a bus."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from ownpath.school.days.models import Attendance, PlanCell, ProgramMember
from ownpath.school.days.queries.away import NOT_HERE
from ownpath.school.people.queries import students_in

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.people.models import Section


def marked_away(*, plan: DayPlan) -> list[UUID]:
    """Return who of a plan is marked as not here, or as having left, on its day."""
    rows = Attendance.objects.filter(state__in=NOT_HERE, campus_id=plan.campus_id, day=plan.day)
    return _of_plan(plan, Q(student__in=rows.values("student")))


def planned_of_grade(*, plan: DayPlan, grade: str) -> list[UUID]:
    """Return who of a plan is in a grade."""
    return _of_plan(plan, Q(student__grade=grade))


def planned_of_class(*, plan: DayPlan, section: Section) -> list[UUID]:
    """Return who of a plan is in a class on its day."""
    return _of_plan(plan, Q(student__in=students_in(section=section, today=plan.day)))


def programs_in(*, plan: DayPlan) -> list[str]:
    """Return the programs the students of a plan are part of now, by name; one query."""
    students = PlanCell.objects.filter(plan=plan).order_by().values("student")
    rows = ProgramMember.objects.filter(student__in=students, ended_at=None)
    return list(rows.order_by("name").values_list("name", flat=True).distinct())


def planned_of_program(*, plan: DayPlan, name: str) -> list[UUID]:
    """Return who of a plan is part of a program now."""
    members = ProgramMember.objects.filter(name=name, ended_at=None)
    return _of_plan(plan, Q(student__in=members.values("student")))


def _of_plan(plan: DayPlan, which: Q) -> list[UUID]:
    """Return some students of a plan by uuid; whoever it has no place for is not among them."""
    rows = PlanCell.objects.filter(which, plan=plan).order_by()
    return list(rows.values_list("student__uuid", flat=True).distinct())
