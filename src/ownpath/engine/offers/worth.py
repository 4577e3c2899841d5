"""What working on a competency is worth to a student now: a plain sum of parts, each of them a reason.

The numbers have no unit; only their order matters. What must not wait (refreshing, review, what the student asked
for) outweighs what one is headed for, which outweighs what is merely next.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownpath.engine.offers.types import ReasonKind
from ownpath.engine.offers.views import Floats, View
from ownpath.engine.skills.arrays import GraphArrays, Mask

WORTH_REFRESH = 9.0
WORTH_REVIEW = 8.0
WORTH_ASKED = 7.0
WORTH_HOPE = 4.5
WORTH_INTEREST = 4.0
WORTH_GOAL = 3.5
WORTH_CLOSE = 3.0
WORTH_PAST_DUE = 5.0
WORTH_PER_UNLOCKED = 0.25
MOST_FOR_UNLOCKING = 2.5
WORTH_REPAIR = 1.5  # on top, where something the class works on stands on it
WORTH_NEXT = 1.0
WORTH_LIKED_WAY = 0.75
OTHER_WAY_PENALTY = 6.0
DAYS_AHEAD = 14
CLOSE_FROM = 0.5  # the estimate from which one is close to having it
BAND = (0.50, 0.85)  # predicted success that challenges without overwhelming
WORTH_IN_BAND = 1.0
TOO_EASY_PENALTY = 1.0
TOO_HARD_PENALTY = 2.0

# In the order in which equal parts are told.
PARTS: tuple[ReasonKind, ...] = (
    "next", "needs_refresh", "review_due", "asked", "goal", "close", "timeline", "unlocks",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Worths:
    """Parts of worth by student and competency.

    Attributes
    ----------
    parts : (len(PARTS), n_students, n) float64
        Each 0 or more.
    challenge : (n_students, n) float64
        Added for the challenge band; no reason of its own. 0 where nothing is predicted.
    """

    parts: Floats
    challenge: Floats

    @property
    def total(self) -> Floats:
        """Return the sum, (n_students, n)."""
        return np.asarray(self.parts.sum(axis=0) + self.challenge)


def worths_of(view: View, graph: GraphArrays) -> Worths:
    """Return what each competency is worth to each student; whether it may be worked on is asked elsewhere."""
    parts = np.zeros((len(PARTS), *view.is_held.shape))
    part = dict(zip(PARTS, parts, strict=True))
    part["next"][:] = WORTH_NEXT
    part["needs_refresh"][view.is_refresh] = WORTH_REFRESH
    part["review_due"][view.is_review] = WORTH_REVIEW
    part["asked"][view.is_asked] = WORTH_ASKED
    part["goal"][view.on_goal & view.has_goal[:, None]] = WORTH_GOAL
    with np.errstate(invalid="ignore"):
        part["close"][view.is_learning & (view.estimate >= CLOSE_FROM)] = WORTH_CLOSE
    part["timeline"][:] = _timeline(view.due_in_days)
    part["unlocks"][:] = np.minimum(MOST_FOR_UNLOCKING, graph.n_behind * WORTH_PER_UNLOCKED)
    part["unlocks"][is_repair(view, graph)] += WORTH_REPAIR
    challenge = np.where(view.is_held, 0.0, challenge_of(view.predicted))
    return Worths(parts=parts, challenge=challenge)


def challenge_of(predicted: Floats) -> Floats:
    """Return what predicted success adds or takes away; 0 where it is nan."""
    low, high = BAND
    too_hard = TOO_HARD_PENALTY * (low - predicted) / low
    found = np.where(predicted < low, -too_hard, WORTH_IN_BAND)
    found = np.where(predicted > high, -TOO_EASY_PENALTY, found)
    return np.where(np.isnan(predicted), 0.0, found)


def is_grade_level(view: View) -> Mask:
    """Return what the class works on or has worked on and a student has not learned, (n_students, n) bool."""
    with np.errstate(invalid="ignore"):
        return np.asarray((view.due_in_days <= DAYS_AHEAD) & ~view.is_held)


def is_repair(view: View, graph: GraphArrays) -> Mask:
    """Return what is not learned, is not itself on the class's way, and stands under something that is."""
    on_the_way = is_grade_level(view)
    if not on_the_way.any():
        return on_the_way
    under = np.array([graph.closed(np.flatnonzero(row)) for row in on_the_way])
    return np.asarray(under & ~view.is_held & np.isnan(view.due_in_days))


def _timeline(due_in_days: Floats) -> Floats:
    nearing = WORTH_PAST_DUE * (1 - due_in_days / (2 * DAYS_AHEAD)) / 2
    with np.errstate(invalid="ignore"):
        worth = np.where(due_in_days < 0, WORTH_PAST_DUE, nearing)
        return np.where(due_in_days <= DAYS_AHEAD, worth, 0.0)
