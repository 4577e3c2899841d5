"""Judge the six promises of a day from its rows: planned from its cells, lived from cells and records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ownpath.engine.promises import PROMISES, Day, Terms, judge
from ownpath.school.days.models import (
    Attendance,
    BlockRecord,
    Modality,
    PlanCell,
    Policy,
)
from ownpath.school.days.queries.calendar import SchoolDay, policy_of
from ownpath.school.days.queries.happened import Happened, what_happened
from ownpath.school.days.queries.limits import Limits, limits_of

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan

MOST_GROUPS_NAMED: Final = 50  # in one statement; more are picked out of all
# The share of a block in which a student does something rather than listens, by modality: an assumption, not a measure.
ACTIVE_SHARE: Final[dict[str, float]] = {
    Modality.TEACHER_GROUP: 0.8, Modality.CONFERENCE: 0.9, Modality.PROJECT: 0.9,
    Modality.CLASS_LESSON: 0.35, Modality.PEER: 0.9, Modality.ASSESSMENT: 1.0,
    Modality.INDEPENDENT: 0.8, Modality.OFFLINE: 0.8,
}  # fmt: skip
HOLDS_A_LESSON: Final = frozenset({Modality.TEACHER_GROUP, Modality.CLASS_LESSON})
WITH_A_PERSON: Final = HOLDS_A_LESSON | {Modality.CONFERENCE, Modality.PROJECT, Modality.PEER}
_COLUMNS = (
    "student_id", "block", "modality", "competency_id", "group_id", "is_screen", "is_chosen",
    "serves_hope", "meets_interest", "is_in_band", "is_below_readiness", "activity_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Which promises hold for whom: (n_students, 6) in the order of `PROMISES`, and minutes."""

    student_ids: tuple[int, ...]
    held: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
    screen_minutes: tuple[int, ...]
    teacher_minutes: tuple[int, ...]

    def bits(self) -> list[int]:
        """Return the promises of each student as bits, the first the lowest."""
        weights = 1 << np.arange(len(PROMISES))
        return [int(one) for one in self.held @ weights]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """What of a day whoever asks has read already."""

    cells: Sequence[PlanCell]  # of those who are asked about
    sizes: Mapping[object, int]  # how many each group has
    happened: Happened
    policy: Policy


def names_of_bits(bits: int) -> dict[str, bool]:
    """Return promises by name.

    >>> [name for name, held in names_of_bits(33).items() if held]
    ['connects', 'hears']
    """
    return {name: bool(bits >> n & 1) for n, name in enumerate(PROMISES)}


def terms_of(policy: Policy) -> Terms:
    """Return the thresholds and weights a campus decided on."""
    return Terms(
        largest_group_that_connects=policy.largest_group_that_connects,
        least_share_in_band=policy.least_share_in_band,
        least_share_active=policy.least_share_active,
        least_share_done=policy.least_share_done,
        weights=tuple(float(policy.weights.get(name, 1.0)) for name in PROMISES),
    )


def judge_plan(
    *, plan: DayPlan, school_day: SchoolDay, student_ids: Iterable[int] | None = None
) -> Judged:
    """Return what a plan promises whom (all of its students, or some)."""
    return _judge(_read(plan, school_day, student_ids), lived=None)


def judge_record(
    *, plan: DayPlan, school_day: SchoolDay, student_ids: Iterable[int] | None = None
) -> Judged:
    """Return what was kept of a plan, by attendance and what was noted of its blocks."""
    read = _read(plan, school_day, student_ids)
    return _judge(read, lived=_lived(plan, read.ids))


