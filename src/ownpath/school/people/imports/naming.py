"""Names whom or what a problem of a roster is about, by what the file or the records know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ownpath.interchange.oneroster import Package, key_of
from ownpath.interchange.oneroster.clues import RowClues, clues_of_record
from ownpath.interchange.oneroster.package import RECORDS_OF_FILE
from ownpath.interchange.problems import Problem

JOINED = " · "
AND_ALSO = "; "
_ROW = re.compile(r"(?P<row>\S+\.csv row \d+)(?:, |$)")


def with_names(
    problems: Iterable[Problem], *, package: Package, names: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield the problems with the names of whom they are about; `names` are those known, by key.

    One that stands for many values of a column names the first few of them.
    """
    kept = list(problems)
    rows = {row: row.partition(".csv")[0] for one in kept for row in _rows_of(one)}
    clues = {**package.clues, **_of_records(package, rows)}
    said = {one.key: one.name for one in package.clues.values() if one.key and one.name}
    orgs = {key_of(record.sourced_id): record.name for record in package.orgs}
    known = {**said, **orgs, **names}
    for problem in kept:
        told = [_about(clues[row], known) for row in _rows_of(problem) if row in clues]
        about = AND_ALSO.join(dict.fromkeys(filter(None, told)))
        yield replace(problem, about=about) if about else problem


def _rows_of(problem: Problem) -> list[str]:
    """Return the rows a problem is about, as records say where they stand."""
    if found := _ROW.match(problem.where):
        return [found["row"]]
    file = problem.where.partition(",")[0]
    return [f"{file} row {number}" for number in problem.rows]


def _of_records(package: Package, rows: Mapping[str, str]) -> dict[str, RowClues]:
    """Return the clues of rows that were read and have problems all the same."""
    wanted = rows.keys() - package.clues.keys()
    files = {rows[where] for where in wanted} & RECORDS_OF_FILE.keys()
    return {
        record.where: clues_of_record(file, record)
        for file in files
        for record in package.rows(file)
        if record.where in wanted
    }


def _about(clues: RowClues, known: Mapping[str, str]) -> str:
    if clues.name:
        return clues.name
    return JOINED.join(known[key] for key in clues.named if known.get(key))
