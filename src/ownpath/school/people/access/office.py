"""What those who keep records may do about people: help them to sign in, erase them, take everything out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ownpath.school.people.access.seeing import Aspect, lives_on, students_at_work
from ownpath.school.people.models import Person, Role

RUNNING_A_DISTRICT = (Role.Name.DISTRICT_ADMINISTRATOR, Role.Name.SYSTEM_ADMINISTRATOR)


def may_help_to_sign_in(*, viewer: Person, person: Person, today: date) -> bool:
    """Return whether `viewer` may give a person another password, another try or another second factor."""
    return person.pk in ids_helped_to_sign_in(viewer=viewer, people=[person], today=today)


def ids_helped_to_sign_in(
    *, viewer: Person, people: Iterable[Person], today: date
) -> frozenset[int]:
    """Return the ids of those among `people` whom `viewer` may help to sign in; two queries for any number.

    Records staff help everybody of their district, except that only district administrators help those who keep
    records or run the district. Teachers help the students they teach, as long as those are nothing but students.
    Nobody helps themselves.
    """
    if not viewer.is_active or viewer.district_id is None:
        return frozenset()
    near = {
        one.pk
        for one in people
        if one.district_id == viewer.district_id and one.pk != viewer.pk
    }
    theirs = _names_held({viewer.pk, *near}, today)
    own = theirs[viewer.pk]
    if Role.Name.DISTRICT_ADMINISTRATOR in own:
        return frozenset(near)
    if Role.Name.SYSTEM_ADMINISTRATOR in own:
        return frozenset(one for one in near if theirs[one].isdisjoint(RUNNING_A_DISTRICT))
    pupils = {one for one in near if theirs[one] == {Role.Name.STUDENT}}
    taught = students_at_work(viewer=viewer, aspect=Aspect.STEERING, today=today)
    return frozenset(taught.filter(pk__in=pupils).values_list("pk", flat=True))


def may_take_all_out(*, viewer: Person, today: date) -> bool:
    """Return whether `viewer` may take all their district's data out, what children said too, or erase somebody."""
    held = _names_held({viewer.pk}, today)[viewer.pk]
    return viewer.is_active and Role.Name.DISTRICT_ADMINISTRATOR in held


def may_set_district(*, viewer: Person, today: date) -> bool:
    """Return whether `viewer` may say what no roster says of their district, such as its time zone."""
    held = _names_held({viewer.pk}, today)[viewer.pk]
    return viewer.is_active and not held.isdisjoint(RUNNING_A_DISTRICT)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeReach:
    """What somebody who keeps records may do about one person."""

    may_help_to_sign_in: bool
    may_erase: bool


def office_reach(*, viewer: Person, person: Person, today: date) -> OfficeReach:
    """Return what somebody in the office may do about a person; one query."""
    names = _names_held({viewer.pk, person.pk}, today)
    own, theirs = names[viewer.pk], names[person.pk]
    is_near = viewer.district_id is not None and viewer.district_id == person.district_id
    is_other = viewer.is_active and is_near and viewer.pk != person.pk
    runs = is_other and Role.Name.DISTRICT_ADMINISTRATOR in own
    keeps = is_other and Role.Name.SYSTEM_ADMINISTRATOR in own
    return OfficeReach(
        may_help_to_sign_in=runs or (keeps and theirs.isdisjoint(RUNNING_A_DISTRICT)),
        may_erase=runs,
    )


def _names_held(ids: Iterable[int], today: date) -> dict[int, set[str]]:
    held: dict[int, set[str]] = defaultdict(set)
    roles = Role.objects.filter(lives_on(today), person_id__in=list(ids))
    for person_id, name in roles.values_list("person_id", "name"):
        held[person_id].add(name)
    return held
