"""The mastery criteria of the engine's knowledge room, for many students at once.

Outcomes are kept as bits, the newest lowest, under a leading one that marks how many there are. A test holds each
criterion to its namesake in `engine.knowledge.criteria`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.skills.arrays import Mask

OUTCOMES_KEPT = 20
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


class _Bits:
    """Outcomes as bits."""

    def empty(self, shape: tuple[int, int]) -> Trail:
        """Return no outcomes."""
        return np.full(shape, EMPTY, dtype=np.int64)

    def after(self, trail: Trail, was_right: Mask) -> Trail:
        """Return the outcomes with one more each; of many the last twenty."""
        longer = (trail.astype(np.int64) << 1) | was_right
        return np.where(longer >= 2 * _FULL, (longer & (_FULL - 1)) | _FULL, longer)


def _n_right(trail: Trail, of_last: int) -> NDArray[np.uint8]:
    """Return how many of the last outcomes were right; of fewer than that, of all."""
    bits = trail.astype(np.int64)
    is_short = bits < (1 << of_last)
    n = np.bitwise_count(bits & ((1 << of_last) - 1))
    return np.asarray(n - is_short)  # the leading one is no outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOf(_Bits):
    """The last `k` right."""

    k: int = 3

    @property
    def name(self) -> str:
        """Name the criterion with its numbers."""
        return f"row-{self.k}"

    def is_met(self, trail: Trail) -> Mask:
        """Return whether each is learned."""
        return np.asarray((trail >= (1 << self.k)) & (_n_right(trail, self.k) == self.k))


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyOf(_Bits):
    """`m` of the last `n` right."""

    m: int = 4
    n: int = 5

    @property
    def name(self) -> str:
        """Name the criterion with its numbers."""
        return f"m-of-n-{self.m}-{self.n}"

    def is_met(self, trail: Trail) -> Mask:
        """Return whether each is learned."""
        return np.asarray(_n_right(trail, self.n) >= self.m)


@dataclass(frozen=True, slots=True, kw_only=True)
class SteadyOf(_Bits):
    """At least `least` outcomes, `right` of the last `of` right, and the last one too."""

    least: int = 3
    right: int = 3
    of: int = 4

    @property
    def name(self) -> str:
        """Name the criterion with its numbers."""
        return f"steady-{self.right}-of-{self.of}"

    def is_met(self, trail: Trail) -> Mask:
        """Return whether each is learned."""
        last = (trail.astype(np.int64) & 1).astype(bool)
        enough = _n_right(trail, self.of) >= self.right
        return np.asarray((trail >= (1 << self.least)) & last & enough)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """P(known) by Bayesian knowledge tracing at or above `at_least`."""

    at_least: float = 0.95
    p_known_at_start: float = 0.3
    p_learn: float = 0.15
    p_guess: float = 0.2
    p_slip: float = 0.1

    @property
    def name(self) -> str:
        """Name the criterion with its numbers."""
        return f"bkt-{self.at_least:g}"

    def empty(self, shape: tuple[int, int]) -> Trail:
        """Return P(known) before any answer."""
        return np.full(shape, self.p_known_at_start)

    def after(self, trail: Trail, was_right: Mask) -> Trail:
        """Return P(known) after one more answer each and the chance to learn from it."""
        if_known = np.where(was_right, 1 - self.p_slip, self.p_slip)
        if_not = np.where(was_right, self.p_guess, 1 - self.p_guess)
        known = trail * if_known / (trail * if_known + (1 - trail) * if_not)
        return np.asarray(known + (1 - known) * self.p_learn)

    def is_met(self, trail: Trail) -> Mask:
        """Return whether each is learned."""
        return np.asarray(trail >= self.at_least)
