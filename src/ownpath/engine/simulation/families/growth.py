"""Students of the second family: logistic growth, each student with a slope of their own.

The log odds of a right answer are the student's ability plus what was gained on the competency minus the difficulty.
Every try gains the student's slope, a person gains more; nothing is forgotten.

Source: additive factors model, Cen, Koedinger & Junker (2006), ITS 2006; student slopes as in Liu & Koedinger (2015),
"Variations in learning rate", EDM 2015.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownpath.engine.simulation.course import Course
from ownpath.engine.simulation.families.types import (
    P_MASTERED,
    Floats,
    logistic,
    lognormal,
    pace_by,
)
from ownpath.engine.skills.arrays import Mask, Numbers

P_GOOD_ENOUGH = 0.7  # what a later competency can be built on


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthParameters:
    """All in log odds; `slope` is the median over students."""

    known_from: float = 2.2  # what is known on the first day starts here
    unknown_from: float = -0.8
    start_sd: float = 0.6
    ability_sd: float = 0.5
    difficulty_sd: float = 0.4  # over competencies
    slope: float = 0.22
    slope_sd: float = 0.4  # of the logarithm
    taught: float = 1.8


class GrowthStudents:
    """Log odds of a right answer, for each student and competency."""

    name = "growth"

    def __init__(
        self,
        *,
        course: Course,
        known: Mask,
        rng: np.random.Generator,
        parameters: GrowthParameters | None = None,
    ) -> None:
        """Begin with what is `known`, (n_students, n) bool."""
        self._is = parameters or GrowthParameters()
        self._before = course.graph.before
        n_students, n = known.shape
        start = np.where(known, self._is.known_from, self._is.unknown_from)
        start += rng.normal(0.0, self._is.start_sd, size=known.shape)
        start += rng.normal(0.0, self._is.ability_sd, size=(n_students, 1))
        start -= rng.normal(0.0, self._is.difficulty_sd, size=(1, n))
        self._log_odds = np.full((n_students, n + 1), np.inf)
        self._log_odds[:, :-1] = start
        self._slope = lognormal(
            rng, median=self._is.slope, sd=self._is.slope_sd, size=(n_students, 1)
        )[:, 0]

    def p_right(
        self, students: Numbers, competencies: Numbers, *, difficulty: Floats | float, at: float
    ) -> Floats:
        """Return the probability of a right unaided answer; time changes nothing."""
        del at
        return logistic(self._log_odds[students, competencies] - difficulty)

    def practice(
        self,
        students: Numbers,
        competencies: Numbers,
        *,
        difficulty: Floats,
        at: float,
        rng: np.random.Generator,
    ) -> Mask:
        """Answer one item each and learn from it."""
        p_right = self.p_right(students, competencies, difficulty=difficulty, at=at)
        was_right = rng.random(len(students)) < p_right
        self._gain(students, competencies, self._slope[students])
        return np.asarray(was_right)

    def teach(
        self,
        students: Numbers,
        competencies: Numbers,
        *,
        strength: float,
        at: float,
        rng: np.random.Generator,
    ) -> None:
        """Learn with a person."""
        del at, rng
        self._gain(students, competencies, np.full(len(students), self._is.taught * strength))

    def truly_mastered(self, *, at: float) -> Mask:
        """Return who would be right often enough; a week changes nothing here."""
        del at
        return np.asarray(logistic(self._log_odds[:, :-1]) >= P_MASTERED)

    def _gain(self, students: Numbers, competencies: Numbers, gained: Floats) -> None:
        good_enough = np.log(P_GOOD_ENOUGH / (1 - P_GOOD_ENOUGH))
        under = self._log_odds[students[:, None], self._before[competencies]] >= good_enough
        knows = self._log_odds[students, competencies] >= good_enough
        self._log_odds[students, competencies] += gained * pace_by(under, knows)
