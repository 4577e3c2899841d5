"""Where in a set-up something stands, said in the language of whoever reads it, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ownpath.interchange.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A row of a table, or one column of it; rows are counted below the names of the columns, from 1."""

    table: str
    row: int
    column: str = ""

    def __str__(self) -> str:
        """Return the place in words: they are looked up when they are read, not when the row is tried."""
        if not self.column:
            return _("%(table)s row %(row)s") % {"table": self.table, "row": self.row}
        named = {"table": self.table, "row": self.row, "column": self.column}
        return _("%(table)s row %(row)s, %(column)s") % named


def problem_at(code: str, where: object, what: object, fix: object) -> Problem:
    """Return a problem in the language that is active."""
    return Problem(code=code, where=str(where), what=str(what), fix=str(fix))
