"""Who saw what, and the frameworks that are here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from ownpath.faces.office.pages.deed_words import tell_deed
from ownpath.faces.office.pages.words import DEED_WORDS
from ownpath.school.curriculum.queries.shipped import starter_shipped
from ownpath.school.curriculum.shelf import FrameworkLine, frameworks_on_the_shelf
from ownpath.school.people.directory import get_roster_facts, own_district
from ownpath.school.people.queries import districts
from ownpath.school.privacy.queries import audit_about, audit_of_district

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
    from ownpath.school.privacy.models import AuditEntry

DEEDS_ON_A_PAGE = 200


@dataclass(frozen=True, kw_only=True)
class AboutWhom:
    """Somebody a deed is about."""

    name: str
    uuid: UUID


@dataclass(frozen=True, kw_only=True)
class DeedLine:
    """One deed in the log, about nobody alone, about one, or at the same moment about many."""

    by: str
    about: tuple[AboutWhom, ...]
    deed: str
    detail: str
    done_at: datetime


@dataclass(frozen=True, kw_only=True)
class Audit:
    """The page; `about` is empty when it speaks of everybody."""

    about: str
    about_uuid: UUID | None
    about_id: int | None
    lines: tuple[DeedLine, ...]
    page_obj: Page[Any]


@dataclass(frozen=True, kw_only=True)
class Frameworks:
    """The page."""

    lines: tuple[FrameworkLine, ...]
    starter: Starter


@dataclass(frozen=True, kw_only=True)
class Starter:
    """The mathematics that comes with Ownpath, as it ships and as it is here."""

    version: str
    here: str | None
    is_newer: bool
    may_take: bool  # it is not here, or a newer one may be brought in by this office


def build_audit(*, viewer: Person, about: UUID | None, today: date, page: str | None) -> Audit:
    """Return who read or changed what, of one person or of the whole district."""
    person = get_roster_facts(viewer=viewer, uuid=about, today=today).person if about else None
    deeds = (
        audit_about(person=person).select_related("about")
        if person
        else audit_of_district(district=own_district(viewer=viewer))
    )
    page_obj = Paginator(deeds, DEEDS_ON_A_PAGE).get_page(page)
    return Audit(
        about=person.plain_name if person else "",
        about_uuid=person.uuid if person else None,
        about_id=person.pk if person else None,
        lines=tuple(_deeds(page_obj)),
        page_obj=page_obj,
    )


def _deeds(entries: Iterable[AuditEntry]) -> Iterator[DeedLine]:
    """Yield the deeds; whoever looked at many students at once did one thing."""
    for _same, together in groupby(entries, key=_what):
        first, *others = together
        people = [one.about for one in (first, *others) if one.about]
        yield DeedLine(
            by=first.actor.plain_name if first.actor else "",
            about=tuple(AboutWhom(name=one.plain_name, uuid=one.uuid) for one in people),
            deed=tell_deed(first.deed, DEED_WORDS),
            # of a student it would tell what was learned or said
            detail="" if people else first.detail,
            done_at=first.done_at,
        )


def _what(entry: AuditEntry) -> tuple[object, ...]:
    alone = entry.pk if entry.about is None else None
    return entry.actor_id, entry.deed, entry.done_at, alone


def build_frameworks(*, viewer: Person) -> Frameworks:
    """Return the frameworks a district has or shares, with what each holds."""
    district = own_district(viewer=viewer)
    return Frameworks(
        lines=tuple(frameworks_on_the_shelf(district_id=district.pk)), starter=_starter()
    )


def _starter() -> Starter:
    """Return how the mathematics that comes with Ownpath stands; a newer one reaches everybody who shares it.

    So an office brings a newer one in only where its district is the only one here (decision 0004).
    """
    shipped = starter_shipped()
    is_alone = len(districts()) == 1 and not shipped.is_of_others
    return Starter(
        version=shipped.version,
        here=shipped.here,
        is_newer=shipped.is_newer,
        may_take=not shipped.is_here or (shipped.is_newer and is_alone),
    )
