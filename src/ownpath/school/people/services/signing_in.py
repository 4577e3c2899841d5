"""Find who comes in: by name and password, by the identity provider, or as one of the simulated cast.

Every path through a name and a password costs exactly one hash and gives the same answer, whoever is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.hashers import is_password_usable, make_password, verify_password
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.people.models import NAME_LENGTH, SOURCED_ID_LENGTH, Person
from ownpath.school.people.queries.persons import day_of
from ownpath.school.people.services.throttling import (
    Knock,
    account_key_of,
    forget_failures,
    may_try,
    name_forms,
    note_failure,
)
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from collections.abc import Mapping

DAYS_A_GIVEN_PASSWORD_LASTS = 14
CAST_KEYS = "cast-"  # the simulated district's roster names its cast so
IDENTITY_FIELDS: Mapping[str, int] = {
    "sourced_id": SOURCED_ID_LENGTH,
    "identifier": NAME_LENGTH,
    "username": NAME_LENGTH,
}


class NoSimulatedPerson(NotFound):
    """Nobody simulated goes by this key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """One of the simulated cast, and what they are."""

    person: Person
    role: str
    place: str  # the campus, or the district of who works for all of it


def knock_of(*, typed_name: str, source: str, device: str) -> Knock:
    """Return what is counted about an attempt to sign in as `typed_name`."""
    return Knock(account_key=account_key_of(typed_name), source=source, device=device)


def sign_in(*, typed_name: str, password: str, knock: Knock, now: datetime) -> Person | None:
    """Return the person whom name and password fit, or None, which says nothing about why.

    The password is hashed before anything is written, so that no writer waits for a hash.
    """
    if not may_try(knock=knock, now=now):
        make_password(password)  # as long as looking would take
        return None
    person = check_name_and_password(typed_name=typed_name, password=password)
    if person is None or was_given_too_long_ago(person, now):
        note_failure(knock=knock, now=now)
        return None
    forget_failures(knock=knock)
    return person


def check_name_and_password(*, typed_name: str, password: str) -> Person | None:
    """Return the active person whom a name and a password fit; one hash, whoever is named."""
    person = _person_called(typed_name)
    if person is None or not may_come_in(person) or not is_password_usable(person.password):
        make_password(password)
        return None
    is_right, is_outdated = verify_password(password, person.password)
    if not is_right:
        return None
    if is_outdated:
        _renew_hash(person, make_password(password))
    return person


def was_given_too_long_ago(person: Person, now: datetime) -> bool:
    """Return whether a password on paper, to be changed at the first coming in, lay about for too long."""
    given_on = person.password_given_on
    if given_on is None or not person.must_change_password:
        return False
    return day_of(person=person, now=now) - given_on > timedelta(
        days=DAYS_A_GIVEN_PASSWORD_LASTS
    )


def may_come_in(person: Person) -> bool:
    """Return whether a person is one of the district's today: active, and not ended by a roster."""
    return person.is_active and person.ended_on is None


def check_password_again(*, person: Person, password: str, knock: Knock, now: datetime) -> bool:
    """Return whether a signed-in person knows their password; guesses rest like those at the door."""
    if not may_try(knock=knock, now=now) or not person.has_usable_password():
        make_password(password)
        return False
    is_right, _is_outdated = verify_password(password, person.password)
    if not is_right:
        note_failure(knock=knock, now=now)
    return is_right


def find_by_identity(*, district: str, field: str, value: str) -> Person | None:
    """Return the one active person of a district whom an identity provider names, or None.

    Parameters
    ----------
    district
        The district's own sourcedId, compared without regard to case.
    field
        Which of the roster's identifiers `value` must equal: `sourced_id`, `identifier` or `username`.
        Never an e-mail address: those are reused and mistyped.
    """
    if field not in IDENTITY_FIELDS:
        raise ValueError(f"field={field!r}: expected one of {', '.join(IDENTITY_FIELDS)}")
    if not value or len(value) > IDENTITY_FIELDS[field] or "\x00" in value:
        return None
    wanted = {
        "sourced_id": {"source_key": value.casefold()},
        "identifier": {"identifier": value},
        "username": {"username_key": value.casefold()},
    }[field]
    people = Person.objects.select_related("district").filter(
        district__source_key=district.casefold(), is_active=True, ended_on=None, **wanted
    )
    found = list(people[:2])
    return found[0] if len(found) == 1 else None


def simulated_cast() -> list[Simulated]:
    """Return the people of the simulated district whom a visitor of the demonstration may be."""
    people = Person.objects.filter(
        district__is_simulated=True, is_active=True, source_key__startswith=CAST_KEYS
    )
    found = people.select_related("district").prefetch_related("roles__campus").order_by("pk")
    return [_simulated(person) for person in found]


def _simulated(person: Person) -> Simulated:
    role = next(iter(person.roles.all()), None)
    district = person.district.name if person.district else ""
    return Simulated(
        person=person,
        role=role.name if role else "",
        place=role.campus.name if role and role.campus else district,
    )


def find_simulated(*, uuid: UUID) -> Person:
    """Return one of the simulated cast; nobody else can be found here."""
    for one in simulated_cast():
        if one.person.uuid == uuid:
            return one.person
    raise NoSimulatedPerson(
        _("Nobody simulated goes by that key."),
        next_step=_("Pick somebody on the first page."),
    )


def _person_called(typed_name: str) -> Person | None:
    """Return who signs in under the most faithful reading of a typed name."""
    forms = name_forms(typed_name)
    people = Person.objects.select_related("district").filter(username_key__in=forms)
    found = {person.username_key: person for person in people}
    return next((found[form] for form in forms if form and form in found), None)


def _renew_hash(person: Person, encoded: str) -> None:
    """Keep a password that fits as today's settings would hash it."""
    person.password = encoded
    commit_together(lambda: person.save(update_fields=["password"]))
