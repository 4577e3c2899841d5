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
NOTED: Final = ("state", "set_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class LivedBlock:
    """One block of one day: its bell, what was planned, what was noted."""

    plan: UUID
    block: Block
    cell: CellLine


def lived_blocks(*, student: Person, days: Sequence[date]) -> dict[date, list[LivedBlock]]:
    """Return a student's blocks on those of some days that have a plan in force; one query."""
    published = PlanCell.objects.filter(
        student=student, plan__day__in=list(days), plan__state=DayPlan.State.PUBLISHED
    )
    cells = published.select_related("plan", *CELL_RELATED).annotate(
        **{f"bell_{name}": _bell(name) for name in BELL},
        **{f"noted_{name}": _noted(name) for name in NOTED},
    )
    nothing = Members()
    found: dict[date, list[LivedBlock]] = defaultdict(list)
    for cell in cells.order_by("plan__day", "block"):
        told = vars(cell)
        rung = {name: told[f"bell_{name}"] for name in BELL}
        if rung["starts_at"] is not None:
            noted = _status(cell, *(told[f"noted_{name}"] for name in NOTED))
            line = line_of(cell, nothing, noted)
            bell = Block(number=cell.block, **rung)
            one = LivedBlock(plan=cell.plan.uuid, block=bell, cell=line)
            found[cell.plan.day].append(one)
    return found


def _bell(name: str) -> Subquery:
    """Return one thing the bell schedule of a cell's plan says of the cell's block."""
    blocks = Block.objects.filter(schedule=OuterRef("plan__schedule"), number=OuterRef("block"))
    return Subquery(blocks.values(name)[:1])


def _noted(name: str) -> Subquery:
    """Return one thing that was noted of a cell's block."""
    rows = BlockRecord.objects.filter(
        student=OuterRef("student"), day=OuterRef("plan__day"), block=OuterRef("block")
    )
    return Subquery(rows.values(name)[:1])


def _status(cell: PlanCell, state: str | None, by: int | None) -> Statuses:
    return {} if state is None else {(cell.student_id, cell.block): Noted(state, by)}
