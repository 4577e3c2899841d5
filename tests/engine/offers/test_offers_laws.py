"""Offers: legal, with reasons that hold, and never nothing while something can be learned."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ownpath.engine.knowledge import HOLDS_AS_LEARNED, State
from ownpath.engine.offers import Candidate, Situation, Standing, Weight, propose
from ownpath.engine.offers.propose import workable
from ownpath.engine.skills import Edge, SkillGraph, build_graph, closure

N = 12


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Draw a graph and a standing for each competency."""
    pairs = draw(
        st.lists(
            st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(
                lambda p: p[0] < p[1]
            ),
            max_size=20,
        )
    )
    graph, _ = build_graph(range(N), [Edge(before=a, after=b) for a, b in pairs])
    states = draw(st.lists(st.sampled_from(list(State)), min_size=N, max_size=N))
    shown = {
        one: Standing(state=state, estimate=0.6, n_right=2, n_shown=3)
        for one, state in enumerate(states)
    }
    return Situation(
        graph=graph,
        standings=shown,
        goals=tuple(draw(st.lists(st.integers(0, N - 1), max_size=2, unique=True))),
        hopes={1: 11},
        due_in_days=draw(
            st.dictionaries(st.integers(0, N - 1), st.integers(-20, 20), max_size=4)
        ),
        vetoes=frozenset(draw(st.lists(st.integers(0, 3 * N), max_size=5))),
    )


CANDIDATES = [
    Candidate(
        activity=3 * one + part,
        competencies=(one,),
        themes=themes,
        kind=kind,
        modality=modality,
    )
    for one in range(N)
    for part, (kind, modality, themes) in enumerate(
        [
            ("practice", "device", ()),
            ("project", "project_team", (1,)),
            ("small_group_lesson", "teacher_group", ()),
        ]
    )
]


def held(situation: Situation) -> set[int]:
    return {
        one
        for one, standing in situation.standings.items()
        if standing.state in HOLDS_AS_LEARNED
    }


def plain(graph: SkillGraph[int] | None = None, **more: object) -> Situation:
    graph = (
        graph or build_graph(range(3), [Edge(before=0, after=1), Edge(before=1, after=2)])[0]
    )
    given_standings = {
        "standings": {one: Standing(state=State.NOT_KNOWN_YET) for one in graph.nodes}
    }
    return Situation(graph=graph, **{**given_standings, **more})  # type: ignore[arg-type]


class TestPropose:
    @given(situation=situations())
    def test_never_offers_what_lacks_a_hard_prerequisite(self, situation: Situation) -> None:
        for proposal in propose(situation=situation, candidates=CANDIDATES):
            assert proposal.competency is not None
            assert held(situation).issuperset(situation.graph.hard_before[proposal.competency])

    @given(situation=situations())
    def test_offers_something_while_anything_can_be_learned(self, situation: Situation) -> None:
        free = [one for one in CANDIDATES if one.activity not in situation.vetoes]
        reachable = workable(situation)
        unfinished = set(range(N)) - held(situation)
        assert bool(reachable) or not unfinished
        can = any(set(one.competencies) <= reachable for one in free)
        assert bool(propose(situation=situation, candidates=CANDIDATES)) == can

    @given(situation=situations())
    def test_gives_at_least_three_choices_while_three_exist(self, situation: Situation) -> None:
        reachable = workable(situation)
        n_legal = sum(
            set(one.competencies) <= reachable and one.activity not in situation.vetoes
            for one in CANDIDATES
        )
        assert len(propose(situation=situation, candidates=CANDIDATES)) >= min(3, n_legal)

    @given(situation=situations())
    def test_says_only_what_is_true(self, situation: Situation) -> None:
        for proposal in propose(situation=situation, candidates=CANDIDATES):
            reason = proposal.reason
            standing = situation.standings[reason.competency or 0]
            truths = {
                "review_due": standing.state is State.REVIEW_DUE,
                "needs_refresh": standing.state is State.NEEDS_REFRESH,
                "goal": reason.goal in situation.goals
                and reason.competency in closure(situation.graph, [reason.goal or 0]),
                "timeline": reason.competency in situation.due_in_days,
                "hope": situation.hopes.get(reason.theme or 0) == reason.hope,
                "close": standing.state is State.LEARNING and reason.count == standing.n_right,
                "unlocks": (reason.count or 0) > 0,
                "stands_on": reason.goal in held(situation),
                "next": True,
            }
            assert truths[reason.kind]

    @given(situation=situations())
    def test_gives_the_same_for_the_same(self, situation: Situation) -> None:
        first = propose(situation=situation, candidates=CANDIDATES)
        assert propose(situation=situation, candidates=list(reversed(CANDIDATES))) == first

    def test_puts_what_an_adult_pinned_first(self) -> None:
        proposals = propose(situation=plain(pins={1: 77}), candidates=CANDIDATES)
        assert (proposals[0].activity, proposals[0].weight, proposals[0].reason.override) == (
            1,
            Weight.MUST,
            77,
        )

    def test_offers_nothing_an_adult_took_off(self) -> None:
        proposals = propose(situation=plain(vetoes=frozenset({0})), candidates=CANDIDATES)
        assert 0 not in {proposal.activity for proposal in proposals}

    def test_tells_a_hope_it_serves(self) -> None:
        proposals = propose(situation=plain(hopes={1: 11}), candidates=CANDIDATES)
        assert next(one for one in proposals if one.activity == 1).reason.kind == "hope"

    def test_takes_another_way_where_the_last_did_not_help(self) -> None:
        situation = plain(other_way=frozenset({0}), last_modality={0: "device"})
        assert propose(situation=situation, candidates=CANDIDATES)[0].modality != "device"

    def test_does_not_offer_a_finished_project_again(self) -> None:
        done = Candidate(
            activity=1,
            competencies=(0,),
            kind="project",
            modality="project_team",
            is_finished=True,
        )
        assert propose(situation=plain(), candidates=[done]) == ()

    def test_offers_nothing_when_everything_is_mastered(self) -> None:
        finished = {one: Standing(state=State.MASTERED) for one in range(3)}
        assert propose(situation=plain(standings=finished), candidates=CANDIDATES) == ()
