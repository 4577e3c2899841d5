"""A day on paper: a plan for each student, room or teacher, for the day the network is down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.errors import NotFound
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.faces.leader.pages.waiting import tell_grade
from ownpath.faces.what_if import tell_clock
from ownpath.kit.navigation import TabItem
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import (
    published_plan,
    rooms_with_sheets,
    sheets_of_rooms,
    sheets_of_teachers,
    teachers_with_sheets,
)
from ownpath.school.days.queries.board import days_of, student_ids_by_name
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.people.queries import Aspect, visible_students
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.days.queries import CellLine, Sheet
    from ownpath.school.people.models import Person

BY = {
    "students": gettext_lazy("By student"),
    "rooms": gettext_lazy("By room"),
    "teachers": gettext_lazy("By teacher"),
}
SHEETS_A_PAGE = {
    "students": 40,
    "rooms": 8,
    "teachers": 8,
}  # a room's sheet names a whole class
MOST_PAGES = 10_000
Clocks: TypeAlias = Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One block on a sheet."""

    clock: str
    title: str
    where: str
    names: tuple[Any, ...]  # of those who may be seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One sheet."""

    name: str
    note: str
    lines: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsPage:
    """The sheets of one day."""

    campus: str
    day: date
    back: str
    tabs: tuple[TabItem, ...]
    current: str
    papers: tuple[Paper, ...]
    pages: Page[Any]


def build_sheets(
    *,
    viewer: Person,
    campus: UUID,
    day: date,
    by: str,
    page: int,
    today: date,
    now: datetime,
    language: str,
) -> SheetsPage:
    """Gather the sheets of a published day; whose day is on paper is noted."""
    place, _led = find_led(leader=viewer, uuid=campus, today=today)
    plan = published_plan(campus=place, day=day)
    if by not in BY or plan is None:
        raise NotFound(
            _("No plan is published for this day."), next_step=_("Publish one first.")
        )
    clocks = {block.number: tell_clock(block) for block in rings_of(plan).blocks}
    shown = Paginator(_all(plan, by), SHEETS_A_PAGE[by]).get_page(min(page, MOST_PAGES))
    papers, about = _papers(plan, by, list(shown.object_list), clocks, language)
    seen = _seen(viewer, about, today)
    note_reads(by=viewer, about=seen, deed="read.sheets", now=now)

    def address(one: str) -> str:
        return reverse("leader:sheets", args=[place.uuid, day, one])

    return SheetsPage(
        campus=place.name,
        day=day,
        back=reverse("leader:day", args=[place.uuid, day]),
        tabs=tuple(
            TabItem(label=str(words), url=address(one), name=one) for one, words in BY.items()
        ),
        current=by,
        papers=tuple(_named(paper, seen) for paper in papers),
        pages=shown,
    )


def _all(plan: DayPlan, by: str) -> Sequence[Any]:
    """Return what the pages are cut from: ids of students, or names and ids of rooms or teachers."""
    if by == "students":
        return student_ids_by_name(plan=plan)
    return rooms_with_sheets(plan=plan) if by == "rooms" else teachers_with_sheets(plan=plan)


def _papers(
    plan: DayPlan, by: str, shown: list[Any], clocks: Clocks, language: str
) -> tuple[list[tuple[int | None, Paper]], set[int]]:
    """Return the sheets of one page, each with whose it is, and the ids of everybody on them."""
    if by == "students":
        days = days_of(plan=plan, student_ids=shown)
        found = [(one.pk, _own_paper(one, cells, clocks, language)) for one, cells in days]
        return list(found), set(shown)
    sheets = (
        sheets_of_rooms(plan=plan, rooms=shown)
        if by == "rooms"
        else sheets_of_teachers(plan=plan, teachers=shown)
    )
    about = {one.pk for sheet in sheets for line in sheet.lines for one in line.students}
    return [(None, _paper(sheet, clocks, language)) for sheet in sheets], about


def _named(whose: tuple[int | None, Paper], seen: frozenset[int]) -> Paper:
    """Return a sheet with the names that may be seen; a student's sheet that may not be seen is empty."""
    student, paper = whose
    if student is not None and student not in seen:
        return Paper(name=_("not shown to you"), note="", lines=())
    lines = (
        replace(line, names=tuple(name for pk, name in line.names if pk in seen))
        for line in paper.lines
    )
    return replace(paper, lines=tuple(lines))


def _seen(viewer: Person, ids: set[int], today: date) -> frozenset[int]:
    found = visible_students(viewer=viewer, aspect=Aspect.LEARNING, today=today)
    return frozenset(found.filter(pk__in=ids).values_list("pk", flat=True))


def _own_paper(
    student: Person, cells: Sequence[CellLine], clocks: Clocks, language: str
) -> Paper:
    lines = (
        PaperLine(
            clock=clocks.get(cell.block, ""),
            title=spoken(cell.title, language),
            where=_where(cell.room, cell.adult),
            names=(),
        )
        for cell in cells
    )
    grade = tell_grade(student.grade)
    return Paper(name=student.full_name, note=grade, lines=tuple(lines))


def _paper(sheet: Sheet, clocks: Clocks, language: str) -> Paper:
    lines = (
        PaperLine(
            clock=clocks.get(line.block, ""),
            title=spoken(line.title, language),
            where=_where(line.room, line.adult),
            names=tuple((one.pk, one.full_name) for one in line.students),
        )
        for line in sheet.lines
    )
    return Paper(name=sheet.name, note="", lines=tuple(lines))


def _where(room: str, adult: Person | None) -> str:
    return " · ".join(part for part in (room, adult.full_name if adult else "") if part)
