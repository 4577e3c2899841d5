"""Problems by what is likely one cause: the same fault in the same column of the same file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ownpath.faces.office.pages.problem_words import KINDS, ProblemLine, tell

FEW = 3
SHOWN_OF_A_GROUP = 20
SINGLES_SHOWN = 100
_ROW = re.compile(r"(\S+\.csv) row \d+(?:, (.*))?")


@dataclass(frozen=True, kw_only=True)
class ProblemGroup:
    """One fault of one column, however many rows have it."""

    title: str
    kind: str
    n: int
    lines: tuple[ProblemLine, ...]
    n_more: int


@dataclass(frozen=True, kw_only=True)
class Grouped:
    """Problems of one weight: many alike together, few by themselves."""

    groups: tuple[ProblemGroup, ...]
    singles: tuple[ProblemLine, ...]
    n_more: int
    n: int

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return self.n > 0


def grouped_problems(problems: Iterable[Mapping[str, str]], *, language: str) -> Grouped:
    """Return problems as a page shows them, those of the most rows first."""
    alike: dict[tuple[str, str], list[Mapping[str, str]]] = defaultdict(list)
    for problem in problems:
        alike[problem["code"], column_of(problem["where"])].append(problem)
    many = sorted((one for one in alike.values() if len(one) > FEW), key=len, reverse=True)
    few = [problem for one in alike.values() if len(one) <= FEW for problem in one]
    return Grouped(
        groups=tuple(_group(one, language) for one in many),
        singles=tuple(tell(one, language=language) for one in few[:SINGLES_SHOWN]),
        n_more=len(few[SINGLES_SHOWN:]),
        n=len(few) + sum(map(len, many)),
    )


def _group(alike: list[Mapping[str, str]], language: str) -> ProblemGroup:
    first = alike[0]
    kind = KINDS.get(first["code"])
    return ProblemGroup(
        title=column_of(first["where"]),
        kind=str(kind[0]) if kind else "",
        n=len(alike),
        lines=tuple(tell(one, language=language) for one in alike[:SHOWN_OF_A_GROUP]),
        n_more=len(alike[SHOWN_OF_A_GROUP:]),
    )


def column_of(where: str) -> str:
    """Return the file and the column a problem stands in, without its row.

    Examples
    --------
    >>> column_of("users.csv row 41, email"), column_of("users.csv row 3"), column_of("manifest.csv")
    ('users.csv, email', 'users.csv', 'manifest.csv')
    """
    row = _ROW.fullmatch(where)
    return ", ".join(part for part in row.groups() if part) if row else where
