"""Stamps: short texts that change whenever a day does, each one prepared query.

Pages that stay open all morning ask for their stamp again and again, and for the page only when it is another.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
)

from ownpath.school.days.models import (
    Attendance,
    BlockRecord,
    DayPlan,
    DayRecord,
    OptOut,
    PlanCell,
    PlanChange,
    Reflection,
)
from ownpath.store.prepared import Param, prepared

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


MARKS: Final = ("last_noted", "last_marked", "n_marked")


def _last(rows: QuerySet[Any, Any], group: str, field: str) -> Subquery:
    """Return when the last of some rows was written."""
    return Subquery(rows.order_by().values(group).annotate(last=Max(field)).values("last"))


def _how_many(rows: QuerySet[Any, Any], group: str) -> Subquery:
    """Return how many rows there are."""
    return Subquery(rows.order_by().values(group).annotate(n=Count("pk")).values("n"))


@prepared
def _student_stamp() -> QuerySet[PlanCell, Any]:
    student, day = Param("student", BigIntegerField()), Param("day", DateField())
    noted = BlockRecord.objects.filter(student_id=student, day=day)
    marked = Attendance.objects.filter(student_id=student, day=day)
    unseen = PlanChange.objects.filter(student_id=student, plan__day=day, seen_at=None)
    said = Reflection.objects.filter(student_id=student, day=day)
    closed = DayRecord.objects.filter(student_id=student, day=day)
    kept_off = OptOut.objects.filter(student_id=student, what=OptOut.What.SCREEN, ended_at=None)
    return PlanCell.objects.filter(
        student_id=student, plan__day=day, plan__state=DayPlan.State.PUBLISHED
    ).values_list(
        "plan_id",
        _last(noted, "student_id", "set_at"),
        _last(marked, "student_id", "marked_at"),
        _how_many(unseen, "student_id"),
        _last(said, "student_id", "said_at"),
        _how_many(closed, "student_id"),
        _last(marked, "student_id", "state"),
        _how_many(kept_off, "student_id"),
    )


@prepared
def _campus_stamp() -> QuerySet[DayPlan, Any]:
    day = Param("day", DateField())
    campus = Param("campus", BigIntegerField())
    return DayPlan.objects.filter(
        campus_id=campus, day=day, state=DayPlan.State.PUBLISHED
    ).values_list("pk", *_marks(campus, day))


def _marks(campus: Param | OuterRef, day: Param | OuterRef) -> tuple[Subquery, ...]:
    """Return when something of a campus's day was last noted, who was there last marked, and how many are."""
    noted = BlockRecord.objects.filter(campus_id=campus, day=day)
    marked = Attendance.objects.filter(campus_id=campus, day=day)
    return (
        _last(noted, "campus_id", "set_at"),
        _last(marked, "campus_id", "marked_at"),
        _how_many(marked, "campus_id"),  # a mark taken back leaves no row
    )


def with_stamp(plans: QuerySet[DayPlan]) -> QuerySet[DayPlan]:
    """Return plans with what their stamp is made of, so that a page needs no query for it."""
    marks = _marks(OuterRef("campus_id"), OuterRef("day"))
    return plans.annotate(**dict(zip(MARKS, marks, strict=True)))


def stamp_of_plan(plan: DayPlan) -> str:
    """Return the stamp of the campus's day from a published plan that was read by `with_stamp`."""
    told = vars(plan)
    return _told((plan.pk, *(told[mark] for mark in MARKS)))


def stamp_of_student(*, student: Person, day: date) -> str:
    """Return the stamp of a student's day; "" where nothing is published."""
    return _told(_student_stamp.first(student=student.pk, day=day))


def tells_kept_off_screens(stamp: str) -> bool:
    """Return whether a student's stamp, by its last mark, tells that their family keeps them off screens.

    Examples
    --------
    >>> [tells_kept_off_screens(one) for one in ("7-None-None-2-None", "7-None-None-2-1", "")]
    [False, True, False]
    """
    return bool(stamp) and not stamp.endswith("-None")


def tells_not_here(stamp: str) -> bool:
    """Return whether a student's stamp tells that they are marked as not here.

    Examples
    --------
    >>> [tells_not_here(one) for one in ("7-2-absent-None", "7-2-absent-1", "7-2-late-None", "")]
    [True, True, False, False]
    """
    return stamp.rpartition("-")[0].endswith("-absent")


def stamp_of_campus(*, campus_id: int, day: date) -> str:
    """Return the stamp of a campus's day, which goes for its teachers too; "" where nothing is published."""
    return _told(_campus_stamp.first(campus=campus_id, day=day))


def _told(row: Sequence[object] | None) -> str:
    return "-".join(f"{one}".replace(" ", "T") for one in row) if row else ""
