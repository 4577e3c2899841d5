"""What lies above a student's grade waits, unless what they showed leads to it or little else is left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpath.engine.knowledge import HOLDS_AS_LEARNED, State
from ownpath.engine.offers import (
    Candidate,
    Exploration,
    Situation,
    Standing,
    propose,
    propose_for_many,
    what_is_left,
)
from ownpath.engine.offers.propose import workable
from ownpath.engine.skills import Edge, build_graph, closure

N = 12
OWN = 4
WAYS = [("practice", "device"), ("project", "project_team"), ("lesson", "teacher_group")]
UNSHOWN = {State.NOT_KNOWN_YET, State.READY}
SHELF = [
    Candidate(activity=3 * one + at, competencies=(one,), kind=kind, modality=modality)
    for one in range(N)
    for at, (kind, modality) in enumerate(WAYS)
]


@st.composite
def schooled(draw: st.DrawFn) -> Situation:
    """Draw a graph whose competencies are taught from kindergarten to grade 8, and a student of grade 4."""
    grades = sorted(draw(st.lists(st.integers(0, 8), min_size=N, max_size=N)))
    number = st.integers(0, N - 1)
    pairs = draw(st.lists(st.tuples(number, number).filter(lambda p: p[0] < p[1]), max_size=16))
    graph, _ = build_graph(range(N), [Edge(before=a, after=b) for a, b in pairs])
    states = draw(st.lists(st.sampled_from(list(State)), min_size=N, max_size=N))
    return Situation(
        graph=graph,
        standings={one: Standing(state=state) for one, state in enumerate(states)},
        goals=tuple(draw(st.lists(number, max_size=1))),
        due_in_days=draw(st.dictionaries(number, st.integers(-9, 9), max_size=2)),
        asked=draw(st.dictionaries(number, st.integers(1, 9), max_size=1)),
        grades_ahead={one: float(at - OWN) for one, at in enumerate(grades)},
    )


def shown(situation: Situation, one: int) -> bool:
    state = situation.standings[one].state
    by_answers = state in HOLDS_AS_LEARNED and state is not State.PRESUMED
    return by_answers or (state is State.PRESUMED and situation.grades_ahead[one] >= 0)


def early(situation: Situation) -> set[int]:
    """Return what comes too early, by the rule's own words."""
    wanted = closure(situation.graph, situation.goals) | {
        *situation.due_in_days,
        *situation.asked,
    }
    found = set()
    for one, ahead in situation.grades_ahead.items():
        before = [shown(situation, other) for other in situation.graph.hard_before[one]]
        is_led_to = any(before) if ahead < 2 else bool(before) and all(before)
        if ahead > 0 and not is_led_to and situation.standings[one].state in UNSHOWN:
            found.add(one)
    return found - wanted


class TestWithoutTheEarly:
    @given(situation=schooled())
    def test_offers_the_early_only_where_little_else_is_left(
        self, situation: Situation
    ) -> None:
        timely = workable(situation) - early(situation)
        offered = {one.competency for one in propose(situation=situation, candidates=SHELF)}
        if len(timely) >= 3:
            assert offered <= timely
        else:
            assert timely <= offered
            assert len(offered) == min(3, len(workable(situation)))

    @given(situation=schooled())
    def test_takes_the_nearest_of_the_early_and_tells_it_last(
        self, situation: Situation
    ) -> None:
        too_soon = early(situation)
        offered = [
            int(one.competency or 0) for one in propose(situation=situation, candidates=SHELF)
        ]
        places = [one in too_soon for one in offered]
        assert places == sorted(places)
        taken = {one for one in offered if one in too_soon}
        left = (workable(situation) & too_soon) - taken
        farthest = max((situation.grades_ahead[one] for one in taken), default=0.0)
        assert all(situation.grades_ahead[one] >= farthest for one in left if taken)

    @given(situation=schooled(), seed=st.integers(0, 5))
    def test_never_breaks_a_prerequisite_nor_explores_into_it(
        self, situation: Situation, seed: int
    ) -> None:
        known = {o for o, s in situation.standings.items() if s.state in HOLDS_AS_LEARNED}
        usual = {one.competency for one in propose(situation=situation, candidates=SHELF)}
        tried = Exploration(share=1.0, seed=seed)
        for offer in propose(situation=situation, candidates=SHELF, exploration=tried):
            one = int(offer.competency or 0)
            assert known.issuperset(situation.graph.hard_before[one])
            assert one not in early(situation) or usual & early(situation)

    @given(situation=schooled())
    def test_gives_three_choices_while_three_exist_and_the_same_for_the_same(
        self, situation: Situation
    ) -> None:
        offers = propose(situation=situation, candidates=SHELF)
        n_legal = sum(one.competencies[0] in workable(situation) for one in SHELF)
        assert len(offers) >= min(3, n_legal)
        assert propose(situation=situation, candidates=SHELF[::-1]) == offers
        assert propose_for_many(situations=[situation], candidates=SHELF) == [offers]

    @given(situation=schooled())
    def test_calls_nothing_lacking_that_only_waits(self, situation: Situation) -> None:
        ageless = replace(situation, grades_ahead={})
        left = what_is_left(situation=situation, candidates=SHELF)
        assert left == what_is_left(situation=ageless, candidates=SHELF)

    @pytest.mark.parametrize(
        ("state", "ahead", "is_offered"),
        [
            (State.LEARNED, 1.0, True),
            (State.PRESUMED, 1.0, False),
            (State.MASTERED, 3.0, True),
            (State.PRESUMED, 3.0, False),
        ],
    )
    def test_lets_on_whoever_showed_what_it_stands_on(
        self, state: State, ahead: float, is_offered: bool
    ) -> None:
        graph, _ = build_graph(range(5), [Edge(before=0, after=4)])
        situation = Situation(
            graph=graph,
            standings={0: Standing(state=state)},
            grades_ahead={0: -1.0, 1: 0.0, 2: 0.0, 3: 0.0, 4: ahead},
        )
        offered = {one.competency for one in propose(situation=situation, candidates=SHELF)}
        assert (4 in offered) == is_offered


class TestReasonOf:
    def test_names_what_was_shown_before_what_is_taken_for_granted(self) -> None:
        graph, _ = build_graph(range(3), [Edge(before=0, after=2), Edge(before=1, after=2)])
        standings = {0: Standing(state=State.PRESUMED), 1: Standing(state=State.LEARNED)}
        situation = Situation(graph=graph, standings=standings)
        reasons = {one.reason for one in propose(situation=situation, candidates=SHELF)}
        assert {(one.kind, one.goal) for one in reasons} == {("stands_on", 1)}
