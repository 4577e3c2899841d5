"""What goes into a mastery rule and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

Trace = Mapping[str, Any]  # what a rule remembers, in words JSON has


class State(str, Enum):
    """Where a student stands with a competency.

    `ready` needs the graph, `presumed` (probably known, by a first map and nothing against it since) that map: both are
    reckoned by their owners.
    """

    NOT_KNOWN_YET = "not_known_yet"
    READY = "ready"
    PRESUMED = "presumed"
    LEARNING = "learning"
    LEARNED = "learned"
    MASTERED = "mastered"
    REVIEW_DUE = "review_due"
    NEEDS_REFRESH = "needs_refresh"
    MOVED_ON = "moved_on"


# What a later competency may stand on. What needs refreshing does not hold until it is refreshed.
HOLDS_AS_LEARNED = frozenset(
    {State.PRESUMED, State.LEARNED, State.MASTERED, State.REVIEW_DUE, State.MOVED_ON}
)
_HEIGHT = {
    State.NOT_KNOWN_YET: 0,
    State.READY: 0,
    State.PRESUMED: 1,
    State.LEARNING: 1,
    State.NEEDS_REFRESH: 2,
    State.MOVED_ON: 2,
    State.LEARNED: 3,
    State.REVIEW_DUE: 3,
    State.MASTERED: 4,
}


def is_downgrade(before: State, after: State) -> bool:
    """Return whether a belief stepped down by what was shown (time passing is no step down).

    Examples
    --------
    >>> is_downgrade(State.LEARNED, State.NEEDS_REFRESH)
    True
    >>> is_downgrade(State.MASTERED, State.REVIEW_DUE)
    False
    """
    return after is not State.REVIEW_DUE and _HEIGHT[after] < _HEIGHT[before]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One thing a student showed, as rules see it.

    `at` is in seconds since 1970 (UTC), when it was shown, not when it was entered. `score` is 0 to 1. `is_aided`: a
    hint, or a later try at the same question. `is_mixed`: asked among other competencies.
    """

    competencies: tuple[int, ...]
    at: float
    is_correct: bool
    score: float
    is_aided: bool = False
    is_mixed: bool = False
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a rule remembers of one student: across competencies, and of each touched one.

    `state` is what a rule keeps in a form of its own (see `Rule.packed`); None where it keeps nothing.
    """

    overall: Trace = field(default_factory=dict)
    by_competency: Mapping[int, Trace] = field(default_factory=dict)
    state: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """A belief about one competency at a moment.

    `estimate` is P(right, unaided) and `low` to `high` its 80 % interval, all 0 to 1; with nothing shown the estimate
    is None and the interval is all of it. `review_due_at` is in seconds since 1970, None while nothing is learned.
    """

    state: State
    estimate: float | None
    low: float
    high: float
    n_unaided: int
    n_unaided_right: int
    last_at: float | None
    review_due_at: float | None
    is_stuck: bool
    n_failures_in_a_row: int


NOTHING_SHOWN = Judgment(
    state=State.NOT_KNOWN_YET,
    estimate=None,
    low=0.0,
    high=1.0,
    n_unaided=0,
    n_unaided_right=0,
    last_at=None,
    review_due_at=None,
    is_stuck=False,
    n_failures_in_a_row=0,
)
