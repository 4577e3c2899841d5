"""Read plans: versions of a day, a student's day, a teacher's groups, the board in the hall, sheets, differences."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.days.models import (
    Attendance,
    BlockRecord,
    DayPlan,
    NextChoice,
    PlanCell,
    PlanChange,
    PlanGroup,
    PlanJob,
    PlanReview,
)
from ownpath.school.days.queries.calendar import Calendar, SchoolDay, calendar_of
from ownpath.school.days.queries.campuses import campus_of
from ownpath.school.days.queries.cells import (
    CELL_RELATED,
    CellLine,
    ChangeLine,
    Members,
    cells_of,
    change_lines,
    changes_related,
    line_of,
    members_of,
    statuses_of,
    titles_of,
)
from ownpath.school.people.queries import campuses_of, persons_by_id, students_in

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person, Section

SMALL_ENOUGH_FOR_NAMES = 8
ACTIVE = (DayPlan.State.DRAFT, DayPlan.State.PUBLISHED)


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


def plans_of(*, campus: Campus, day: date) -> list[DayPlan]:
    """Return the plans of a day, the newest version first; comparisons are left out."""
    rows = DayPlan.objects.filter(campus=campus, day=day, is_whole_class=False)
    return list(rows.select_related("schedule", "made_by", "published_by").order_by("-version"))


def published_plan(*, campus: Campus, day: date) -> DayPlan | None:
    """Return the plan of a day that is in force, or None."""
    rows = DayPlan.objects.filter(campus=campus, day=day, state=DayPlan.State.PUBLISHED)
    return rows.select_related("schedule").first()


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


def _no_day(state: str, day: date, rings: SchoolDay | None) -> StudentDay:
    return StudentDay(state=state, day=day, school_day=rings, plan=None, cells={}, changes=())


def _names_in_small_groups(lines: Iterable[CellLine]) -> dict[int, str]:
    ids = {
        one
        for line in lines
        if line.n_together <= SMALL_ENOUGH_FOR_NAMES
        for one in line.together_ids
    }
    return {pk: person.called for pk, person in persons_by_id(ids=ids).items()} if ids else {}


def student_week(*, student: Person, days: list[date]) -> list[StudentDay]:
    """Return a student's days; a fixed number of queries for each that is planned."""
    campus = campus_of(student=student, today=days[0]) if days else None
    calendar = calendar_of(campus=campus) if campus is not None else None
    return [student_day(student=student, day=day, calendar=calendar) for day in days]


