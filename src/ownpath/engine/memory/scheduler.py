"""When to look at something again: FSRS-6 with its default weights, by py-fsrs.

No learning steps within a day (practice has its own rules), no fuzz: the same reviews give the same days.

Source: Ye, Su & Cao (2022), "A stochastic shortest path algorithm for optimizing spaced repetition scheduling", KDD
2022; FSRS-6 as published with py-fsrs 6.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import fsrs
from fsrs.scheduler import DEFAULT_PARAMETERS

from ownpath.engine.memory.types import Card, Outcome, ReviewLog

DAY = 86_400.0
DEFAULT_WEIGHTS: tuple[float, ...] = tuple(DEFAULT_PARAMETERS)
RETENTION = 0.9  # how likely a right answer shall still be on the day of a review
LONGEST_DAYS = 365


@lru_cache(maxsize=256)
def _scheduler(plan: Plan) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        parameters=plan.weights,
        desired_retention=plan.retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=plan.longest_days,
        enable_fuzzing=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How reviews are planned: FSRS weights, and how likely a right answer shall be on the day."""

    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    retention: float = RETENTION
    longest_days: int = LONGEST_DAYS

    def __post_init__(self) -> None:
        if not 0.7 <= self.retention <= 0.98:
            raise ValueError(f"retention must be 0.7 to 0.98, got {self.retention!r}")
        _scheduler(self)  # names every weight out of its bounds


USUAL = Plan()


def plan_review(
    card: Card | None, outcome: Outcome, at: float, *, plan: Plan = USUAL
) -> tuple[Card, ReviewLog]:
    """Return the card after a review at a moment (seconds since 1970), and the record of it; the old card stays.

    Without a card the review is the first of a new one.

    Examples
    --------
    >>> card, log = plan_review(None, Outcome.RIGHT, 0.0)
    >>> card, log = plan_review(card, Outcome.RIGHT, card.due_at)
    >>> round(log.p_recalled, 2), round(card.due_at / DAY)
    (0.91, 13)
    """
    before = _as_theirs(card)
    moment = _moment(at)
    after, _ = _scheduler(plan).review_card(before, fsrs.Rating(int(outcome)), moment)
    if after.stability is None or after.difficulty is None:
        raise ValueError("a reviewed card must have a stability and a difficulty")
    reviewed = Card(
        stability=after.stability,
        difficulty=after.difficulty,
        last_at=at,
        due_at=at + (after.due - moment).days * DAY,
        n_reviews=(card.n_reviews if card else 0) + 1,
        n_missed=(card.n_missed if card else 0) + (outcome is Outcome.MISSED),
    )
    log = ReviewLog(
        at=at,
        outcome=outcome,
        p_recalled=p_recalled(card, at, plan=plan) if card else None,
        stability_before=card.stability if card else None,
        stability_after=reviewed.stability,
        due_at=reviewed.due_at,
    )
    return reviewed, log


def p_recalled(card: Card, at: float, *, plan: Plan = USUAL) -> float:
    """Return how likely the competency is recalled at a moment, 0 to 1, by whole days since the last review."""
    return float(_scheduler(plan).get_card_retrievability(_as_theirs(card), _moment(at)))


def is_due(card: Card, at: float) -> bool:
    """Return whether a review is due at a moment."""
    return at >= card.due_at


def replay(reviews: Iterable[tuple[Outcome, float]], *, plan: Plan = USUAL) -> Card | None:
    """Return the card after reviews in the order they were held; None without any."""
    card = None
    for outcome, at in sorted(reviews, key=lambda review: review[1]):
        card, _ = plan_review(card, outcome, at, plan=plan)
    return card


def _as_theirs(card: Card | None) -> fsrs.Card:
    if card is None:
        return fsrs.Card(card_id=0, due=_moment(0.0))
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=_moment(card.due_at),
        last_review=_moment(card.last_at),
    )


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, tz=UTC)
