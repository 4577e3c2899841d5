"""Let a person in: a new session with what every later request needs to know, kept in one commit."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import login
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from ownpath.faces.door.authenticators import has_authenticator
from ownpath.faces.door.backends import PATH
from ownpath.faces.door.faces import address_of, faces_named, idle_minutes_of, is_staff
from ownpath.kit.middleware import LANGUAGE_KEY, TIME_ZONE_KEY
from ownpath.school.people.queries import faces_of
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from django.http import HttpRequest

    from ownpath.school.people.models import Person

IDLE_MINUTES_KEY = "idle_minutes"
SEEN_AT_KEY = "seen_at"
SECOND_FACTOR_KEY = "second_factor"
GIVEN_PASSWORD_KEY = "given_password"  # noqa: S105 - the name of a place, not a password
NOT_NEEDED, DUE, PASSED = "not needed", "due", "passed"
LONGEST_ADDRESS = 500


def faces_today(person: Person, *, now: datetime) -> frozenset[str]:
    """Return the faces a person may open on the day it is now in their district."""
    district = person.district
    zone = ZoneInfo(district.time_zone) if district else timezone.get_default_timezone()
    return faces_of(person=person, today=now.astimezone(zone).date())


def enter(
    request: HttpRequest,
    person: Person,
    *,
    is_shared: bool,
    now: datetime,
    has_passed: bool = False,
    by_password: bool = False,
) -> frozenset[str]:
    """Begin a new session for a person and return their faces; nothing of the one before is carried over.

    Parameters
    ----------
    has_passed
        Whether whoever vouches for the person has asked for a second factor already.
    by_password
        Whether they came in by a password; one that somebody else gave out must then be changed.
    """
    faces = faces_today(person, now=now)
    second_factor = PASSED if has_passed else second_factor_for(person, faces)

    def come_in() -> None:
        request.session.flush()
        login(request, person, backend=PATH)
        _note(request, person, faces, is_shared=is_shared, now=now)
        request.session[SECOND_FACTOR_KEY] = second_factor
        if by_password and person.must_change_password:
            request.session[GIVEN_PASSWORD_KEY] = True
        request.session.save()

    commit_together(come_in)
    return faces


def _note(
    request: HttpRequest,
    person: Person,
    faces: Collection[str],
    *,
    is_shared: bool,
    now: datetime,
) -> None:
    session = request.session
    session[IDLE_MINUTES_KEY] = idle_minutes_of(faces, is_shared=is_shared)
    session[SEEN_AT_KEY] = int(now.timestamp())
    if person.language:
        session[LANGUAGE_KEY] = person.language
    if person.district:
        session[TIME_ZONE_KEY] = person.district.time_zone
    if is_shared:
        session.set_expiry(0)


def second_factor_for(person: Person, faces: Collection[str]) -> str:
    """Return whether a person still has to show a second factor: staff must, others do if they have one."""
    if (settings.SECOND_FACTOR_FOR_STAFF and is_staff(faces)) or has_authenticator(
        person=person
    ):
        return DUE
    return NOT_NEEDED


def first_page_of(faces: Collection[str]) -> str:
    """Return where somebody with these faces begins: their one face, or the door's choice between several."""
    offered = faces_named(faces)
    return address_of(offered[0]) if len(offered) == 1 else reverse("door:home")


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Return `wanted` if it is an address of our own, else an empty text."""
    is_ours = len(wanted) <= LONGEST_ADDRESS and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else ""
