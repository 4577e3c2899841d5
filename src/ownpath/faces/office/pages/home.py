"""The first page of records staff: what waits, what is kept, the way in and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownpath.faces.office.pages.import_list import ImportLine, import_line
from ownpath.school.people.directory import Standing, count_people
from ownpath.school.people.imports.uploads import uploads_of
from ownpath.school.people.queries import may_take_all_out

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

IMPORTS_SHOWN = 4
WAITING = ("planned", "planning", "applying", "refused")


@dataclass(frozen=True, kw_only=True)
class Home:
    """The page."""

    district: str
    standing: Standing
    waiting: ImportLine | None
    lately: tuple[ImportLine, ...]
    may_take_all_out: bool


def build_home(*, viewer: Person, today: date) -> Home:
    """Return the first page of the viewer's records office."""
    district = viewer.district
    lately = tuple(import_line(one) for one in uploads_of(viewer=viewer)[:IMPORTS_SHOWN])
    return Home(
        district=district.name if district else "",
        standing=count_people(viewer=viewer),
        waiting=next((line for line in lately if line.state in WAITING), None),
        lately=lately,
        may_take_all_out=may_take_all_out(viewer=viewer, today=today),
    )
