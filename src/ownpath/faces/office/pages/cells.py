"""Cells of files that people open in a spreadsheet."""

from __future__ import annotations


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("Ada"), harmless("")
    ("'=1+1", 'Ada', '')
    """
    return f"'{cell}" if cell.startswith(tuple("=+-@\t\r")) else cell
