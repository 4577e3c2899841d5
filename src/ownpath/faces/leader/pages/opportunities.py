"""What is out there, the next deadline first, and what it all comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.opportunity_words import (
    is_soon,
    tell_deadline,
    tell_dollars,
    tell_left,
    tell_state,
    tell_title,
)
from ownpath.school.change.queries.applications import Totals, totals_of
from ownpath.school.change.queries.choices import APPLICATION_STATES, KINDS
from ownpath.school.change.queries.opportunities import opportunities_of
from ownpath.school.people.queries import runs_district

if TYPE_CHECKING:
    from ownpath.school.change.models import Opportunity
    from ownpath.school.people.models import District, Person

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityLine:
    """One opportunity in the list."""

    title: str
    organization: str
    kind: str
    gives: str
    deadline: str
    left: str
    is_soon: bool
    states: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunitiesPage:
    """The list of what is out there."""

    lines: tuple[OpportunityLine, ...]
    pages: Page[Opportunity]
    totals: Totals
    asked: str
    awarded: str
    kinds: tuple[tuple[str, str], ...]
    stands: tuple[tuple[str, str], ...]
    kind: str
    stand: str
    named: tuple[str, ...]  # what the list is narrowed to, in words
    may_add: bool


def build_opportunities(
    *,
    viewer: Person,
    district: District,
    kind: str,
    stand: str,
    page: int,
    today: date,
    now: datetime,
) -> OpportunitiesPage:
    """Gather a page of the opportunities of a district."""
    stand = stand or "open"
    rows = opportunities_of(district=district, now=now, kind=kind, stand=stand)
    found = Paginator(rows, ROWS_A_PAGE).get_page(page)
    totals = totals_of(district=district)
    own = [("open", _("open")), ("all", _("all")), ("closed", _("put away"))]
    kinds = tuple((value, str(label)) for value, label in KINDS)
    stands = tuple((value, str(label)) for value, label in [*own, *APPLICATION_STATES])
    set_to = (dict(kinds).get(kind, ""), dict(stands).get(stand, "") if stand != "open" else "")
    return OpportunitiesPage(
        lines=tuple(_line(one, today, now) for one in found),
        pages=found,
        totals=totals,
        asked=tell_dollars(totals.asked),
        awarded=tell_dollars(totals.awarded),
        kinds=kinds,
        stands=stands,
        kind=kind,
        stand=stand,
        named=tuple(filter(None, set_to)),
        may_add=runs_district(person=viewer, today=today),
    )


def _line(row: Opportunity, today: date, now: datetime) -> OpportunityLine:
    return OpportunityLine(
        title=tell_title(row),
        organization=row.organization.name,
        kind=str(row.get_kind_display()),
        gives=tell_dollars(row.amount) or row.in_kind,
        deadline=tell_deadline(row),
        left=tell_left(row, today=today, now=now),
        is_soon=is_soon(row, today=today, now=now),
        states=tuple(tell_state(one) for one in row.applications.all()),
        href=reverse("leader:opportunity", args=[row.uuid]),
    )
