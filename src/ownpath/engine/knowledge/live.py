"""One student's state as a page keeps it, moved on by each answer, read without being changed.

The same kernels as in a batch, run as they stand; numba is never loaded. `packing` makes bytes of a state.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import exp, log1p
from typing import Any

import numpy as np

from ownpath.engine.knowledge.answers import Floats
from ownpath.engine.knowledge.echoes import (
    LOOK_BACK,
    N_OF_A_KIND,
    EchoTable,
    add_echo,
    begin_echo,
    end_echo,
)
from ownpath.engine.knowledge.features import (
    ECHO_COLUMNS,
    ECHO_KEPT,
    MEETING_COLUMN,
    MOTIF_COLUMN,
    N_FEATURES,
)
from ownpath.engine.knowledge.model import KnowledgeModel
from ownpath.engine.knowledge.motifs import (
    N_KINDS,
    read_motifs,
    width_of,
)
from ownpath.engine.knowledge.streaming import (
    N_COMPETENCY,
    N_MET,
    N_OVERALL,
    begin_student,
    observe_answer,
    read_answer,
    read_meetings,
)

UNKNOWN_ITEM = -1
Row = list[float]


class SparseRows(dict[int, Row]):
    """Rows by number that answer to `rows[number, column]` as an array does; a row nobody wrote is zero."""

    def __init__(self, rows: dict[int, Row], width: int) -> None:
        super().__init__({number: list(row) for number, row in rows.items()})
        self._width = width

    def __getitem__(self, at: Any) -> Any:
        """Return one value, or with a single number the row."""
        if isinstance(at, tuple):
            row = self.get(at[0])
            return 0.0 if row is None else row[at[1]]
        return super().__getitem__(at)

    def __setitem__(self, at: Any, value: Any) -> None:
        """Write one value; the row is made if it is not there."""
        self.setdefault(at[0], [0.0] * self._width)[at[1]] = float(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentState:
    """Everything the model remembers of one student.

    `lately` holds the last answers, newest first: (unit of the item, unit of the competency, right).
    """

    overall: tuple[float, ...]
    by_competency: dict[int, Row] = field(default_factory=dict)
    by_item: dict[int, Row] = field(default_factory=dict)
    lately: tuple[tuple[int, int, int], ...] = ()


def nobody_seen() -> StudentState:
    """Return the state of a student who has answered nothing."""
    overall = [0.0] * N_OVERALL
    begin_student(overall)
    return StudentState(overall=tuple(overall))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: the item's number (-1 unknown), its competencies' numbers, the moment in days (-1 unknown)."""

    item: int
    competencies: tuple[int, ...]
    day: float = -1.0


def observed(
    model: KnowledgeModel, state: StudentState, question: Question, *, is_right: bool
) -> StudentState:
    """Return the state after one more answer; the given state is not changed."""
    overall = list(state.overall)
    rows = SparseRows(state.by_competency, N_COMPETENCY)
    met = SparseRows(state.by_item, N_MET)
    met.pop(UNKNOWN_ITEM, None)
    numbers = question.competencies
    easiness = facts_of_question(model, question)[0]
    observe_answer(
        overall,
        rows,
        numbers,
        0,
        len(numbers),
        easiness,
        met,
        question.item,
        question.day,
        float(is_right),
    )
    met.pop(UNKNOWN_ITEM, None)
    unit, competency = _units(model, question)
    lately = ((unit, competency, int(is_right)), *state.lately)[: max(LOOK_BACK)]
    return StudentState(
        overall=tuple(overall), by_competency=dict(rows), by_item=dict(met), lately=lately
    )


def features_now(model: KnowledgeModel, state: StudentState, question: Question) -> Floats:
    """Return the features before a question, as float32 values, exactly those of a batch."""
    out = _read_state(model, state, question)
    _hear(model, state, question, out)
    _hear_motifs(model, state, question, out)
    return _as_single(out)


def state_now(model: KnowledgeModel, state: StudentState, question: Question) -> Floats:
    """Return the same without echoes: all that a belief asks for, in half the time."""
    return _as_single(_read_state(model, state, question))


