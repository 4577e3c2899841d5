"""The cells of a day by column, and the table they make for the six promises, planned or lived.

A column is made into an array at once: a whole campus has ten thousand cells, and a row of its own for each would cost
more than the judging.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np

from ownpath.engine.promises import Day
from ownpath.school.days.models import BlockRecord, Modality

if TYPE_CHECKING:
    from ownpath.engine.promises.types import Bools, Floats
    from ownpath.school.days.models import PlanCell, Policy
    from ownpath.school.days.queries.calendar import SchoolDay
    from ownpath.school.days.queries.limits import Limits

Lived: TypeAlias = Mapping[tuple[int, int], BlockRecord | None]  # by student and block

# The share of a block in which a student does something rather than listens, by modality: an assumption, not a measure.
ACTIVE_SHARE: Final[dict[str, float]] = {
    Modality.TEACHER_GROUP: 0.8, Modality.CONFERENCE: 0.9, Modality.PROJECT: 0.9,
    Modality.CLASS_LESSON: 0.35, Modality.PEER: 0.9, Modality.ASSESSMENT: 1.0,
    Modality.INDEPENDENT: 0.8, Modality.OFFLINE: 0.8,
}  # fmt: skip
HOLDS_A_LESSON: Final = frozenset({Modality.TEACHER_GROUP, Modality.CLASS_LESSON})
LED_BY_AN_ADULT: Final = frozenset({Modality.TEACHER_GROUP, Modality.CONFERENCE})
WITH_A_PERSON: Final = HOLDS_A_LESSON | {Modality.CONFERENCE, Modality.PROJECT, Modality.PEER}


class Columns(NamedTuple):
    """What is judged of cells, named as in `PlanCell`; a value for each cell, by student and block."""

    student_id: tuple[int, ...]
    block: tuple[int, ...]
    modality: tuple[str, ...]
    competency_id: tuple[int | None, ...]
    group_id: tuple[int | None, ...]
    activity_id: tuple[int | None, ...]
    is_screen: tuple[bool, ...]
    is_chosen: tuple[bool, ...]
    serves_hope: tuple[bool, ...]
    meets_interest: tuple[bool, ...]
    is_in_band: tuple[bool, ...]
    is_below_readiness: tuple[bool, ...]

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[Any, ...]]) -> Columns:
        """Return rows that hold the fields in order as columns.

        >>> Columns.of_rows([]).student_id
        ()
        """
        columns = list(zip(*rows, strict=True))
        return cls(*columns) if columns else cls(*([()] * len(cls._fields)))

    @classmethod
    def of_cells(cls, cells: Iterable[PlanCell]) -> Columns:
        """Return cells that were read already as columns; those that hold nothing are left out."""
        held = [cell for cell in cells if cell.modality]
        return cls.of_rows(
            map(attrgetter(*cls._fields), sorted(held, key=attrgetter("student_id", "block")))
        )

    def lessons(self) -> set[int]:
        """Return the activities in which an adult gives a lesson."""
        planned = zip(self.activity_id, self.modality, strict=True)
        return {one for one, modality in planned if one and modality in HOLDS_A_LESSON}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """What of a day is judged, as it stands in the database."""

    columns: Columns
    ids: tuple[int, ...]  # of the students, in the order of the cells
    school_day: SchoolDay
    policy: Policy
    limits: Limits
    sizes: Mapping[int, int]  # how many each group has


def day_of(cells: Cells, lived: Lived | None) -> Day:
    """Return cells as the promises see them: as planned, or as lived."""
    minutes = _minutes(cells)
    place = {student: n for n, student in enumerate(cells.ids)}
    student = np.array([place[one] for one in cells.columns.student_id], dtype=np.int64)
    total = np.bincount(student, weights=minutes, minlength=len(cells.ids)).astype(np.float64)
    records = _records(cells.columns, lived)
    planned = _planned(cells)
    if records is not None:
        planned["has_person"] &= _flags(one is None or one.person_came for one in records)
    return Day(
        n_students=len(cells.ids),
        student=student,
        minutes=minutes,
        active_minutes=minutes * _active_share(cells.columns),
        **planned,
        **_noted(records, n_cells=len(student)),
        **_bounds(cells, total),
    )


def is_led(columns: Columns) -> Bools:
    """Return in which cells an adult leads a small group or talks with one."""
    return _flags(one in LED_BY_AN_ADULT for one in columns.modality)


def _planned(cells: Cells) -> dict[str, Any]:
    """Return what a plan says of each cell."""
    columns, had, sizes = cells.columns, cells.limits.lessons_had, cells.sizes
    who_does_what = zip(columns.student_id, columns.activity_id, strict=True)
    is_chosen = np.array(columns.is_chosen, dtype=bool)
    return {
        "block": np.array(columns.block, dtype=np.int64),
        "is_learning": _flags(one is not None for one in columns.competency_id),
        "has_person": _flags(one in WITH_A_PERSON for one in columns.modality),
        "group_size": np.array([_size(one, sizes) for one in columns.group_id], dtype=np.int64),
        "serves_hope": np.array(columns.serves_hope, dtype=bool),
        "meets_interest": np.array(columns.meets_interest, dtype=bool) | is_chosen,
        "is_in_band": np.array(columns.is_in_band, dtype=bool),
        "is_below_readiness": np.array(columns.is_below_readiness, dtype=bool),
        "is_screen": np.array(columns.is_screen, dtype=bool),
        "is_repeat": _flags(activity in had.get(who, ()) for who, activity in who_does_what),
        "is_chosen": is_chosen,
    }


def _noted(records: Sequence[BlockRecord | None] | None, *, n_cells: int) -> dict[str, Any]:
    """Return what was noted of each cell; in a plan everything is done and nothing noted."""
    if records is None:
        nothing = np.zeros(n_cells, dtype=bool)
        marks = dict.fromkeys(("is_not_for_me", "is_boring", "is_stuck", "was_helped"), nothing)
        return {"is_done": np.ones(n_cells, dtype=bool), **marks}
    return {
        "is_done": _flags(
            one is not None and one.state == BlockRecord.State.DONE for one in records
        ),
        "is_not_for_me": _flags(one is not None and one.is_not_for_me for one in records),
        "is_boring": _flags(one is not None and one.is_boring for one in records),
        "is_stuck": _flags(one is not None and one.was_stuck for one in records),
        "was_helped": _flags(one is not None and one.was_helped for one in records),
    }


def _bounds(cells: Cells, total_minutes: Floats) -> dict[str, Any]:
    """Return what holds for each student all day; `total_minutes` is what their cells last together."""
    ids, policy, limits = cells.ids, cells.policy, cells.limits
    screen_run, unanswered = limits.screen_run, limits.unanswered
    may_be_at_a_screen = _flags(one not in limits.opted_out for one in ids)
    return {
        "max_screen_minutes": policy.max_screen_share * total_minutes * may_be_at_a_screen,
        "max_screen_run": np.array(
            [screen_run.get(one, policy.max_screen_run) for one in ids], dtype=np.int64
        ),
        "n_unanswered": np.array([unanswered.get(one, 0) for one in ids], dtype=np.int64),
    }


def _minutes(cells: Cells) -> Floats:
    by_block = {one: cells.school_day.minutes(one) for one in set(cells.columns.block)}
    return np.array([by_block[one] for one in cells.columns.block], dtype=np.float64)


def _active_share(columns: Columns) -> Floats:
    return np.array([ACTIVE_SHARE.get(one, 0.0) for one in columns.modality], dtype=np.float64)


def _records(columns: Columns, lived: Lived | None) -> list[BlockRecord | None] | None:
    if lived is None:
        return None
    return [lived.get(at) for at in zip(columns.student_id, columns.block, strict=True)]


def _size(group: int | None, sizes: Mapping[int, int]) -> int:
    return 1 if group is None else sizes.get(group, 1)


def _flags(said: Iterable[bool]) -> Bools:
    return np.fromiter(said, dtype=bool)
