"""Many students' answers as arrays: the form in which models are fitted and judged.

The answers of a student stand together, oldest first. An answer may touch several competencies;
which ones is kept as slices of one flat array (compressed rows), as scipy does for sparse matrices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]

NO_ITEM = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnswerLog:
    """Answers of many students.

    Parameters
    ----------
    starts
        First answer of each student, then the number of answers; length students + 1.
    items
        Item of each answer, 0 to `n_items` - 1, or -1 where it is not known.
    competency_starts, competencies
        Answer k touches `competencies[competency_starts[k]:competency_starts[k + 1]]`, at least one.
    is_right
        1.0 right, 0.0 not.
    days
        When, in days since any fixed moment; NaN where it is not known.
    """

    starts: Wholes
    items: Wholes
    competency_starts: Wholes
    competencies: Wholes
    is_right: Floats
    days: Floats
    n_items: int
    n_competencies: int

    @property
    def n_answers(self) -> int:
        """Return how many answers there are."""
        return len(self.is_right)

    @property
    def n_students(self) -> int:
        """Return how many students there are."""
        return len(self.starts) - 1

    def student_of_answer(self) -> Wholes:
        """Return the number of the student of each answer."""
        return np.repeat(np.arange(self.n_students), np.diff(self.starts))

    def first_competencies(self) -> Wholes:
        """Return the competency named first for each answer."""
        return self.competencies[self.competency_starts[:-1]]


def of_students(log: AnswerLog, chosen: NDArray[np.bool_]) -> AnswerLog:
    """Return the answers of the chosen students, numbers of items and competencies unchanged."""
    rows = np.flatnonzero(np.repeat(chosen, np.diff(log.starts)))
    widths = np.diff(log.competency_starts)[rows]
    ends = np.cumsum(widths)
    begins = np.repeat(log.competency_starts[rows] - (ends - widths), widths)
    return AnswerLog(
        starts=np.concatenate([[0], np.cumsum(np.diff(log.starts)[chosen])]).astype(np.int64),
        items=log.items[rows],
        competency_starts=np.concatenate([[0], ends]).astype(np.int64),
        competencies=log.competencies[begins + np.arange(len(begins))],
        is_right=log.is_right[rows],
        days=log.days[rows],
        n_items=log.n_items,
        n_competencies=log.n_competencies,
    )


def joined(logs: Sequence[AnswerLog]) -> AnswerLog:
    """Return several logs with the same numbering as one.

    Raises
    ------
    ValueError
        If there is none.
    """
    if not logs:
        raise ValueError("logs is empty: expected at least one answer log to join")
    return AnswerLog(
        starts=_laid_end_to_end([log.starts for log in logs]),
        items=np.concatenate([log.items for log in logs]),
        competency_starts=_laid_end_to_end([log.competency_starts for log in logs]),
        competencies=np.concatenate([log.competencies for log in logs]),
        is_right=np.concatenate([log.is_right for log in logs]),
        days=np.concatenate([log.days for log in logs]),
        n_items=max(log.n_items for log in logs),
        n_competencies=max(log.n_competencies for log in logs),
    )


def _laid_end_to_end(starts: Sequence[Wholes]) -> Wholes:
    before = np.cumsum([0] + [int(one[-1]) for one in starts[:-1]])
    moved = [one[1:] + offset for one, offset in zip(starts, before, strict=True)]
    return np.concatenate([np.zeros(1, np.int64), *moved]).astype(np.int64)
