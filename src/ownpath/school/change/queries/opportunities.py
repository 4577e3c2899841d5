"""Read what is out there for a district: opportunities, organizations, and how they stand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.models import Application, Opportunity, Organization, Vision
from ownpath.school.change.queries.deadlines import A_MINUTE

if TYPE_CHECKING:
    from ownpath.school.people.models import District


def opportunities_of(
    *, district: District, now: datetime, kind: str = "", stand: str = "open"
) -> QuerySet[Opportunity]:
    """Return the opportunities of a district: the next deadline first, then those without one, then what is over.

    Parameters
    ----------
    kind
        Only those of this `Opportunity.Kind`; "" for all.
    stand
        "open" (not closed by anybody), "closed", "all", or a state of an application: those with one in that state.
    """
    rows = Opportunity.objects.filter(district=district)
    if kind in Opportunity.Kind.values:
        rows = rows.filter(kind=kind)
    if stand in Application.State.values:
        rows = rows.filter(applications__state=stand).distinct()
    elif stand in {"open", "closed"}:
        rows = rows.filter(closed_on__isnull=stand == "open")
    is_over = Q(deadline_at__isnull=False, deadline_at__lte=now - A_MINUTE)
    ahead = rows.select_related("organization").prefetch_related(_applications())
    return ahead.annotate(is_over=is_over).order_by(
        "is_over", F("deadline_at").asc(nulls_last=True), "title", "pk"
    )


def _applications() -> Prefetch[str]:
    return Prefetch(
        "applications",
        queryset=Application.objects.select_related("campus", "owner").order_by("pk"),
    )


def find_opportunity(
    *, district: District, uuid: UUID, with_applications: bool = False
) -> Opportunity:
    """Return one opportunity of a district, with its organization, its requirements and, if asked, applications.

    Raises
    ------
    NotFound
    """
    rows = Opportunity.objects.filter(district=district, uuid=uuid)
    found = rows.select_related("organization", "district").prefetch_related("requirements")
    if with_applications:
        found = found.prefetch_related(_applications())
    return first_or_not_found(found)


def organizations_of(*, district: District) -> list[Organization]:
    """Return the organizations a district knows, by name."""
    return list(Organization.objects.filter(district=district).order_by("name", "pk"))


def opportunities_to_pick(
    *, district: District, kinds: Collection[str] = ()
) -> list[Opportunity]:
    """Return open opportunities to pick from, by title."""
    rows = Opportunity.objects.filter(district=district, closed_on=None).order_by("title", "pk")
    return list(rows.filter(kind__in=kinds) if kinds else rows)


def visions_to_pick(*, district: District) -> list[Vision]:
    """Return the visions of a district that a gain may lead to, newest first."""
    return list(
        Vision.objects.filter(district=district)
        .exclude(state="superseded")
        .select_related("campus")
        .order_by("-made_at", "-pk")
    )


def first_or_not_found(rows: QuerySet[Opportunity]) -> Opportunity:
    """Return the first of some rows, or refuse."""
    found = rows.first()
    if found is None:
        raise NotFound(
            _("There is no such opportunity here."), next_step=_("Pick one from the list.")
        )
    return found
