"""The rooms of an adult on a published day as one page shows them, in as few queries as can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from ownpath.school.days.models import Attendance, DayPlan, PlanCell, PlanGroup
from ownpath.school.days.queries.cells import (
    CELL_RELATED,
    CellLine,
    Members,
    line_of,
    titles_of,
)
from ownpath.school.days.queries.changed import with_changes
from ownpath.school.days.queries.happened import what_happened
from ownpath.school.days.queries.plans import GroupLine, MemberLine, SectionRow, TeacherDay
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.days.queries.stamps import with_stamp

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomAtHand:
    """The groups an adult leads on a published day, and where the others of a class are."""

    day: TeacherDay
    rows: list[SectionRow]


def plan_at_work(*, teacher: Person, day: date, student_ids: Collection[int]) -> DayPlan | None:
    """Return the published plan of the campus an adult is set up to teach at; None where there is none.

    With it come its stamp (`stamp_of_plan`) and what its last change did near the adult and to some students
    (`changed_by_others`): one query.
    """
    rows = DayPlan.objects.filter(
        day=day,
        state=DayPlan.State.PUBLISHED,
        campus__staff__person=teacher,
        campus__staff__ended_on=None,
    )
    told = with_changes(with_stamp(rows), adult=teacher, student_ids=student_ids)
    return told.select_related("campus__district", "schedule").order_by("pk").first()


def students_led(*, plan: DayPlan, adult: Person) -> dict[str, Person]:
    """Return by uuid whom an adult leads in some block of a plan."""
    cells = PlanCell.objects.filter(plan=plan, group__adult=adult)
    return {str(cell.student.uuid): cell.student for cell in cells.select_related("student")}


def student_in_block(*, uuid: UUID, day: date, block: int) -> Person | None:
    """Return a student who has something to do in a block by the plan in force; None where there is none such."""
    cells = PlanCell.objects.filter(
        student__uuid=uuid, block=block, plan__day=day, plan__state=DayPlan.State.PUBLISHED
    )
    found = cells.select_related("student").first()
    return found.student if found else None


def room_at_hand(*, teacher: Person, plan: DayPlan, students: Sequence[Person]) -> RoomAtHand:
    """Return the groups an adult leads by a plan, and where the students of a class are; four queries."""
    groups = PlanGroup.objects.filter(plan=plan, adult=teacher)
    rows = list(
        groups.select_related("adult", "room", "competency", "activity", "station").order_by(
            "block", "number"
        )
    )
    ids = {one.pk for one in students}
    near = Q(group__in=[row.pk for row in rows]) | Q(student_id__in=list(ids))
    cells = list(
        PlanCell.objects.filter(near, plan=plan).select_related("student", *CELL_RELATED)
    )
    everybody = sorted({cell.student_id for cell in cells} | ids)
    happened = what_happened(student_ids=everybody, day=plan.day)
    statuses, marks = happened.statuses, happened.attendance
    inside: dict[int, list[PlanCell]] = defaultdict(list)
    for cell in cells:
        inside[cell.group_id or 0].append(cell)
    members = Members(
        of_group={group: tuple(one.student_id for one in own) for group, own in inside.items()}
    )
    lines = {cell.pk: line_of(cell, members, statuses) for cell in cells}
    by_block: dict[int, list[GroupLine]] = defaultdict(list)
    for row in rows:
        by_block[row.block].append(_group(row, inside[row.pk], lines, marks))
    return RoomAtHand(
        day=TeacherDay(
            state="planned",
            day=plan.day,
            school_day=rings_of(plan),
            plan=plan,
            groups={block: tuple(own) for block, own in by_block.items()},
        ),
        rows=_rows(students, cells, lines, marks),
    )


def _group(
    row: PlanGroup,
    cells: Sequence[PlanCell],
    lines: Mapping[int, CellLine],
    marks: Mapping[int, Attendance],
) -> GroupLine:
    """Return a group as its adult needs it; nothing is read."""
    about = titles_of(row.competency.words, "short") if row.competency else {}
    if row.station is not None:
        title = titles_of(row.station.words, "name")
    else:
        title = titles_of(row.activity.words, "title") if row.activity else about
    found = [
        MemberLine(
            person=cell.student,
            cell=lines[cell.pk],
            is_absent=cell.student_id in marks
            and marks[cell.student_id].state == Attendance.State.ABSENT,
            status=lines[cell.pk].status,
        )
        for cell in cells
    ]
    return GroupLine(
        uuid=row.uuid,
        block=row.block,
        modality=row.modality,
        subject=row.subject,
        title=title,
        about=about,
        room=row.room.name if row.room else "",
        band=row.band,
        adult=row.adult,
        members=tuple(sorted(found, key=lambda one: one.person.called.casefold())),
    )


def _rows(
    students: Sequence[Person],
    cells: Sequence[PlanCell],
    lines: Mapping[int, CellLine],
    marks: Mapping[int, Attendance],
) -> list[SectionRow]:
    """Return where each student of a class is in each block; nothing is read."""
    own: dict[int, dict[int, CellLine]] = defaultdict(dict)
    for cell in cells:
        own[cell.student_id][cell.block] = lines[cell.pk]
    return [
        SectionRow(student=one, cells=own[one.pk], attendance=marks.get(one.pk))
        for one in students
    ]
