"""Read plans: versions of a day, a student's day, a teacher's groups, the board in the hall, sheets, differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.days.models import (
    Attendance,
    DayPlan,
    PlanCell,
    PlanChange,
    PlanGroup,
)
from ownpath.school.days.queries.calendar import Calendar, SchoolDay, calendar_of
from ownpath.school.days.queries.campuses import campus_of
from ownpath.school.days.queries.cells import (
    CELL_RELATED,
    CellLine,
    ChangeLine,
    Members,
    Statuses,
    cells_of,
    change_lines,
    changes_related,
    line_of,
    members_of,
    statuses_of,
    titles_of,
)
from ownpath.school.days.queries.happened import what_happened
from ownpath.school.days.queries.names_apart import HALL, names_apart
from ownpath.school.days.queries.reviews import with_reviews
from ownpath.school.people.queries import persons_by_id

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

SMALL_ENOUGH_FOR_NAMES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentDay:
    """One student's day as it is planned."""

    state: str  # no_school, not_planned, planned
    day: date
    school_day: SchoolDay | None
    plan: DayPlan | None
    cells: Mapping[int, CellLine]  # by block
    changes: tuple[ChangeLine, ...]  # not seen yet
    called_by_id: Mapping[int, str] = field(default_factory=dict)  # others in small groups


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One member of a group."""

    person: Person
    cell: CellLine
    is_absent: bool
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One group that runs, as its adult needs it."""

    uuid: UUID
    block: int
    modality: str
    subject: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    room: str
    band: int | None
    adult: Person | None
    members: tuple[MemberLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherDay:
    """The groups an adult leads on a day, by block."""

    state: str
    day: date
    school_day: SchoolDay | None
    plan: DayPlan | None
    groups: Mapping[int, tuple[GroupLine, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """One student of a class: where they are in each block, and whether they are here."""

    student: Person
    cells: Mapping[int, CellLine]
    attendance: Attendance | None


def plans_of(*, campus: Campus, day: date, reviewer: Person | None = None) -> list[DayPlan]:
    """Return the plans of a day, newest first, without comparisons; with what a reviewer said of each (`review_in`)."""
    rows = DayPlan.objects.filter(campus=campus, day=day, is_whole_class=False)
    if reviewer is not None:
        rows = with_reviews(rows, teacher=reviewer)
    related = ("schedule", "campus__district", "made_by", "published_by")
    return list(rows.select_related(*related).order_by("-version"))


def published_plan(*, campus: Campus, day: date) -> DayPlan | None:
    """Return the plan of a day that is in force, or None."""
    rows = DayPlan.objects.filter(campus=campus, day=day, state=DayPlan.State.PUBLISHED)
    return rows.select_related("schedule", "campus__district").first()


def has_planned(*, campuses: Iterable[Campus]) -> bool:
    """Return whether a day was ever published at one of some campuses."""
    published = DayPlan.objects.filter(campus__in=campuses, state=DayPlan.State.PUBLISHED)
    return published.exists()


def get_plan(*, campus: Campus, uuid: UUID) -> DayPlan:
    """Return one plan of a campus."""
    plan = (
        DayPlan.objects.filter(campus=campus, uuid=uuid)
        .select_related("schedule", "follows", "made_by", "published_by", "campus__district")
        .first()
    )
    if plan is None:
        raise NotFound(
            _("We cannot find this plan."), next_step=_("Look at the list of plans again.")
        )
    return plan


def student_day(*, student: Person, day: date, calendar: Calendar | None = None) -> StudentDay:
    """Return what one student does on a day by the plan in force."""
    campus = campus_of(student=student, today=day)
    if campus is None:
        return _no_day("no_school", day, None)
    rings = (calendar or calendar_of(campus=campus)).on(day)
    if rings is None:
        return _no_day("no_school", day, None)
    plan = published_plan(campus=campus, day=day)
    if plan is None:
        return _no_day("not_planned", day, rings)
    cells = list(cells_of(plan).filter(student=student).order_by("block"))
    members = members_of(plan, [cell.group_id for cell in cells])
    statuses = statuses_of([student.pk], day)
    lines = {cell.block: line_of(cell, members, statuses) for cell in cells}
    unseen = PlanChange.objects.filter(student=student, plan__day=day, seen_at=None)
    changes = unseen.select_related(*changes_related()).order_by("plan__version", "block")
    return StudentDay(
        state="planned",
        day=day,
        school_day=rings,
        plan=plan,
        cells=lines,
        changes=tuple(change_lines(list(changes))),
        called_by_id=_names_in_small_groups(lines.values()),
    )


def cell_by(*, plan: DayPlan, student: Person, block: int) -> CellLine | None:
    """Return what one student does in a block by a plan, without the others; one query."""
    cell = cells_of(plan).filter(student=student, block=block).first()
    return line_of(cell, Members(), {}) if cell is not None else None


def _no_day(state: str, day: date, rings: SchoolDay | None) -> StudentDay:
    return StudentDay(state=state, day=day, school_day=rings, plan=None, cells={}, changes=())


def _names_in_small_groups(lines: Iterable[CellLine]) -> dict[int, str]:
    ids = {
        one
        for line in lines
        if line.n_together <= SMALL_ENOUGH_FOR_NAMES
        for one in line.together_ids
    }
    return names_apart(persons_by_id(ids=ids).values(), HALL) if ids else {}


def teacher_day(*, teacher: Person, day: date) -> TeacherDay:
    """Return the groups an adult leads on a day, by the plan in force.

    Leading a group of a plan is the reason to see who is in it and what the group is for, and no more of them.
    """
    campus = campus_of(student=teacher, today=day)
    rings = calendar_of(campus=campus).on(day) if campus is not None else None
    if campus is None or rings is None:
        return TeacherDay(state="no_school", day=day, school_day=None, plan=None, groups={})
    plan = published_plan(campus=campus, day=day)
    if plan is None:
        return TeacherDay(state="not_planned", day=day, school_day=rings, plan=None, groups={})
    return teacher_day_by(teacher=teacher, plan=plan, rings=rings)


def teacher_day_by(*, teacher: Person, plan: DayPlan, rings: SchoolDay) -> TeacherDay:
    """Return the groups an adult leads by a plan that is at hand, on the day whose bells are at hand."""
    groups = PlanGroup.objects.filter(plan=plan, adult=teacher)
    found = group_lines(plan, groups)
    by_block: dict[int, list[GroupLine]] = defaultdict(list)
    for line in found:
        by_block[line.block].append(line)
    return TeacherDay(
        state="planned",
        day=plan.day,
        school_day=rings,
        plan=plan,
        groups={block: tuple(own) for block, own in by_block.items()},
    )


def group_lines(plan: DayPlan, groups: Any) -> list[GroupLine]:
    """Return groups with their members, by block; five queries for any number."""
    rows = list(
        groups.select_related("adult", "room", "competency", "activity", "station").order_by(
            "block", "number"
        )
    )
    inside = cells_of(plan).filter(group__in=[row.pk for row in rows])
    cells = list(inside.select_related("student", *CELL_RELATED))
    ids = sorted({cell.student_id for cell in cells})
    happened = what_happened(student_ids=ids, day=plan.day)
    absent = {
        student
        for student, mark in happened.attendance.items()
        if mark.state == Attendance.State.ABSENT
    }
    by_group: dict[int, list[PlanCell]] = defaultdict(list)
    for cell in cells:
        by_group[cell.group_id or 0].append(cell)
    members = Members(
        of_group={
            group: tuple(cell.student_id for cell in own) for group, own in by_group.items()
        }
    )
    return [
        _group_line(row, by_group[row.pk], members, happened.statuses, absent) for row in rows
    ]


def _group_line(
    row: PlanGroup,
    cells: list[PlanCell],
    members: Members,
    statuses: Statuses,
    absent: set[int],
) -> GroupLine:
    lines = [(cell, line_of(cell, members, statuses)) for cell in cells]
    lines.sort(key=lambda one: (one[0].student.called.casefold(), one[0].student_id))
    return GroupLine(
        uuid=row.uuid, block=row.block, modality=row.modality, subject=row.subject,
        title=title_of_group(row), about=_about_group(row), room=row.room.name if row.room else "", band=row.band,
        adult=row.adult,
        members=tuple(
            MemberLine(
                person=cell.student, cell=line, is_absent=cell.student_id in absent,
                status=line.status,
            )
            for cell, line in lines
        ),
    )  # fmt: skip


def title_of_group(row: PlanGroup) -> dict[str, str]:
    """Return what a group does: its station, its activity, or else the competency itself."""
    if row.station:
        return titles_of(row.station.words, "name")
    return titles_of(row.activity.words, "title") if row.activity else _about_group(row)


def _about_group(row: PlanGroup) -> dict[str, str]:
    about = row.competency.words if row.competency else {}
    return titles_of(about, "short") or titles_of(about, "statement")


def cells_by_student(
    plan: DayPlan, student_ids: Sequence[int]
) -> dict[int, dict[int, CellLine]]:
    """Return the lines of some students by student and block, without who else is there; one query."""
    found: dict[int, dict[int, CellLine]] = defaultdict(dict)
    for row in cells_of(plan).filter(student_id__in=student_ids).order_by("block"):
        found[row.student_id][row.block] = line_of(row, Members(), {})
    return found


def changes_of(*, plan: DayPlan) -> list[ChangeLine]:
    """Return which cells a repair changed, and why."""
    rows = PlanChange.objects.filter(plan=plan).select_related(*changes_related())
    return change_lines(list(rows.order_by("block", "student_id")))
