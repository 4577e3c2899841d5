"""Say of a district what its roster cannot say."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotAllowed, OutOfBounds
from ownpath.school.people.access import may_set_district
from ownpath.school.people.models import Campus, District, Person
from ownpath.store.together import deed

MINUTES_ON_SHARED = (5, 10, 15, 20, 30, 45, 60)
ADDRESS_LENGTH = 200


@cache
def zones_there_are() -> frozenset[str]:
    """Return the names of all time zones; looked up on the disk once."""
    return frozenset(available_timezones())


class NotTheirDistrict(NotAllowed):
    """Somebody else keeps the records of this district."""


class NoSuchFact(OutOfBounds):
    """What was said of a district cannot be so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictFacts:
    """What a district says of itself."""

    time_zone: str
    address: str  # "https://ownpath.oak.example/", or empty
    language: str  # "en", "es", or empty
    minutes_on_shared: int


def facts_of(district: District) -> DistrictFacts:
    """Return what a district says of itself now."""
    return DistrictFacts(
        time_zone=district.time_zone,
        address=district.address,
        language=district.language,
        minutes_on_shared=district.minutes_on_shared,
    )


def differences(old: DistrictFacts, new: DistrictFacts) -> list[str]:
    """Return what differs, as the log keeps it.

    >>> from dataclasses import replace
    >>> old = DistrictFacts(time_zone="America/Denver", address="", language="", minutes_on_shared=15)
    >>> differences(old, replace(old, time_zone="America/Chicago"))
    ['time_zone: America/Denver -> America/Chicago']
    """
    before, after = asdict(old), asdict(new)
    return [
        f"{name}: {before[name] or '-'} -> {after[name] or '-'}"
        for name in before
        if before[name] != after[name]
    ]


@deed
def set_district_facts(
    *, district: District, facts: DistrictFacts, by: Person, today: date
) -> None:
    """Set what a district says of itself.

    Raises
    ------
    NotTheirDistrict, NoSuchFact
    """
    if by.district_id != district.pk or not may_set_district(viewer=by, today=today):
        raise NotTheirDistrict(
            _("Only those who keep the district’s records may change this."),
            next_step=_("Ask your district’s records office."),
        )
    _check(facts)
    District.objects.filter(pk=district.pk).update(**asdict(facts))
    for name, value in asdict(facts).items():
        setattr(district, name, value)


def _check(facts: DistrictFacts) -> None:
    spoken = {"", *(code for code, _name in settings.LANGUAGES)}
    is_sound = (
        facts.time_zone in zones_there_are()
        and facts.language in spoken
        and facts.minutes_on_shared in MINUTES_ON_SHARED
        and (not facts.address or is_address(facts.address))
    )
    if not is_sound:
        raise NoSuchFact(
            _("One of these cannot be so."),
            next_step=_("Choose one of the things on the page."),
        )


def is_address(text: str) -> bool:
    """Return whether a text is an address that a browser opens, with nothing behind the name and the port.

    >>> is_address("https://ownpath.oak.example/"), is_address("ownpath.oak.example"), is_address("https://x/y?z")
    (True, False, False)
    """
    try:
        parts = urlsplit(text)
        is_whole = (
            parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        )
    except ValueError:
        return False
    bare = parts.path == "/" and not (parts.query or parts.fragment or parts.username)
    return is_whole and bare and len(text) <= ADDRESS_LENGTH


@deed
def mark_simulated(*, source_key: str) -> None:
    """Mark a district as made up: only there are one-click sign-ins ever offered."""
    District.objects.filter(source_key=source_key.casefold()).update(is_simulated=True)


@deed
def close_campus(*, campus: Campus, on: date) -> None:
    """Close a campus on a day: from then on it is not open, whatever a roster says; its rows and history stay."""
    ended_on = campus.ended_on or on
    Campus.objects.filter(pk=campus.pk).update(ended_on=ended_on, closed_on=on)
    campus.ended_on, campus.closed_on = ended_on, on


@deed
def open_campus_again(*, campus: Campus) -> None:
    """Open a campus that the district had closed: from now on the roster decides about it again."""
    closed = Campus.objects.filter(pk=campus.pk, closed_on__isnull=False)
    if closed.update(ended_on=None, closed_on=None):
        campus.ended_on = campus.closed_on = None
