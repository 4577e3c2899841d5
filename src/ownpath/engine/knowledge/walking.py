"""Walks the state over a whole log of answers and writes down what was known before each of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import AnswerLog, Floats, Wholes
from ownpath.engine.knowledge.calibration import Calibration
from ownpath.engine.knowledge.compiled import Kernel
from ownpath.engine.knowledge.features import MEETING_COLUMN, N_FEATURES
from ownpath.engine.knowledge.streaming import (
    C_IS_MET,
    M_TIMES,
    N_COMPETENCY,
    N_MET,
    N_OVERALL,
    N_STATE_READ,
    begin_student,
    observe_answer,
    read_answer,
    read_meetings,
)

Singles = NDArray[np.float32]


def walk(
    answers: AnswerLog, *, calibrations: Sequence[Calibration], calibration_of_student: Wholes
) -> Singles:
    """Return the features before each answer, answers by features; echoes are left at zero.

    Each student is walked with the calibration of their number in `calibrations`.
    """
    out = np.zeros((answers.n_answers, N_FEATURES), np.float32)
    _walk_log(answers, calibrations, calibration_of_student, out)
    return out


def walk_after(answers: AnswerLog, *, calibration: Calibration) -> Singles:
    """Return the features of an item of the same competencies, itself unknown, just after each answer."""
    out = np.zeros((answers.n_answers, N_FEATURES), np.float32)
    which = np.zeros(answers.n_students, np.int64)
    _walk_log(answers, [calibration], which, out, is_after=True)
    return out


def expected_chances(
    answers: AnswerLog, *, calibration: Calibration, is_used: NDArray[np.bool_]
) -> Floats:
    """Return the probability the state alone gave each answer before it (used students; 0 for the others)."""
    chances = np.zeros(answers.n_answers)
    _expect(
        answers.starts,
        answers.items,
        answers.competency_starts,
        answers.competencies,
        answers.is_right,
        _days(answers),
        is_used,
        calibration.competency_level,
        calibration.item_shift,
        chances,
    )
    return chances


def facts_of(
    calibration: Calibration,
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Return level, shift, log count of items, log count of competencies, position, as kernels take them."""
    return (
        calibration.competency_level,
        calibration.item_shift,
        np.log1p(calibration.n_of_item),
        np.log1p(calibration.n_of_competency),
        calibration.competency_position,
    )


def _walk_log(
    answers: AnswerLog,
    calibrations: Sequence[Calibration],
    which: Wholes,
    out: Singles,
    *,
    is_after: bool = False,
) -> None:
    columns = zip(*(facts_of(one) for one in calibrations), strict=True)
    _walk(
        answers.starts,
        answers.items,
        answers.competency_starts,
        answers.competencies,
        answers.is_right,
        _days(answers),
        which,
        *(np.stack(column) for column in columns),
        out,
        is_after,
    )


def _days(answers: AnswerLog) -> Floats:
    return np.where(np.isnan(answers.days), -1.0, answers.days)


def _walk_plain(  # type: ignore[no-untyped-def]
    starts,
    items,
    slices,
    competencies,
    right,
    days,
    which,
    level,
    shift,
    n_item,
    n_competency,
    position,
    out,
    is_after,
):
    """Walk every student with the calibration `which` names, and write the features before each answer, or after it."""
    overall = np.zeros(N_OVERALL)
    rows = np.zeros((level.shape[1], N_COMPETENCY))
    met = np.zeros((shift.shape[1] + 1, N_MET))
    facts = np.zeros(5)
    scratch = np.zeros(N_STATE_READ)
    unknown_item = shift.shape[1]
    for s in range(len(starts) - 1):
        f = which[s]
        begin_student(overall)
        for k in range(starts[s], starts[s + 1]):
            first = slices[k]
            last = slices[k + 1]
            facts[:] = 0.0
            for j in range(first, last):
                facts[1] += level[f, competencies[j]]
                facts[3] += n_competency[f, competencies[j]]
                facts[4] += position[f, competencies[j]]
            facts[1] /= last - first
            facts[3] /= last - first
            facts[4] /= last - first
            facts[0] = facts[1]
            m = unknown_item
            if items[k] >= 0:
                m = items[k]
                facts[0] += shift[f, m]
                facts[2] = n_item[f, m]
            if m == unknown_item:
                met[m, M_TIMES] = 0.0
            if not is_after:
                read_answer(
                    overall, rows, competencies, first, last, facts, met, m, days[k], scratch
                )
                for column in range(N_STATE_READ):
                    out[k, column] = scratch[column]
                read_meetings(overall, MEETING_COLUMN, out[k])
            observe_answer(
                overall, rows, competencies, first, last, facts[0], met, m, days[k], right[k]
            )
            if is_after:
                facts[0] = facts[1]
                met[unknown_item, M_TIMES] = 0.0
                read_answer(
                    overall,
                    rows,
                    competencies,
                    first,
                    last,
                    facts,
                    met,
                    unknown_item,
                    days[k],
                    scratch,
                )
                for column in range(N_STATE_READ):
                    out[k, column] = scratch[column]
                read_meetings(overall, MEETING_COLUMN, out[k])
        for k in range(starts[s], starts[s + 1]):
            if items[k] >= 0:
                met[items[k], M_TIMES] = 0.0
            for j in range(slices[k], slices[k + 1]):
                rows[competencies[j], C_IS_MET] = 0.0


_walk = Kernel(_walk_plain)


def _expect_plain(  # type: ignore[no-untyped-def]
    starts, items, slices, competencies, right, days, used, level, shift, chances
):
    """Walk the used students, and write how likely the state alone held each answer."""
    overall = np.zeros(N_OVERALL)
    rows = np.zeros((len(level), N_COMPETENCY))
    met = np.zeros((1, N_MET))  # what was met is not asked for here
    for s in range(len(starts) - 1):
        if not used[s]:
            continue
        begin_student(overall)
        for k in range(starts[s], starts[s + 1]):
            first = slices[k]
            last = slices[k + 1]
            easiness = 0.0
            for j in range(first, last):
                easiness += level[competencies[j]]
            easiness /= last - first
            if items[k] >= 0:
                easiness += shift[items[k]]
            chances[k] = observe_answer(
                overall, rows, competencies, first, last, easiness, met, 0, days[k], right[k]
            )
        for k in range(starts[s], starts[s + 1]):
            for j in range(slices[k], slices[k + 1]):
                rows[competencies[j], C_IS_MET] = 0.0


_expect = Kernel(_expect_plain)
