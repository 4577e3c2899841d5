"""Read a table of opportunities: every row that can be taken, and a problem for every cell that cannot."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.opportunities.cells import unguarded
from ownpath.interchange.opportunities.read_row import read_row
from ownpath.interchange.opportunities.records import COLUMNS, NEEDED, FoundRecord
from ownpath.interchange.problems import Problem

MOST_BYTES = 400_000
MOST_ROWS = 2_000
BOM = "\ufeff"
Rows = Iterator[tuple[int, list[str]]]


def read_opportunities(content: bytes) -> tuple[list[FoundRecord], list[Problem]]:
    """Return what a file holds and what was left out; no row at all if a needed column is missing."""
    findings = Findings()
    text = _text_of(content, findings)
    if text is None:
        return [], findings.listed()
    found: list[FoundRecord] = []
    columns: list[str] = []
    for row, cells in _rows_of(text, findings):
        if not columns:
            columns = [cell.strip().lower().replace(" ", "_") for cell in cells]
            if not _has_columns(columns, findings):
                return [], findings.listed()
            continue
        if len(found) == MOST_ROWS:
            findings.note(
                "rows.many",
                f"row {row}",
                f"only {MOST_ROWS} rows are read",
                "Send it in parts.",
            )
            break
        named = dict(zip(columns, (unguarded(cell) for cell in cells), strict=False))
        record = read_row(named, row, findings)
        if record is not None:
            found.append(FoundRecord(row=row, columns=frozenset(columns), record=record))
    if not columns or (not found and not findings.listed()):
        findings.file("rows.none", "the file", "there is no row in it", "Give a row for each.")
    return found, findings.listed()


def _text_of(content: bytes, findings: Findings) -> str | None:
    if len(content) > MOST_BYTES:
        what = f"it is larger than {MOST_BYTES // 1000} kB"
        findings.file("file.size", "the file", what, "Send it in parts.")
        return None
    try:
        return content.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError:
        what = "it is not in UTF-8"
        findings.file("file.encoding", "the file", what, "Save it as CSV UTF-8.")
        return None


def _rows_of(text: str, findings: Findings) -> Rows:
    """Yield the rows that are not blank, each with its number in the table (the heading is row 1)."""
    heading = text.split("\n", 1)[0]
    table = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count), strict=True
    )
    row = 0
    try:
        for cells in table:
            row += 1
            if any(cell.strip() for cell in cells):
                yield row, cells
    except csv.Error as failure:
        where, what = f"row {row + 1}", f"the rest cannot be read ({failure})"
        findings.file("table.broken", where, what, "Mend the quotes in this row.")


def _has_columns(columns: list[str], findings: Findings) -> bool:
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        findings.file(
            "columns.missing",
            "row 1",
            f"{shown(', '.join(missing))} is missing",
            f"Name the columns {', '.join(COLUMNS)}.",
        )
    unknown = [name for name in columns if name and name not in COLUMNS]
    if unknown:
        findings.note(
            "columns.unknown",
            "row 1",
            f"{shown(', '.join(unknown))} was not read",
            "Nothing to do, if it is not needed.",
        )
    return not missing
