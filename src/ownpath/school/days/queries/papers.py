"""A published day as sheets of paper: one for each student, room or teacher, in the language it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from django.conf import settings
from django.utils.translation import gettext, override

from ownpath.school.curriculum.words import spoken
from ownpath.school.days.models import Modality
from ownpath.school.days.queries.board import days_of
from ownpath.school.days.queries.names_apart import WHOLE, names_apart
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.days.queries.sheets import (
    rooms_with_sheets,
    sheets_of_rooms,
    sheets_of_teachers,
    students_with_sheets,
    teachers_with_sheets,
)
from ownpath.school.days.queries.words import tell_clock, tell_grade
from ownpath.school.people.queries import language_on_paper

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.days.queries.cells import CellLine
    from ownpath.school.days.queries.sheets import Sheet, Whose
    from ownpath.school.people.models import Person

BY: Final = ("students", "rooms", "teachers")
Clocks: TypeAlias = Mapping[int, str]
Name: TypeAlias = tuple[int, str]  # a person's id, and the name as it is printed


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One block on a sheet."""

    clock: str
    title: str
    where: str
    adult: int | None  # the id of who is named in `where`
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One sheet."""

    whose: int | None  # the id of the student; None for a room's or a teacher's
    name: str
    note: str  # a student's grade in words
    grade: str  # a student's grade as the roster has it
    language: str
    lines: tuple[PaperLine, ...]

    @property
    def students(self) -> set[int]:
        """Return the ids of all students on the sheet."""
        named = {pk for line in self.lines for pk, _name in line.names}
        return named if self.whose is None else named | {self.whose}

    @property
    def adults(self) -> set[int]:
        """Return the ids of all adults on the sheet."""
        return {line.adult for line in self.lines if line.adult is not None}


def whose_papers(*, plan: DayPlan, by: str) -> Sequence[Whose]:
    """Return whose sheets there are, in order: (name, id) of students, rooms or teachers; one query."""
    if by == "students":
        return students_with_sheets(plan=plan)
    return rooms_with_sheets(plan=plan) if by == "rooms" else teachers_with_sheets(plan=plan)


def papers_of(
    *, plan: DayPlan, by: str, whose: Sequence[Whose], language: str = ""
) -> list[Paper]:
    """Return the sheets of some, in their order; at most five queries, and the district if the plan has it not yet.

    Parameters
    ----------
    by
        One of `BY`.
    language
        The language of all sheets; "" gives each student theirs, and everybody else the district's.
    """
    here = language_on_paper(plan.campus.district, otherwise=settings.LANGUAGE_CODE)
    clocks = {block.number: tell_clock(block) for block in rings_of(plan).blocks}
    if by == "students":
        names = {pk: name for name, pk in whose}
        days = days_of(plan=plan, student_ids=list(names))
        return [
            _own_paper(one, names[one.pk], cells, clocks, language or one.language or here)
            for one, cells in days
        ]
    sheets = (
        sheets_of_rooms(plan=plan, rooms=whose)
        if by == "rooms"
        else sheets_of_teachers(plan=plan, teachers=whose)
    )
    return [_paper(sheet, clocks, language or here) for sheet in sheets]


def _own_paper(
    student: Person, name: str, cells: Sequence[CellLine], clocks: Clocks, language: str
) -> Paper:
    lines = (
        PaperLine(
            clock=clocks.get(cell.block, ""),
            title=spoken(cell.title, language) or _kind(cell.modality, language),
            where=_where(cell.room, cell.adult),
            adult=cell.adult.pk if cell.adult else None,
            names=(),
        )
        for cell in cells
    )
    with override(language):
        note = tell_grade(student.grade)
    return Paper(
        whose=student.pk, name=name, note=note, grade=student.grade,
        language=language, lines=tuple(lines),
    )  # fmt: skip


def _paper(sheet: Sheet, clocks: Clocks, language: str) -> Paper:
    with override(language):
        names = names_apart((one for line in sheet.lines for one in line.students), WHOLE)
    lines = (
        PaperLine(
            clock=clocks.get(line.block, ""),
            title=_cover(language)
            if line.is_cover
            else spoken(line.title, language) or _kind(line.modality, language),
            where=_where(line.room, line.adult, besides=sheet.name),
            adult=line.adult.pk if line.adult else None,
            names=tuple((one.pk, names[one.pk]) for one in line.students),
        )
        for line in sheet.lines
    )
    return Paper(
        whose=None, name=sheet.name, note="", grade="", language=language, lines=tuple(lines)
    )


def _kind(modality: str, language: str) -> str:
    """Return what is done where it has no name of its own: the kind of work, or that each does their own."""
    with override(language):
        label = str(dict(Modality.choices).get(modality, gettext("own work")))
    return label[:1].upper() + label[1:]


def _cover(language: str) -> str:
    with override(language):
        return gettext("A class whose teacher is out")


def _where(room: str, adult: Person | None, *, besides: str = "") -> str:
    """Return room and adult in words; whose sheet it is (`besides`) is not said again in every line."""
    both = (room, adult.full_name if adult else "")
    return " · ".join(part for part in both if part and part != besides)
