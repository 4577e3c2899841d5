"""Help with signing in: what may be done for one person, and cards to be handed out by class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from ownpath.kit.cards import SignInCard
from ownpath.school.curriculum.words import grade_sign
from ownpath.school.people.directory import (
    CardGroup,
    GroupCount,
    campuses_of,
    classes_with_cards,
    get_card_group,
    staff_with_cards,
    students_with_cards,
)
from ownpath.school.people.queries import grade_order, ids_helped_to_sign_in, office_reach
from ownpath.school.people.services import count_what_hinders, may_have_password

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person
    from ownpath.school.people.services import NewPassword


@dataclass(frozen=True, kw_only=True)
class Help:
    """What the viewer may do for one person who cannot come in."""

    may_help: bool
    may_erase: bool
    may_have_password: bool
    has_password: bool
    n_failures: int
    has_second_factor: bool


@dataclass(frozen=True, kw_only=True)
class CampusCards:
    """One campus: its staff and its classes."""

    uuid: UUID
    name: str
    staff: GroupCount
    students: GroupCount
    classes: tuple[GroupCount, ...]


@dataclass(frozen=True, kw_only=True)
class CardsPage:
    """The page that chooses whose cards to make; one campus is open."""

    campuses: tuple[tuple[UUID, str], ...]
    open: CampusCards | None


@dataclass(frozen=True, kw_only=True)
class GroupPage:
    """The page that asks before passwords are made."""

    kind: str
    uuid: UUID
    title: str
    n_people: int
    n_without: int
    without_name: tuple[str, ...]  # no sign-in name: no card


def build_help(*, viewer: Person, person: Person, today: date) -> Help:
    """Return how a person stands with signing in."""
    reach = office_reach(viewer=viewer, person=person, today=today)
    n_failures, n_factors = count_what_hinders(person=person)
    return Help(
        may_help=reach.may_help_to_sign_in,
        may_erase=reach.may_erase,
        may_have_password=may_have_password(person),
        has_password=person.has_usable_password(),
        n_failures=n_failures,
        has_second_factor=n_factors > 0,
    )


def build_cards_page(*, viewer: Person, campus: UUID | None, today: date) -> CardsPage:
    """Return the classes of one campus: the one asked for, else the first."""
    campuses = campuses_of(viewer=viewer)
    chosen = next((one for one in campuses if one.uuid == campus), None)
    chosen = chosen or (campuses[0] if campuses else None)
    return CardsPage(
        campuses=tuple((one.uuid, one.name) for one in campuses),
        open=_campus(chosen, today) if chosen else None,
    )


def _campus(campus: Campus, today: date) -> CampusCards:
    return CampusCards(
        uuid=campus.uuid,
        name=campus.name,
        staff=staff_with_cards(campus=campus, today=today),
        students=students_with_cards(campus=campus, today=today),
        classes=tuple(classes_with_cards(campus=campus, today=today)),
    )


def find_group(*, viewer: Person, kind: str, uuid: UUID, today: date) -> CardGroup:
    """Return the group the address names, without those whom the viewer may not help."""
    group = get_card_group(viewer=viewer, kind=kind, uuid=uuid, today=today)
    helped = ids_helped_to_sign_in(viewer=viewer, people=group.people, today=today)
    people = [one for one in group.people if one.pk in helped]
    if kind == "students":
        people.sort(key=lambda one: grade_order(one.grade))
    return replace(group, people=tuple(people))


def title_of(group: CardGroup) -> str:
    """Return how a group is called."""
    if group.kind == "class":
        return f"{group.title} · {group.campus}"
    if group.kind == "students":
        return _("Students of %(campus)s") % {"campus": group.campus}
    return _("Staff of %(campus)s") % {"campus": group.campus}


def where_of(group: CardGroup, person: Person) -> str:
    """Return what stands on a card beside the name: the class, the grade, or whose staff it is."""
    if group.kind != "students" or not person.grade:
        return title_of(group)
    grade = _("grade %(grade)s") % {"grade": grade_sign(person.grade)}
    return f"{grade} · {group.campus}"


def build_group_page(group: CardGroup) -> GroupPage:
    """Return how many cards a group would get."""
    able = [one for one in group.people if may_have_password(one)]
    return GroupPage(
        kind=group.kind,
        uuid=group.uuid,
        title=title_of(group),
        n_people=len(able),
        n_without=sum(not one.has_usable_password() for one in able),
        without_name=names_without_card(group.people),
    )


def names_without_card(people: Iterable[Person]) -> tuple[str, ...]:
    """Return the names of those to whom a password would open nothing."""
    return tuple(one.plain_name for one in people if not may_have_password(one))


def card_of(person: Person, new: NewPassword, *, where: str, language: str) -> SignInCard:
    """Return the card of a person; it speaks their language, else that of whoever prints it."""
    return SignInCard(
        name=person.plain_name,
        where=where,
        username=person.username,
        password=new.words,
        must_change=new.must_change,
        language=person.language or language,
    )
