"""The mastery criteria of the engine's knowledge room, for many students at once.

Outcomes are kept as bits, the newest lowest, under a leading one that marks how many there are; Bayesian knowledge
tracing keeps its probability. A test holds each to what its criterion says of one student.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.criteria import (
    OUTCOMES_KEPT,
    Criterion,
    InARow,
    KnowledgeTracing,
    MOfN,
    Steady,
)
from ownpath.engine.skills.arrays import Mask

EMPTY = 1
_FULL = 1 << OUTCOMES_KEPT

Trail = NDArray[np.float64] | NDArray[np.int64]


class ArrayCriterion(Protocol):
    """What is remembered of each student-competency pair, and when it is enough."""

    @property
    def name(self) -> str:
        """Name the criterion with its numbers."""

    def empty(self, shape: tuple[int, int]) -> Trail:
        """Return what is remembered before any answer."""

    def after(self, trail: Trail, was_right: Mask) -> Trail:
        """Return what is remembered after one more answer each."""

    def is_met(self, trail: Trail) -> Mask:
        """Return whether each is learned."""


def on_arrays(criterion: Criterion) -> ArrayCriterion:
    """Return a criterion for many students at once.

    Raises
    ------
    ValueError
        If the criterion has no form on arrays.
    """
    if isinstance(criterion, KnowledgeTracing):
        return _Traced(criterion)
    if isinstance(criterion, InARow | MOfN | Steady):
        return _Counted(criterion)
    raise ValueError(f"criterion {criterion.name!r} has no form on arrays")


class _Counted:
    """Criteria that count right outcomes."""

    def __init__(self, criterion: InARow | MOfN | Steady) -> None:
        self._criterion = criterion
        self.name = criterion.name

    def empty(self, shape: tuple[int, int]) -> Trail:
        """Return no outcomes."""
        return np.full(shape, EMPTY, dtype=np.int64)

    def after(self, trail: Trail, was_right: Mask) -> Trail:
        """Return the outcomes with one more each; of many the last."""
        longer = (trail.astype(np.int64) << 1) | was_right
        return np.where(longer >= 2 * _FULL, (longer & (_FULL - 1)) | _FULL, longer)

    def is_met(self, trail: Trail) -> Mask:
        """Return whether each is learned."""
        match self._criterion:
            case InARow(k=k):
                return np.asarray(_n_right(trail, k) == k)
            case MOfN(m=m, n=n):
                return np.asarray(_n_right(trail, n) >= m)
            case Steady(least=least, right=right, of=of):
                is_long = trail >= (1 << least)
                return np.asarray(
                    is_long & (_n_right(trail, 1) == 1) & (_n_right(trail, of) >= right)
                )


def _n_right(trail: Trail, of_last: int) -> NDArray[np.intp]:
    """Return how many of the last outcomes were right; of fewer than that, of all."""
    bits = trail.astype(np.int64)
    is_short = bits < (
        1 << of_last
    )  # then the leading one, which is no outcome, stands among them
    n = np.bitwise_count(bits & ((1 << of_last) - 1))
    return np.asarray(n.astype(np.intp) - is_short)


class _Traced:
    """Bayesian knowledge tracing."""

    def __init__(self, criterion: KnowledgeTracing) -> None:
        self._is = criterion
        self.name = criterion.name

    def empty(self, shape: tuple[int, int]) -> Trail:
        """Return P(known) before any answer."""
        return np.full(shape, self._is.p_known_at_start)

    def after(self, trail: Trail, was_right: Mask) -> Trail:
        """Return P(known) after one more answer each and the chance to learn from it."""
        slip, guess = self._is.p_slip, self._is.p_guess
        explained = trail * np.where(was_right, 1 - slip, slip)
        total = explained + (1 - trail) * np.where(was_right, guess, 1 - guess)
        p_known = explained / total
        return np.asarray(p_known + (1 - p_known) * self._is.p_learn)

    def is_met(self, trail: Trail) -> Mask:
        """Return whether each is learned."""
        return np.asarray(trail >= self._is.at_least)
