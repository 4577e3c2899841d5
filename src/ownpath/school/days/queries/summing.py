"""Sum what days recorded and what plans held over a stretch of time and several campuses; one query each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from ownpath.school.days.models import DayPlan, DayRecord, Modality, PlanCell

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

WITH_A_TEACHER = (Modality.TEACHER_GROUP, Modality.CONFERENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSums:
    """What closed days recorded: days of students, and on how many they were here."""

    n_students: int
    n_days: int
    n_here: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSums:
    """What published plans held: blocks of students, and how many at a screen and with a teacher."""

    n_students: int
    n_cells: int
    n_screen: int
    n_teacher: int


def record_sums(*, campuses: Sequence[Campus], since: date, until: date) -> RecordSums:
    """Return the sums of closed days, both ends included."""
    rows = DayRecord.objects.filter(campus__in=list(campuses), day__gte=since, day__lte=until)
    return RecordSums(
        **rows.aggregate(
            n_students=Count("student", distinct=True),
            n_days=Count("pk"),
            n_here=Count("pk", filter=Q(was_here=True)),
        )
    )


def cell_sums(*, campuses: Sequence[Campus], since: date, until: date) -> CellSums:
    """Return the sums of planned blocks (not of fixed commitments), both ends included."""
    rows = PlanCell.objects.filter(
        plan__campus__in=list(campuses), plan__state=DayPlan.State.PUBLISHED,
        plan__day__gte=since, plan__day__lte=until,
    ).exclude(modality="")  # fmt: skip
    return CellSums(
        **rows.aggregate(
            n_students=Count("student", distinct=True),
            n_cells=Count("pk"),
            n_screen=Count("pk", filter=Q(is_screen=True)),
            n_teacher=Count("pk", filter=Q(modality__in=WITH_A_TEACHER)),
        )
    )
