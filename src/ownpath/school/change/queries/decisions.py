"""Read the council's decisions: which wait, which are overdue, what each touches."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.models import Decision

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District


def decisions_of(*, district: District) -> QuerySet[Decision]:
    """Return all decisions of a district with their owners, what waits first, then by day."""
    decisions = Decision.objects.filter(district=district).select_related("owner")
    return decisions.order_by("-due_on", "-made_at", "-pk")


def proposed_decisions(*, district: District) -> list[Decision]:
    """Return the decisions that wait for the council, by their day."""
    waiting = Decision.objects.filter(district=district, state=Decision.State.PROPOSED)
    return list(waiting.order_by("due_on", "pk"))


def get_decision(*, district: District, uuid: UUID) -> Decision:
    """Return a decision of a district.

    Raises
    ------
    NotFound
    """
    rows = Decision.objects.select_related("district", "owner", "idea", "made_by")
    decision = rows.filter(district=district, uuid=uuid).first()
    if decision is None:
        raise NotFound(
            _("There is no such decision in your district."),
            next_step=_("Pick one from the list of decisions."),
        )
    return decision


def decisions_touching(*, campuses: list[Campus]) -> list[Decision]:
    """Return the decisions that touch some campuses and were told to one of them, newest first."""
    told = Decision.objects.filter(
        touched__campus__in=campuses, touched__told_on__isnull=False
    ).exclude(state=Decision.State.WITHDRAWN)
    return list(told.distinct().order_by("-made_at", "-pk")[:MOST_SHOWN])


MOST_SHOWN = 10
