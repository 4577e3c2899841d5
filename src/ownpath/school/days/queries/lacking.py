"""Who is behind a count of promises: whom a plan does not promise one, or a whole day; for whom one was not kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Count, Q, QuerySet

from ownpath.engine.promises import PROMISES
from ownpath.school.days.models import DayRecord
from ownpath.school.days.models.happening import WHOLE
from ownpath.school.days.queries.judging import judge_plan
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.days.queries.words import NOT_KEPT

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingInPlan:
    """Whom a plan does not promise one thing, by id, the longest waiting first."""

    student_ids: Sequence[int]
    waiting_days: dict[int, int]  # as of the last closed day; nothing of who has none
    n_students: int  # of the whole plan


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDay:
    """What one student's day in a plan holds; whole when nothing is missing."""

    student_id: int
    promised: tuple[str, ...]
    missing: tuple[str, ...]
    waiting_days: int | None  # as of the last closed day before; None where there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingDays:
    """On how many of a student's days here one promise was not kept."""

    student_id: int
    n_without: int
    n_days: int


def why_not(promise: str, *, is_promised: bool) -> str:
    """Say why a promise was not kept, or why a plan does not hold it."""
    return str(NOT_KEPT[promise][int(is_promised)])


def lacking_in_plan(*, plan: DayPlan, promise: str) -> LackingInPlan:
    """Return whom a plan does not promise one thing; the plan is judged anew from its cells."""
    judged = judge_plan(plan=plan, school_day=rings_of(plan))
    held = judged.held[:, PROMISES.index(promise)]
    ids = [judged.student_ids[n] for n in np.flatnonzero(~held)]
    waits = _waits_before(plan)
    return LackingInPlan(
        student_ids=sorted(ids, key=lambda one: (-waits.get(one, 0), one)),
        waiting_days=waits,
        n_students=len(judged.student_ids),
    )


def days_in_plan(*, plan: DayPlan) -> list[PlannedDay]:
    """Return what each student's day in a plan holds, the longest waiting first; judged anew from its cells."""
    judged, waits = judge_plan(plan=plan, school_day=rings_of(plan)), _waits_before(plan)
    days = [
        PlannedDay(
            student_id=student_id,
            promised=tuple(compress(PROMISES, held)),
            missing=tuple(compress(PROMISES, ~held)),
            waiting_days=waits.get(student_id),
        )
        for student_id, held in zip(judged.student_ids, judged.held, strict=True)
    ]
    return sorted(days, key=lambda one: (-(one.waiting_days or 0), one.student_id))


def _waits_before(plan: DayPlan) -> dict[int, int]:
    """Return how long students wait as of the last closed day before a plan's; nothing of who has none."""
    closed = DayRecord.objects.filter(campus=plan.campus, day__lt=plan.day)
    newest = closed.order_by("-day").values("day")[:1]
    return dict(closed.filter(day=newest).values_list("student_id", "waiting_days"))


def lacking_on(*, campus_id: int, day: date, promise: str) -> QuerySet[DayRecord]:
    """Return the closed days of who was here and for whom a promise was not kept, the longest waiting first."""
    rows = _here(campus_id, day, day).filter(_lacks(promise))
    by_name = "student__family_name", "student__given_name", "pk"
    return rows.order_by("-waiting_days", *by_name)


def lacking_over(
    *, campus_id: int, since: date, until: date, promise: str
) -> list[LackingDays]:
    """Return on how many days here a promise was not kept for whom, the most days first; one query."""
    rows = _here(campus_id, since, until).order_by().values("student_id")
    counted = rows.annotate(n_without=Count("pk", filter=_lacks(promise)), n_days=Count("pk"))
    found = counted.filter(n_without__gt=0).order_by("-n_without", "student_id")
    columns = found.values_list("student_id", "n_without", "n_days")
    return [LackingDays(student_id=a, n_without=b, n_days=c) for a, b, c in columns]


def _here(campus_id: int, since: date, until: date) -> QuerySet[DayRecord]:
    return DayRecord.objects.filter(
        campus_id=campus_id, day__gte=since, day__lte=until, was_here=True
    )


def _lacks(promise: str) -> Q:
    """Return that a promise's bit is not among those that were kept."""
    place = PROMISES.index(promise)
    return Q(kept__in=[bits for bits in range(WHOLE + 1) if not bits >> place & 1])
