"""Read campuses, districts and what was imported into them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, Q, QuerySet

from ownpath.school.people.access import (
    LEADING_A_CAMPUS,
    TEACHING_OR_HELPING,
    lives_on,
)
from ownpath.school.people.models import (
    Campus,
    District,
    Person,
    Role,
    RosterImport,
)

LEADING = (
    Role.Name.PRINCIPAL,
    Role.Name.ADMINISTRATOR,
    Role.Name.SITE_ADMINISTRATOR,
    Role.Name.COUNSELOR,
)


def today_in(district: District, now: datetime) -> date:
    """Return which day it is in a district."""
    return now.astimezone(ZoneInfo(district.time_zone)).date()


def language_on_paper(district: District | None, *, otherwise: str) -> str:
    """Return the language of what is printed for, or sent to, who chose none: the district's, else `otherwise`."""
    return (district.language if district else "") or otherwise


def campuses_led(*, leader: Person, today: date) -> list[Campus]:
    """Return the campuses a leader answers for: their own, or all of the district for its administrators."""
    held = Role.objects.filter(lives_on(today), person=leader)
    open_campuses = Campus.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today), district=leader.district
    ).order_by("name")
    all_of_them = Exists(held.filter(name=Role.Name.DISTRICT_ADMINISTRATOR))
    own = held.filter(name__in=LEADING, campus__isnull=False).values("campus_id")
    return list(open_campuses.filter(Q(all_of_them) | Q(pk__in=own)))


def recent_imports(*, district: District, limit: int = 20) -> list[RosterImport]:
    """Return the imports of a district, newest first."""
    return list(
        RosterImport.objects.filter(district=district)
        .select_related("planned_by")
        .order_by("-planned_at", "-pk")[:limit]
    )


def districts() -> list[District]:
    """Return every district here, by name."""
    return list(District.objects.order_by("name", "pk"))


def has_district() -> bool:
    """Return whether any district was brought in."""
    return District.objects.exists()


def find_district(*, source_key: str) -> District | None:
    """Return the district with a source key, or None."""
    return District.objects.filter(source_key=source_key.casefold()).first()


def find_campuses(*, name: str = "") -> list[Campus]:
    """Return the open campuses whose name is `name` in any case, or all, with their districts."""
    rows = Campus.objects.filter(ended_on=None).select_related("district").order_by("pk")
    return list(rows.filter(name__iexact=name.strip()) if name else rows)


def campuses_of(*, person: Person, today: date) -> list[Campus]:
    """Return the campuses at which a person holds a role today."""
    return list(asked_campuses_of(person=person, today=today))


def asked_campuses_of(*, person: Person, today: date) -> QuerySet[Campus]:
    """Return what `campuses_of` asks, so that a room above can ask more of it in one query."""
    held = Role.objects.filter(lives_on(today), person=person, campus__isnull=False)
    return Campus.objects.filter(pk__in=held.values("campus_id")).order_by("name", "pk")


def open_campuses_of(*, district_id: int, today: date) -> list[Campus]:
    """Return the campuses of a district that are not closed on a day, by name."""
    still = Q(ended_on=None) | Q(ended_on__gt=today)
    return list(Campus.objects.filter(still, district_id=district_id).order_by("name", "pk"))


def closed_campuses_of(*, district_id: int) -> list[Campus]:
    """Return the campuses that a district closed itself, by name."""
    rows = Campus.objects.filter(closed_on__isnull=False, district_id=district_id)
    return list(rows.order_by("name", "pk"))


def may_run_campus(*, leader: Person, campus: Campus, today: date) -> bool:
    """Return whether somebody decides about a campus: leads it, or runs its district (counselors do not)."""
    if not leader.is_active or leader.district_id != campus.district_id:
        return False
    held = Role.objects.filter(lives_on(today), person=leader)
    leads = held.filter(name__in=LEADING_A_CAMPUS, campus=campus)
    return leads.exists() or held.filter(name=Role.Name.DISTRICT_ADMINISTRATOR).exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What somebody is to one campus: whether they read what leaders read there, and whether they decide."""

    leads: bool
    decides: bool


def standing_at(*, leader: Person, campus: Campus, today: date) -> Standing:
    """Return what somebody is to a campus today, as `campuses_led` and `may_run_campus` say it; one query."""
    is_open = campus.ended_on is None or campus.ended_on > today
    if not leader.is_active or leader.district_id != campus.district_id or not is_open:
        return Standing(leads=False, decides=False)
    here = Q(campus=campus) | Q(name=Role.Name.DISTRICT_ADMINISTRATOR)
    held = set(
        Role.objects.filter(lives_on(today), here, person=leader).values_list("name", flat=True)
    )
    decides = not held.isdisjoint((*LEADING_A_CAMPUS, Role.Name.DISTRICT_ADMINISTRATOR))
    return Standing(leads=decides or not held.isdisjoint(LEADING), decides=decides)


def runs_district(*, person: Person, today: date) -> bool:
    """Return whether a person is an administrator of their whole district today."""
    held = Role.objects.filter(lives_on(today), person=person)
    return person.is_active and held.filter(name=Role.Name.DISTRICT_ADMINISTRATOR).exists()


def campuses_at_work(*, ids: Iterable[int], today: date) -> dict[int, list[Campus]]:
    """Return the campuses at which each of some people teaches or helps today, by name; one query."""
    held = Role.objects.filter(
        lives_on(today),
        person_id__in=list(ids),
        name__in=TEACHING_OR_HELPING,
        campus__isnull=False,
    )
    found: dict[int, list[Campus]] = defaultdict(list)
    for role in held.select_related("campus").order_by("campus__name", "pk"):
        if role.campus is not None and role.campus not in found[role.person_id]:
            found[role.person_id].append(role.campus)
    return dict(found)