def _read_state(model: KnowledgeModel, state: StudentState, question: Question) -> Row:
    out = [0.0] * N_FEATURES
    numbers = question.competencies
    touched = {c: state.by_competency[c] for c in numbers if c in state.by_competency}
    known = (
        {question.item: state.by_item[question.item]} if question.item in state.by_item else {}
    )
    read_answer(
        state.overall,
        SparseRows(touched, N_COMPETENCY),
        numbers,
        0,
        len(numbers),
        facts_of_question(model, question),
        SparseRows(known, N_MET),
        question.item,
        question.day,
        out,
    )
    read_meetings(state.overall, MEETING_COLUMN, out)
    return out


def _as_single(row: Row) -> Floats:
    return np.array(row, np.float32).astype(np.float64)


def p_right(model: KnowledgeModel, state: StudentState, question: Question) -> float:
    """Return the probability of a right answer, unaided, now."""
    shift = model.shift_of(question.competencies)
    return chance_of(model, features_now(model, state, question), shift=shift)


def chance_of(model: KnowledgeModel, row: Floats, *, shift: float = 0.0) -> float:
    """Return the probability the model gives one row of features, with what its competencies are off by."""
    score = model.trust * model.head.score_one(row)
    z = model.slope * (float(row[0]) + score) + model.shift + shift
    return 1.0 / (1.0 + exp(-z))


def facts_of_question(model: KnowledgeModel, question: Question) -> list[float]:
    """Return easiness, competency level, log counts of item and competencies, position: as kernels take them."""
    table = model.calibration
    n = len(question.competencies)
    level = sum(float(table.competency_level[c]) for c in question.competencies) / n
    count = sum(log1p(float(table.n_of_competency[c])) for c in question.competencies) / n
    position = sum(float(table.competency_position[c]) for c in question.competencies) / n
    if question.item < 0:
        return [level, level, 0.0, count, position]
    shift = float(table.item_shift[question.item])
    return [level + shift, level, log1p(float(table.n_of_item[question.item])), count, position]


def _units(model: KnowledgeModel, question: Question) -> tuple[int, int]:
    competency = len(model.calibration.item_shift) + question.competencies[0]
    return (question.item if question.item >= 0 else competency), competency


def _hear(model: KnowledgeModel, state: StudentState, question: Question, out: Row) -> None:
    units = _units(model, question)
    scratch = [0.0] * N_OF_A_KIND
    for kind, table in enumerate(model.echoes):
        later = units[1] if kind == 2 else units[0]
        which = 0 if kind == 0 else 1
        begin_echo(scratch)
        first, last = int(table.row_starts[later]), int(table.row_starts[later + 1])
        said = [answer[which] * 2 + answer[2] for answer in state.lately[: LOOK_BACK[kind]]]
        for back, pair in _pairs(table, first, last, said):
            add_echo(scratch, back, float(table.residual[pair]), float(table.doubt[pair]))
        end_echo(scratch)
        at = ECHO_COLUMNS[kind]
        out[at : at + ECHO_KEPT[kind]] = scratch[: ECHO_KEPT[kind]]


def _hear_motifs(
    model: KnowledgeModel, state: StudentState, question: Question, out: Row
) -> None:
    table = model.motifs
    if table.is_silent:
        return
    n_items, competency = len(model.calibration.item_shift), question.competencies[0]
    said = [(unit - n_items) * 2 + is_right for _, unit, is_right in reversed(state.lately)]
    codes = [0] * N_KINDS
    read_motifs(
        said, len(said) - 1, len(said), competency, width_of(table.n_competencies), codes
    )
    for kind, code in enumerate(codes):
        row = competency * N_KINDS + kind
        first, last = int(table.row_starts[row]), int(table.row_starts[row + 1])
        motif = bisect_left(table.code, code, first, last)
        if motif < last and table.code[motif] == code:
            out[MOTIF_COLUMN + 2 * kind] = float(table.step[motif])
            out[MOTIF_COLUMN + 2 * kind + 1] = float(table.weight[motif])


def _pairs(
    table: EchoTable, first: int, last: int, said: list[int]
) -> Iterator[tuple[int, int]]:
    """Yield how long ago and the place of each pair of a row that some answers make, the newest answer first."""
    if first == last or not said:
        return
    row = table.earlier[first:last]
    places = np.minimum(np.searchsorted(row, np.array(said, row.dtype)), last - first - 1)
    is_there = row[places] == said
    for at in np.flatnonzero(is_there).tolist():
        yield at + 1, first + int(places[at])
