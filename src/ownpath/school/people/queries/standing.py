"""Read what somebody is to their district today, all of it at once: which campuses they work at, lead and run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ownpath.school.people.access import LEADING_A_CAMPUS, lives_on
from ownpath.school.people.models import Campus, Person, Role
from ownpath.school.people.queries.campuses import LEADING, open_campuses_of
from ownpath.school.people.queries.persons import faces_by_roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What somebody is to their district."""

    runs_district: bool
    led: tuple[Campus, ...]  # campuses they look after; all where they run the district
    run: tuple[
        Campus, ...
    ]  # of those, the campuses they decide about: counselors decide about none
    own: tuple[Campus, ...]  # campuses at which they hold any role
    faces: frozenset[str]


def standing_of(*, person: Person, today: date) -> Standing:
    """Return what a person is to their district today; two queries, three for leaders."""
    if not person.is_active or person.district_id is None:
        return Standing(runs_district=False, led=(), run=(), own=(), faces=frozenset())
    held = set(
        Role.objects.filter(lives_on(today), person=person).values_list("name", "campus_id")
    )
    campuses = open_campuses_of(district_id=person.district_id, today=today)
    runs = any(name == Role.Name.DISTRICT_ADMINISTRATOR for name, _campus in held)

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
        faces=faces_by_roles(
            person=person, names={str(name) for name, _campus in held}, today=today
        ),
    )
