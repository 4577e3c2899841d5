"""Something else now and then: which classes of a campus let offers explore, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.faces.leader.pages.campuses import CampusTabs, draw_tabs, find_led
from ownpath.school.curriculum.queries import frameworks_by_section
from ownpath.school.people.queries import by_grade, may_run_campus, sections_at
from ownpath.school.plans.services import Explored, explored_in

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLine:
    """One class and how it explores."""

    uuid: UUID
    title: str
    explored: Explored


@dataclass(frozen=True, slots=True, kw_only=True)
class ExploringPage:
    """The classes of a campus that are offered anything, those that explore first.

    `may_set` is False to who only reads here.
    """

    tabs: CampusTabs
    classes: tuple[ClassLine, ...]
    n_on: int
    n_drawn: int
    may_set: bool


def build_exploring(*, viewer: Person, campus: UUID, today: date) -> ExploringPage:
    """Gather the classes of a campus."""
    place, led = find_led(leader=viewer, uuid=campus, today=today)
    sections = sorted(sections_at(campus=place, today=today), key=by_grade)
    explored = explored_in(sections=sections, today=today)
    on_a_map = frameworks_by_section(section_ids=[one.pk for one in sections])
    lines = [
        ClassLine(uuid=one.uuid, title=one.title, explored=explored[one.pk])
        for one in sections
        if one.pk in on_a_map or explored[one.pk].since is not None
    ]
    return ExploringPage(
        tabs=draw_tabs(place, led, "leader:exploring"),
        classes=tuple(sorted(lines, key=lambda one: one.explored.since is None)),
        n_on=sum(one.explored.since is not None for one in lines),
        n_drawn=sum(one.explored.n_drawn for one in lines),
        may_set=may_run_campus(leader=viewer, campus=place, today=today),
    )
