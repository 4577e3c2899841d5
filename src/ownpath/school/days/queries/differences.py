"""Read how two plans of a day differ: students whose block held the same thing before are one change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ownpath.school.days.models import DayPlan, PlanCell
from ownpath.school.days.queries.away import away_in
from ownpath.school.days.queries.cells import CellLine
from ownpath.school.days.queries.plans import cells_by_student
from ownpath.school.people.queries import persons_by_id

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

Looks: TypeAlias = Mapping[tuple[int, int], tuple[Any, ...]]  # by student and block
AWAY: Final = ("away",)  # what an empty cell of somebody who is not here looks like


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The students whose block held the same thing before, apart by what it holds now; where most went, first."""

    block: int
    parts: tuple[tuple[int, ...], ...]
    away: frozenset[int] = frozenset()  # who is not here in this block now
    were_away: bool = False  # before

    @property
    def n(self) -> int:
        """How many students it is."""
        return sum(map(len, self.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTold:
    """What the block holds now, and for whom."""

    students: tuple[Person, ...]
    after: CellLine | None
    are_away: bool  # nothing is planned, since they are not here


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTold:
    """One change: what the block held, and what it holds now, for some and for others."""

    block: int
    before: CellLine | None
    were_away: bool
    parts: tuple[PartTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """Where two plans of a day differ, block by block, the change of most students first; and how many cells do not."""

    n_same: int
    changes: list[Change]

    @property
    def n_cells(self) -> int:
        """How many cells differ."""
        return sum(one.n for one in self.changes)


def differing(*, plan: DayPlan, against: DayPlan) -> Differing:
    """Return what two plans hold differently; no more than columns, whatever the number of students."""
    now, before = _looks_by_cell(plan), _looks_by_cell(against)
    now, before = _with_away(now, plan, before), _with_away(before, against, now)
    together: dict[tuple[Any, ...], dict[Any, list[int]]] = defaultdict(dict)
    everywhere = sorted({*now, *before})
    for student, block in everywhere:
        was, is_now = before.get((student, block)), now.get((student, block))
        if was != is_now:
            together[block, was].setdefault(is_now, []).append(student)
    changes = [
        Change(
            block=block,
            parts=tuple(sorted(map(tuple, parts.values()), key=_by_size)),
            away=frozenset(parts.get(AWAY, ())),
            were_away=was == AWAY,
        )
        for (block, was), parts in together.items()
    ]
    changes.sort(key=lambda one: (one.block, -one.n, one.parts))
    n_cells = sum(one.n for one in changes)
    return Differing(n_same=len(everywhere) - n_cells, changes=changes)


def tell_changes(
    *, plan: DayPlan, against: DayPlan, changes: Sequence[Change]
) -> list[ChangeTold]:
    """Return what some changes are about, in their order; three queries."""
    firsts = sorted({part[0] for one in changes for part in one.parts})
    now, before = cells_by_student(plan, firsts), cells_by_student(against, firsts)
    people = persons_by_id(ids={pk for one in changes for part in one.parts for pk in part})
    return [
        ChangeTold(
            block=one.block,
            before=before.get(one.parts[0][0], {}).get(one.block),
            were_away=one.were_away,
            parts=tuple(
                PartTold(
                    students=tuple(people[pk] for pk in part),
                    after=now.get(part[0], {}).get(one.block),
                    are_away=part[0] in one.away,
                )
                for part in one.parts
            ),
        )
        for one in changes
    ]


def _by_size(part: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return -len(part), part


def _with_away(looks: Looks, plan: DayPlan, other: Looks) -> Looks:
    """Return the same with what those look like who are not here by one plan and have a place by the other."""
    away = away_in(plan=plan)
    return {**looks, **{at: AWAY for at in other if at not in looks and away.holds(*at)}}


def _looks_by_cell(plan: DayPlan) -> Looks:
    """Return what a student sees of each cell."""
    columns = (
        "student_id", "block", "modality", "activity_id", "station_id", "competency_id",
        "room_id", "commitment_id", "group__adult_id",
    )  # fmt: skip
    rows = PlanCell.objects.filter(plan=plan).values_list(*columns)
    return {(student, block): tuple(looks) for student, block, *looks in rows}
