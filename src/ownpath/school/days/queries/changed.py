"""What somebody else changed of a day, as far as one adult's groups or students are concerned."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from ownpath.school.days.models import PlanChange
from ownpath.school.days.queries.mishaps import Mishap, mishaps_of

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedByOthers:
    """The last change of a day: when, what happened, and how many students near the adult do something else."""

    at: datetime
    happened: Mishap | None
    n_students: int


def changed_by_others(
    *, plan: DayPlan, adult: Person, student_ids: Collection[int]
) -> ChangedByOthers | None:
    """Return what the last change did to an adult's groups and to some students.

    None where the day stands as it was first published, where the adult changed it, or nobody near does anything else.
    """
    if plan.follows_id is None or plan.made_by_id == adult.pk:
        return None
    near = (
        Q(student_id__in=list(student_ids))
        | Q(before__group__adult=adult)
        | Q(after__group__adult=adult)
    )
    rows = PlanChange.objects.filter(near, plan=plan)
    n_students = rows.values("student_id").distinct().count()
    if not n_students:
        return None
    happened = mishaps_of(plans=[plan]).get(plan.pk)
    return ChangedByOthers(at=plan.made_at, happened=happened, n_students=n_students)
