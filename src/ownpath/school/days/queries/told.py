"""What a student told of blocks that are over, for those who hear the student."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from ownpath.school.days.models import BlockRecord, DayPlan, PlanCell
from ownpath.school.days.queries.cells import CELL_RELATED, Members, line_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

MOST_TOLD = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """What a student said of one block."""

    day: date
    title: Mapping[str, str]  # by language
    word: str  # "loved", "not_for_me" or "boring"


def told_of_blocks(*, student: Person, since: date) -> list[ToldLine]:
    """Return what a student said of the last blocks, the newest first; two queries."""
    rows = BlockRecord.objects.filter(
        Q(is_loved=True) | Q(is_boring=True) | Q(is_not_for_me=True),
        student=student,
        day__gte=since,
    )
    records = list(rows.order_by("-day", "-block")[:MOST_TOLD])
    cells = PlanCell.objects.filter(
        student=student,
        plan__day__in={one.day for one in records},
        plan__state=DayPlan.State.PUBLISHED,
    ).select_related("plan", *CELL_RELATED)
    titles = {(cell.plan.day, cell.block): line_of(cell, Members(), {}).title for cell in cells}
    return [
        ToldLine(day=one.day, title=titles[(one.day, one.block)], word=one.said)
        for one in records
        if (one.day, one.block) in titles
    ]
