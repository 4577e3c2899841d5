"""Bring a table of opportunities in: plan, show, then do just that. A second time changes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.interchange.opportunities.read import read_opportunities
from ownpath.interchange.opportunities.records import FoundRecord, OpportunityRecord
from ownpath.interchange.problems import Problem
from ownpath.school.change.access import ensure_may_decide
from ownpath.school.change.imports.repeated_rows import Key, key_of, only_once
from ownpath.school.change.models import Opportunity, Organization
from ownpath.school.change.queries.deadlines import moment_of
from ownpath.school.change.queries.opportunity_records import record_of
from ownpath.school.change.services.opportunities import (
    OpportunityWords,
    OrganizationWords,
    add_opportunity,
    change_opportunity,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person


class PlanIsStale(Conflict):
    """The opportunities changed after the plan was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One value before and after."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityChange:
    """One row of the table that would be added (no opportunity yet) or would change one."""

    record: OpportunityRecord
    opportunity: Opportunity | None
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunitiesPlan:
    """What an import would do, whole, before anything is done."""

    changes: tuple[OpportunityChange, ...]
    n_same: int
    problems: tuple[Problem, ...]

    @property
    def n_new(self) -> int:
        """How many opportunities would be added."""
        return sum(one.opportunity is None for one in self.changes)

    @property
    def mark(self) -> str:
        """What this plan and no other is known by."""
        told = repr([(one.record, one.fields) for one in self.changes])
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def plan_import(*, district: District, content: bytes) -> OpportunitiesPlan:
    """Return what a table would change and every cell that cannot be taken; nothing is written."""
    found, problems = read_opportunities(content)
    there, organizations = _what_is_there(district)
    once, further = only_once(found)
    changes, n_same = [], 0
    for one in once:
        row = there.get(key_of(one.record))
        old = record_of(row) if row else None
        record = _settled(_merged(one, old, organizations.get(one.record.organization)))
        differing = _differences(old, record)
        if row is not None and not differing:
            n_same += 1
            continue
        changes.append(OpportunityChange(record=record, opportunity=row, fields=differing))
    return OpportunitiesPlan(
        changes=tuple(changes), n_same=n_same, problems=(*problems, *further)
    )


def _what_is_there(
    district: District,
) -> tuple[dict[Key, Opportunity], dict[str, dict[str, str]]]:
    """Return the opportunities by what makes them the same, and what is said of each organization."""
    rows = Opportunity.objects.filter(district=district).select_related("organization")
    organizations = Organization.objects.filter(district=district)
    return (
        {key_of(record_of(one)): one for one in rows.prefetch_related("requirements")},
        {
            one.name: {
                "reach": one.reach,
                "organization_url": one.url,
                "contact": one.contact,
            }
            for one in organizations
        },
    )


def _merged(
    found: FoundRecord, old: OpportunityRecord | None, organization: dict[str, str] | None
) -> OpportunityRecord:
    """Return the record with what the file has no column for left as it is."""
    absent = {one.name for one in fields(OpportunityRecord)} - found.columns
    kept: dict[str, Any] = {}
    if old is not None:
        kept = {name: getattr(old, name) for name in absent}
    elif organization is not None:
        kept = {name: organization[name] for name in absent & organization.keys()}
    return replace(found.record, **kept)


def _settled(record: OpportunityRecord) -> OpportunityRecord:
    """Return the record with a deadline that exists: clocks leave an hour out once a year."""
    moment = _moment(record)
    if moment is None:
        return record
    local = moment.astimezone(ZoneInfo(record.time_zone)).replace(tzinfo=None)
    return replace(record, deadline=local)


def _moment(record: OpportunityRecord) -> datetime | None:
    if record.deadline is None:
        return None
    said = record.deadline
    return moment_of(day=said.date(), clock=said.time(), time_zone=record.time_zone)


def _differences(
    old: OpportunityRecord | None, new: OpportunityRecord
) -> tuple[FieldChange, ...]:
    if old is None:
        return ()
    return tuple(
        FieldChange(
            name=one.name, old=_told(getattr(old, one.name)), new=_told(getattr(new, one.name))
        )
        for one in fields(OpportunityRecord)
        if getattr(old, one.name) != getattr(new, one.name)
    )


def _told(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


@deed
def apply_import(
    *, district: District, content: bytes, mark: str, by: Person | None, now: datetime
) -> OpportunitiesPlan:
    """Do what a plan showed and return it.

    Parameters
    ----------
    mark
        The `mark` of the plan that was shown: what would be done by now must still be just that.

    Raises
    ------
    NotALeader, PlanIsStale, NotSound
    """
    ensure_may_decide(by=by, district=district, campus=None, now=now)
    plan = plan_import(district=district, content=content)
    if plan.mark != mark:
        raise PlanIsStale(
            _("The opportunities changed after this was shown, so nothing was brought in."),
            next_step=_("Send the file again and look at what would change now."),
        )
    for one in plan.changes:
        organization, words = _words(one.record)
        if one.opportunity is None:
            add_opportunity(
                district=district, organization=organization, words=words, by=by, now=now
            )
        else:
            change_opportunity(
                opportunity=one.opportunity,
                organization=organization,
                words=words,
                by=by,
                now=now,
            )
    return plan


def _words(record: OpportunityRecord) -> tuple[OrganizationWords, OpportunityWords]:
    said = {
        name: getattr(record, name)
        for name in OpportunityWords.__slots__
        if name != "deadline_at"
    }
    organization = OrganizationWords(
        name=record.organization,
        reach=record.reach,
        url=record.organization_url,
        contact=record.contact,
    )
    return organization, OpportunityWords(**said, deadline_at=_moment(record))
