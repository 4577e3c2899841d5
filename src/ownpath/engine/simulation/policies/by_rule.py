"""Own pace by one mastery criterion: on to the next competency when it is met, as mastery-learning programs do.

It is given what ours has, so that the criterion and what follows it are what differs: placement, the frontier of the
graph, the same minutes of a teacher (who sits with students in turn), and something else to do after many tries.
"""

from __future__ import annotations

import numpy as np

from ownpath.engine.simulation.policies.criteria import ArrayCriterion
from ownpath.engine.simulation.policies.types import NOTHING, Morning, School, seats
from ownpath.engine.skills.arrays import Mask, Numbers

MOST_TRIES = 20
DAYS_ASIDE = 10.0


class ByRule:
    """The frontier in course order, each competency until the criterion is met; no review."""

    places_first = True

    def __init__(self, *, criterion: ArrayCriterion) -> None:
        """Take the criterion that says when a competency is learned."""
        self._criterion = criterion

    @property
    def name(self) -> str:
        """Name the policy by its criterion."""
        return self._criterion.name

    def begin(self, *, school: School, n_days: int, placed: Mask) -> None:
        """Begin a year after placement."""
        del n_days
        self._school = school
        self._held = placed.copy()
        self._trail = self._criterion.empty(placed.shape)
        self._n_tries = np.zeros(placed.shape, dtype=np.intp)
        self._aside_until = np.zeros(placed.shape)
        self._current = np.full(school.n_students, NOTHING)
        self._helped_at = np.zeros(school.n_students)

    def morning(self, *, day: int, at: float, rng: np.random.Generator) -> Morning:
        """Return whom the teacher sits with: in turn, who was not helped for longest."""
        del day
        self._choose_next(np.flatnonzero(self._current == NOTHING), at)
        helped = seats(
            np.flatnonzero(self._current != NOTHING),
            school=self._school,
            minutes=self._school.minutes_a_day,
            first=(self._helped_at + rng.random(len(self._helped_at)))[
                self._current != NOTHING
            ],
        )
        self._helped_at[helped] = at
        return Morning(lesson=NOTHING, helped=helped, helped_with=self._current[helped])

    def choose(self, students: Numbers, *, at: float, rng: np.random.Generator) -> Numbers:
        """Return what each is at, or the next open competency in course order."""
        del rng
        self._choose_next(students[self._current[students] == NOTHING], at)
        return self._current[students]

    def observe(
        self, students: Numbers, competencies: Numbers, was_right: Mask, *, at: float
    ) -> None:
        """Take note; what is learned is left, what does not come is set aside for some days."""
        here = (students, competencies)
        self._trail[here] = self._criterion.after(self._trail[here], was_right)
        self._n_tries[here] += 1
        is_learned = self._criterion.is_met(self._trail[here])
        self._held[students[is_learned], competencies[is_learned]] = True
        gives_up = ~is_learned & (self._n_tries[here] % MOST_TRIES == 0)
        self._aside_until[students[gives_up], competencies[gives_up]] = at + DAYS_ASIDE
        self._current[students[is_learned | gives_up]] = NOTHING

    def _choose_next(self, students: Numbers, at: float) -> None:
        if not len(students):
            return
        held = self._held[students]
        ahead = self._school.course.graph.is_ready(held) & ~held
        fresh = ahead & (self._aside_until[students] <= at)
        may = np.where(fresh.any(axis=1, keepdims=True), fresh, ahead)
        self._current[students] = np.where(may.any(axis=1), may.argmax(axis=1), NOTHING)
