"""What a reader could not take as it stood: where it stands, what it is, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Weight(Enum):
    """How much of the input a problem costs."""

    NOTE = "note"  # read all the same
    ROW = "row"  # this row, item or edge is left out
    FILE = "file"  # nothing of this file or package can be taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding of a reader, in words a records clerk can act on.

    Examples
    --------
    >>> print(Problem(code="email.form", where="users.csv row 41, email",
    ...     what="'ada@' is not an e-mail address", fix="Correct it or leave it empty."))
    users.csv row 41, email: 'ada@' is not an e-mail address. Correct it or leave it empty.
    """

    code: str
    where: str
    what: str
    fix: str
    weight: Weight = Weight.ROW
    n_rows: int = 1
    alike: str = (
        ""  # where it stands for rows that are not named one by one: the code they share
    )
    about: str = ""  # whom or what the row is about, by name
    rows: tuple[int, ...] = ()  # the first few rows, where one finding stands for a column

    def __str__(self) -> str:
        """Return the whole finding as one line."""
        where = f"{self.where} ({self.about})" if self.about else self.where
        return f"{where}: {self.what}. {self.fix}"
