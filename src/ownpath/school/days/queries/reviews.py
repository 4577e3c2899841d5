"""What teachers said of a plan before it was theirs to carry out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, QuerySet, Subquery

from ownpath.school.days.models import DayPlan, PlanReview

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What one teacher said of a plan."""

    is_accepted: bool
    note: str


def with_reviews(plans: QuerySet[DayPlan], *, teacher: Person) -> QuerySet[DayPlan]:
    """Return plans with what a teacher said of each, so that `review_in` needs no query."""
    said = PlanReview.objects.filter(plan=OuterRef("pk"), teacher=teacher)
    return plans.annotate(
        own_accepted=Subquery(said.values("is_accepted")),
        own_note=Subquery(said.values("note")),
    )


def review_in(plan: DayPlan) -> Review | None:
    """Return what the teacher said of a plan that was read by `with_reviews`, or None."""
    told = vars(plan)
    if told["own_accepted"] is None:
        return None
    return Review(is_accepted=told["own_accepted"], note=told["own_note"])


def reviews_of(*, plan: DayPlan) -> list[PlanReview]:
    """Return what teachers said last: of a plan, then what they wished of an earlier one of its day."""
    rows = PlanReview.objects.filter(plan__campus_id=plan.campus_id, plan__day=plan.day)
    rows = rows.filter(plan__version__lte=plan.version).select_related("teacher", "plan")
    latest = {row.teacher_id: row for row in rows.order_by("said_at")}
    own = [row for row in latest.values() if row.plan_id == plan.pk]
    return own + [
        row for row in latest.values() if row.plan_id != plan.pk and not row.is_accepted
    ]
