"""The people of a district, and one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from ownpath.faces.office.pages.sign_in_help import Help, build_help
from ownpath.faces.office.pages.words import ROLE_WORDS, grade_in_short, word
from ownpath.school.people.directory import (
    RosterFacts,
    campuses_of,
    find_people,
    get_roster_facts,
)

if TYPE_CHECKING:
    from ownpath.school.people.models import Enrollment, Guardianship, Person, Role

PEOPLE_ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """One person in a list."""

    uuid: UUID
    name: str
    roster_name: str  # empty when it is the same
    roles: tuple[str, ...]
    grade: str
    username: str
    may_sign_in: bool
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class People:
    """The page."""

    lines: tuple[PersonLine, ...]
    page_obj: Page[Any]
    n: int
    campuses: tuple[tuple[str, str], ...]
    is_asked: bool
    named: tuple[str, ...]  # what the list is narrowed to, in words


@dataclass(frozen=True, kw_only=True)
class RoleLine:
    """One role of a person."""

    name: str
    place: str
    starts_on: date | None
    ends_on: date | None
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class EnrollmentLine:
    """One class of a person."""

    section: str
    campus: str
    role: str
    starts_on: date | None
    ends_on: date | None
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class RelativeLine:
    """Somebody who belongs to a person."""

    uuid: UUID
    name: str
    relation: str
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """The page of one person."""

    uuid: UUID
    name: str
    roster_name: str
    pronouns: str
    sourced_id: str
    identifier: str
    grade: str
    username: str
    email: str
    phone: str
    is_active: bool
    ended_on: date | None
    sign_in: str  # none, no_password, ready, ended, off
    last_sign_in: datetime | None
    roles: tuple[RoleLine, ...]
    now_in: tuple[EnrollmentLine, ...]
    was_in: tuple[EnrollmentLine, ...]
    guardians: tuple[RelativeLine, ...]
    children: tuple[RelativeLine, ...]
    help: Help


def build_people(
    *,
    viewer: Person,
    words: str,
    role: str,
    campus: UUID | None,
    with_ended: bool,
    page: str | None,
) -> People:
    """Return the people who fit, a page at a time."""
    found = find_people(
        viewer=viewer, words=words, role=role, campus=campus, with_ended=with_ended
    )
    page_obj = Paginator(found, PEOPLE_ON_A_PAGE).get_page(page)
    campuses = tuple((str(one.uuid), one.name) for one in campuses_of(viewer=viewer))
    narrowed = (
        word(ROLE_WORDS, role) if role else "",
        dict(campuses).get(str(campus), ""),
        _("also those who left") if with_ended else "",
    )
    return People(
        lines=tuple(_person(one) for one in page_obj),
        page_obj=page_obj,
        n=page_obj.paginator.count,
        campuses=campuses,
        is_asked=bool(words or role or campus),
        named=tuple(filter(None, narrowed)),
    )


def _person(person: Person) -> PersonLine:
    return PersonLine(
        uuid=person.uuid,
        name=person.plain_name,
        roster_name="" if _plain_name(person) == person.plain_name else _plain_name(person),
        roles=tuple(dict.fromkeys(_role_in_short(role) for role in person.roles.all())),
        grade=grade_in_short(person.grade),
        username=person.username,
        may_sign_in=bool(person.username_key) and person.is_active,
        ended_on=person.ended_on,
    )


def _plain_name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}".strip()


def _role_in_short(role: Role) -> str:
    name = word(ROLE_WORDS, role.name)
    return f"{name}, {role.campus.name}" if role.campus else name


def build_person(*, viewer: Person, uuid: UUID, today: date) -> tuple[PersonPage, int]:
    """Return one person's page, and the person's id for the audit."""
    facts = get_roster_facts(viewer=viewer, uuid=uuid, today=today)
    person = facts.person
    page = PersonPage(
        uuid=person.uuid,
        name=person.plain_name,
        roster_name=_roster_name(person),
        pronouns=person.pronouns,
        sourced_id=person.sourced_id,
        identifier=person.identifier,
        grade=grade_in_short(person.grade),
        username=person.username,
        email=person.email,
        phone=person.phone or person.sms,
        is_active=person.is_active,
        ended_on=person.ended_on,
        sign_in=_sign_in(person),
        last_sign_in=person.last_login,
        roles=tuple(_role(one) for one in facts.roles),
        now_in=tuple(_enrollments(facts, today, now=True)),
        was_in=tuple(_enrollments(facts, today, now=False)),
        guardians=tuple(_relative(one, one.guardian) for one in facts.guardians),
        children=tuple(_relative(one, one.student) for one in facts.children),
        help=build_help(viewer=viewer, person=person, today=today),
    )
    return page, person.pk


def _roster_name(person: Person) -> str:
    parts = (person.given_name, person.middle_name, person.family_name)
    return " ".join(part for part in parts if part)


def _sign_in(person: Person) -> str:
    if person.ended_on:
        return "ended"
    if not person.is_active:
        return "off"
    if not person.username_key:
        return "taken" if person.username else "none"
    return "ready" if person.has_usable_password() else "no_password"


def _role(role: Role) -> RoleLine:
    return RoleLine(
        name=word(ROLE_WORDS, role.name),
        place=role.campus.name if role.campus else "",
        starts_on=role.starts_on,
        ends_on=role.ends_on,
        ended_on=role.ended_on,
    )


def _enrollments(facts: RosterFacts, today: date, *, now: bool) -> Iterable[EnrollmentLine]:
    for one in facts.enrollments:
        is_over = one.ended_on is not None or (one.ends_on is not None and one.ends_on < today)
        if is_over is not now:
            yield _enrollment(one)


def _enrollment(one: Enrollment) -> EnrollmentLine:
    return EnrollmentLine(
        section=one.section.title,
        campus=one.section.campus.name,
        role=word(ROLE_WORDS, one.role),
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        ended_on=one.ended_on,
    )


def _relative(link: Guardianship, person: Person) -> RelativeLine:
    return RelativeLine(
        uuid=person.uuid,
        name=person.plain_name,
        relation=word(ROLE_WORDS, link.relation),
        ended_on=link.ended_on,
    )
