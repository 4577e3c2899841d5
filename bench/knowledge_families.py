"""Simulated students with known truth, from three families, for judging intervals.

Each family answers questions over competencies of differing difficulty; `p_true` is the student's chance on a reference
item of the answer's competency, just after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import AnswerLog

N_COMPETENCIES = 20
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Simulated:
    """A log and the truth after each answer."""

    answers: AnswerLog
    p_true: Floats


@dataclass(kw_only=True)
class Learner:
    """One student: `chance(c, day)` now, `practice(c, day)` after an answer."""

    chance: Callable[[int, float], float]
    practice: Callable[[int, float], None]


def simulate(family: str, *, world: int, rng: Generator, n_students: int) -> Simulated:
    """Return students of a family; `world` is the seed of what is true of its competencies."""
    begin = FAMILIES[family](np.random.default_rng(world))
    starts, touched, right, days, truth = [0], [], [], [], []
    for _ in range(n_students):
        learner, day = begin(rng), 0.0
        for _ in range(int(rng.integers(6, 16))):
            c = int(rng.integers(N_COMPETENCIES))
            for _ in range(int(rng.integers(2, 14))):
                right.append(float(rng.random() < learner.chance(c, day)))
                learner.practice(c, day)
                truth.append(learner.chance(c, day))
                touched.append(c)
                days.append(day)
                day += 0.002
            day += float(rng.exponential(2.0))
        starts.append(len(right))
    return Simulated(answers=_log_of(starts, touched, right, days), p_true=np.array(truth))


def simulate_long(
    family: str, *, world: int, rng: Generator, n_students: int, n_answers: int
) -> Simulated:
    """Return students with `n_answers` each, a dozen or so a day; `p_true` is the chance of each answer, before it."""
    begin = FAMILIES[family](np.random.default_rng(world))
    touched, right, days, truth = [], [], [], []
    for _ in range(n_students):
        learner, day, c, left = begin(rng), 0.0, 0, 0
        for _ in range(n_answers):
            if not left:
                c, left = int(rng.integers(N_COMPETENCIES)), int(rng.integers(2, 14))
                day += float(rng.exponential(1.0))
            left -= 1
            truth.append(learner.chance(c, day))
            right.append(float(rng.random() < truth[-1]))
            learner.practice(c, day)
            touched.append(c)
            days.append(day)
            day += 0.002
    starts = np.arange(0, n_students * n_answers + 1, n_answers)
    return Simulated(answers=_log_of(starts, touched, right, days), p_true=np.array(truth))


def _log_of(
    starts: Sequence[int] | NDArray[np.int64],
    touched: Sequence[int],
    right: Sequence[float],
    days: Sequence[float],
) -> AnswerLog:
    n = len(right)
    return AnswerLog(
        starts=np.array(starts, np.int64),
        items=np.full(n, -1, np.int64),
        competency_starts=np.arange(n + 1),
        competencies=np.array(touched, np.int64),
        is_right=np.array(right),
        days=np.array(days),
        n_items=0,
        n_competencies=N_COMPETENCIES,
    )


def _tracing(world: Generator) -> Callable[[Generator], Learner]:
    """Knows it or not, with forgetting (Corbett & Anderson 1995, with P(forget))."""
    p_start, p_learn = (
        world.uniform(0.1, 0.6, N_COMPETENCIES),
        world.uniform(0.05, 0.3, N_COMPETENCIES),
    )
    p_guess, p_slip = (
        world.uniform(0.1, 0.3, N_COMPETENCIES),
        world.uniform(0.05, 0.2, N_COMPETENCIES),
    )

    def begin(rng: Generator) -> Learner:
        knows = rng.random(N_COMPETENCIES) < p_start
        seen = np.full(N_COMPETENCIES, -1.0)

        def chance(c: int, day: float) -> float:
            if knows[c] and seen[c] >= 0 and day - seen[c] > 0.5:
                knows[c] = rng.random() < 0.98 ** (day - seen[c])
            return float(1 - p_slip[c] if knows[c] else p_guess[c])

        def practice(c: int, day: float) -> None:
            seen[c] = day
            knows[c] = knows[c] or rng.random() < p_learn[c]

        return Learner(chance=chance, practice=practice)

    return begin


def _logistic(world: Generator) -> Callable[[Generator], Learner]:
    """Ability plus a slope of one's own a try, minus difficulty (additive factors)."""
    level, gain = (
        world.normal(0.2, 0.8, N_COMPETENCIES),
        world.uniform(0.02, 0.2, N_COMPETENCIES),
    )

    def begin(rng: Generator) -> Learner:
        ability, speed = rng.normal(0, 0.9), np.exp(rng.normal(0, 0.5))
        own, tries = rng.normal(0, 0.5, N_COMPETENCIES), np.zeros(N_COMPETENCIES)

        def chance(c: int, day: float) -> float:
            return float(
                1 / (1 + np.exp(-(ability + own[c] + level[c] + speed * gain[c] * tries[c])))
            )

        def practice(c: int, day: float) -> None:
            tries[c] += 1

        return Learner(chance=chance, practice=practice)

    return begin


def _power(world: Generator) -> Callable[[Generator], Learner]:
    """Strength grows with practice and fades as a power of days; slips, guesses; some never learn alone."""
    level = world.normal(-0.6, 0.6, N_COMPETENCIES)

    def begin(rng: Generator) -> Learner:
        ability, speed = rng.normal(0, 0.8), np.exp(rng.normal(-0.5, 0.4))
        stuck = rng.random(N_COMPETENCIES) < 0.1
        strength, seen = np.zeros(N_COMPETENCIES), np.full(N_COMPETENCIES, -1.0)

        def chance(c: int, day: float) -> float:
            kept = (1 + max(day - seen[c], 0.0)) ** -0.15 if seen[c] >= 0 else 1.0
            z = ability + level[c] + strength[c] * kept
            return float(0.12 + 0.8 / (1 + np.exp(-z)))

        def practice(c: int, day: float) -> None:
            seen[c] = day
            strength[c] += 0.0 if stuck[c] else speed / (1 + 0.4 * strength[c])

        return Learner(chance=chance, practice=practice)

    return begin


FAMILIES = {"tracing": _tracing, "logistic": _logistic, "power": _power}