def teacher_day(*, teacher: Person, day: date, plan: DayPlan | None = None) -> TeacherDay:
    """Return the groups an adult leads on a day, by the plan in force or by one that is at hand.

    Leading a group of a plan is the reason to see who is in it and what the group is for, and no more of them.
    """
    campus = campus_of(student=teacher, today=day)
    rings = calendar_of(campus=campus).on(day) if campus is not None else None
    if campus is None or rings is None:
        return TeacherDay(state="no_school", day=day, school_day=None, plan=None, groups={})
    plan = plan or published_plan(campus=campus, day=day)
    if plan is None:
        return TeacherDay(state="not_planned", day=day, school_day=rings, plan=None, groups={})
    groups = PlanGroup.objects.filter(plan=plan, adult=teacher)
    found = group_lines(plan, groups)
    by_block: dict[int, list[GroupLine]] = defaultdict(list)
    for line in found:
        by_block[line.block].append(line)
    return TeacherDay(
        state="planned",
        day=day,
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
    statuses = statuses_of(ids, plan.day)
    absent = set(
        Attendance.objects.filter(
            student_id__in=ids, day=plan.day, state=Attendance.State.ABSENT
        ).values_list("student_id", flat=True)
    )
    by_group: dict[int, list[PlanCell]] = defaultdict(list)
    for cell in cells:
        by_group[cell.group_id or 0].append(cell)
    members = Members(
        of_group={
            group: tuple(cell.student_id for cell in own) for group, own in by_group.items()
        }
    )
    return [_group_line(row, by_group[row.pk], members, statuses, absent) for row in rows]


def _group_line(
    row: PlanGroup,
    cells: list[PlanCell],
    members: Members,
    statuses: Mapping[tuple[int, int], str],
    absent: set[int],
) -> GroupLine:
    lines = [(cell, line_of(cell, members, statuses)) for cell in cells]
    lines.sort(key=lambda one: (one[0].student.called.casefold(), one[0].student_id))
    about = row.competency.words if row.competency else {}
    named = titles_of(about, "short") or titles_of(about, "statement")
    title = (
        titles_of(row.station.words, "name")
        if row.station
        else titles_of(row.activity.words, "title")
        if row.activity
        else named
    )
    return GroupLine(
        uuid=row.uuid, block=row.block, modality=row.modality, subject=row.subject,
        title=title, about=named, room=row.room.name if row.room else "", band=row.band,
        adult=row.adult,
        members=tuple(
            MemberLine(
                person=cell.student, cell=line, is_absent=cell.student_id in absent,
                status=line.status,
            )
            for cell, line in lines
        ),
    )  # fmt: skip


def section_day(*, section: Section, day: date) -> list[SectionRow]:
    """Return where everybody of a class is on a day by the plan in force, and who is here."""
    students = students_in(section=section, today=day)
    ids = [one.pk for one in students]
    here = {
        row.student_id: row for row in Attendance.objects.filter(student_id__in=ids, day=day)
    }
    plan = published_plan(campus=section.campus, day=day)
    cells = _cells_by_student(plan, ids) if plan is not None else {}
    return [
        SectionRow(student=one, cells=cells.get(one.pk, {}), attendance=here.get(one.pk))
        for one in students
    ]


def _cells_by_student(
    plan: DayPlan, student_ids: list[int] | None
) -> dict[int, dict[int, CellLine]]:
    cells = cells_of(plan)
    if student_ids is not None:
        cells = cells.filter(student_id__in=student_ids)
    rows = list(cells.order_by("student_id", "block"))
    members = members_of(plan, [row.group_id for row in rows])
    statuses = statuses_of(sorted({row.student_id for row in rows}), plan.day)
    found: dict[int, dict[int, CellLine]] = defaultdict(dict)
    for row in rows:
        found[row.student_id][row.block] = line_of(row, members, statuses)
    return found


def board_of(*, campus: Campus, day: date) -> list[BoardLine]:
    """Return where everybody is on a day, by name, for the board in the hall."""
    plan = published_plan(campus=campus, day=day)
    return board_lines(plan) if plan is not None else []


def board_lines(plan: DayPlan) -> list[BoardLine]:
    """Return everybody's day by a plan, by name."""
    cells = _cells_by_student(plan, None)
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
    now, before = _cells_by_student(plan, None), _cells_by_student(against, None)
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


def changes_of(*, plan: DayPlan) -> list[ChangeLine]:
    """Return which cells a repair changed, and why."""
    rows = PlanChange.objects.filter(plan=plan).select_related(*changes_related())
    return change_lines(list(rows.order_by("block", "student_id")))


def job_of(*, uuid: UUID, campus: Campus) -> PlanJob:
    """Return one piece of work on a campus's plans."""
    job = (
        PlanJob.objects.filter(campus=campus, uuid=uuid)
        .select_related("plan", "base", "asked_by")
        .first()
    )
    if job is None:
        raise NotFound(
            _("We cannot find this work."), next_step=_("Look at the list of plans again.")
        )
    return job


def latest_job(*, campus: Campus, day: date) -> PlanJob | None:
    """Return the last planning of a day that was asked for, or None."""
    rows = PlanJob.objects.filter(campus=campus, day=day, kind=PlanJob.Kind.PLAN)
    return rows.select_related("plan", "asked_by").order_by("-pk").first()


def review_of(*, plan: DayPlan, teacher: Person) -> PlanReview | None:
    """Return what a teacher said about a plan, or None."""
    return PlanReview.objects.filter(plan=plan, teacher=teacher).first()


def reviews_of(*, plan: DayPlan) -> list[PlanReview]:
    """Return what teachers said about a plan."""
    return list(
        PlanReview.objects.filter(plan=plan).select_related("teacher").order_by("said_at")
    )


def campuses_worked(*, person: Person, today: date) -> list[Campus]:
    """Return the campuses a person works or learns at today."""
    return campuses_of(person=person, today=today)


def stamp_of_day(
    *,
    day: date,
    student: Person | None = None,
    teacher: Person | None = None,
    campus: Campus | None = None,
) -> str:
    """Return a short text that changes whenever something about a day changes for whom it is asked."""
    person = student or teacher
    here = campus or (campus_of(student=person, today=day) if person is not None else None)
    if here is None:
        return ""
    plan = DayPlan.objects.filter(campus=here, day=day, state=DayPlan.State.PUBLISHED)
    marked = Attendance.objects.filter(campus=here, day=day)
    noted = BlockRecord.objects.filter(campus=here, day=day)
    jobs = PlanJob.objects.filter(campus=here, day=day)
    if student is not None:
        marked, noted = marked.filter(student=student), noted.filter(student=student)
        chosen = NextChoice.objects.filter(student=student, day__gte=day)
        seen = PlanChange.objects.filter(student=student, plan__day=day)
        further: tuple[dict[str, Any], ...] = (
            chosen.aggregate(a=Max("pk"), b=Max("taken_back_at")),
            seen.aggregate(a=Max("pk"), b=Max("seen_at")),
        )
    else:
        further = (jobs.aggregate(a=Max("pk"), b=Max("beat_at")),)
    parts = [
        plan.aggregate(a=Max("pk"), b=Max("published_at")),
        marked.aggregate(a=Max("marked_at"), b=Max("pk")),
        noted.aggregate(a=Max("set_at"), b=Max("pk")),
        *further,
    ]
    told = "|".join(f"{part['a']},{part['b']}" for part in parts)
    return hash_of(told)


def hash_of(text: str) -> str:
    """Return a short mark of a text."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def absent_students(*, campus: Campus, day: date) -> list[Person]:
    """Return who is marked as not here, or as having left, on a day."""
    away = Q(state=Attendance.State.ABSENT) | Q(state=Attendance.State.LEFT)
    rows = Attendance.objects.filter(away, campus=campus, day=day).select_related("student")
    return [row.student for row in rows.order_by("student__given_name", "pk")]
