"""The batch model: everybody hears the same lesson, practices the same topic, and moves on on the same day."""

from __future__ import annotations

import numpy as np

from ownpath.engine.simulation.policies.types import Morning, School, seats
from ownpath.engine.skills.arrays import Mask, Numbers

REVIEW_EVERY = 5  # school days
TOPICS_REVIEWED = 10


class Batch:
    """Same pace, same path; every fifth day is mixed review of the last ten topics.

    In the teacher's minutes beside the lesson, those sit with the teacher who were wrong most often lately.
    """

    name = "batch"
    places_first = False

    def begin(self, *, school: School, n_days: int, placed: Mask) -> None:
        """Begin a year at the class's first topic; what students know already is not looked at."""
        del placed
        self._school = school
        n_lessons = max(1, n_days - n_days // REVIEW_EVERY)
        place = np.arange(n_lessons) * len(school.topics) // n_lessons
        self._topic_of_lesson = school.topics[place]
        self._lately = np.zeros(school.n_students)  # moving share wrong
        self._topic = int(self._topic_of_lesson[0])
        self._is_review = False

    def morning(self, *, day: int, at: float, rng: np.random.Generator) -> Morning:
        """Return the lesson of the day; on a review day there is none, and all the time goes to students."""
        del at, rng
        self._is_review = day % REVIEW_EVERY == REVIEW_EVERY - 1
        n_before = day - day // REVIEW_EVERY
        self._topic = int(self._topic_of_lesson[min(n_before, len(self._topic_of_lesson) - 1)])
        lesson_minutes = 0 if self._is_review else self._school.minutes_of_lesson
        helped = seats(
            np.arange(self._school.n_students),
            school=self._school,
            minutes=self._school.minutes_a_day - lesson_minutes,
            first=-self._lately,
        )
        return Morning(
            lesson=-1 if self._is_review else self._topic,
            helped=helped,
            helped_with=np.full(len(helped), self._topic),
        )

    def choose(self, students: Numbers, *, at: float, rng: np.random.Generator) -> Numbers:
        """Return today's topic for everybody, or one of the last ten for each."""
        del at
        if not self._is_review:
            return np.full(len(students), self._topic)
        done = self._school.topics[self._school.topics <= self._topic][-TOPICS_REVIEWED:]
        return np.asarray(rng.choice(done, size=len(students)))

    def observe(
        self, students: Numbers, competencies: Numbers, was_right: Mask, *, at: float
    ) -> None:
        """Take note of who is wrong often."""
        del competencies, at
        self._lately[students] += 0.1 * (~was_right - self._lately[students])
