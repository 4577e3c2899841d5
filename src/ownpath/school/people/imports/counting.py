"""Adds up a plan: rows by file, people who would end, and the names that its lines are told with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ownpath.interchange.oneroster import Package
from ownpath.interchange.oneroster.package import RECORDS_OF_FILE
from ownpath.school.people.imports.shapes import (
    CAMPUSES,
    COURSES,
    ENROLLMENTS,
    GUARDIANSHIPS,
    IN_ORDER,
    PERSONS,
    SECTIONS,
    TERMS,
    Shape,
    Values,
)
from ownpath.school.people.imports.stored import Stored
from ownpath.school.people.imports.types import DistrictPlan, FileCount, TablePlan

_NAMED = (PERSONS, SECTIONS, TERMS, COURSES, CAMPUSES)


def count_files(
    package: Package, district: DistrictPlan, tables: Mapping[str, TablePlan]
) -> tuple[FileCount, ...]:
    """Return the counts of every file, and of the guardianships they add up to."""
    by_file = {shape.file: tables[shape.table] for shape in IN_ORDER}
    counts = [_count(package, file, by_file[file]) for file in RECORDS_OF_FILE]
    counts[0] = _with_district(counts[0], package, district)
    pairs = by_file[GUARDIANSHIPS.file]
    return (*counts, _of_table(GUARDIANSHIPS.file, pairs.mode, pairs.n_rows, pairs))


def _count(package: Package, file: str, table: TablePlan) -> FileCount:
    """Count one file; rows that another of the file stands for (a role told twice) are the same."""
    n_read, n_unread = len(package.rows(file)), len(package.left_out.get(file, ()))
    n_folded = max(0, n_read - table.n_rows)
    count = _of_table(file, table.mode, n_read + n_unread, table)
    return replace(count, same=count.same + n_folded, left_out=count.left_out + n_unread)


def _of_table(file: str, mode: str, n_rows: int, table: TablePlan) -> FileCount:
    return FileCount(
        file=file,
        mode=mode,
        rows=n_rows,
        added=len(table.added),
        changed=table.count("changed") + table.count("returned"),
        ended=table.count("ended"),
        same=table.n_same,
        left_out=table.n_left_out,
    )


def _with_district(orgs: FileCount, package: Package, district: DistrictPlan) -> FileCount:
    """Count the district's own row, which is in no table that is compared."""
    if not district.is_changed or package.org(district.sourced_id) is None:
        return orgs
    if district.pk is None:
        return replace(orgs, added=orgs.added + 1, same=orgs.same - 1)
    return replace(orgs, changed=orgs.changed + 1, same=orgs.same - 1)


def count_people(stored: Stored, tables: Mapping[str, TablePlan]) -> dict[str, int]:
    """Return how many people and enrollments are active, and how many of them would end."""
    return {
        "n_people": _active(stored, PERSONS),
        "n_people_ending": tables[PERSONS.table].count("ended"),
        "n_enrollments": _active(stored, ENROLLMENTS),
        "n_enrollments_ending": tables[ENROLLMENTS.table].count("ended"),
    }


def _active(stored: Stored, shape: Shape) -> int:
    return sum(row.ended_on is None for row in stored.of(shape).values())


def names_of(stored: Stored, tables: Mapping[str, TablePlan]) -> Mapping[str, str]:
    """Return what people call the persons, classes, terms and courses, by key."""
    names: dict[str, str] = {}
    for shape in _NAMED:
        for key, row in stored.of(shape).items():
            names[key] = _name(shape, row.values)
        for update in tables[shape.table].updates:
            names[update.key] = _name(shape, update.new)
        for added in tables[shape.table].added:
            names[added.key] = _name(shape, added.values)
    return names


def _name(shape: Shape, values: Values) -> str:
    return f"{values[1]} {values[2]}".strip() if shape is PERSONS else str(values[1])
