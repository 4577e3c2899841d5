"""The same plan for many cards at once, in arrays: what a night's replay and a simulated year need.

Says the same as `plan_review`, which stays the authority; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.memory.scheduler import USUAL, Plan
from ownpath.engine.memory.types import Outcome

Floats = NDArray[np.float64]
LEAST_STABILITY = 0.001
EASIEST, HARDEST = 1.0, 10.0
EASY_RATING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Many cards; times in days. A card without any review has stability nan.

    Attributes
    ----------
    stability, difficulty, last_day, due_day : (n,) float64
    """

    stability: Floats
    difficulty: Floats
    last_day: Floats
    due_day: Floats


def plan_reviews(
    cards: Cards, outcomes: NDArray[np.intp], day: Floats, *, plan: Plan = USUAL
) -> Cards:
    """Return the cards after one review each.

    Parameters
    ----------
    outcomes : (n,) intp
        Values of `Outcome`.
    day : (n,) float64
        When each was reviewed.
    """
    w = plan.weights
    rating = outcomes.astype(np.float64)
    is_new = np.isnan(cards.stability)
    old = np.where(is_new, 1.0, cards.stability)
    hardness = np.where(is_new, EASIEST, cards.difficulty)
    days = np.where(is_new, 0.0, np.floor(day - np.where(is_new, day, cards.last_day)))
    recalled = p_recalled_after(days, old, plan=plan)
    later = np.where(
        outcomes == Outcome.MISSED,
        _after_miss(w, old, hardness, recalled),
        _after_success(w, old, hardness, recalled, outcomes),
    )
    after = np.where(days < 1, _same_day(w, old, rating), later)
    first = np.asarray(w)[outcomes - 1]
    stability = np.maximum(np.where(is_new, first, after), LEAST_STABILITY)
    difficulty = np.where(
        is_new, _first_difficulty(w, rating), _next_difficulty(w, hardness, rating)
    )
    return Cards(
        stability=stability,
        difficulty=np.clip(difficulty, EASIEST, HARDEST),
        last_day=day,
        due_day=day + days_until_due(stability, plan=plan),
    )


def p_recalled_after(days: Floats, stability: Floats, *, plan: Plan = USUAL) -> Floats:
    """Return how likely each is recalled that many days after its last review, 0 to 1."""
    decay = -plan.weights[20]
    factor = 0.9 ** (1 / decay) - 1
    return np.asarray((1 + factor * np.maximum(days, 0.0) / stability) ** decay)


def days_until_due(stability: Floats, *, plan: Plan = USUAL) -> Floats:
    """Return after how many whole days each is due, 1 or more."""
    decay = -plan.weights[20]
    factor = 0.9 ** (1 / decay) - 1
    days = np.round(stability / factor * (plan.retention ** (1 / decay) - 1))
    return np.asarray(np.clip(days, 1, plan.longest_days))


def _first_difficulty(w: tuple[float, ...], rating: Floats) -> Floats:
    return np.asarray(w[4] - np.exp(w[5] * (rating - 1)) + 1)


def _next_difficulty(w: tuple[float, ...], difficulty: Floats, rating: Floats) -> Floats:
    easiest = w[4] - np.exp(w[5] * (EASY_RATING - 1)) + 1
    moved = difficulty + (HARDEST - difficulty) * (-w[6] * (rating - 3)) / 9
    return np.asarray(w[7] * easiest + (1 - w[7]) * moved)


def _same_day(w: tuple[float, ...], stability: Floats, rating: Floats) -> Floats:
    grown = np.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
    kept = np.where(rating >= Outcome.AIDED, np.maximum(grown, 1.0), grown)
    return np.asarray(stability * kept)


def _after_miss(
    w: tuple[float, ...], stability: Floats, difficulty: Floats, recalled: Floats
) -> Floats:
    long_term = (
        w[11]
        * difficulty ** -w[12]
        * ((stability + 1) ** w[13] - 1)
        * np.exp((1 - recalled) * w[14])
    )
    return np.asarray(np.minimum(long_term, stability / np.exp(w[17] * w[18])))


def _after_success(
    w: tuple[float, ...],
    stability: Floats,
    difficulty: Floats,
    recalled: Floats,
    outcomes: NDArray[np.intp],
) -> Floats:
    penalty = np.where(outcomes == Outcome.AIDED, w[15], 1.0)
    gained = np.exp(w[8]) * (11 - difficulty) * stability ** -w[9]
    return np.asarray(stability * (1 + gained * (np.exp((1 - recalled) * w[10]) - 1) * penalty))
