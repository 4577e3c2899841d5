"""A card is what is known about one memory; a review gives a new card and a record of it, the old card stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any


class Outcome(IntEnum):
    """How a review went; the numbers are FSRS ratings. Answers are never called easy: we do not know that."""

    MISSED = 1
    AIDED = 2  # right, with a hint or at a later try
    RIGHT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A memory after its reviews so far.

    `stability` is the days after which a right answer is 90 % likely; `difficulty` is 1 to 10; `last_at` and `due_at`
    are in seconds since 1970.
    """

    stability: float
    difficulty: float
    last_at: float
    due_at: float
    n_reviews: int
    n_missed: int

    def as_data(self) -> dict[str, float | int]:
        """Return the card in words JSON has."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Card:
        """Return the card that `as_data` wrote."""
        return cls(**data)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLog:
    """The record of one review: what was expected before it, what it changed.

    `p_recalled` and `stability_before` are None for the first review of a card.
    """

    at: float
    outcome: Outcome
    p_recalled: float | None
    stability_before: float | None
    stability_after: float
    due_at: float
