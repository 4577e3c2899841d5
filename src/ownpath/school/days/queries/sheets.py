"""Read whole plans: the board in the hall, the plan on paper, and how two plans differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ownpath.school.days.models import (
    DayPlan,
    PlanGroup,
)
from ownpath.school.days.queries.cells import (
    CellLine,
)
from ownpath.school.people.queries import persons_by_id

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person
from ownpath.school.days.queries.plans import (
    GroupLine,
    cells_by_student,
    group_lines,
    published_plan,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """One student on the board in the hall."""

    student: Person
    cells: Mapping[int, CellLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One block of a sheet of paper."""

    block: int
    title: Mapping[str, str]
    room: str
    adult: Person | None
    students: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of paper: a student's, a room's or a teacher's day."""

    name: str
    note: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The plan on paper, for the day the network is down."""

    by_student: list[Sheet]
    by_room: list[Sheet]
    by_teacher: list[Sheet]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffLine:
    """One cell that two plans hold differently."""

    student: Person
    block: int
    before: CellLine | None
    after: CellLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """How two plans of a day differ."""

    n_same: int
    lines: list[DiffLine]


def board_of(*, campus: Campus, day: date) -> list[BoardLine]:
    """Return where everybody is on a day, by name, for the board in the hall."""
    plan = published_plan(campus=campus, day=day)
    return board_lines(plan) if plan is not None else []


def board_lines(plan: DayPlan) -> list[BoardLine]:
    """Return everybody's day by a plan, by name."""
    cells = cells_by_student(plan, None)
    people = persons_by_id(ids=cells)
    lines = [BoardLine(student=people[pk], cells=own) for pk, own in cells.items()]
    return sorted(lines, key=lambda one: (one.student.called.casefold(), one.student.pk))


def sheets_of(*, plan: DayPlan) -> Sheets:
    """Return a plan on paper, by student, by room and by teacher."""
    board = board_lines(plan)
    by_student = [
        Sheet(
            name=line.student.full_name,
            note=line.student.grade,
            lines=tuple(
                SheetLine(
                    block=block, title=cell.title, room=cell.room, adult=cell.adult, students=()
                )
                for block, cell in sorted(line.cells.items())
            ),
        )
        for line in board
    ]
    groups = group_lines(plan, PlanGroup.objects.filter(plan=plan))
    seated: dict[str, dict[int, list[Person]]] = defaultdict(lambda: defaultdict(list))
    for line in board:
        for block, cell in line.cells.items():
            if cell.group_uuid is None and cell.room and not cell.is_fixed:
                seated[cell.room][block].append(line.student)
    by_room = _grouped(groups, lambda one: one.room, seated)
    by_teacher = _grouped(groups, lambda one: one.adult.full_name if one.adult else "", {})
    return Sheets(by_student=by_student, by_room=by_room, by_teacher=by_teacher)


def _grouped(
    groups: list[GroupLine], name_of: Any, seated: Mapping[str, Mapping[int, list[Person]]]
) -> list[Sheet]:
    lines: dict[str, list[SheetLine]] = defaultdict(list)
    for one in groups:
        if name := name_of(one):
            lines[name].append(
                SheetLine(
                    block=one.block, title=one.title, room=one.room, adult=one.adult,
                    students=tuple(member.person for member in one.members),
                )
            )  # fmt: skip
    for room, blocks in seated.items():
        for block, students in blocks.items():
            lines[room].append(
                SheetLine(
                    block=block, title={}, room=room, adult=None, students=tuple(students)
                )
            )
    return [
        Sheet(name=name, note="", lines=tuple(sorted(own, key=lambda line: line.block)))
        for name, own in sorted(lines.items())
    ]


def differences(*, plan: DayPlan, against: DayPlan) -> Differences:
    """Return the cells that two plans hold differently, by student and block."""
    now, before = cells_by_student(plan, None), cells_by_student(against, None)
    people = persons_by_id(ids={*now, *before})
    lines, n_same = [], 0
    for student in sorted({*now, *before}):
        old, new = before.get(student, {}), now.get(student, {})
        for block in sorted({*old, *new}):
            if _looks(old.get(block)) == _looks(new.get(block)):
                n_same += 1
                continue
            lines.append(
                DiffLine(
                    student=people[student], block=block, before=old.get(block),
                    after=new.get(block),
                )
            )  # fmt: skip
    return Differences(n_same=n_same, lines=lines)


def _looks(line: CellLine | None) -> tuple[Any, ...] | None:
    if line is None:
        return None
    adult = line.adult.pk if line.adult else None
    return (line.modality, line.key, line.competency_id, adult, line.room, line.is_fixed)
