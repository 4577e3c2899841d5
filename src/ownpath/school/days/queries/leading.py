"""Read what a leader asks: promised against kept, the batch index, load, screens, rooms; counts over rows.

Groups under ten are named and not shown: the rows behind a figure are opened by who may see each of the students.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ownpath.engine.promises import PROMISES, BatchIndex, Log, batch_index
from ownpath.engine.small_groups import SMALLEST_GROUP, hidden_groups
from ownpath.school.days.models import (
    DayPlan,
    DayRecord,
    PlanCell,
    PlanGroup,
    Room,
    Staffing,
)
from ownpath.school.people.queries import grade_order, sections_by_student

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person, Section

WHOLE: Final = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDay:
    """Promised and kept on one day, by promise, in students who were here."""

    day: date
    n_recorded: int  # here or not
    n_here: int
    promised: Mapping[str, int]
    kept: Mapping[str, int]
    n_whole_promised: int
    n_whole_kept: int
    is_simulated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchWeek:
    """The batch index of one week; None for fewer than ten students, or nothing lived."""

    monday: date
    index: BatchIndex | None
    n_students: int  # who had a learning block in it


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadLine:
    """How much one adult leads in a plan."""

    person: Person
    n_blocks: int
    longest_run: int
    max_blocks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLine:
    """In which blocks groups use a room, and how many."""

    room: Room
    used: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenLine:
    """Screen time of a grade, a day and student."""

    grade: str
    n_students: int
    mean_minutes: float
    is_hidden: bool  # fewer than ten, or beside such a grade: the mean is 0


def promises_over(*, campus: Campus, since: date, until: date) -> list[PromiseDay]:
    """Return promised against kept by day, the oldest first; students who were not here are not counted."""
    rows = DayRecord.objects.filter(campus=campus, day__gte=since, day__lte=until)
    recorded: Counter[date] = Counter()
    by_day: dict[date, list[tuple[int, int, bool]]] = defaultdict(list)
    columns = "day", "was_here", "promised", "kept", "is_simulated"
    for day, was_here, promised, kept, made_up in rows.values_list(*columns):
        recorded[day] += 1
        if was_here:
            by_day[day].append((promised, kept, made_up))
    return [
        PromiseDay(
            day=day,
            n_recorded=recorded[day],
            n_here=len(own),
            promised=_counted([one[0] for one in own]),
            kept=_counted([one[1] for one in own]),
            n_whole_promised=sum(one[0] == WHOLE for one in own),
            n_whole_kept=sum(one[1] == WHOLE for one in own),
            is_simulated=any(one[2] for one in own),
        )
        for day, own in sorted(by_day.items())
    ]


def _counted(bits: list[int]) -> dict[str, int]:
    return {name: sum(one >> n & 1 for one in bits) for n, name in enumerate(PROMISES)}


def batch_over(
    *, campus: Campus, since: date, until: date, grade: str = "", section: Section | None = None
) -> BatchIndex | None:
    """Return how much of a batch a group was over a window, by plans in force; None under ten students."""
    rows = _learning_cells(campus, since, until, grade)
    if section is not None:
        ids = {row[0] for row in rows}
        own = sections_by_student(student_ids=ids, today=until)
        members = {one for one in ids if section.pk in {each.pk for each in own[one]}}
        rows = [row for row in rows if row[0] in members]
    return _index(rows)


def batch_weeks(*, campus: Campus, since: date, until: date) -> list[BatchWeek]:
    """Return the batch index of each week, the oldest first; one query."""
    by_week: dict[date, list[tuple[Any, ...]]] = defaultdict(list)
    for row in _learning_cells(campus, since, until, ""):
        by_week[row[1] - timedelta(days=row[1].weekday())].append(row)
    mondays = sorted(by_week)
    return [
        BatchWeek(
            monday=monday,
            index=_index(by_week[monday]),
            n_students=len({row[0] for row in by_week[monday]}),
        )
        for monday in mondays
    ]


def _learning_cells(
    campus: Campus, since: date, until: date, grade: str
) -> list[tuple[Any, ...]]:
    cells = PlanCell.objects.filter(
        plan__campus=campus, plan__state=DayPlan.State.PUBLISHED,
        plan__day__gte=since, plan__day__lte=until, competency__isnull=False,
    )  # fmt: skip
    if grade:
        cells = cells.filter(student__grade=grade)
    return list(
        cells.values_list(
            "student_id", "plan__day", "block", "competency_id", "activity_id", "is_chosen"
        )
    )


def _index(rows: list[tuple[Any, ...]]) -> BatchIndex | None:
    students = {row[0]: n for n, row in enumerate({row[0]: row for row in rows}.values())}
    if len(students) < SMALLEST_GROUP:
        return None
    return batch_index(
        Log(
            student=np.array([students[row[0]] for row in rows], dtype=np.int64),
            day=np.array([row[1].toordinal() for row in rows], dtype=np.int64),
            block=np.array([row[2] for row in rows], dtype=np.int64),
            competency=np.array([row[3] for row in rows], dtype=np.int64),
            # A group without a lesson of its own does what its competency says.
            activity=np.array([row[4] or -row[3] for row in rows], dtype=np.int64),
            is_chosen=np.array([row[5] for row in rows], dtype=bool),
            n_students=len(students),
        )
    )


def teacher_load(*, plan: DayPlan) -> list[LoadLine]:
    """Return how much each adult leads, who leads most first."""
    blocks: dict[int, set[int]] = defaultdict(set)
    groups = PlanGroup.objects.filter(plan=plan, adult__isnull=False)
    for adult, block in groups.values_list("adult_id", "block"):
        blocks[adult].add(block)
    staff = Staffing.objects.filter(campus_id=plan.campus_id, ended_on=None)
    lines = [
        LoadLine(
            person=one.person,
            n_blocks=len(blocks[one.person_id]),
            longest_run=_longest_run(blocks[one.person_id]),
            max_blocks=one.max_blocks,
        )
        for one in staff.select_related("person")
    ]
    return sorted(lines, key=lambda line: (-line.n_blocks, line.person.called))


def _longest_run(blocks: set[int]) -> int:
    """Return how many blocks follow one another, at most.

    >>> _longest_run({0, 1, 3}), _longest_run(set())
    (2, 0)
    """
    longest = 0
    for block in blocks:
        run = 0
        while block + run in blocks:
            run += 1
        longest = max(longest, run)
    return longest


def room_use(*, plan: DayPlan) -> list[RoomLine]:
    """Return how many groups use each room in each block."""
    used: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    groups = PlanGroup.objects.filter(plan=plan, room__isnull=False)
    for room, block in groups.values_list("room_id", "block"):
        used[room][block] += 1
    rooms = Room.objects.filter(campus_id=plan.campus_id, is_open=True).order_by("name")
    return [RoomLine(room=room, used=dict(used[room.pk])) for room in rooms]


def screen_minutes(*, campus: Campus, since: date, until: date) -> list[ScreenLine]:
    """Return the mean screen minutes of a student's day by grade, as closed days recorded them."""
    rows = DayRecord.objects.filter(
        campus=campus, day__gte=since, day__lte=until, was_here=True
    )
    minutes: dict[str, list[int]] = defaultdict(list)
    students: dict[str, set[int]] = defaultdict(set)
    for student, grade, each in rows.values_list(
        "student_id", "student__grade", "screen_minutes"
    ):
        minutes[grade].append(each)
        students[grade].add(student)
    hidden = hidden_groups({grade: len(own) for grade, own in students.items()})
    return [
        ScreenLine(
            grade=grade,
            n_students=len(students[grade]),
            mean_minutes=0.0 if grade in hidden else float(np.mean(own)),
            is_hidden=grade in hidden,
        )
        for grade, own in sorted(minutes.items(), key=lambda one: grade_order(one[0]))
    ]
