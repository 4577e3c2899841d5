"""Students of the first family: Bayesian knowledge tracing with forgetting.

A competency is known or not. Each try may turn not known into known; each day without use may turn it back, at a rate
that falls with every success on a later day. A right answer may be a guess, a wrong one a slip. Without any use about
half of what was learned on one day is lost in two hundred days, and a fifth of what was known from earlier grades.

Source: Corbett & Anderson (1995), User Modeling and User-Adapted Interaction 4, 253-278; with forgetting as in
Khajah, Lindsey & Mozer (2016), "How deep is knowledge tracing?", EDM 2016.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownpath.engine.simulation.course import Course
from ownpath.engine.simulation.families.types import (
    DAYS_MASTERY_LASTS,
    P_MASTERED,
    SHARE_REFRESHED,
    Floats,
    lognormal,
    pace_by,
    shifted,
)
from ownpath.engine.skills.arrays import Mask, Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class TracingParameters:
    """Probabilities per try, and forgetting per day (median over students and competencies)."""

    p_learn: float = 0.12
    p_taught: float = 0.75
    p_guess: float = 0.2
    p_slip: float = 0.08
    forgotten_per_day: float = 0.004
    speed_sd: float = 0.4  # of the logarithm of p_learn over students
    forgetting_sd: float = 0.5  # of the logarithm of the forgetting
    firmness_next_day: float = 1.0  # gained by a success a day or more after the last
    firmness_same_day: float = 0.15


class TracingStudents:
    """Known or not, for each student and competency."""

    name = "tracing"

    def __init__(
        self,
        *,
        course: Course,
        known: Mask,
        rng: np.random.Generator,
        parameters: TracingParameters | None = None,
    ) -> None:
        """Begin with what is `known`, (n_students, n) bool."""
        self._is = parameters or TracingParameters()
        self._before = course.graph.before
        shape = (known.shape[0], known.shape[1] + 1)  # one more column: what nothing stands on
        self._known = np.ones(shape, dtype=bool)
        self._known[:, :-1] = known
        self._used_at = np.zeros(shape)
        self._firmness = np.zeros(shape)
        self._firmness[:, :-1] = known * rng.exponential(3.0, size=known.shape)
        # How much forgetting each memory bears until it is gone; drawn anew when it is used.
        self._bears = rng.exponential(1.0, size=shape)
        self._bears[:, -1] = np.inf
        self._forgetting = np.zeros(shape)
        self._forgetting[:, :-1] = lognormal(
            rng,
            median=self._is.forgotten_per_day,
            sd=self._is.forgetting_sd,
            size=known.shape,
        )
        self._p_learn = np.clip(
            lognormal(
                rng, median=self._is.p_learn, sd=self._is.speed_sd, size=(known.shape[0], 1)
            )[:, 0],
            0.0,
            0.6,
        )

    def p_right(
        self, students: Numbers, competencies: Numbers, *, difficulty: Floats | float, at: float
    ) -> Floats:
        """Return the probability of a right unaided answer."""
        when_known = shifted(np.array(1 - self._is.p_slip), difficulty)
        when_not = shifted(np.array(self._is.p_guess), difficulty)
        return np.where(self._knows((students, competencies), at), when_known, when_not)

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
        here = (students, competencies)
        knows = self._knows(here, at)
        p_right = self.p_right(students, competencies, difficulty=difficulty, at=at)
        was_right = rng.random(len(students)) < p_right
        self._strengthen(students, competencies, knows & was_right, at)
        self._learn(here, knows, self._p_learn[students], at, rng)
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
        here = (students, competencies)
        p_taught = np.full(len(students), self._is.p_taught * strength)
        self._learn(here, self._knows(here, at), p_taught, at, rng)

    def truly_mastered(self, *, at: float) -> Mask:
        """Return who knows it now and would be right often enough a week later."""
        everything = np.indices(self._known.shape)
        knows = self._knows((everything[0], everything[1]), at)[:, :-1]
        rate = (self._forgetting / (1 + self._firmness))[:, :-1]
        p_known = np.exp(-rate * DAYS_MASTERY_LASTS)
        p_right = p_known * (1 - self._is.p_slip) + (1 - p_known) * self._is.p_guess
        return np.asarray(knows & (p_right >= P_MASTERED))

    def _knows(self, here: tuple[Numbers, Numbers], at: float) -> Mask:
        """Return what is known and not forgotten since it was last used."""
        rate = self._forgetting[here] / (1 + self._firmness[here])
        return np.asarray(
            self._known[here] & (rate * (at - self._used_at[here]) < self._bears[here])
        )

    def _learn(
        self,
        here: tuple[Numbers, Numbers],
        knows: Mask,
        p_learn: Floats,
        at: float,
        rng: np.random.Generator,
    ) -> None:
        students, competencies = here
        under = (students[:, None], self._before[competencies])
        pace = pace_by(self._knows(under, at), knows)
        self._known[here] = knows | (rng.random(len(students)) < p_learn * pace)
        self._used_at[here] = at
        self._bears[here] = rng.exponential(1.0, size=len(students))

    def _strengthen(
        self, students: Numbers, competencies: Numbers, succeeded: Mask, at: float
    ) -> None:
        """Make what succeeded firmer, and count what it stands on as half used."""
        students, competencies = students[succeeded], competencies[succeeded]
        is_later = at - self._used_at[students, competencies] >= 1.0
        gained = np.where(is_later, self._is.firmness_next_day, self._is.firmness_same_day)
        self._firmness[students, competencies] += gained
        under = (students[:, None], self._before[competencies])
        self._known[under] = self._knows(under, at)
        self._used_at[under] += SHARE_REFRESHED * (at - self._used_at[under])
