"""Which lessons students had on the days before: nobody is taught the same one again unasked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, QuerySet

from ownpath.school.days.models import Attendance, BlockRecord, DayPlan, PlanCell

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

DAYS_LOOKED_BACK: Final = 21
LESSONS: Final = ("lesson", "small_group_lesson")


def lessons_had(
    *, campus: Campus, student_ids: Collection[int], day: date
) -> dict[int, frozenset[int]]:
    """Return the lessons each student had by the plans of the last three weeks before a day; one query."""
    found: dict[int, set[int]] = defaultdict(set)
    cells = cells_of_lessons_had(campus=campus, student_ids=student_ids, day=day)
    for student, activity in cells.values_list("student_id", "activity_id"):
        found[student].add(int(activity or 0))
    return {student: frozenset(own) for student, own in found.items()}


def cells_of_lessons_had(
    *, campus: Campus, student_ids: Collection[int], day: date
) -> QuerySet[PlanCell]:
    """Return the blocks in which students had lessons; what was not done, or held while they were away, is left out."""
    that_student = {"student_id": OuterRef("student_id"), "day": OuterRef("plan__day")}
    missed = BlockRecord.objects.filter(
        **that_student, block=OuterRef("block"), state=BlockRecord.State.NOT_DONE
    )
    away = Attendance.objects.filter(**that_student, state=Attendance.State.ABSENT)
    return PlanCell.objects.filter(
        ~Exists(missed),
        ~Exists(away),
        plan__campus=campus,
        plan__state=DayPlan.State.PUBLISHED,
        plan__day__gte=day - timedelta(days=DAYS_LOOKED_BACK),
        plan__day__lt=day,
        student_id__in=list(student_ids),
        activity__kind__in=LESSONS,
    )
