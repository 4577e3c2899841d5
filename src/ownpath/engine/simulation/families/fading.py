"""Students of the third family: power-law forgetting, slips and guesses, and some things that need a person.

How well a competency is learned grows toward 1 with every try; what can be recalled of it falls as a power of the days
since it was used, slower the more it was recalled after a while. For some students some competencies do not grow at all
until a person has helped once.

Source: Wixted & Ebbesen (1991), "On the form of forgetting", Psychological Science 2, 409-415; Pavlik & Anderson
(2008), "Using a model to compute the optimal schedule of practice", J. Exp. Psychology: Applied 14, 101-117;
Beck & Gong (2013), "Wheel-spinning", AIED 2013, for those who do not learn by practice alone.
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

P_GOOD_ENOUGH = 0.6  # what a later competency can be built on
MOST_DAYS_STABLE = 3_650.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FadingParameters:
    """Shares per try and per lesson, days of stability (medians), and how many need a person."""

    learned_per_try: float = 0.16
    learned_taught: float = 0.8
    speed_sd: float = 0.4  # of the logarithm over students
    days_stable: float = 90.0  # after which 1 / sqrt(2) is left, when new
    stability_sd: float = 0.5  # of the logarithm
    stability_growth: float = 8.0  # times the share forgotten before a successful recall
    decay: float = 0.5
    p_guess: float = 0.15
    p_slip: float = 0.06
    share_needs_person: float = 0.12  # of student-competency pairs


class FadingStudents:
    """How well learned and how stable, for each student and competency."""

    name = "fading"

    def __init__(
        self,
        *,
        course: Course,
        known: Mask,
        rng: np.random.Generator,
        parameters: FadingParameters | None = None,
    ) -> None:
        """Begin with what is `known`, (n_students, n) bool."""
        self._is = parameters or FadingParameters()
        self._before = course.graph.before
        n_students, n = known.shape
        self._learned = np.ones((n_students, n + 1))
        self._learned[:, :-1] = np.where(known, 0.97, rng.uniform(0.0, 0.2, size=known.shape))
        self._used_at = np.zeros((n_students, n + 1))
        self._stability = np.full((n_students, n + 1), MOST_DAYS_STABLE)
        self._stability[:, :-1] = lognormal(
            rng, median=self._is.days_stable, sd=self._is.stability_sd, size=known.shape
        ) * np.where(known, 1 + rng.exponential(6.0, size=known.shape), 1.0)
        self._needs_person = rng.random((n_students, n + 1)) < self._is.share_needs_person
        speed = lognormal(rng, median=1.0, sd=self._is.speed_sd, size=(n_students, 1))[:, 0]
        self._per_try = np.minimum(0.6, self._is.learned_per_try * speed)

    def p_right(
        self, students: Numbers, competencies: Numbers, *, difficulty: Floats | float, at: float
    ) -> Floats:
        """Return the probability of a right unaided answer."""
        return self._p_right(self._recalled((students, competencies), at), difficulty)

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
        recalled = self._recalled(here, at)
        was_right = rng.random(len(students)) < self._p_right(recalled, difficulty)
        self._firm_up(here, recalled, was_right, at)
        gained = np.where(self._needs_person[here], 0.0, self._per_try[students])
        self._learn(here, recalled, gained, at)
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
        """Learn with a person; what needed one may go on by practice from here."""
        here = (students, competencies)
        self._needs_person[here] &= rng.random(len(students)) >= strength
        gained = np.full(len(students), self._is.learned_taught * strength)
        self._learn(here, self._recalled(here, at), gained, at)

    def truly_mastered(self, *, at: float) -> Mask:
        """Return who would be right now and a week later, often enough."""
        days = at + DAYS_MASTERY_LASTS - self._used_at
        recalled = self._learned * (1 + days / self._stability) ** -self._is.decay
        return np.asarray(self._p_right(recalled[:, :-1], 0.0) >= P_MASTERED)

    def _recalled(self, here: tuple[Numbers, Numbers], at: float) -> Floats:
        days = at - self._used_at[here]
        return np.asarray(
            self._learned[here] * (1 + days / self._stability[here]) ** -self._is.decay
        )

    def _p_right(self, recalled: Floats, difficulty: Floats | float) -> Floats:
        p_right = recalled * (1 - self._is.p_slip) + (1 - recalled) * self._is.p_guess
        return shifted(p_right, difficulty)

    def _learn(
        self, here: tuple[Numbers, Numbers], recalled: Floats, gained: Floats, at: float
    ) -> None:
        """Grow from what was recalled, or relearn back to where it was at double speed."""
        students, competencies = here
        under = (students[:, None], self._before[competencies])
        days = at - self._used_at[under]
        held = self._learned[under] * (1 + days / self._stability[under]) ** -self._is.decay
        pace = pace_by(held >= P_GOOD_ENOUGH, recalled >= P_GOOD_ENOUGH)
        relearned = recalled + 2 * gained * (self._learned[here] - recalled)
        grown = recalled + gained * pace * (1 - recalled)
        self._learned[here] = np.minimum(1.0, np.maximum(relearned, grown))
        self._used_at[here] = at

    def _firm_up(
        self, here: tuple[Numbers, Numbers], recalled: Floats, was_right: Mask, at: float
    ) -> None:
        """Make what was recalled after a while more stable, and count what it stands on as half used."""
        students, competencies = here[0][was_right], here[1][was_right]
        share_left = recalled[was_right] / np.maximum(
            self._learned[students, competencies], 1e-9
        )
        grown = 1 + self._is.stability_growth * (1 - share_left) * recalled[was_right]
        stability = self._stability[students, competencies] * grown
        self._stability[students, competencies] = np.minimum(MOST_DAYS_STABLE, stability)
        under = (students[:, None], self._before[competencies])
        self._used_at[under] += SHARE_REFRESHED * (at - self._used_at[under])
