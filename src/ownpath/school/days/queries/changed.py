"""What somebody else changed of a day, as far as one adult's groups or students are concerned."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from ownpath.school.days.models import DayPlan, PlanChange
from ownpath.school.days.queries.mishaps import Mishap, mishap_of_plan, with_mishap
from ownpath.school.days.queries.words import ROOM_MOVED

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedByOthers:
    """The last change of a day: when, what happened, and how many students near the adult do something else."""

    at: datetime
    happened: Mishap | None
    n_students: int
    n_elsewhere: int  # do the same in another room


def with_changes(
    plans: QuerySet[DayPlan], *, adult: Person, student_ids: Collection[int]
) -> QuerySet[DayPlan]:
    """Return plans with what their last change did to an adult's groups and to some students."""
    near = (
        Q(student_id__in=list(student_ids))
        | Q(before__group__adult=adult)
        | Q(after__group__adult=adult)
    )
    rows = PlanChange.objects.filter(near, plan=OuterRef("pk")).order_by()

    def counted(of: QuerySet[PlanChange]) -> Subquery:
        n_near = of.values("plan").annotate(n=Count("student", distinct=True))
        return Subquery(n_near.values("n"))

    return with_mishap(plans).annotate(
        n_changed_near=counted(rows.exclude(reason=ROOM_MOVED)),
        n_moved_near=counted(rows.filter(reason=ROOM_MOVED)),
    )


def changed_by_others(*, plan: DayPlan, adult: Person) -> ChangedByOthers | None:
    """Return what the last change of a plan that was read by `with_changes` for this adult did near them.

    None where the day stands as it was first published, where the adult changed it, or nobody near does anything else.
    """
    n_students = vars(plan)["n_changed_near"] or 0
    n_elsewhere = vars(plan)["n_moved_near"] or 0
    nobody = not n_students and not n_elsewhere
    if plan.follows_id is None or plan.made_by_id == adult.pk or nobody:
        return None
    return ChangedByOthers(
        at=plan.made_at,
        happened=mishap_of_plan(plan),
        n_students=n_students,
        n_elsewhere=n_elsewhere,
    )
