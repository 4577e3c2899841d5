"""Problems by what is likely one cause: the same fault in the same column of the same file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ownpath.faces.office.pages.problem_words import KINDS, ProblemLine, tell

FEW = 3
SHOWN_OF_A_GROUP = 20
SINGLES_SHOWN = 100
_ROW = re.compile(r"(\S+\.csv) row \d+(?:, (.*))?")

Told = Mapping[str, Any]  # a problem as it is kept


@dataclass(frozen=True, kw_only=True)
class ProblemGroup:
    """One fault of one column, however many rows have it."""

    title: str
    kind: str
    n: int
    lines: tuple[ProblemLine, ...]
    n_more: int  # named one by one in the list, and not here
    n_unnamed: int  # named nowhere one by one


@dataclass(frozen=True, kw_only=True)
class Grouped:
    """Problems of one weight: many alike together, few by themselves; `n` counts rows."""

    groups: tuple[ProblemGroup, ...]
    singles: tuple[ProblemLine, ...]
    n_more: int
    n: int

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return self.n > 0


def grouped_problems(problems: Iterable[Told], *, language: str) -> Grouped:
    """Return problems as a page shows them, those of the most rows first."""
    alike: dict[tuple[str, str], list[Told]] = defaultdict(list)
    unnamed: list[Told] = []
    for problem in problems:
        if problem.get("alike"):
            unnamed.append(problem)
        else:
            alike[problem["code"], column_of(problem["where"])].append(problem)
    n_unnamed = _shared_out(unnamed, alike)
    few = [
        problem
        for key, one in alike.items()
        if len(one) <= FEW and not n_unnamed.get(key)
        for problem in one
    ]
    groups = [
        _group(one, n_unnamed.get(key, 0), language)
        for key, one in alike.items()
        if len(one) > FEW or n_unnamed.get(key)
    ]
    return Grouped(
        groups=tuple(sorted(groups, key=lambda one: one.n, reverse=True)),
        singles=tuple(tell(one, language=language) for one in few[:SINGLES_SHOWN]),
        n_more=len(few[SINGLES_SHOWN:]),
        n=len(few) + sum(one.n for one in groups),
    )


def n_rows_of(problems: Iterable[Told]) -> int:
    """Return for how many rows problems stand; one may stand for those that are not named."""
    return sum(problem.get("n_rows", 1) for problem in problems)


def _shared_out(
    unnamed: Iterable[Told], alike: dict[tuple[str, str], list[Told]]
) -> dict[tuple[str, str], int]:
    """Return how many rows more each group has than are named: of a file's columns the one with the most has them."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for one in unnamed:
        file = one["where"].partition(" ")[0]
        near = [
            key for key in alike if key[0] == one["alike"] and key[1].partition(",")[0] == file
        ]
        key = max(near, key=lambda key: len(alike[key]), default=(one["alike"], file))
        found[key] += one["n_rows"]
        alike.setdefault(key, [one])
    return found


def _group(alike: Sequence[Told], n_unnamed: int, language: str) -> ProblemGroup:
    first = alike[0]
    kind = KINDS.get(first["code"])
    return ProblemGroup(
        title=column_of(first["where"]),
        kind=str(kind[0]) if kind else "",
        n=len(alike) + n_unnamed,
        lines=tuple(tell(one, language=language) for one in alike[:SHOWN_OF_A_GROUP]),
        n_more=len(alike[SHOWN_OF_A_GROUP:]),
        n_unnamed=n_unnamed,
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