def judge_both(
    *,
    plan: DayPlan,
    school_day: SchoolDay,
    student_ids: Iterable[int] | None = None,
    at_hand: AtHand | None = None,
) -> tuple[Judged, Judged]:
    """Return what a plan promises, and what was kept of it so far; what both need is read once, or is at hand."""
    if at_hand is None:
        read = _read(plan, school_day, student_ids)
        return _judge(read, lived=None), _judge(read, lived=_lived(plan, read.ids))
    planned = [cell for cell in at_hand.cells if cell.modality]
    rows = sorted(
        (tuple(getattr(cell, name) for name in _COLUMNS) for cell in planned),
        key=lambda row: row[:2],
    )
    read = _known(plan, school_day, rows, at_hand.sizes, at_hand.policy)
    return _judge(read, lived=None), _judge(read, lived=_there(at_hand.happened))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What is judged, as it stands in the database."""

    rows: Sequence[tuple[object, ...]]  # in the order of `_COLUMNS`
    ids: tuple[int, ...]
    school_day: SchoolDay
    policy: Policy
    limits: Limits
    sizes: Mapping[object, int]


def _read(plan: DayPlan, school_day: SchoolDay, student_ids: Iterable[int] | None) -> _Read:
    cells = PlanCell.objects.filter(plan=plan).exclude(modality="")
    if student_ids is not None:
        cells = cells.filter(student_id__in=list(student_ids))
    rows = list(cells.order_by("student_id", "block").values_list(*_COLUMNS))
    return _known(plan, school_day, rows, _sizes(plan, rows), policy_of(campus=plan.campus))


def _known(
    plan: DayPlan,
    school_day: SchoolDay,
    rows: Sequence[tuple[object, ...]],
    sizes: Mapping[object, int],
    policy: Policy,
) -> _Read:
    ids = tuple(dict.fromkeys(int(str(row[0])) for row in rows))
    lessons = {int(str(row[11])) for row in rows if row[2] in HOLDS_A_LESSON and row[11]}
    return _Read(
        rows=rows,
        ids=ids,
        school_day=school_day,
        policy=policy,
        limits=limits_of(
            campus=plan.campus, student_ids=ids, day=plan.day, policy=policy, lessons=lessons
        ),
        sizes=sizes,
    )


def _judge(read: _Read, lived: Mapping[tuple[int, int], BlockRecord | None] | None) -> Judged:
    rows, ids = read.rows, read.ids
    day = _day(read, lived)
    held = judge(day=day, terms=terms_of(read.policy))
    screens = np.bincount(
        day.student, weights=day.minutes * day.is_screen * day.is_done, minlength=len(ids)
    )
    led = np.array([row[2] in ("teacher_group", "conference") for row in rows], dtype=bool)
    taught = np.bincount(
        day.student, weights=day.minutes * led * day.is_done, minlength=len(ids)
    )
    return Judged(
        student_ids=ids,
        held=held,
        screen_minutes=tuple(int(one) for one in screens),
        teacher_minutes=tuple(int(one) for one in taught),
    )


def _sizes(plan: DayPlan, rows: Sequence[tuple[object, ...]]) -> dict[object, int]:
    """Return how many each group has, whoever was asked about."""
    named = {row[4] for row in rows if row[4] is not None}
    found: dict[object, int] = dict.fromkeys(named, 0)
    if named:
        members = PlanCell.objects.filter(plan=plan, group__isnull=False)
        if len(named) <= MOST_GROUPS_NAMED:
            members = members.filter(group_id__in=list(named))
        for group in members.values_list("group_id", flat=True):
            if group in found:
                found[group] += 1
    return found


def _day(read: _Read, lived: Mapping[tuple[int, int], BlockRecord | None] | None) -> Day:
    rows, ids, policy, limits = read.rows, read.ids, read.policy, read.limits
    place = {student: n for n, student in enumerate(ids)}
    minutes = np.array(
        [read.school_day.minutes(int(str(row[1]))) for row in rows], dtype=np.float64
    )
    student = np.array([place[int(str(row[0]))] for row in rows], dtype=np.int64)
    records = [_record(lived, row) for row in rows]
    is_done = np.array([_is_done(lived, one) for one in records], dtype=bool)
    came = np.array([one is None or one.person_came for one in records], dtype=bool)
    active = np.array([ACTIVE_SHARE.get(str(row[2]), 0.0) for row in rows])

    def column(at: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.array([bool(row[at]) for row in rows], dtype=bool)

    def noted(name: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.array([one is not None and getattr(one, name) for one in records], dtype=bool)

    with_person = np.array([row[2] in WITH_A_PERSON for row in rows], dtype=bool)
    total = np.bincount(student, weights=minutes, minlength=len(ids))
    return Day(
        n_students=len(ids),
        student=student,
        block=np.array([int(str(row[1])) for row in rows], dtype=np.int64),
        minutes=minutes,
        active_minutes=minutes * active,
        is_learning=np.array([row[3] is not None for row in rows], dtype=bool),
        has_person=with_person & came,
        group_size=np.array([read.sizes.get(row[4], 1) for row in rows], dtype=np.int64),
        serves_hope=column(7),
        meets_interest=column(8) | column(6),
        is_in_band=column(9),
        is_below_readiness=column(10),
        is_screen=column(5),
        is_repeat=np.array(
            [row[11] in limits.lessons_had.get(int(str(row[0])), ()) for row in rows],
            dtype=bool,
        ),
        is_chosen=column(6),
        is_done=is_done,
        is_not_for_me=noted("is_not_for_me"),
        is_boring=noted("is_boring"),
        is_stuck=noted("was_stuck"),
        was_helped=noted("was_helped"),
        max_screen_minutes=np.array(
            [
                0.0 if one in limits.opted_out else policy.max_screen_share * total[n]
                for n, one in enumerate(ids)
            ]
        ),
        max_screen_run=np.array(
            [limits.screen_run.get(one, policy.max_screen_run) for one in ids], dtype=np.int64
        ),
        n_unanswered=np.array([limits.unanswered.get(one, 0) for one in ids], dtype=np.int64),
    )


def _record(
    lived: Mapping[tuple[int, int], BlockRecord | None] | None, row: tuple[object, ...]
) -> BlockRecord | None:
    return None if lived is None else lived.get((int(str(row[0])), int(str(row[1]))))


def _is_done(
    lived: Mapping[tuple[int, int], BlockRecord | None] | None, record: BlockRecord | None
) -> bool:
    if lived is None:
        return True
    return record is not None and record.state == BlockRecord.State.DONE


def _lived(plan: DayPlan, ids: Sequence[int]) -> dict[tuple[int, int], BlockRecord | None]:
    return _there(what_happened(student_ids=ids, day=plan.day))


def _there(happened: Happened) -> dict[tuple[int, int], BlockRecord | None]:
    """Return what was noted by student and block; blocks in which a student was not here are as if not noted."""
    return {
        (student, block): record
        for (student, block), record in happened.records.items()
        if was_here(happened.attendance.get(student), block)
    }


def was_here(attendance: Attendance | None, block: int) -> bool:
    """Return whether a student was here in a block; nothing noted counts as here."""
    if attendance is None:
        return True
    if attendance.state == Attendance.State.ABSENT:
        return False
    edge = attendance.block
    if attendance.state == Attendance.State.LATE and edge is not None:
        return block >= edge
    if attendance.state == Attendance.State.LEFT and edge is not None:
        return block < edge
    return True
