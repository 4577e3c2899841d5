"""Opens tables and logs that other programs wrote, plain or packed, and cuts them into lines and rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from ownpath.interchange.findings import Findings
from ownpath.interchange.sources import read_bounded

MOST_BYTES = 4_000_000_000
LONGEST_CELL = 200_000_000
BOM = "\ufeff"


def text_of(path: Path, findings: Findings) -> str | None:
    """Return a file as text; bytes that are not UTF-8 are replaced and said."""
    data = read_bounded(path, bound=MOST_BYTES, where=path.name, findings=findings)
    if data is None:
        return None
    text = data.decode("utf-8", errors="replace").removeprefix(BOM)
    if "\ufffd" in text:
        findings.note(
            "text.encoding",
            path.name,
            "it is not all UTF-8",
            "Save it as UTF-8 to keep every name.",
        )
    return text


def lines_of(path: Path, findings: Findings) -> list[tuple[int, str]]:
    """Return the lines that are not blank, each with its number in the file."""
    text = text_of(path, findings) or ""
    return [
        (n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip(" ,\t")
    ]


def rows_of(path: Path, findings: Findings) -> Iterator[tuple[int, dict[str, str]]]:
    """Return the rows of a table with a heading, each with its line, by lower-case column name.

    Cells a row ends without are empty, so that one cut short is that row's fault and not the heading's.
    """
    text = text_of(path, findings) or ""
    names: list[str] | None = None
    for line, cells in _table_of(text, path.name, findings):
        if not any(cell.strip() for cell in cells):
            continue
        if names is None:
            names = [cell.strip().lower() for cell in cells]
            continue
        yield line, dict(zip_longest(names, cells[: len(names)], fillvalue=""))


def _table_of(text: str, name: str, findings: Findings) -> list[tuple[int, list[str]]]:
    """Return the rows with their lines, up to what cannot be read.

    A whole history may stand in one cell. How long a cell may be is one setting for all readers of the process, so it
    is put back before anything else is read.
    """
    heading = text.split("\n", 1)[0]
    rows: list[tuple[int, list[str]]] = []
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        table = csv.reader(
            io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count)
        )
        for cells in table:
            rows.append((table.line_num, cells))
    except csv.Error as failure:
        where = f"{name} line {table.line_num}"
        findings.row(
            "table.broken",
            where,
            f"the rest cannot be read ({failure})",
            "Mend the quotes on this line.",
        )
    finally:
        csv.field_size_limit(before)
    return rows
