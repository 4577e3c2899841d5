"""The batch index: how far a group of students is taught as one, from 0 (each their own) to 1 (a batch).

Four figures, each "pick two students at random: how often ...", worked out from how many students share a thing,
never from all pairs: n students who share it are n (n - 1) of the N (N - 1) pairs.

=======  ==============================================================================================
pace     of what one met on a day, how often the other met the same competency that same day
path     of the steps from one new competency to the next, how often the other took the same step
time     of what one did in a block, how often the other did the same thing in that very block
choice   how many learning blocks nobody chose
=======  ==============================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownpath.engine.promises.types import Bools, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What a group of students did over a window: a row for each learning block of each student, in any order."""

    student: Ints  # 0 to n_students - 1
    day: Ints
    block: Ints
    competency: Ints
    activity: Ints
    is_chosen: Bools
    n_students: int

    def __post_init__(self) -> None:
        columns = ("student", "day", "block", "competency", "activity", "is_chosen")
        shapes = {getattr(self, name).shape for name in columns}
        if len(shapes) != 1 or len(next(iter(shapes))) != 1:
            raise ValueError(f"expected columns of one length, got shapes {sorted(shapes)}")
        if (
            self.student.size
            and not 0 <= self.student.min() <= self.student.max() < self.n_students
        ):
            raise ValueError(f"expected students from 0 to {self.n_students - 1}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchIndex:
    """Four figures from 0 (own) to 1 (batch)."""

    pace: float
    path: float
    time: float
    choice: float


def batch_index(log: Log) -> BatchIndex:
    """Return how much of a batch the students of a log were.

    One student alone is no batch: pace, path and time are 0 then. An empty log gives zeros.

    Examples
    --------
    >>> same = Log(student=np.array([0, 1]), day=np.zeros(2, int), block=np.zeros(2, int),
    ...     competency=np.zeros(2, int), activity=np.zeros(2, int),
    ...     is_chosen=np.zeros(2, bool), n_students=2)
    >>> batch_index(same)
    BatchIndex(pace=1.0, path=1.0, time=1.0, choice=1.0)
    """
    if log.student.size == 0:
        return BatchIndex(pace=0.0, path=0.0, time=0.0, choice=0.0)
    met = _joined(log.day, log.competency)
    before, after, who = _steps(log)
    return BatchIndex(
        pace=_shared(log.student, met, log.n_students),
        path=_shared(who, _joined(before, after), log.n_students),
        time=_shared(
            log.student, _joined(_joined(log.day, log.block), log.activity), log.n_students
        ),
        choice=float(1.0 - log.is_chosen.mean()),
    )


def _joined(first: Ints, second: Ints) -> Ints:
    """Return one number for each pair of numbers, different for different pairs."""
    low, high = int(second.min()), int(second.max())
    result: Ints = (first - int(first.min())) * (high - low + 1) + (second - low)
    return result


def _shared(student: Ints, thing: Ints, n_students: int) -> float:
    """Return how often another student has a thing that one student has."""
    if n_students < 2 or student.size == 0:
        return 0.0
    own = np.sort(_joined(thing, student))
    own = own[np.diff(own, prepend=own[0] - 1) != 0]
    width = int(student.max()) - int(student.min()) + 1
    ends = np.flatnonzero(np.diff(own // width, append=-1))
    sizes = np.diff(ends, prepend=-1).astype(np.float64)
    return float((sizes * (sizes - 1)).sum() / (sizes.sum() * (n_students - 1)))


def _steps(log: Log) -> tuple[Ints, Ints, Ints]:
    """Return (before, after, student) of each step to a competency a student had not met; the first is from -1."""
    when = _joined(log.student, _joined(log.day, log.block))
    order = slice(None) if (np.diff(when) >= 0).all() else np.argsort(when, kind="stable")
    student, competency = log.student[order], log.competency[order]
    n_rows = student.shape[0]
    # Sorting numbers is many times faster than sorting by them: each carries its row along.
    met = np.sort(_joined(student, competency) * n_rows + np.arange(n_rows))
    is_first = np.diff(met // n_rows, prepend=-1) != 0
    first = np.sort(met[is_first] % n_rows)
    who, after = student[first], competency[first]
    before = np.full_like(after, -1)
    is_same = who[1:] == who[:-1]
    before[1:][is_same] = after[:-1][is_same]
    return before, after, who
