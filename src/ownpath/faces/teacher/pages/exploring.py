"""Something else now and then: whether offers to a class explore, since when and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.school.people.queries import get_taught_section
from ownpath.school.plans.services import Explored, explored_in, may_steer_class

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ExploringPage:
    """What the page shows; `may_set` is False to who only helps in the class."""

    section: UUID
    title: str
    explored: Explored
    may_set: bool


def build_exploring(*, viewer: Person, section: UUID, today: date) -> ExploringPage:
    """Gather the page of one of the viewer's classes."""
    which = get_taught_section(viewer=viewer, uuid=section, today=today)
    return ExploringPage(
        section=section,
        title=which.title,
        explored=explored_in(sections=[which], today=today)[which.pk],
        may_set=may_steer_class(section=which, person=viewer, today=today),
    )
