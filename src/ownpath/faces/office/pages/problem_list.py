"""The problems of one roster: those that count, what they come to, and all of them row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from ownpath.faces.office.pages.problem_groups import Told, n_rows_of
from ownpath.faces.office.pages.problem_words import ProblemLine, tell
from ownpath.school.curriculum.words import plain_letters
from ownpath.school.people.imports.uploads import State

if TYPE_CHECKING:
    from ownpath.school.people.models import RosterImport

PROBLEMS_ON_A_PAGE = 50
_ROW = re.compile(r" row (\d+), sourcedId$")
_NAMELESS = frozenset({"value.missing", "id.shortened"})


@dataclass(frozen=True, kw_only=True)
class HeldBack:
    """A file from which nothing can be missing, because of rows that do not say whose they are."""

    file: str
    rows: str  # their numbers, as a list


@dataclass(frozen=True, kw_only=True)
class ProblemList:
    """The page: every problem that is named, or those with the words that are looked for."""

    uuid: UUID
    file_name: str
    words: str
    n: int  # named, whatever is looked for
    n_unnamed: int  # rows with the same faults that nobody named one by one
    lines: tuple[ProblemLine, ...]
    page_obj: Page[Any]


def problems_of(upload: RosterImport) -> Sequence[Told]:
    """Return the problems of a roster that count: where it is refused as a whole, neither notes nor what follows."""
    problems: Sequence[Told] = upload.problems
    if upload.state != State.REFUSED:
        return problems
    return [
        one for one in problems if one["weight"] != "note" and not _is_of(one, "reference.")
    ]


def _is_of(problem: Told, kind: str) -> bool:
    code: str = problem.get("alike") or problem["code"]
    return code.startswith(kind)


def n_leading_nowhere(problems: Iterable[Told]) -> int:
    """Return how many rows stay out because they name somebody, or something, that is not in the file."""
    return n_rows_of(
        one for one in problems if one["weight"] == "row" and _is_of(one, "reference.missing")
    )


def held_back(problems: Iterable[Told]) -> tuple[HeldBack, ...]:
    """Return the files from which nothing ends for being missing, with the rows that are to be mended."""
    told = list(problems)
    return tuple(
        HeldBack(file=one["where"], rows=", ".join(_rows_without_a_name(told, one["where"])))
        for one in told
        if one["code"] == "row.unnamed"
    )


def _rows_without_a_name(problems: Iterable[Told], file: str) -> Iterable[str]:
    for one in problems:
        row = _ROW.search(one["where"])
        if row and one["code"] in _NAMELESS and one["where"].startswith(f"{file} "):
            yield row[1]


def build_problem_list(
    *, upload: RosterImport, words: str, page: str | None, language: str
) -> ProblemList:
    """Return the problems of a roster row by row, a page at a time."""
    problems = problems_of(upload)
    lines = [tell(one, language=language) for one in problems if not one.get("alike")]
    wanted = plain_letters(words).split()
    found = [line for line in lines if _holds(line, wanted)] if wanted else lines
    page_obj = Paginator(found, PROBLEMS_ON_A_PAGE).get_page(page)
    return ProblemList(
        uuid=upload.uuid,
        file_name=upload.file_name,
        words=words,
        n=len(lines),
        n_unnamed=n_rows_of(one for one in problems if one.get("alike")),
        lines=tuple(page_obj),
        page_obj=page_obj,
    )


def _holds(line: ProblemLine, words: Sequence[str]) -> bool:
    text = plain_letters(f"{line.where} {line.about} {line.what} {line.fix}")
    return all(word in text for word in words)
