"""The first page of records staff: what waits, what is kept, the way in and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings

from ownpath.faces.office.pages.import_list import ImportLine, import_line
from ownpath.school.curriculum.queries import is_anything_to_work_on, n_classes_to_decide
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
    n_without_password: int  # 0 where people come in through the district's identity provider
    needs_content: bool  # a roster is in, and there is nothing a class could work on
    n_classes_waiting: (
        int  # mathematics classes that work on nothing yet, though there is something for them
    )


def build_home(*, viewer: Person, today: date) -> Home:
    """Return the first page of the viewer's records office."""
    district = viewer.district
    n_waiting = n_classes_to_decide(district_id=district.pk, today=today) if district else 0
    standing = count_people(viewer=viewer)
    lately = tuple(
        import_line(one) for one in uploads_of(viewer=viewer).defer("story")[:IMPORTS_SHOWN]
    )
    return Home(
        district=district.name if district else "",
        standing=standing,
        n_without_password=0 if settings.IDENTITY_PROVIDER else standing.n_without_password,
        waiting=next((line for line in lately if line.state in WAITING), None),
        lately=lately,
        may_take_all_out=may_take_all_out(viewer=viewer, today=today),
        needs_content=not n_waiting
        and standing.n_students > 0
        and not is_anything_to_work_on(),
        n_classes_waiting=n_waiting,
    )
