"""Cells that no spreadsheet takes for a formula, and the same cells read again.

Source: OWASP, CSV Injection. A cell that begins with `=`, `+`, `-`, `@`, a tab or a return (or with apostrophes and
then one of these) gets one apostrophe in front; reading takes just that one away.
"""

from __future__ import annotations

import re

_LOOKS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """Return a cell as it is written.

    >>> guarded("=1+1"), guarded("'=1"), guarded("a-b"), guarded("'tis")
    ("'=1+1", "''=1", 'a-b', "'tis")
    """
    return f"'{cell}" if _LOOKS_LIKE_A_FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before it was written.

    >>> unguarded("'=1+1"), unguarded("''=1"), unguarded("'tis"), unguarded("=1")
    ('=1+1', "'=1", "'tis", '=1')
    """
    is_guarded = cell.startswith("'") and _LOOKS_LIKE_A_FORMULA.match(cell)
    return cell[1:] if is_guarded else cell
