"""What every family of simulated students can do, and the one definition of "truly mastered"."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.skills.arrays import Mask, Numbers

Floats = NDArray[np.float64]

# Truly mastered: a right answer without help to an item of middling difficulty is at least this likely, now and still
# a week from now without any practice.
P_MASTERED = 0.80
DAYS_MASTERY_LASTS = 7.0
SHARE_LEARNED_UNREADY = 0.15  # how fast one learns while something before it is not known
SHARE_REFRESHED = (
    0.5  # a right answer takes away this share of the time since what it stands on was used
)


class Students(Protocol):
    """Students whose true knowledge is known; `at` is in days since the first, never earlier than before.

    `students` and `competencies` are (n,) intp, paired; no student stands twice in one call.
    """

    @property
    def name(self) -> str:
        """Name the family."""

    def p_right(
        self, students: Numbers, competencies: Numbers, *, difficulty: Floats | float, at: float
    ) -> Floats:
        """Return the probability of a right unaided answer as (n,); `difficulty` in log odds, 0 is middling."""

    def practice(
        self,
        students: Numbers,
        competencies: Numbers,
        *,
        difficulty: Floats,
        at: float,
        rng: np.random.Generator,
    ) -> Mask:
        """Answer one item each and learn from it; return which answers were right, (n,) bool."""

    def teach(
        self,
        students: Numbers,
        competencies: Numbers,
        *,
        strength: float,
        at: float,
        rng: np.random.Generator,
    ) -> None:
        """Learn with a person for ten minutes; `strength` is 1 one to one, less for a whole class."""

    def truly_mastered(self, *, at: float) -> Mask:
        """Return (n_students, n) bool: likely right now and a week later, see `P_MASTERED`."""


def logistic(log_odds: Floats) -> Floats:
    """Return probabilities from log odds."""
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def shifted(probability: Floats, difficulty: Floats | float) -> Floats:
    """Return probabilities with their log odds lowered by a difficulty."""
    odds = probability / (1 - probability) * np.exp(-np.asarray(difficulty))
    return np.asarray(odds / (1 + odds))


def lognormal(
    rng: np.random.Generator, *, median: float, sd: float, size: tuple[int, int]
) -> Floats:
    """Return draws whose logarithm is normal, by their median."""
    return np.asarray(median * np.exp(rng.normal(0.0, sd, size=size)))


def pace_by(known: Mask, knows: Mask, ready_share: float = SHARE_LEARNED_UNREADY) -> Floats:
    """Return how fast each learns, 1 where all before it is known.

    Parameters
    ----------
    known : (n, most) bool
        Whether each direct prerequisite is known; unused places True.
    knows : (n,) bool
        Whether the competency itself is known already.
    """
    return np.where(knows | known.all(axis=1), 1.0, ready_share)
