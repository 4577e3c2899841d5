"""What a policy decides: what each student works on next, and whom the teacher sits with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ownpath.engine.simulation.course import Course, Floats
from ownpath.engine.skills.arrays import Mask, Numbers

NOTHING = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """What is the same for every policy: students, classes, minutes.

    In a block of `minutes_a_day` a student answers items, sits with the teacher, or hears a lesson with the class. The
    teacher of each class has the same minutes.
    """

    course: Course
    n_students: int
    class_size: int = 25
    minutes_a_day: int = 40
    minutes_per_answer: int = 2
    minutes_with_person: int = 10
    minutes_of_lesson: int = 20
    lesson_strength: float = 0.5  # of ten minutes one to one
    first_topic: float = (
        0.33  # where in the course the year of the class begins, and where it ends
    )
    last_topic: float = 0.67

    @property
    def class_of(self) -> Numbers:
        """Return each student's class."""
        return np.arange(self.n_students) // self.class_size

    @property
    def n_classes(self) -> int:
        """Return how many classes there are."""
        return -(-self.n_students // self.class_size)

    @property
    def topics(self) -> Numbers:
        """Return what a class is meant to learn this year, in order."""
        level = self.course.level
        return np.flatnonzero((level >= self.first_topic) & (level <= self.last_topic))


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """What a policy decides before the answers of a day.

    `lesson` is the topic that every class hears of, or `NOTHING`. `helped` sit with the teacher, each once, on
    `helped_with`.
    """

    lesson: int
    helped: Numbers
    helped_with: Numbers


class Policy(Protocol):
    """A way of deciding what every student does. It sees answers, never the truth."""

    @property
    def name(self) -> str:
        """Name the policy with its numbers."""

    @property
    def places_first(self) -> bool:
        """Return whether the first day goes to finding out what students know."""

    def begin(self, *, school: School, n_days: int, placed: Mask) -> None:
        """Begin a year; `placed` is what the first day's placement says is known, (n_students, n) bool."""

    def morning(self, *, day: int, at: float, rng: np.random.Generator) -> Morning:
        """Return what the teacher does on school day `day`, `at` days after the first."""

    def choose(self, students: Numbers, *, at: float, rng: np.random.Generator) -> Numbers:
        """Return the competency of each student's next item, or `NOTHING`."""

    def observe(
        self, students: Numbers, competencies: Numbers, was_right: Mask, *, at: float
    ) -> None:
        """Take note of one answer each."""


def seats(
    wanting: Numbers,
    *,
    school: School,
    minutes: int,
    first: Floats,
) -> Numbers:
    """Return who sits with their teacher today: in each class those with the lowest `first`, as time allows.

    Parameters
    ----------
    wanting : (n,) intp
        Students who could be helped.
    first : (n,) float64
        Who comes first.
    """
    n_seats = minutes // school.minutes_with_person
    line = wanting[np.lexsort((first, school.class_of[wanting]))]
    if not len(line):
        return line
    classes = school.class_of[line]
    begins = np.flatnonzero(np.r_[True, np.diff(classes) > 0])
    place = np.arange(len(line)) - np.repeat(begins, np.diff(np.r_[begins, len(line)]))
    return line[place < n_seats]
