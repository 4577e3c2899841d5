"""What lies well below a student's grade is taken for granted in offers, until something is shown of it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from ownpath.engine.knowledge import State
from ownpath.engine.skills import Edge, build_graph
from ownpath.school.mastery.queries.beliefs import NOT_KNOWN_YET, READY
from ownpath.school.plans.services.assuming import (
    grades_ahead,
    shown_beside_offers,
    with_lower_grades,
)

GRADES = {1: ("KG",), 2: ("02",), 3: ("03",), 4: ("04",), 5: ()}


def judged(grade: str, *on_the_way: int, **changed: Any) -> dict[int, State]:
    framework: Any = SimpleNamespace(
        competencies={one: SimpleNamespace(grades=grades) for one, grades in GRADES.items()}
    )
    beliefs = {one: READY if one == 1 else NOT_KNOWN_YET for one in GRADES}
    beliefs.update({int(one[1:]): belief for one, belief in changed.items()})
    found = with_lower_grades(
        framework=framework, beliefs=beliefs, grade=grade, on_the_way=on_the_way
    )
    return {one: belief.state for one, belief in found.items()}


class TestWithLowerGrades:
    def test_takes_two_grades_below_and_all_under_them(self) -> None:
        found = judged("04")
        assert [one for one, state in found.items() if state is State.PRESUMED] == [1, 2]

    @pytest.mark.parametrize("grade", ["", "KG", "01", "UG"])
    def test_takes_nothing_where_nothing_lies_below(self, grade: str) -> None:
        assert State.PRESUMED not in judged(grade).values()

    @pytest.mark.parametrize("grade", ["05", "08", "12"])
    def test_leaves_the_last_grade_to_whoever_is_beyond_it(self, grade: str) -> None:
        found = judged(grade)
        assert [one for one, state in found.items() if state is State.PRESUMED] == [1, 2, 3]

    def test_takes_nothing_the_class_is_on_its_way_to(self) -> None:
        assert judged("04", 2)[2] is State.NOT_KNOWN_YET

    def test_a_miss_decides(self) -> None:
        missed = replace(NOT_KNOWN_YET, state=State.LEARNING, n_unaided=1, estimate=0.2)
        assert judged("04", _2=missed)[2] is State.LEARNING

    def test_what_was_learned_or_lost_stays_so(self) -> None:
        for state in (State.MASTERED, State.NEEDS_REFRESH):
            shown = replace(NOT_KNOWN_YET, state=state, n_unaided=4, n_unaided_right=3)
            assert judged("04", _2=shown)[2] is state


class TestGradesAhead:
    def ahead(
        self, grade: str, grades: dict[int, tuple[str, ...]] = GRADES
    ) -> dict[int, float]:
        framework: Any = SimpleNamespace(
            competencies={one: SimpleNamespace(grades=names) for one, names in grades.items()}
        )
        return grades_ahead(framework=framework, grade=grade)

    def test_counts_from_the_students_own_grade(self) -> None:
        assert self.ahead("02") == {1: -2.0, 2: 0.0, 3: 1.0, 4: 2.0}

    def test_counts_from_where_it_is_first_taught(self) -> None:
        assert self.ahead("03", {1: ("KG",), 2: ("05", "04")}) == {1: -3.0, 2: 1.0}

    def test_takes_the_first_grade_there_is_as_the_own(self) -> None:
        assert self.ahead("06", {1: ("09",), 2: ("10", "11")}) == {1: 0.0, 2: 1.0}

    @pytest.mark.parametrize("grade", ["", "UG"])
    def test_says_nothing_of_a_student_without_a_grade(self, grade: str) -> None:
        assert self.ahead(grade) == {}

    def test_says_nothing_where_no_grade_is_named(self) -> None:
        assert self.ahead("04", {1: (), 2: ("UG",)}) == {}


class TestShownBesideOffers:
    def shown(self, grade: str, *on_the_way: int) -> tuple[dict[int, State], set[int]]:
        graph, _faults = build_graph(
            list(GRADES), [Edge(before=n, after=n + 1) for n in range(1, 5)]
        )
        framework: Any = SimpleNamespace(
            graph=graph,
            competencies={
                one: SimpleNamespace(grades=grades) for one, grades in GRADES.items()
            },
        )
        beliefs = {one: READY if one == 1 else NOT_KNOWN_YET for one in GRADES}
        found = shown_beside_offers(
            framework=framework, beliefs=beliefs, grade=grade, on_the_way=on_the_way
        )
        states = {one: belief.state for one, belief in found.beliefs.items()}
        return states, set(found.granted)

    def test_what_is_granted_is_not_known_yet_and_what_stands_on_it_is_ready(self) -> None:
        states, granted = self.shown("04")
        assert granted == {1, 2}
        assert states[1] is states[2] is State.NOT_KNOWN_YET
        assert states[3] is State.READY
        assert states[4] is State.NOT_KNOWN_YET

    def test_shows_what_is_believed_where_nothing_is_granted(self) -> None:
        states, granted = self.shown("KG")
        assert granted == set()
        assert [one for one, state in states.items() if state is State.READY] == [1]

    def test_what_the_class_is_on_its_way_to_is_never_granted(self) -> None:
        states, granted = self.shown("04", 1, 2)
        assert granted == set()
        assert states[1] is State.READY
