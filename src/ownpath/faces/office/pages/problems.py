"""The problems of imports that still matter: those of the last one carried out, and of those that wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownpath.faces.office.pages.import_list import ImportLine, import_line
from ownpath.faces.office.pages.problem_words import ProblemLine, tell
from ownpath.school.people.imports.uploads import uploads_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, RosterImport

LOOKED_THROUGH = 50
SHOWN_OF_EACH = 200


@dataclass(frozen=True, kw_only=True)
class ImportProblems:
    """The problems of one import."""

    upload: ImportLine
    rows_out: tuple[ProblemLine, ...]
    notes: tuple[ProblemLine, ...]
    n_more: int


@dataclass(frozen=True, kw_only=True)
class Problems:
    """The page."""

    imports: tuple[ImportProblems, ...]


def build_problems(*, viewer: Person, language: str) -> Problems:
    """Return the problems that are still open, by import, the newest first."""
    open_ones = _open(list(uploads_of(viewer=viewer)[:LOOKED_THROUGH]))
    found = [_problems(upload, language) for upload in open_ones if upload.problems]
    return Problems(imports=tuple(found))


def _open(uploads: list[RosterImport]) -> list[RosterImport]:
    """Return the imports that wait and the last that was carried out: an older one's problems are settled or back."""
    waiting = [one for one in uploads if one.state in ("planned", "refused")]
    applied = [one for one in uploads if one.state == "applied"]
    return [*waiting, *applied[:1]]


def _problems(upload: RosterImport, language: str) -> ImportProblems:
    told = [tell(problem, language=language) for problem in upload.problems]
    rows_out = [line for line in told if line.weight != "note"]
    notes = [line for line in told if line.weight == "note"]
    shown = len(rows_out[:SHOWN_OF_EACH]) + len(notes[:SHOWN_OF_EACH])
    return ImportProblems(
        upload=import_line(upload),
        rows_out=tuple(rows_out[:SHOWN_OF_EACH]),
        notes=tuple(notes[:SHOWN_OF_EACH]),
        n_more=len(told) - shown,
    )
