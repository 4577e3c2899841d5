"""Ownpath: the frontier weighed as offers weigh it, review when it is due, and a person for who is stuck.

Uses the engine's own rooms on arrays: offers for what a competency is worth, memory for when to look again. Two parts
can be left out, to see what each of them brings.
"""

from __future__ import annotations

import numpy as np

from ownpath.engine.memory import Outcome
from ownpath.engine.memory.many import Cards, plan_reviews
from ownpath.engine.offers.views import Floats, View
from ownpath.engine.offers.worth import worths_of
from ownpath.engine.simulation.policies.criteria import ArrayCriterion, Trail
from ownpath.engine.simulation.policies.types import NOTHING, Morning, School, seats
from ownpath.engine.skills.arrays import Mask, Numbers

FAILURES_UNTIL_STUCK = 3
DAYS_STUCK_LASTS = 14.0
MOST_REVIEW = 0.4  # of a day's answers
MOST_TRIES_A_DAY = 10
SHARE_NEW_ESTIMATE = 0.3  # weight of the newest answer in the moving share right


class Ours:
    """Frontier, offers, review, and stuck to a person."""

    places_first = True

    def __init__(
        self,
        *,
        criterion: ArrayCriterion,
        reviews: bool = True,
        person_for_stuck: bool = True,
        called: str = "",
    ) -> None:
        """Take the criterion for learned, what is left out, and what to add to the name."""
        self._called = called
        self._criterion = criterion
        self._reviews = reviews
        self._person_for_stuck = person_for_stuck

    @property
    def name(self) -> str:
        """Name the policy, and what is left out."""
        parts = ["ours", self._called]
        parts += [] if self._reviews else ["without-review"]
        parts += [] if self._person_for_stuck else ["without-person"]
        return "-".join(part for part in parts if part)

    def begin(self, *, school: School, n_days: int, placed: Mask) -> None:
        """Begin a year after placement; what was placed as known is looked at again within two weeks."""
        shape = placed.shape
        self._school, self._n_days = school, n_days
        self._held, self._wants_refresh = placed.copy(), np.zeros(shape, dtype=bool)
        self._trail: Trail = self._criterion.empty(shape)
        self._estimate = np.full(shape, np.nan)
        self._failures = np.zeros(shape, dtype=np.intp)
        self._failed_at = np.full(shape, -np.inf)
        self._tries_today = np.zeros(shape, dtype=np.intp)
        self._missed_lately = np.zeros(shape, dtype=bool)
        spread = (np.arange(shape[1]) * 37 % 12 + 3).astype(float)
        self._due_day = np.where(placed, spread[None, :], np.inf)
        self._stability = np.where(placed, spread[None, :], np.nan)
        self._difficulty = np.where(placed, 5.0, np.nan)
        self._last_day = np.zeros(shape)
        self._current = np.full(school.n_students, NOTHING)
        self._n_review_today = np.zeros(school.n_students, dtype=np.intp)
        self._helped_at = np.full(school.n_students, -np.inf)
        self._worth: Floats = np.zeros(shape)

    def morning(self, *, day: int, at: float, rng: np.random.Generator) -> Morning:
        """Weigh everything anew; the teacher sits with who is stuck, those first who have come least far."""
        del rng
        self._n_review_today[:] = 0
        self._tries_today[:] = 0
        self._worth = self._weighed(day)
        self._current[:] = NOTHING
        stuck = self._stuck(at)
        wants, with_what = stuck.any(axis=1), (stuck * (1 + self._worth)).argmax(axis=1)
        waits = at - np.where(stuck, self._failed_at, at).min(axis=1)
        n_held = self._held.sum(axis=1) / self._held.shape[1]
        first = np.where(wants, -waits, 1e6 + self._helped_at.clip(min=-1)) + n_held
        if not self._person_for_stuck:
            wants, first = np.zeros_like(wants), self._helped_at
        self._choose_next(np.flatnonzero(~wants), at)
        with_what = np.where(wants, with_what, self._current)
        could = np.flatnonzero(with_what != NOTHING)
        helped = seats(
            could,
            school=self._school,
            minutes=self._school.minutes_a_day,
            first=first[could],
        )
        self._failures[helped, with_what[helped]] = 0
        self._helped_at[helped] = at
        self._current[helped] = with_what[helped]
        return Morning(lesson=NOTHING, helped=helped, helped_with=with_what[helped])

    def choose(self, students: Numbers, *, at: float, rng: np.random.Generator) -> Numbers:
        """Return the review most overdue while there is room for review, else the worthiest that is open."""
        del rng
        self._choose_next(students[self._current[students] == NOTHING], at)
        chosen = self._current[students].copy()
        if not self._reviews:
            return chosen
        n_answers = self._school.minutes_a_day // self._school.minutes_per_answer
        has_room = self._n_review_today[students] < MOST_REVIEW * n_answers
        rows = np.flatnonzero(has_room | (chosen == NOTHING))
        overdue = np.where(self._held[students[rows]], at - self._due_day[students[rows]], -1.0)
        first = overdue.argmax(axis=1)
        is_due = overdue[np.arange(len(rows)), first] >= 0
        chosen[rows[is_due]] = first[is_due]
        self._n_review_today[students[rows[is_due]]] += 1
        return chosen

    def observe(
        self, students: Numbers, competencies: Numbers, was_right: Mask, *, at: float
    ) -> None:
        """Take note: of a review when it comes next, of learning whether it is learned, of failures who is stuck."""
        here = (students, competencies)
        was_held = self._held[here]
        self._estimate[here] = self._moved(self._estimate[here], was_right)
        self._trail[here] = self._criterion.after(self._trail[here], was_right)
        self._tries_today[here] += 1
        self._failures[here] = np.where(was_right, 0, self._failures[here] + 1)
        self._failed_at[here] = np.where(was_right, self._failed_at[here], at)
        fails_again = was_held & ~was_right & self._missed_lately[here]
        self._missed_lately[here] = ~was_right
        is_learned = ~was_held & self._criterion.is_met(self._trail[here])
        self._held[here] = (was_held & ~fails_again) | is_learned
        self._wants_refresh[here] = (self._wants_refresh[here] | fails_again) & ~is_learned
        self._forget_trail(students[fails_again], competencies[fails_again])
        self._plan(students, competencies, was_right, was_held | is_learned, at)
        self._leave(students, competencies, is_learned | was_held)

    def _moved(self, estimate: Floats, was_right: Mask) -> Floats:
        before = np.where(np.isnan(estimate), 0.5, estimate)
        return np.asarray(before + SHARE_NEW_ESTIMATE * (was_right - before))

    def _forget_trail(self, students: Numbers, competencies: Numbers) -> None:
        if len(students):
            self._trail[students, competencies] = self._criterion.empty((1, 1))[0, 0]

    def _plan(
        self,
        students: Numbers,
        competencies: Numbers,
        was_right: Mask,
        is_reviewed: Mask,
        at: float,
    ) -> None:
        """Plan the next review of what was learned before or just now."""
        here = (students[is_reviewed], competencies[is_reviewed])
        if not len(here[0]):
            return
        cards = plan_reviews(
            Cards(
                stability=self._stability[here],
                difficulty=self._difficulty[here],
                last_day=self._last_day[here],
                due_day=self._due_day[here],
            ),
            np.where(was_right[is_reviewed], int(Outcome.RIGHT), int(Outcome.MISSED)),
            np.full(len(here[0]), at),
        )
        self._stability[here], self._difficulty[here] = cards.stability, cards.difficulty
        self._last_day[here] = at
        self._due_day[here] = at + np.round(cards.due_day - at)

    def _leave(self, students: Numbers, competencies: Numbers, is_done: Mask) -> None:
        """Go on to something else when it is learned, when stuck, or after many tries in a day."""
        here = (students, competencies)
        tired = self._tries_today[here] >= MOST_TRIES_A_DAY
        goes = (self._current[students] == competencies) & (
            is_done | tired | (self._failures[here] >= FAILURES_UNTIL_STUCK)
        )
        self._current[students[goes]] = NOTHING

    def _stuck(self, at: float) -> Mask:
        recent = at - self._failed_at <= DAYS_STUCK_LASTS
        return (self._failures >= FAILURES_UNTIL_STUCK) & recent & ~self._held

    def _choose_next(self, students: Numbers, at: float) -> None:
        if not len(students):
            return
        held = self._held[students]
        ahead = self._school.course.graph.is_ready(held) & ~held
        is_tired = self._tries_today[students] >= MOST_TRIES_A_DAY
        fresh = ahead & ~self._stuck(at)[students] & ~is_tired
        may = np.where(fresh.any(axis=1, keepdims=True), fresh, ahead)
        worth = np.where(may, self._worth[students], -np.inf)
        self._current[students] = np.where(may.any(axis=1), worth.argmax(axis=1), NOTHING)

    def _weighed(self, day: int) -> Floats:
        """Return what each competency is worth to each student today, as offers reckon it."""
        shape = self._held.shape
        topics = self._school.topics
        due_in_days = np.full(shape, np.nan)
        due_in_days[:, topics] = np.linspace(0, self._n_days, len(topics)) - day
        view = View(
            is_held=self._held,
            is_review=np.zeros(shape, dtype=bool),  # reviews have their own place in the day
            is_refresh=self._wants_refresh,
            is_learning=~np.isnan(self._estimate) & ~self._held,
            is_asked=np.zeros(shape, dtype=bool),
            on_goal=np.ones(shape, dtype=bool),
            has_goal=np.zeros(shape[0], dtype=bool),
            estimate=self._estimate,
            predicted=np.full(shape, np.nan),
            due_in_days=due_in_days,
        )
        return worths_of(view, self._school.course.graph).total
