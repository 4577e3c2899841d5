"""A student's days block by block: what the plan in force holds, and what was noted of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import OuterRef, Subquery

from ownpath.school.days.models import Block, BlockRecord, DayPlan, PlanCell
from ownpath.school.days.queries.cells import (
    CELL_RELATED,
    CellLine,
    Members,
    Noted,
    Statuses,
    line_of,
)

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


BELL: Final = ("name", "starts_at", "ends_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class LivedBlock:
    """One block of one day: its bell, what was planned, what was noted."""

    plan: UUID
    block: Block
    cell: CellLine


def lived_blocks(*, student: Person, days: Sequence[date]) -> dict[date, list[LivedBlock]]:
    """Return a student's blocks on those of some days that have a plan in force; at most two queries."""
    published = PlanCell.objects.filter(
        student=student, plan__day__in=list(days), plan__state=DayPlan.State.PUBLISHED
    )
    cells = published.select_related("plan", *CELL_RELATED).annotate(
        **{f"bell_{name}": _bell(name) for name in BELL}
    )
    rows = list(cells.order_by("plan__day", "block"))
    noted = _noted(student, {cell.plan.day for cell in rows})
    nothing = Members()
    found: dict[date, list[LivedBlock]] = defaultdict(list)
    for cell in rows:
        rung = {name: getattr(cell, f"bell_{name}") for name in BELL}
        if rung["starts_at"] is not None:
            line = line_of(cell, nothing, noted[cell.plan.day])
            bell = Block(number=cell.block, **rung)
            one = LivedBlock(plan=cell.plan.uuid, block=bell, cell=line)
            found[cell.plan.day].append(one)
    return found


def _bell(name: str) -> Subquery:
    """Return one thing the bell schedule of a cell's plan says of the cell's block."""
    blocks = Block.objects.filter(schedule=OuterRef("plan__schedule"), number=OuterRef("block"))
    return Subquery(blocks.values(name)[:1])


def _noted(student: Person, days: set[date]) -> dict[date, Statuses]:
    """Return what was noted of a student's blocks, by day; one query, none where no day has a plan."""
    found: dict[date, dict[tuple[int, int], Noted]] = {day: {} for day in days}
    if days:
        rows = BlockRecord.objects.filter(student=student, day__in=days)
        for row in rows.values_list("day", "block", "state", "set_by"):
            found[row[0]][student.pk, row[1]] = Noted(row[2], row[3])
    return dict(found)
