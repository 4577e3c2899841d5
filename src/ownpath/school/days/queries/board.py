"""Where everybody goes, for a screen in the hall and for paper: only the block, grade or page that is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ownpath.school.days.models import OptOut, PlanCell
from ownpath.school.days.queries.cells import CellLine, Members, cells_of, line_of
from ownpath.school.people.queries import grade_order

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.people.models import Person


def grades_in(*, plan: DayPlan) -> list[str]:
    """Return the grades a plan is for, the youngest first."""
    rows = PlanCell.objects.filter(plan=plan).order_by()
    return sorted(rows.values_list("student__grade", flat=True).distinct(), key=grade_order)


def places_in_block(*, plan: DayPlan, block: int, grade: str) -> list[tuple[Person, CellLine]]:
    """Return where the students of a grade are in one block; one query."""
    cells = cells_of(plan).filter(block=block, student__grade=grade).select_related("student")
    nothing = Members()
    return [(cell.student, line_of(cell, nothing, {})) for cell in cells]


def kept_off_the_board(*, student_ids: Iterable[int]) -> frozenset[int]:
    """Return whose name the family keeps off the hall board; one query."""
    rows = OptOut.objects.filter(
        student_id__in=list(student_ids), what=OptOut.What.BOARD, ended_at=None
    )
    return frozenset(rows.values_list("student_id", flat=True))


def days_of(
    *, plan: DayPlan, student_ids: Sequence[int]
) -> list[tuple[Person, list[CellLine]]]:
    """Return the days of some students by a plan, in the order they are asked for; one query."""
    cells = cells_of(plan).filter(student_id__in=list(student_ids)).select_related("student")
    people: dict[int, Person] = {}
    lines: dict[int, list[CellLine]] = defaultdict(list)
    nothing = Members()
    for cell in cells.order_by("block"):
        people[cell.student_id] = cell.student
        lines[cell.student_id].append(line_of(cell, nothing, {}))
    return [(people[one], lines[one]) for one in student_ids if one in people]
