"""Plans a roster import: compares a package with the records and says what would change. Writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from ownpath.interchange.oneroster import Package, is_readable, key_of
from ownpath.interchange.oneroster.findings import Findings
from ownpath.interchange.problems import Problem
from ownpath.school.people.imports.classes import (
    wanted_campuses,
    wanted_courses,
    wanted_sections,
    wanted_terms,
)
from ownpath.school.people.imports.compare import Cause, Comparison, never_held_back
from ownpath.school.people.imports.counting import count_files, count_people, names_of
from ownpath.school.people.imports.districts import places_of_orgs, plan_district
from ownpath.school.people.imports.enrollments import (
    is_absent_guardianship,
    wanted_enrollments,
    wanted_guardianships,
)
from ownpath.school.people.imports.known import with_what_is_known
from ownpath.school.people.imports.naming import with_names
from ownpath.school.people.imports.persons import (
    wanted_accounts,
    wanted_demographics,
    wanted_persons,
    wanted_roles,
)
from ownpath.school.people.imports.reading import Reading
from ownpath.school.people.imports.shapes import (
    ACCOUNTS,
    CAMPUSES,
    COURSES,
    DEMOGRAPHICS,
    ENROLLMENTS,
    GUARDIANSHIPS,
    PERSONS,
    ROLES,
    SECTIONS,
    TERMS,
    Key,
    Shape,
    Values,
)
from ownpath.school.people.imports.sign_in_names import sign_in_names, wanted_names
from ownpath.school.people.imports.stored import (
    names_taken_elsewhere,
    read_sparingly,
    read_stored,
)
from ownpath.school.people.imports.types import (
    DistrictPlan,
    ImportRefused,
    RosterPlan,
    StoredRow,
    TablePlan,
    Wanted,
)
from ownpath.school.people.models import District

Absence = Callable[[Key, StoredRow], bool]


def plan_import(
    *,
    package: Package,
    problems: Sequence[Problem],
    district: District | None,
    today: date,
) -> RosterPlan:
    """Return what importing a package would do, with every problem.

    Parameters
    ----------
    problems
        What `read_package` found; the plan adds its own.
    district
        Whose roster it must be; None lets the file say, and may make the district.

    Raises
    ------
    ImportRefused
        When nothing of the package could be read, or it is another district's.
    """
    _refuse_the_unreadable(problems)
    target = plan_district(package, district)
    known = District.objects.filter(pk=target.pk).first() if target.pk else None
    with read_sparingly():
        stored = read_stored(known)
    findings = Findings()
    package = with_what_is_known(package, stored=stored, findings=findings)
    places = places_of_orgs(
        package,
        district_key=target.key,
        known_campuses=frozenset(stored.of(CAMPUSES)),
        findings=findings,
    )
    reading = Reading(package=package, stored=stored, findings=findings, places=places)
    taken = names_taken_elsewhere(known, wanted_names(reading))
    tables = _Tables(reading, target).compare_all(sign_in_names(reading, taken))
    people = count_people(stored, tables)
    names = names_of(stored, tables)
    all_problems = with_names([*problems, *findings.all()], package=package, names=names)
    return RosterPlan(
        package=package,
        today=today,
        district=target,
        tables=tables,
        counts=count_files(package, target, tables),
        problems=tuple(all_problems),
        names=names,
        fingerprint=fingerprint_of(stored.fingerprint, taken),
        **people,
    )


def fingerprint_of(stored: str, taken: Iterable[str]) -> str:
    """Return one mark of the records a plan was made from: another mark, another plan."""
    return hashlib.blake2b(repr((stored, sorted(taken))).encode(), digest_size=20).hexdigest()


def _refuse_the_unreadable(problems: Sequence[Problem]) -> None:
    if not is_readable(problems):
        worst = next(problem for problem in problems if problem.code.startswith("package."))
        raise ImportRefused(f"{worst.where}: {worst.what}.", next_step=worst.fix)


class _Tables:
    """Compares the tables one after the other, each after those it names."""

    def __init__(self, reading: Reading, district: DistrictPlan) -> None:
        self._reading = reading
        self._district = district
        self._plans: dict[str, TablePlan] = {}

    def compare_all(self, names: Mapping[str, str | None]) -> Mapping[str, TablePlan]:
        reading = self._reading
        self._compare(CAMPUSES, wanted_campuses(reading, self._district.key))
        self._compare(TERMS, wanted_terms(reading))
        self._compare(COURSES, wanted_courses(reading))
        self._compare(SECTIONS, wanted_sections(reading))
        self._compare(PERSONS, wanted_persons(reading, names))
        self._compare(
            ROLES,
            wanted_roles(reading),
            is_absent=absence_of_roles(reading),
            held_back_by=self._by_person,
        )
        self._compare(ACCOUNTS, wanted_accounts(reading))
        self._compare(
            ENROLLMENTS, wanted_enrollments(reading), held_back_by=self._by_person_or_section
        )
        self._compare(
            DEMOGRAPHICS,
            wanted_demographics(reading),
            is_absent=absence_of_demographics(reading),
        )
        self._compare(
            GUARDIANSHIPS,
            wanted_guardianships(reading, self._plans["persons"], self._plans["roles"]),
            is_absent=lambda key, _old: is_absent_guardianship(reading, key),
        )
        return self._plans

    def _compare(
        self,
        shape: Shape,
        rows: Iterable[Wanted],
        *,
        is_absent: Absence | None = None,
        held_back_by: Cause = never_held_back,
    ) -> None:
        file = PERSONS.file if shape is GUARDIANSHIPS else shape.file
        comparison = Comparison(
            shape=shape,
            mode=self._reading.package.mode_of(file),
            stored=self._reading.stored.of(shape),
            findings=self._reading.findings,
            is_absent=is_absent or absence_from_file(self._reading, shape),
            held_back_by=held_back_by,
            stays_ended=self._reading.stored.closed if shape is CAMPUSES else frozenset(),
            unread=self._reading.package.unread,
        )
        if shape is not GUARDIANSHIPS:
            self._tell_the_unnamed(file)
        self._plans[shape.table] = comparison.run(rows)
        if shape.is_named:
            self._reading.active[shape.table] = comparison.active

    def _tell_the_unnamed(self, file: str) -> None:
        package = self._reading.package
        if package.mode_of(file) == "bulk" and package.has_unnamed(file):
            self._reading.findings.note(
                "row.unnamed",
                f"{file}.csv",
                "a row does not say whose it is and may be anybody's, so nothing ends for being missing",
                "Give every row its sourcedId and send the file again.",
            )

    def _by_person(self, values: Values) -> str:
        return "" if self._reading.is_active("persons", values[1]) else "person"

    def _by_person_or_section(self, values: Values) -> str:
        if not self._reading.is_active("persons", values[1]):
            return "person"
        return "" if self._reading.is_active("sections", values[2]) else "section"


def absence_from_file(reading: Reading, shape: Shape) -> Absence:
    """Return the rule for most tables: a bulk file that names all its rows ends a roster's row by leaving it out."""
    package, is_bulk = reading.package, reading.package.is_complete(shape.file)
    left_out = package.left_out.get(shape.file, frozenset())

    def is_absent(key: Key, old: StoredRow) -> bool:
        return is_bulk and bool(old.values[0]) and key not in left_out

    return is_absent


def absence_of_roles(reading: Reading) -> Absence:
    """Return the rule for roles: they may stand in a file of their own, or whole in the person's row."""
    package = reading.package
    is_bulk = package.is_complete("roles") and not package.has_unnamed("users")
    told_whole = {
        key_of(role.user_sourced_id)
        for role in package.roles
        if role.is_of_user_row and not role.is_ended and package.version == "1.1"
    }
    named = {key_of(role.sourced_id) for role in package.roles}

    def is_absent(key: Key, old: StoredRow) -> bool:
        sourced_id = old.values[0]
        if not sourced_id or package.is_left_out("roles", sourced_id):
            return False
        if package.is_left_out("users", key[0]):
            return False
        return is_bulk or key[0] in told_whole or key_of(sourced_id) in named

    return is_absent


def absence_of_demographics(reading: Reading) -> Absence:
    """Return the rule for demographics: a bulk file without them takes them back, but for those who left."""
    package, is_bulk = reading.package, reading.package.is_complete("demographics")

    def is_absent(key: Key, _old: StoredRow) -> bool:
        if not is_bulk or package.is_left_out("demographics", key):
            return False
        return reading.is_active("persons", key)

    return is_absent
