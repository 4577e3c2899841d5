"""The list of imports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from ownpath.faces.office.pages.problem_groups import n_rows_of
from ownpath.faces.office.pages.words import STATE_WORDS, word
from ownpath.school.people.imports.uploads import uploads_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, RosterImport

IMPORTS_ON_A_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class ImportLine:
    """One import in a list."""

    uuid: UUID
    file_name: str
    planned_at: datetime
    by: str
    state: str
    state_word: str
    n_added: int
    n_changed: int
    n_ended: int
    n_problems: int


@dataclass(frozen=True, kw_only=True)
class Imports:
    """The page."""

    lines: tuple[ImportLine, ...]
    page_obj: Page[Any]


def import_line(upload: RosterImport) -> ImportLine:
    """Return one import as a list shows it."""
    counts = upload.counts.values()
    return ImportLine(
        uuid=upload.uuid,
        file_name=upload.file_name,
        planned_at=upload.planned_at,
        by=upload.planned_by.plain_name if upload.planned_by else "",
        state=upload.state,
        state_word=word(STATE_WORDS, upload.state),
        n_added=sum(count["added"] for count in counts),
        n_changed=sum(count["changed"] for count in counts),
        n_ended=sum(count["ended"] for count in counts),
        n_problems=n_rows_of(upload.problems),
    )


def build_imports(*, viewer: Person, page: str | None) -> Imports:
    """Return the imports of the viewer's district, newest first."""
    found = Paginator(uploads_of(viewer=viewer).defer("story"), IMPORTS_ON_A_PAGE).get_page(
        page
    )
    return Imports(lines=tuple(import_line(one) for one in found), page_obj=found)
