"""Read whole plans: the board in the hall, the plan on paper, and how two plans differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ownpath.school.days.models import (
    DayPlan,
    PlanCell,
    PlanGroup,
)
from ownpath.school.days.queries.cells import (
    CellLine,
)
from ownpath.school.people.queries import persons_by_id

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
from ownpath.school.days.queries.plans import (
    GroupLine,
    cells_by_student,
    group_lines,
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
class Differing:
    """Where two plans of a day differ: (student, block), and how many cells are the same."""

    n_same: int
    places: list[tuple[int, int]]


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


def differing(*, plan: DayPlan, against: DayPlan) -> Differing:
    """Return the cells that two plans hold differently, by student and block; two queries and no more than columns."""
    now, before = _looks_by_cell(plan), _looks_by_cell(against)
    places = [one for one in sorted({*now, *before}) if now.get(one) != before.get(one)]
    return Differing(n_same=len({*now, *before}) - len(places), places=places)


def difference_lines(
    *, plan: DayPlan, against: DayPlan, places: Sequence[tuple[int, int]]
) -> list[DiffLine]:
    """Return what two plans hold at some places, (student, block), in their order."""
    ids = sorted({student for student, _ in places})
    now, before = cells_by_student(plan, ids), cells_by_student(against, ids)
    people = persons_by_id(ids=ids)
    return [
        DiffLine(
            student=people[student], block=block, before=before.get(student, {}).get(block),
            after=now.get(student, {}).get(block),
        )
        for student, block in places
    ]  # fmt: skip


def _looks_by_cell(plan: DayPlan) -> dict[tuple[int, int], tuple[Any, ...]]:
    """Return what a student sees of each cell, by student and block."""
    columns = (
        "student_id", "block", "modality", "activity_id", "station_id", "competency_id",
        "room_id", "commitment_id", "group__adult_id",
    )  # fmt: skip
    rows = PlanCell.objects.filter(plan=plan).values_list(*columns)
    return {(student, block): tuple(looks) for student, block, *looks in rows}
