"""One opportunity: what it gives, asks for and until when, and what we do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from ownpath.faces.leader.pages.opportunity_words import (
    is_soon,
    tell_counts,
    tell_deadline,
    tell_dollars,
    tell_for,
    tell_left,
    tell_state,
    tell_title,
)
from ownpath.school.change.queries.choices import FITS
from ownpath.school.change.queries.deadlines import is_over

if TYPE_CHECKING:
    from ownpath.school.change.access import Reach
    from ownpath.school.change.models import Application, Opportunity


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationCard:
    """One application for an opportunity."""

    whom: str
    state: str
    owner: str
    counts: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityPage:
    """One opportunity with its applications."""

    uuid: UUID
    title: str
    kind: str
    organization: str
    organization_url: str
    reach: str
    contact: str
    about: str
    gives: tuple[str, ...]
    effort_hours: int | None
    eligibility: str
    opens_on: date | None
    deadline: str
    left: str
    is_soon: bool
    is_over: bool
    decides_on: date | None
    url: str
    fit: str
    fit_why: str
    requirements: tuple[str, ...]
    is_closed: bool
    applications: tuple[ApplicationCard, ...]
    may_change: bool
    may_apply: bool


def build_opportunity(
    *, row: Opportunity, reach: Reach, today: date, now: datetime
) -> OpportunityPage:
    """Lay one opportunity out."""
    fits = {value: str(label) for value, label in FITS}
    gives = (tell_dollars(row.amount), row.in_kind)
    return OpportunityPage(
        uuid=row.uuid,
        title=tell_title(row),
        kind=str(row.get_kind_display()),
        organization=row.organization.name,
        organization_url=row.organization.url,
        reach=str(row.organization.get_reach_display()),
        contact=row.organization.contact,
        about=row.about,
        gives=tuple(one for one in gives if one),
        effort_hours=row.effort_hours,
        eligibility=row.eligibility,
        opens_on=row.opens_on,
        deadline=tell_deadline(row),
        left=tell_left(row, today=today, now=now),
        is_soon=is_soon(row, today=today, now=now),
        is_over=is_over(deadline_at=row.deadline_at, now=now),
        decides_on=row.decides_on,
        url=row.url,
        fit=fits["" if row.fit is None else str(row.fit)],
        fit_why=row.fit_why,
        requirements=tuple(
            one.text for one in sorted(row.requirements.all(), key=lambda one: one.place)
        ),
        is_closed=row.closed_on is not None,
        applications=tuple(_card(one) for one in row.applications.all()),
        may_change=reach.runs_district,
        may_apply=bool(reach.runs_district or reach.run) and row.closed_on is None,
    )


def _card(one: Application) -> ApplicationCard:
    return ApplicationCard(
        whom=tell_for(one),
        state=tell_state(one),
        owner=one.owner.full_name if one.owner else "",
        counts=tell_counts(one),
        href=reverse("leader:application", args=[one.uuid]),
    )
