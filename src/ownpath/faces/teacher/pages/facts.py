"""What a class is drawn from, and which competencies are worth a look: those at somebody's edge or due about now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ownpath.school.people.queries import grades_away
from ownpath.school.plans.services import edges_of_newcomers

if TYPE_CHECKING:
    from ownpath.school.curriculum.queries import FrameworkMap
    from ownpath.school.mastery.queries import Belief
    from ownpath.school.people.models import Person
    from ownpath.school.plans.queries import Pace

DAYS_AROUND = 21  # a competency due this near counts as one the class is at
WEIGHT_OF_STATE = {"learning": 3.0, "needs_refresh": 3.0, "review_due": 1.0, "ready": 1.5}


@dataclass(frozen=True, kw_only=True)
class ClassFacts:
    """What the grid is drawn from."""

    students: Sequence[Person]
    framework: FrameworkMap
    beliefs: Mapping[int, Mapping[int, Belief]]  # by student, then competency
    timeline: Mapping[int, date]
    paces: Mapping[int, Pace]
    chosen: Mapping[int, str]  # by student: what was chosen today, in words
    today: date
    language: str

    @cached_property
    def edges(self) -> Mapping[int, frozenset[int]]:
        """Where students begin of whom nothing is known: by what offers take for granted of their grade."""
        by_grade: dict[str, frozenset[int]] = {}
        for student in self.newcomers:
            if student.grade not in by_grade:
                by_grade[student.grade] = edges_of_newcomers(
                    framework=self.framework, grade=student.grade, on_the_way=self.timeline
                )
        return {student.pk: by_grade[student.grade] for student in self.newcomers}

    @property
    def newcomers(self) -> list[Person]:
        """The students of whom nothing is known, by answers or by a first map."""
        return [
            student
            for student in self.students
            if not any(one.n_unaided or one.holds for one in self.beliefs[student.pk].values())
        ]


def worth_looking_at(facts: ClassFacts) -> list[int]:
    """Return competencies at somebody's edge or due about now, the most pressing first.

    What somebody could begin counts the less, the more grades it is away from theirs.
    """
    worth: dict[int, float] = {}
    lines = facts.framework.competencies
    for student in facts.students:
        if student.pk in facts.edges:
            for competency in facts.edges[student.pk]:
                worth[competency] = worth.get(competency, 0.0) + WEIGHT_OF_STATE["ready"]
            continue
        for competency, belief in facts.beliefs[student.pk].items():
            weight = WEIGHT_OF_STATE.get(belief.state.value)
            if weight and belief.state.value == "ready":
                weight /= 1 + grades_away(lines[competency].grades, student.grade)
            if weight:
                worth[competency] = worth.get(competency, 0.0) + weight
    for competency, due_on in facts.timeline.items():
        if competency in facts.framework.competencies:
            days = abs((due_on - facts.today).days)
            if days <= DAYS_AROUND:
                near = 1 - days / (DAYS_AROUND + 1)
                bonus = 3.0 * len(facts.students) * near
                worth[competency] = worth.get(competency, 0.0) + bonus
    return sorted(worth, key=lambda one: (-worth[one], one))
