"""Offers on random graphs and histories, with all that can stand in a situation, for one and for many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ownpath.engine.knowledge import HOLDS_AS_LEARNED, State
from ownpath.engine.offers import (
    Candidate,
    Exploration,
    Proposal,
    Situation,
    Standing,
    propose,
    propose_for_many,
    what_is_left,
)
from ownpath.engine.offers.propose import workable
from ownpath.engine.offers.worth import DAYS_AHEAD
from ownpath.engine.skills import Edge, SkillGraph, build_graph, closure, frontier

N = 10
WAYS = [("practice", "device"), ("project", "project_team"), ("lesson", "teacher_group")]
probabilities = st.one_of(st.none(), st.floats(0.0, 1.0))
somewhere = st.integers(0, N - 1)


@st.composite
def graphs(draw: st.DrawFn) -> SkillGraph[int]:
    pairs = draw(st.lists(st.tuples(somewhere, somewhere), max_size=18))
    return build_graph(
        draw(st.permutations(range(N))), [Edge(before=a, after=b) for a, b in pairs]
    )[0]


@st.composite
def situations(draw: st.DrawFn, graph: SkillGraph[int] | None = None) -> Situation:
    graph = graph or draw(graphs())
    states = draw(st.lists(st.sampled_from(list(State)), min_size=N + 2, max_size=N + 2))
    return Situation(
        graph=graph,
        standings={
            one: Standing(
                state=state,
                estimate=draw(probabilities),
                predicted=draw(probabilities),
                n_right=1,
            )
            for one, state in enumerate(states)  # two of them stand outside the graph
        },
        goals=tuple(draw(st.lists(somewhere, max_size=2, unique=True))),
        hopes=draw(st.dictionaries(st.integers(0, 3), st.integers(50, 60), max_size=2)),
        interest_themes=frozenset(draw(st.sets(st.integers(0, 3), max_size=2))),
        pins=draw(st.dictionaries(st.integers(0, 3 * N), st.integers(70, 80), max_size=2)),
        vetoes=frozenset(draw(st.sets(st.integers(0, 3 * N), max_size=4))),
        disliked=frozenset(draw(st.sets(st.integers(0, 3 * N), max_size=3))),
        asked=draw(st.dictionaries(somewhere, st.integers(90, 99), max_size=2)),
        other_way=frozenset(draw(st.sets(somewhere, max_size=2))),
        last_modality=dict.fromkeys(range(N), "device"),
        due_in_days=draw(st.dictionaries(somewhere, st.integers(-20, 20), max_size=4)),
        liked_modalities=frozenset(draw(st.sets(st.sampled_from(["device", "project_team"])))),
    )


@st.composite
def shelves(draw: st.DrawFn) -> list[Candidate]:
    """Draw activities, most for one competency, some for several, some for one outside the graph."""
    many = st.lists(st.integers(0, N + 1), min_size=1, max_size=3, unique=True)
    found = []
    for activity in range(draw(st.integers(0, 3 * N))):
        kind, modality = draw(st.sampled_from(WAYS))
        found.append(
            Candidate(
                activity=activity,
                competencies=tuple(draw(many)),
                themes=tuple(draw(st.lists(st.integers(0, 3), max_size=2, unique=True))),
                kind=kind,
                modality=modality,
                is_finished=draw(st.integers(0, 9)) == 0,
                predicted=draw(probabilities),
            )
        )
    return found


def held(situation: Situation) -> set[int]:
    return {
        one for one, found in situation.standings.items() if found.state in HOLDS_AS_LEARNED
    }


def free(offers: tuple[Proposal, ...]) -> list[Proposal]:
    return [offer for offer in offers if offer.reason.kind != "pinned"]


def legal(situation: Situation, shelf: list[Candidate]) -> list[Candidate]:
    """Return what may be offered, by the rules alone, worth aside."""
    open_now = workable(situation)
    return [
        one
        for one in shelf
        if not one.is_finished
        and one.activity not in situation.vetoes | situation.disliked
        and open_now.intersection(one.competencies)
        and set(one.competencies) <= open_now | held(situation)
    ]


class TestWorkable:
    @given(situation=situations())
    def test_is_the_frontier_and_what_wants_review(self, situation: Situation) -> None:
        known = held(situation)
        goals = closure(situation.graph, situation.goals) if situation.goals else None
        ahead = frontier(situation.graph, known, goals) or frontier(situation.graph, known)
        ready = {one for one in range(N) if known.issuperset(situation.graph.hard_before[one])}
        again = {
            one
            for one in ready
            if situation.standings[one].state in {State.REVIEW_DUE, State.NEEDS_REFRESH}
        }
        class_way = {one for one in situation.due_in_days if one in ready - known}
        assert workable(situation) == set(ahead) | again | class_way


class TestPropose:
    @given(situation=situations(), shelf=shelves())
    def test_offers_only_what_is_legal(
        self, situation: Situation, shelf: list[Candidate]
    ) -> None:
        may = {one.activity for one in legal(situation, shelf)}
        known = held(situation)
        for offer in free(propose(situation=situation, candidates=shelf)):
            assert offer.activity in may
            assert offer.competency is not None
            assert known.issuperset(situation.graph.hard_before[offer.competency])

    @given(situation=situations(), shelf=shelves())
    def test_gives_at_least_three_choices_while_three_exist(
        self, situation: Situation, shelf: list[Candidate]
    ) -> None:
        offers = propose(situation=situation, candidates=shelf)
        pinned = {offer.activity for offer in offers} - {one.activity for one in free(offers)}
        may = {one.activity for one in legal(situation, shelf)} - pinned
        assert len(free(offers)) >= min(3, len(may))
        assert len({offer.activity for offer in offers}) == len(offers)

    @given(situation=situations(), shelf=shelves())
    def test_gives_no_three_of_a_kind_while_another_kind_can_be_offered(
        self, situation: Situation, shelf: list[Candidate]
    ) -> None:
        offers = free(propose(situation=replace(situation, pins={}), candidates=shelf))
        offered = {one.activity for one in offers}
        kinds = [one.kind for one in offers]
        unused = {one.kind for one in legal(situation, shelf) if one.activity not in offered}
        if any(kinds.count(kind) > 2 for kind in kinds):
            assert all(kinds.count(kind) >= 2 for kind in unused)

    @given(situation=situations(), shelf=shelves())
    def test_keeps_a_floor_for_the_class_and_one_for_repair(
        self, situation: Situation, shelf: list[Candidate]
    ) -> None:
        situation = replace(situation, pins={}, asked={}, hopes={})
        known, open_now = held(situation), workable(situation)
        on_the_way = {
            one for one, days in situation.due_in_days.items() if days <= DAYS_AHEAD
        } - known
        under = closure(situation.graph, on_the_way) - set(situation.due_in_days) - known
        offers = propose(situation=situation, candidates=shelf)
        for floor in (on_the_way & open_now, under & open_now):
            only = [
                one
                for one in legal(situation, shelf)
                if open_now.intersection(one.competencies) <= floor
            ]
            if only and (on_the_way & open_now).isdisjoint(under & open_now):
                assert any(offer.competency in floor for offer in offers)

    @given(situation=situations(), shelf=shelves())
    def test_says_only_what_is_true(self, situation: Situation, shelf: list[Candidate]) -> None:
        serves = {one.activity: one for one in shelf}
        for offer in propose(situation=situation, candidates=shelf):
            reason = offer.reason
            if reason.kind == "pinned":
                assert situation.pins[offer.activity] == reason.override
                continue
            one = reason.competency
            assert one == offer.competency
            assert one in serves[offer.activity].competencies
            standing = situation.standings[one]
            truths = {
                "review_due": standing.state is State.REVIEW_DUE,
                "needs_refresh": standing.state is State.NEEDS_REFRESH,
                "asked": situation.asked.get(one) == reason.signal,
                "goal": reason.goal in situation.goals
                and one in closure(situation.graph, [reason.goal]),
                "timeline": situation.due_in_days.get(one, 99) <= DAYS_AHEAD,
                "hope": situation.hopes.get(reason.theme, 0) == reason.hope
                and reason.theme in serves[offer.activity].themes,
                "interest": reason.theme in situation.interest_themes
                and situation.hopes[reason.theme] == reason.hope,
                "close": standing.state is State.LEARNING and (standing.estimate or 0) >= 0.5,
                "unlocks": (reason.count or 0) > 0,
                "stands_on": reason.goal in held(situation)
                and reason.goal in situation.graph.hard_before[one],
                "next": not situation.graph.hard_before[one],
            }
            assert truths[reason.kind]

    @given(situation=situations(), shelf=shelves())
    def test_gives_the_same_for_the_same(
        self, situation: Situation, shelf: list[Candidate]
    ) -> None:
        first = propose(situation=situation, candidates=shelf)
        assert propose(situation=situation, candidates=shelf[::-1]) == first

    def test_prefers_the_challenge_band(self) -> None:
        graph, _ = build_graph(range(3), [])
        standings = {
            one: Standing(state=State.LEARNING, estimate=0.1, predicted=p)
            for one, p in enumerate((0.1, 0.97, 0.7))
        }
        shelf = [
            Candidate(activity=one, competencies=(one,), kind="practice", modality="device")
            for one in range(3)
        ]
        offers = propose(
            situation=Situation(graph=graph, standings=standings), candidates=shelf
        )
        assert [offer.competency for offer in offers] == [2, 1, 0]
        assert offers[0].predicted == 0.7

    def test_prefers_a_way_the_student_likes(self) -> None:
        graph, _ = build_graph([0], [])
        shelf = [
            Candidate(activity=i, competencies=(0,), kind=kind, modality=modality)
            for i, (kind, modality) in enumerate(WAYS)
        ]
        liking = Situation(
            graph=graph, standings={}, liked_modalities=frozenset({"teacher_group"})
        )
        assert propose(situation=liking, candidates=shelf)[0].modality == "teacher_group"


class TestProposeForMany:
    @given(data=st.data(), graph=graphs(), shelf=shelves())
    def test_gives_each_what_propose_gives(
        self, data: st.DataObject, graph: SkillGraph[int], shelf: list[Candidate]
    ) -> None:
        many = [data.draw(situations(graph=graph)) for _ in range(3)]
        other = data.draw(situations())
        mixed = [many[0], other, *many[1:]]
        together = propose_for_many(situations=mixed, candidates=shelf)
        assert together == [propose(situation=one, candidates=shelf) for one in mixed]

    def test_bears_no_students(self) -> None:
        assert propose_for_many(situations=[], candidates=[]) == []


class TestExploration:
    @given(situation=situations(), shelf=shelves(), seed=st.integers(0, 9))
    def test_stays_legal_and_says_how_likely(
        self, situation: Situation, shelf: list[Candidate], seed: int
    ) -> None:
        usual = propose(situation=situation, candidates=shelf)
        assert all(offer.p_offered == 1.0 for offer in usual)
        tried = Exploration(share=0.5, seed=seed)
        offers = propose(situation=situation, candidates=shelf, exploration=tried)
        may = {one.activity for one in legal(situation, shelf)}
        assert {offer.activity for offer in free(offers)} <= may
        assert len(offers) == len(usual)
        assert len({offer.activity for offer in usual} - {one.activity for one in offers}) <= 1
        assert all(0 < offer.p_offered <= 1 for offer in offers)

    def test_happens_as_often_as_it_says(self) -> None:
        graph, _ = build_graph(range(12), [])
        shelf = [
            Candidate(
                activity=one, competencies=(one,), kind=WAYS[one % 3][0], modality="device"
            )
            for one in range(12)
        ]
        situation = Situation(graph=graph, standings={})
        usual = {offer.activity for offer in propose(situation=situation, candidates=shelf)}
        weighted: dict[int, float] = {}
        for seed in range(4000):
            tried = Exploration(share=0.6, seed=seed)
            for offer in propose(situation=situation, candidates=shelf, exploration=tried):
                if offer.activity not in usual:
                    weight = 1 / offer.p_offered
                    weighted[offer.activity] = weighted.get(offer.activity, 0.0) + weight
        # Weighted by one over its probability, each that was tried has been offered once in every trial.
        assert len(weighted) > 1
        for total in weighted.values():
            assert total / 4000 == pytest.approx(1.0, rel=0.12)

    @given(situation=situations(), shelf=shelves(), among=st.integers(1, 6))
    def test_takes_a_place_that_does_not_tell_the_draw(
        self, situation: Situation, shelf: list[Candidate], among: int
    ) -> None:
        usual = free(propose(situation=situation, candidates=shelf))
        places = set()
        for seed in range(12):
            tried = Exploration(share=0.5, seed=seed, among=among)
            offers = free(propose(situation=situation, candidates=shelf, exploration=tried))
            changed = [at for at, one in enumerate(offers) if one.p_offered < 1]
            assert len(changed) <= 1
            same = [one for at, one in enumerate(offers) if at not in changed]
            assert [one.activity for one in same] == [
                one.activity for at, one in enumerate(usual) if at not in changed
            ]
            places.update(changed)
        assert len(places) <= 1
        n_floors = 2  # the class's way, and what it stands on
        assert all(place < max(among, n_floors + 1) for place in places)

    def test_refuses_a_place_that_is_none(self) -> None:
        with pytest.raises(ValueError, match="among"):
            Exploration(share=0.1, seed=0, among=0)

    def test_refuses_a_share_that_is_none(self) -> None:
        with pytest.raises(ValueError, match="share"):
            Exploration(share=1.5, seed=0)


class TestWhatIsLeft:
    @given(situation=situations(), shelf=shelves())
    def test_never_calls_nothing_left_finished(
        self, situation: Situation, shelf: list[Candidate]
    ) -> None:
        left = what_is_left(situation=situation, candidates=shelf)
        unlearned = set(range(N)) - held(situation)
        due = {one for one in range(N) if situation.standings[one].state is State.REVIEW_DUE}
        assert left.is_finished == (not unlearned and not due)
        assert left.is_finished == (not left.open_now)
        if left.lacks_activities:
            assert not left.is_finished
            assert not legal(replace(situation, pins={}), shelf) or situation.pins
        goals = closure(situation.graph, situation.goals) or set(range(N))
        assert left.goals_reached == (goals <= held(situation))

    @given(graph=graphs(), goals=st.lists(somewhere, max_size=2))
    def test_leads_by_legal_steps_from_nothing_to_finished(
        self, graph: SkillGraph[int], goals: list[int]
    ) -> None:
        shelf = [
            Candidate(activity=one, competencies=(one,), kind="practice", modality="device")
            for one in range(N)
        ]
        standings: dict[int, Standing] = {}
        for n_learned in range(N + 1):
            situation = Situation(graph=graph, standings=standings, goals=tuple(goals))
            left = what_is_left(situation=situation, candidates=shelf)
            assert left.is_finished == (n_learned == N)
            if left.is_finished:
                break
            step = propose(situation=situation, candidates=shelf, n_wanted=1)[0]
            assume(step.competency is not None)
            standings = {**standings, int(step.competency or 0): Standing(state=State.LEARNED)}

    def test_names_what_nothing_can_be_offered_for(self) -> None:
        graph, _ = build_graph([0, 1], [])
        left = what_is_left(situation=Situation(graph=graph, standings={}), candidates=[])
        assert left.lacks_activities
        assert left.without_activity == {0, 1}
        assert not left.is_finished
