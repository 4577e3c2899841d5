"""Write how a campus is set up as the tables its importer reads: to look at, to change, to bring in elsewhere."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import yaml

from ownpath.school.days.queries.cell_words import cell_of, harmless
from ownpath.school.days.queries.setup_tables import tables_of
from ownpath.school.people.imports.background import Work

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

MARK_OF_UTF8 = (
    "\ufeff"  # without it a spreadsheet takes a table of letters with accents for another code
)


def setup_as_yaml(*, campus: Campus, students_on: date | None = None) -> str:
    """Return a campus's set-up as YAML; with what single students are owed where a day of the roster is named."""
    return yaml.safe_dump(
        tables_of(campus=campus, students_on=students_on),
        allow_unicode=True,
        sort_keys=False,
    )


def tables_as_zip(
    *, columns: Mapping[str, Sequence[str]], rows: Mapping[str, Iterable[Mapping[str, Any]]]
) -> bytes:
    """Return a zip of one CSV file for each table; a table without rows is there with its columns."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as target:
        for name, own in columns.items():
            target.writestr(f"{name}.csv", MARK_OF_UTF8 + _csv(own, rows.get(name, ())))
    return held.getvalue()


def make_zip_in_background(
    *,
    campus: Campus,
    columns: Mapping[str, Sequence[str]],
    students_on: date,
    path: Path,
    pulse: Path,
    note: Callable[[], object],
) -> None:
    """Write all tables of a campus as a zip to a path, without keeping the one who asked waiting.

    `note` keeps in the audit that they were looked at; where it cannot, there is no zip.
    """

    def do(work: Work) -> None:
        work.tell("making")
        rows = tables_of(campus=campus, students_on=students_on)
        content = tables_as_zip(columns=columns, rows=rows)
        note()
        beside = path.with_suffix(".new")
        beside.write_bytes(content)
        beside.replace(path)

    Work(pulse).start(do)


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    held = StringIO()
    writer = csv.writer(held)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(harmless(cell_of(row.get(one))) for one in columns)
    return held.getvalue()
