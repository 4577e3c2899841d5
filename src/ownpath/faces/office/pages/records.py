"""Who saw what, and the frameworks that are here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from ownpath.faces.office.pages.words import DEED_WORDS, word
from ownpath.school.curriculum.shelf import FrameworkLine, frameworks_on_the_shelf
from ownpath.school.people.directory import get_roster_facts, own_district
from ownpath.school.privacy.queries import audit_about, audit_of_district

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
    from ownpath.school.privacy.models import AuditEntry

DEEDS_ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class DeedLine:
    """One deed in the log."""

    by: str
    about: str
    about_uuid: UUID | None
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
        lines=tuple(_deed(one) for one in page_obj),
        page_obj=page_obj,
    )


def _deed(entry: AuditEntry) -> DeedLine:
    return DeedLine(
        by=entry.actor.plain_name if entry.actor else "",
        about=entry.about.plain_name if entry.about else "",
        about_uuid=entry.about.uuid if entry.about else None,
        deed=word(DEED_WORDS, entry.deed),
        detail=""
        if entry.about
        else entry.detail,  # of a student it would tell what was learned or said
        done_at=entry.done_at,
    )


def build_frameworks(*, viewer: Person) -> Frameworks:
    """Return the frameworks a district has or shares, with what each holds."""
    district = own_district(viewer=viewer)
    return Frameworks(lines=tuple(frameworks_on_the_shelf(district_id=district.pk)))
