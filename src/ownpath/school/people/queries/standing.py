"""Read what somebody is to their district today, all of it at once: which campuses they work at, lead and run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, F, Q

from ownpath.school.people.access import LEADING_A_CAMPUS, RUNNING_A_DISTRICT, lives_on
from ownpath.school.people.models import Campus, Person, Role
from ownpath.school.people.queries.campuses import LEADING, open_campuses_of
from ownpath.school.people.queries.persons import ids_of_children

_HAS_PASSWORD = ~Q(password="") & ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What somebody is to their district."""

    runs_district: bool
    led: tuple[Campus, ...]  # campuses they look after; all where they run the district
    run: tuple[
        Campus, ...
    ]  # of those, the campuses they decide about: counselors decide about none
    own: tuple[Campus, ...]  # campuses at which they hold any role
    roles: frozenset[str]  # the names of all they hold
    has_children: bool  # whether they answer for a child here; only asked of who holds a role


NOTHING: Final = Standing(
    runs_district=False, led=(), run=(), own=(), roles=frozenset(), has_children=False
)


def standing_of(*, person: Person, today: date) -> Standing:
    """Return what a person is to their district today; one query, two for who runs the district."""
    if not person.is_active or person.district_id is None:
        return NOTHING
    rows = Role.objects.filter(lives_on(today), person=person).select_related("campus")
    children = ids_of_children(guardian=person, today=today)
    roles = list(rows.annotate(has_children=Exists(children)))
    held = {(one.name, one.campus_id) for one in roles}
    runs = any(name == Role.Name.DISTRICT_ADMINISTRATOR for name, _campus in held)
    campuses = (
        open_campuses_of(district_id=person.district_id, today=today)
        if runs
        else _open_ones(roles, person, today)
    )

    def at(names: tuple[Role.Name, ...] | None) -> tuple[Campus, ...]:
        return tuple(
            one
            for one in campuses
            if any(place == one.pk and (names is None or name in names) for name, place in held)
        )

    return Standing(
        runs_district=runs,
        led=tuple(campuses) if runs else at(LEADING),
        run=tuple(campuses) if runs else at(LEADING_A_CAMPUS),
        own=at(None),
        roles=frozenset(str(name) for name, _campus in held),
        has_children=any(one.has_children for one in roles),
    )


def running_a_district(*, today: date) -> dict[Person, tuple[str, ...]]:
    """Return who keeps a district's records or runs it today, and as what in words, by district and name; one query."""
    held = Role.objects.filter(
        lives_on(today), name__in=RUNNING_A_DISTRICT, person__is_active=True
    ).select_related("person__district")
    order = ("person__district__name", "person__family_name", "person__given_name", "name")
    found: dict[Person, tuple[str, ...]] = {}
    for role in held.order_by(*order, "person_id"):
        words, word = found.get(role.person, ()), str(role.get_name_display())
        found[role.person] = words if word in words else (*words, word)
    return found


def administrators_of_a_roster(*, today: date, most: int) -> list[Person]:
    """Return administrators of any kind who could sign in, those of a whole district first; one query."""
    held = Role.objects.filter(
        lives_on(today),
        name__in=(Role.Name.ADMINISTRATOR, Role.Name.SITE_ADMINISTRATOR, Role.Name.PRINCIPAL),
        person__is_active=True,
        person__username__isnull=False,
    ).select_related("person")
    order = (F("campus_id").asc(nulls_first=True), "person__family_name", "person_id")
    found = dict.fromkeys(role.person for role in held.order_by(*order)[: most * 4])
    return list(found)[:most]


def has_anybody_a_password() -> bool:
    """Return whether anybody who may come in has a password."""
    return Person.objects.filter(_HAS_PASSWORD, is_active=True).exists()


def ids_who_can_sign_in(*, ids: Iterable[int], needs_password: bool) -> frozenset[int]:
    """Return which of some people have what it takes to come in: a name, and a password where that is the way in."""
    found = Person.objects.filter(
        pk__in=list(ids), is_active=True, ended_on=None, username_key__isnull=False
    )
    if needs_password:
        found = found.filter(_HAS_PASSWORD)
    return frozenset(found.values_list("pk", flat=True))


def _open_ones(roles: Sequence[Role], person: Person, today: date) -> list[Campus]:
    """Return the campuses of roles that are open on a day, by name, each once."""
    found = {
        one.campus.pk: one.campus
        for one in roles
        if one.campus is not None
        and one.campus.district_id == person.district_id
        and (one.campus.ended_on is None or one.campus.ended_on > today)
    }
    return sorted(found.values(), key=lambda one: (one.name, one.pk))
