"""Read how two plans of a day differ: students whose block changed in the same way are one change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from ownpath.school.days.models import DayPlan, PlanCell
from ownpath.school.days.queries.cells import CellLine
from ownpath.school.days.queries.plans import cells_by_student
from ownpath.school.people.queries import persons_by_id

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

Looks: TypeAlias = Mapping[tuple[int, int], tuple[Any, ...]]  # by student and block


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The students whose block changed from one same thing to another same thing."""

    block: int
    student_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTold:
    """One change: what the block held, what it holds, and for whom, by name."""

    block: int
    students: tuple[Person, ...]
    before: CellLine | None
    after: CellLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """Where two plans of a day differ, block by block, the change of most students first; and how many cells do not."""

    n_same: int
    changes: list[Change]

    @property
    def n_cells(self) -> int:
        """How many cells differ."""
        return sum(len(one.student_ids) for one in self.changes)


def differing(*, plan: DayPlan, against: DayPlan) -> Differing:
    """Return what two plans hold differently; two queries and no more than columns."""
    now, before = _looks_by_cell(plan), _looks_by_cell(against)
    together: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    everywhere = sorted({*now, *before})
    for student, block in everywhere:
        was, is_now = before.get((student, block)), now.get((student, block))
        if was != is_now:
            together[block, was, is_now].append(student)
    changes = [
        Change(block=key[0], student_ids=tuple(students)) for key, students in together.items()
    ]
    changes.sort(key=lambda one: (one.block, -len(one.student_ids), one.student_ids))
    n_cells = sum(len(one.student_ids) for one in changes)
    return Differing(n_same=len(everywhere) - n_cells, changes=changes)


def tell_changes(
    *, plan: DayPlan, against: DayPlan, changes: Sequence[Change]
) -> list[ChangeTold]:
    """Return what some changes are about, in their order; three queries."""
    firsts = sorted({one.student_ids[0] for one in changes})
    now, before = cells_by_student(plan, firsts), cells_by_student(against, firsts)
    people = persons_by_id(ids={pk for one in changes for pk in one.student_ids})
    return [
        ChangeTold(
            block=one.block,
            students=tuple(people[pk] for pk in one.student_ids),
            before=before.get(one.student_ids[0], {}).get(one.block),
            after=now.get(one.student_ids[0], {}).get(one.block),
        )
        for one in changes
    ]


def _looks_by_cell(plan: DayPlan) -> Looks:
    """Return what a student sees of each cell."""
    columns = (
        "student_id", "block", "modality", "activity_id", "station_id", "competency_id",
        "room_id", "commitment_id", "group__adult_id",
    )  # fmt: skip
    rows = PlanCell.objects.filter(plan=plan).values_list(*columns)
    return {(student, block): tuple(looks) for student, block, *looks in rows}
