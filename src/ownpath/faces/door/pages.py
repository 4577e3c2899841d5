"""What the pages of the door show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ownpath.faces.door.authenticators import count_recovery_codes, draw_qr, has_authenticator
from ownpath.faces.door.entering import faces_today
from ownpath.faces.door.faces import Face, address_of, faces_named, is_staff
from ownpath.school.people.queries import has_district
from ownpath.school.people.services import TITLES, Simulated, simulated_cast

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from ownpath.school.people.models import Person

PROVIDER_ID = "district"
PROMISES = ("connects", "relevant", "interests", "challenges", "engages", "hears")

# What a role is called, and what its first page shows.
_SEES: dict[str, tuple[Promise, Promise]] = {
    "student": (
        _("Student"),
        _("A day of one’s own, choices in it, and why each thing is there."),
    ),
    "teacher": (_("Teacher"), _("Who needs me now, and the class by what it knows.")),
    "guardian": (_("Mother"), _("A child’s week in plain words, in English or Spanish.")),
    "principal": (_("Principal"), _("For whom on one campus the day is not yet true.")),
    "districtAdministrator": (
        _("Superintendent"),
        _("All campuses, and the district’s records."),
    ),
    "systemAdministrator": (_("Records clerk"), _("Rosters coming in, every problem named.")),
}
_SEES_ELSEWHERE = _(
    "Of another district: sees its own classes, and nothing of the others here."
)
_SEES_MORE = (_("At school"), _("Their own first page."))
_SAID: dict[str, Promise] = {
    "away": _("You were away for a while, so we signed you out. What you did is kept."),
    "out": _("You are signed out. See you soon!"),
    "unknown": _(
        "Your district’s sign-in worked, but our roster does not name you yet. Please ask your school’s office."
    ),
    "provider": _("Your district’s sign-in did not finish. Please try once more."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """Somebody of the simulated district whom a visitor may be for a while."""

    uuid: UUID
    full_name: str
    who: str
    place: str  # where: a campus, or the district
    sees: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPage:
    """What somebody sees who is not signed in."""

    next: str
    said: str
    provider_url: str
    provider_name: str
    cast: tuple[CastMember, ...]
    is_nobody_here: bool  # no district was brought in yet
    promises: tuple[str, ...] = PROMISES


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One face somebody with several may open."""

    url: str
    icon: str
    label: str
    shows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """What somebody may look at and choose about their own account."""

    full_name: str
    name_in_records: str
    username: str
    district: str
    has_password: bool
    may_have_second_factor: bool
    must_have_second_factor: bool
    has_second_factor: bool
    titles: tuple[str, ...]  # to pick from; empty for those who go by their first name
    title: str
    first_name: str
    family_name: str
    n_recovery_codes: int
    home: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpPage:
    """A secret for an app, as a picture and as letters."""

    qr: SafeString
    letters: tuple[str, ...]
    next: str


def build_first_page(*, next_address: str, said: str) -> FirstPage:
    """Return the first page; the cast only where everybody is simulated and the server says so."""
    provider = settings.IDENTITY_PROVIDER
    return FirstPage(
        next=next_address,
        said=str(_SAID.get(said, "")),
        provider_url=reverse("openid_connect_login", kwargs={"provider_id": PROVIDER_ID})
        if provider
        else "",
        provider_name=provider.name if provider else "",
        cast=build_cast() if settings.DEMO else (),
        is_nobody_here=not settings.DEMO and not has_district(),
    )


def build_cast() -> tuple[CastMember, ...]:
    """Return the people a visitor of the demonstration may be."""
    cast = simulated_cast()
    home = cast[0].person.district_id if cast else None
    order = list(_SEES)

    def stands(one: Simulated) -> tuple[bool, int]:
        place = order.index(one.role) if one.role in order else len(order)
        return one.person.district_id != home, place

    return tuple(
        CastMember(
            uuid=one.person.uuid,
            full_name=one.person.full_name,
            who=_who(one),
            place=one.place,
            sees=str(
                _SEES.get(one.role, _SEES_MORE)[1]
                if one.person.district_id == home
                else _SEES_ELSEWHERE
            ),
        )
        for one in sorted(cast, key=stands)
    )


def build_choices(faces: Collection[str]) -> list[Choice]:
    """Return the faces somebody may open, each with what it shows."""
    return [_choice(face) for face in faces_named(faces)]


def build_account_page(*, person: Person, now: datetime) -> AccountPage:
    """Return what a person may look at and choose about their account."""
    faces = faces_today(person, now=now)
    return AccountPage(
        full_name=person.full_name,
        name_in_records=" ".join(
            part for part in (person.given_name, person.middle_name, person.family_name) if part
        ),
        username=person.username if person.username_key else "",
        district=person.district.name if person.district else "",
        has_password=person.has_usable_password(),
        may_have_second_factor=may_have_second_factor(faces),
        must_have_second_factor=settings.SECOND_FACTOR_FOR_STAFF and is_staff(faces),
        has_second_factor=has_authenticator(person=person),
        titles=TITLES if may_have_title(faces) else (),
        title=person.title,
        first_name=person.preferred_given_name or person.given_name,
        family_name=person.preferred_family_name or person.family_name,
        n_recovery_codes=count_recovery_codes(person=person),
        home=reverse("door:home"),
    )


def may_have_title(faces: Collection[str]) -> bool:
    """Return whether people of these faces are addressed with a title: whoever works for the district."""
    return is_staff(faces)


def may_have_second_factor(faces: Collection[str]) -> bool:
    """Return whether these faces are those of an adult."""
    return bool(set(faces) - {"student"})


def build_set_up_page(*, person: Person, secret: str, next_address: str) -> SetUpPage:
    """Return what an app needs to be set up."""
    letters = tuple(secret[start : start + 4] for start in range(0, len(secret), 4))
    return SetUpPage(
        qr=draw_qr(person=person, secret=secret), letters=letters, next=next_address
    )


def _who(one: Simulated) -> str:
    """Return what somebody of the cast is, with the grade of a student."""
    is_of = str(_SEES.get(one.role, _SEES_MORE)[0])
    grade = one.person.grade.lstrip("0")
    return (
        gettext("%(who)s, grade %(grade)s") % {"who": is_of, "grade": grade} if grade else is_of
    )


def _choice(face: Face) -> Choice:
    return Choice(
        url=address_of(face), icon=face.icon, label=str(face.label), shows=str(face.shows)
    )
