"""Reads a roster's enrollments, and works out who is whose guardian, into rows as we keep them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ownpath.interchange.oneroster import Enrollment, key_of
from ownpath.interchange.oneroster.findings import shown
from ownpath.school.people.imports.persons import role_name
from ownpath.school.people.imports.reading import Reading, ended, row_of
from ownpath.school.people.imports.shapes import PERSONS, Key, Values
from ownpath.school.people.imports.types import TablePlan, Wanted
from ownpath.school.people.models import Role as RoleRow

FAMILY = (RoleRow.Name.PARENT, RoleRow.Name.GUARDIAN, RoleRow.Name.RELATIVE)
_FURTHER = PERSONS.columns.index("further")


def wanted_enrollments(reading: Reading) -> Iterator[Wanted]:
    """Yield the enrollments of a roster."""
    for one in reading.package.enrollments:
        if one.is_ended:
            yield ended(one)
        else:
            is_sound = reading.has_sound_key(one)
            yield row_of(one, _enrollment(reading, one) if is_sound else None)


def _enrollment(reading: Reading, one: Enrollment) -> Values | None:
    person = reading.reference(one, "persons", "userSourcedId", one.user_sourced_id)
    section = reading.reference(one, "sections", "classSourcedId", one.class_sourced_id)
    role = role_name(reading, one)
    if person is None or section is None or role is None:
        return None
    return (
        one.sourced_id,
        person,
        section,
        role,
        bool(one.primary),
        one.begin_date,
        one.end_date,
    )


def wanted_guardianships(
    reading: Reading, persons: TablePlan, roles: TablePlan
) -> Iterator[Wanted]:
    """Yield who is whose guardian after this import.

    A person's row names others who belong to them; the student among the two is the student. A pair holds while
    either of the two names the other, whichever file said so and when, and while both are here.
    """
    agents = _agents_after(reading, persons)
    names = _role_names_after(reading, roles)
    for pair in sorted(_pairs(agents)):
        if not all(reading.is_active("persons", key) for key in pair):
            continue
        link = _link(names, *pair)
        if link is None:
            _tell_no_link(reading, *pair)
        else:
            relation = _relation(names.get(link[1], set()))
            yield Wanted(link, (*link, relation), None, "users.csv")


def _agents_after(reading: Reading, persons: TablePlan) -> Mapping[str, list[str]]:
    """Return, for each person, whom their row will name once the import is done."""
    rows = {key: row.values for key, row in reading.stored.of(PERSONS).items()}
    rows |= {update.key: update.new for update in persons.updates}
    rows |= {added.key: added.values for added in persons.added}
    return {
        key: [key_of(agent) for agent in values[_FURTHER].get("agentSourcedIds", ())]
        for key, values in rows.items()
    }


def _pairs(agents: Mapping[str, list[str]]) -> set[tuple[str, str]]:
    return {
        (min(one, other), max(one, other))
        for one, others in agents.items()
        for other in others
        if other in agents and other != one
    }


def _role_names_after(reading: Reading, roles: TablePlan) -> Mapping[str, set[str]]:
    """Return the roles of everyone, also of those who end: a student who left was a student."""
    held = {key: row.is_listed for key, row in reading.stored.rows["roles"].items()}
    held |= {update.key: update.leaves_it_listed for update in roles.updates}
    held |= {added.key: True for added in roles.added}
    names: dict[str, set[str]] = defaultdict(set)
    for (person, _campus, name), is_held in held.items():
        if is_held:
            names[person].add(name)
    return names


def _link(names: Mapping[str, set[str]], one: str, other: str) -> tuple[str, str] | None:
    is_student = [RoleRow.Name.STUDENT in names.get(key, ()) for key in (one, other)]
    if is_student[0] == is_student[1]:
        return None
    return (one, other) if is_student[0] else (other, one)


def _relation(names: set[str]) -> str:
    return next((name.value for name in FAMILY if name in names), RoleRow.Name.GUARDIAN.value)


def _tell_no_link(reading: Reading, one: str, other: str) -> None:
    user = reading.package.user(one) or reading.package.user(other)
    if user is None:
        return
    what = f"{shown(one)} and {shown(other)} name each other, and not exactly one is a student"
    reading.findings.note(
        "guardian.unclear",
        f"{user.where}, agentSourcedIds",
        what,
        "Nothing to do, unless one of them is the other's guardian: then correct their roles.",
    )


def is_absent_guardianship(reading: Reading, key: Key) -> bool:
    """Return whether a pair that nobody names any longer has ended, rather than never been in a file."""
    said = reading.package.users_by_key
    if any(reading.package.is_left_out("users", person) for person in key):
        return False
    if not all(reading.is_active("persons", person) for person in key):
        return True
    if reading.package.has_unnamed("users"):  # a row without a number may be either of the two
        return all(person in said for person in key)
    return reading.package.is_complete("users") or any(person in said for person in key)
