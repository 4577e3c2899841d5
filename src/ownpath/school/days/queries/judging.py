"""Judge the six promises of a day from its rows: planned from its cells, lived from cells and records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ownpath.engine.promises import PROMISES, Day, Terms, judge
from ownpath.school.days.models import Attendance, PlanCell, Policy
from ownpath.school.days.queries.calendar import SchoolDay, policy_of
from ownpath.school.days.queries.cell_columns import Cells, Columns, Lived, day_of, is_led
from ownpath.school.days.queries.happened import Happened, what_happened
from ownpath.school.days.queries.limits import limits_of

if TYPE_CHECKING:
    from ownpath.engine.promises.types import Floats
    from ownpath.school.days.models import DayPlan

MOST_GROUPS_NAMED: Final = 50  # in one statement; more are picked out of all


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
    sizes: Mapping[int, int]  # how many each group has
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
    columns = Columns.of_cells(at_hand.cells)
    known = _known(plan, school_day, columns, at_hand.sizes, at_hand.policy)
    return _judge(known, lived=None), _judge(known, lived=_there(at_hand.happened))


def _read(plan: DayPlan, school_day: SchoolDay, student_ids: Iterable[int] | None) -> Cells:
    cells = PlanCell.objects.filter(plan=plan).exclude(modality="")
    if student_ids is not None:
        cells = cells.filter(student_id__in=list(student_ids))
    rows = cells.order_by("student_id", "block").values_list(*Columns._fields)
    columns = Columns.of_rows(rows)
    sizes = _sizes(plan, columns.group_id)
    return _known(plan, school_day, columns, sizes, policy_of(campus=plan.campus))


def _known(
    plan: DayPlan,
    school_day: SchoolDay,
    columns: Columns,
    sizes: Mapping[int, int],
    policy: Policy,
) -> Cells:
    ids = tuple(dict.fromkeys(columns.student_id))
    limits = limits_of(
        campus=plan.campus,
        student_ids=ids,
        day=plan.day,
        policy=policy,
        lessons=columns.lessons(),
    )
    return Cells(
        columns=columns,
        ids=ids,
        school_day=school_day,
        policy=policy,
        limits=limits,
        sizes=sizes,
    )


def _judge(cells: Cells, lived: Lived | None) -> Judged:
    day = day_of(cells, lived)
    happens = day.minutes * day.is_done
    return Judged(
        student_ids=cells.ids,
        held=judge(day=day, terms=terms_of(cells.policy)),
        screen_minutes=_minutes_each(day, happens * day.is_screen),
        teacher_minutes=_minutes_each(day, happens * is_led(cells.columns)),
    )


def _minutes_each(day: Day, minutes: Floats) -> tuple[int, ...]:
    """Return the minutes of each student's cells, added up."""
    added = np.bincount(day.student, weights=minutes, minlength=day.n_students)
    return tuple(int(one) for one in added)


def _sizes(plan: DayPlan, group_ids: Iterable[int | None]) -> dict[int, int]:
    """Return how many each group has, whoever was asked about."""
    found = {group: 0 for group in group_ids if group is not None}
    if found:
        members = PlanCell.objects.filter(plan=plan, group__isnull=False)
        if len(found) <= MOST_GROUPS_NAMED:
            members = members.filter(group_id__in=list(found))
        for group in members.values_list("group_id", flat=True):
            if group in found:
                found[group] += 1
    return found


def _lived(plan: DayPlan, ids: Sequence[int]) -> Lived:
    return _there(what_happened(student_ids=ids, day=plan.day))


def _there(happened: Happened) -> Lived:
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
