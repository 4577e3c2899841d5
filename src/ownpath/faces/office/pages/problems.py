"""The problems of imports that still matter: those of the last one carried out, and of those that wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownpath.faces.office.pages.import_list import ImportLine, import_line
from ownpath.faces.office.pages.problem_groups import Grouped, grouped_problems
from ownpath.faces.office.pages.problem_list import problems_of
from ownpath.school.people.imports.uploads import uploads_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, RosterImport

LOOKED_THROUGH = 50


@dataclass(frozen=True, kw_only=True)
class ImportProblems:
    """The problems of one import."""

    upload: ImportLine
    rows_out: Grouped
    notes: Grouped


@dataclass(frozen=True, kw_only=True)
class Problems:
    """The page."""

    imports: tuple[ImportProblems, ...]


def build_problems(*, viewer: Person, language: str) -> Problems:
    """Return the problems that are still open, by import, the newest first."""
    open_ones = _open(list(uploads_of(viewer=viewer).defer("story")[:LOOKED_THROUGH]))
    found = [_problems(upload, language) for upload in open_ones if problems_of(upload)]
    return Problems(imports=tuple(found))


def _open(uploads: list[RosterImport]) -> list[RosterImport]:
    """Return the imports that wait and the last that was carried out: an older one's problems are settled or back."""
    waiting = [one for one in uploads if one.state in ("planned", "refused")]
    applied = [one for one in uploads if one.state == "applied"]
    return [*waiting, *applied[:1]]


def _problems(upload: RosterImport, language: str) -> ImportProblems:
    problems = problems_of(upload)
    rows_out = [one for one in problems if one["weight"] != "note"]
    notes = [one for one in problems if one["weight"] == "note"]
    return ImportProblems(
        upload=import_line(upload),
        rows_out=grouped_problems(rows_out, language=language),
        notes=grouped_problems(notes, language=language),
    )
