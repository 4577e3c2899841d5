"""What stands in a cell of a set-up table, and how a cell stays a text in a spreadsheet."""

from __future__ import annotations

from typing import Any, Final

FORMULA: Final = "=+-@"


def cell_of(value: Any) -> str:
    """Return a value as its cell has it.

    >>> cell_of([1, 2]), cell_of(True), cell_of(None), cell_of(" A ")
    ('1;2', 'yes', '', 'A')
    """
    if isinstance(value, list):
        return ";".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value).strip()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; `plain` takes it back.

    >>> harmless("-2"), plain(harmless("-2")), plain("'tis")
    ("'-2", '-2', "'tis")
    """
    return f"'{cell}" if cell[:1] and cell[0] in FORMULA else cell


def plain(cell: str) -> str:
    """Return a cell without the mark that kept a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in FORMULA else cell
