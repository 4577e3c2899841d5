"""What teachers say of a day's plan, for who publishes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownpath.school.days.queries import reviews_of

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """What one teacher said of a plan."""

    name: str
    is_accepted: bool
    note: str
    about_version: int  # an earlier plan of the day; 0: this one


def read_reviews(plan: DayPlan) -> tuple[ReviewLine, ...]:
    """Return what teachers said of a plan, and what they wished of one before it."""
    return tuple(
        ReviewLine(
            name=one.teacher.full_name,
            is_accepted=one.is_accepted,
            note=one.note,
            about_version=0 if one.plan_id == plan.pk else one.plan.version,
        )
        for one in reviews_of(plan=plan)
    )
