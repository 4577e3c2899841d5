"""Read what happened on days of given students, row by row, for whoever measures a change; not scoped to a viewer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np

from ownpath.engine.promises import BatchIndex, Log, batch_index
from ownpath.school.days.models import (
    Accommodation,
    Block,
    DayPlan,
    DayRecord,
    Modality,
    PlanCell,
)
from ownpath.school.days.queries.calendar import Calendar

WITH_AN_ADULT: Final = frozenset({Modality.TEACHER_GROUP, Modality.CONFERENCE})
_LEARNING = ("student_id", "plan__day", "block", "competency_id", "activity_id", "is_chosen")


class DayLine(NamedTuple):
    """One closed day of one student."""

    student: int
    day: date
    was_here: bool
    promised: int  # bits
    kept: int
    screen_minutes: int
    teacher_minutes: int


class LearningLine(NamedTuple):
    """One learning block of a plan in force."""

    student: int
    day: date
    block: int
    competency: int
    activity: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One day of one student to whom something is owed, and whether the plan in force gave all of it."""

    student: int
    day: date
    is_kept: bool


def day_lines(*, student_ids: Iterable[int], since: date, until: date) -> list[DayLine]:
    """Return the closed days of some students, the oldest first; one query."""
    rows = DayRecord.objects.filter(
        student_id__in=list(student_ids), day__gte=since, day__lte=until
    ).order_by("day", "student_id")
    columns = (
        "student_id", "day", "was_here", "promised", "kept", "screen_minutes", "teacher_minutes",
    )  # fmt: skip
    return [DayLine(*row) for row in rows.values_list(*columns)]


def learning_lines(
    *, student_ids: Iterable[int], since: date, until: date
) -> list[LearningLine]:
    """Return the learning blocks of some students in plans in force, the oldest first; one query."""
    rows = PlanCell.objects.filter(
        student_id__in=list(student_ids), plan__state=DayPlan.State.PUBLISHED,
        plan__day__gte=since, plan__day__lte=until, competency__isnull=False,
    ).order_by("plan__day", "student_id", "block")  # fmt: skip
    return [LearningLine(*row) for row in rows.values_list(*_LEARNING)]


def index_of(lines: Sequence[LearningLine]) -> BatchIndex:
    """Return how much of a batch the students of some lines were; an empty list gives zeros."""
    students = {one: n for n, one in enumerate(dict.fromkeys(line.student for line in lines))}
    return batch_index(
        Log(
            student=np.array([students[line.student] for line in lines], dtype=np.int64),
            day=np.array([line.day.toordinal() for line in lines], dtype=np.int64),
            block=np.array([line.block for line in lines], dtype=np.int64),
            competency=np.array([line.competency for line in lines], dtype=np.int64),
            activity=np.array(
                [line.activity or -line.competency for line in lines], dtype=np.int64
            ),
            is_chosen=np.array([line.is_chosen for line in lines], dtype=bool),
            n_students=len(students),
        )
    )


def learning_minutes(*, calendar: Calendar, day: date) -> int:
    """Return for how many minutes a day's bells leave room to learn; 0 where there is no school."""
    bells = calendar.on(day)
    if bells is None:
        return 0
    return sum(
        bells.minutes(n)
        for n, block in enumerate(bells.blocks)
        if block.kind == Block.Kind.LEARNING
    )


def owed_days(*, student_ids: Iterable[int], since: date, until: date) -> list[Owed]:
    """Return the planned days of students to whom something is owed now, and whether the plan gave it."""
    owed: dict[int, list[Accommodation]] = defaultdict(list)
    for one in Accommodation.objects.filter(student_id__in=list(student_ids), ended_at=None):
        owed[one.student_id].append(one)
    rows = list(
        PlanCell.objects.filter(
            student_id__in=list(owed), plan__state=DayPlan.State.PUBLISHED,
            plan__day__gte=since, plan__day__lte=until,
        )
        .exclude(modality="")
        .order_by("plan__day", "student_id", "block")
        .values_list("student_id", "plan__day", "block", "modality", "is_screen", "group_id")
    )  # fmt: skip
    groups = {row[5] for row in rows if row[5] is not None}
    members = PlanCell.objects.filter(group_id__in=groups).values_list("group_id", flat=True)
    sizes = Counter(members)
    days: dict[tuple[int, date], list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        days[row[0], row[1]].append(row)
    return [
        Owed(
            student=student,
            day=day,
            is_kept=all(_is_given(one, cells, sizes) for one in owed[student]),
        )
        for (student, day), cells in days.items()
    ]


def _is_given(
    one: Accommodation, cells: Sequence[tuple[Any, ...]], sizes: Counter[int]
) -> bool:
    """Return whether one accommodation is given by a day's cells (student, day, block, modality, is_screen, group)."""
    kind = Accommodation.Kind
    if one.kind == kind.SMALL_GROUPS:
        return all(sizes[cell[5]] <= one.amount for cell in cells if cell[5] is not None)
    if one.kind == kind.FEWER_SCREENS:
        return sum(bool(cell[4]) for cell in cells) <= one.amount
    if one.kind == kind.SCREEN_BREAKS:
        return _longest_run([cell[2] for cell in cells if cell[4]]) <= one.amount
    if one.kind == kind.ADULT_EVERY_DAY:
        return any(cell[3] in WITH_AN_ADULT for cell in cells)
    return all(cell[3] != Modality.PEER for cell in cells)


def _longest_run(blocks: Sequence[int]) -> int:
    """Return how many blocks follow one another, at most.

    >>> _longest_run([0, 1, 3]), _longest_run([])
    (2, 0)
    """
    longest = run = 0
    before = None
    for block in blocks:
        run = run + 1 if before is not None and block == before + 1 else 1
        longest, before = max(longest, run), block
    return longest
