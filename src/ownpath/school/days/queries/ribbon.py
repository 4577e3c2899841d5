"""A student's published day as one page shows it, in as few queries as can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from threading import Lock
from typing import TYPE_CHECKING, Final

from ownpath.school.days.models import (
    Block,
    DayPlan,
    DayRecord,
    PlanCell,
    PlanChange,
    Policy,
    Reflection,
)
from ownpath.school.days.queries.calendar import SchoolDay
from ownpath.school.days.queries.cells import (
    CELL_RELATED,
    CellLine,
    Members,
    change_lines,
    changes_related,
    line_of,
)
from ownpath.school.days.queries.happened import what_happened
from ownpath.school.days.queries.happening import EndOfDay
from ownpath.school.days.queries.judging import AtHand, judge_both, names_of_bits
from ownpath.school.days.queries.names_apart import HALL, names_apart
from ownpath.school.days.queries.plans import SMALL_ENOUGH_FOR_NAMES, StudentDay

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

JUDGEMENTS_REMEMBERED: Final = 4096
Bits = tuple[int, int]  # promised, kept
_judged: dict[tuple[int, int, str], Bits] = {}
_judging = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAtHand:
    """One student's published day, and what it promised and kept so far."""

    day: StudentDay
    end: EndOfDay
    is_over: bool  # the last block has ended
    said: Mapping[int, str]  # of blocks, by the student: "loved", "not_for_me" or "boring"


def day_at_hand(*, student: Person, day: date, at: time, stamp: str) -> DayAtHand | None:
    """Return a student's published day; None where there is none.

    What was promised and kept is judged anew only when the stamp is another.
    """
    published = PlanCell.objects.filter(
        student=student, plan__day=day, plan__state=DayPlan.State.PUBLISHED
    )
    cells = list(
        published.select_related(
            "plan__campus__district",
            "plan__campus__day_policy",
            "plan__schedule",
            *CELL_RELATED,
        )
    )
    if not cells:
        return None
    plan = cells[0].plan
    rings = rings_of(plan)
    members, called = _members(plan, cells, student)
    happened = what_happened(student_ids=[student.pk], day=day)
    statuses = happened.statuses
    unseen = PlanChange.objects.filter(student=student, plan__day=day, seen_at=None)
    changes = unseen.select_related(*changes_related()).order_by("plan__version", "block")
    shown = StudentDay(
        state="planned",
        day=day,
        school_day=rings,
        plan=plan,
        cells={cell.block: line_of(cell, members, statuses) for cell in cells},
        changes=tuple(change_lines(list(changes))),
        called_by_id=called,
    )
    is_over = bool(rings.blocks) and at >= max(block.ends_at for block in rings.blocks)
    sizes = {one: len(own) for one, own in members.of_group.items()}
    policy = getattr(plan.campus, "day_policy", None) or Policy(campus=plan.campus)
    at_hand = AtHand(cells=cells, sizes=sizes, happened=happened, policy=policy)
    end = _end(student, plan, rings, stamp, at_hand, is_over=is_over)
    said = {block: row.said for (_student, block), row in happened.records.items()}
    return DayAtHand(day=shown, end=end, is_over=is_over, said=said)


def rings_of(plan: DayPlan) -> SchoolDay:
    """Return how the bells ring on a planned day: by the schedule it was planned for."""
    blocks = tuple(plan.schedule.blocks.order_by("number"))
    return SchoolDay(day=plan.day, schedule=plan.schedule, letter="", note="", blocks=blocks)


def _members(
    plan: DayPlan, cells: Sequence[PlanCell], student: Person
) -> tuple[Members, dict[int, str]]:
    """Return who is in the groups of some cells, and what those in small groups are called; one query."""
    wanted = {cell.group_id for cell in cells if cell.group_id is not None}
    if not wanted:
        return Members(), {}
    rows = PlanCell.objects.filter(plan=plan, group_id__in=list(wanted))
    found: dict[int, list[Person]] = defaultdict(list)
    for row in rows.select_related("student").order_by("pk"):
        found[row.group_id or 0].append(row.student)
    near = [
        one
        for own in found.values()
        if len(own) <= SMALL_ENOUGH_FOR_NAMES
        for one in own
        if one.pk != student.pk
    ]
    called = names_apart(near, HALL)
    of_group = {group: tuple(one.pk for one in own) for group, own in found.items()}
    return Members(of_group=of_group), called


def _end(
    student: Person,
    plan: DayPlan,
    rings: SchoolDay,
    stamp: str,
    at_hand: AtHand,
    *,
    is_over: bool,
) -> EndOfDay:
    record = reflection = None
    if is_over:
        record = DayRecord.objects.filter(student=student, day=plan.day).first()
        reflection = Reflection.objects.filter(student=student, day=plan.day).first()
    promised, kept = (
        (record.promised, record.kept)
        if record
        else _bits(student, plan, rings, stamp, at_hand)
    )
    return EndOfDay(
        promised=names_of_bits(promised),
        kept=names_of_bits(kept),
        reflection=reflection,
        waiting_days=record.waiting_days if record else None,
    )


def _bits(
    student: Person, plan: DayPlan, rings: SchoolDay, stamp: str, at_hand: AtHand
) -> Bits:
    """Return what a day promised and kept so far, remembered under the stamp it was judged at."""
    key = (plan.pk, student.pk, stamp)
    if key not in _judged:
        both = judge_both(plan=plan, school_day=rings, at_hand=at_hand)
        promised, kept = (one.bits() for one in both)
        with _judging:
            _judged[key] = (promised[0] if promised else 0, kept[0] if kept else 0)
            while len(_judged) > JUDGEMENTS_REMEMBERED:
                del _judged[next(iter(_judged))]
    return _judged[key]


def blocks_ahead(
    *, student: Person, days: Sequence[date]
) -> dict[date, list[tuple[Block, CellLine]]]:
    """Return a student's blocks on the published ones among some days, in the order of the clock; two queries."""
    published = PlanCell.objects.filter(
        student=student, plan__day__in=list(days), plan__state=DayPlan.State.PUBLISHED
    )
    cells = published.select_related("plan__schedule", *CELL_RELATED).prefetch_related(
        "plan__schedule__blocks"
    )
    found: dict[date, list[tuple[Block, CellLine]]] = defaultdict(list)
    nothing = Members()
    for cell in cells.order_by("plan__day", "block"):
        blocks = {one.number: one for one in cell.plan.schedule.blocks.all()}
        if cell.block in blocks:
            line = line_of(cell, nothing, {})
            found[cell.plan.day].append((blocks[cell.block], line))
    return found
