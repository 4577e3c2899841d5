"""What may come next: never past an unmet prerequisite, and never a dead end."""

from __future__ import annotations

from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from ownpath.engine.skills import (
    Edge,
    SkillGraph,
    build_graph,
    closure,
    depth,
    frontier,
    missing,
    unlocks,
)


@st.composite
def graphs(draw: st.DrawFn) -> SkillGraph[int]:
    """Draw a small graph, as it stands after its faults were left out."""
    n = draw(st.integers(0, 6))
    ends = st.integers(0, max(0, n - 1))
    edges = st.builds(
        Edge, before=ends, after=ends, kind=st.sampled_from(["hard", "hard", "helpful"])
    )
    return build_graph(range(n), draw(st.lists(edges, max_size=14)))[0]


def all_sets(graph: SkillGraph[int]) -> list[frozenset[int]]:
    sizes = range(len(graph.nodes) + 1)
    return [
        frozenset(some)
        for some in chain.from_iterable(combinations(graph.nodes, size) for size in sizes)
    ]


def reachable_sets(graph: SkillGraph[int]) -> list[frozenset[int]]:
    """Return the sets one can have learned step by step, found by trying all of them."""
    return [
        known
        for known in all_sets(graph)
        if all(before in known for node in known for before in graph.hard_before[node])
    ]


FRACTIONS = build_graph(
    ["halves", "thirds", "compare", "add", "measure"],
    [
        Edge(before="halves", after="compare"),
        Edge(before="thirds", after="compare"),
        Edge(before="compare", after="add"),
        Edge(before="measure", after="add", kind="helpful"),
    ],
)[0]


class TestFrontier:
    def test_starts_with_all_that_needs_nothing(self) -> None:
        assert frontier(FRACTIONS, ()) == ("halves", "thirds", "measure")

    def test_waits_for_all_hard_prerequisites_not_for_any(self) -> None:
        assert "compare" not in frontier(FRACTIONS, {"halves"})
        assert "compare" in frontier(FRACTIONS, {"halves", "thirds"})

    def test_does_not_wait_for_what_is_only_helpful(self) -> None:
        assert "add" in frontier(FRACTIONS, {"halves", "thirds", "compare"})

    def test_is_empty_only_when_all_is_learned(self) -> None:
        assert frontier(FRACTIONS, FRACTIONS.nodes) == ()

    def test_passes_over_a_competency_that_left_the_framework(self) -> None:
        assert frontier(FRACTIONS, {"gone"}) == frontier(FRACTIONS, ())

    def test_looks_only_within_what_is_asked_but_still_wants_prerequisites(self) -> None:
        assert frontier(FRACTIONS, (), within={"compare", "thirds"}) == ("thirds",)

    def test_takes_an_empty_within_as_nothing_asked_for(self) -> None:
        assert frontier(FRACTIONS, (), within=()) == ()

    @given(graphs())
    @settings(deadline=None, max_examples=60)
    def test_agrees_with_the_rule_tried_on_every_set(self, graph: SkillGraph[int]) -> None:
        hard = [(edge.before, edge.after) for edge in graph.edges if edge.kind == "hard"]
        for known in all_sets(graph):
            expected = [
                node
                for node in graph.nodes
                if node not in known
                and not [1 for before, after in hard if after == node and before not in known]
            ]
            assert list(frontier(graph, known)) == expected

    @given(graphs(), st.sets(st.integers(0, 6), max_size=2))
    @settings(deadline=None, max_examples=60)
    def test_has_a_next_step_from_every_reachable_state_until_the_goal(
        self, graph: SkillGraph[int], goals: set[int]
    ) -> None:
        needed = closure(graph, goals)
        for known in reachable_sets(graph):
            step = frontier(graph, known, within=needed)
            assert bool(step) == bool(needed - known)
            assert all(not missing(graph, node, known) for node in step)


class TestClosure:
    def test_of_no_goal_is_empty(self) -> None:
        assert closure(FRACTIONS, []) == frozenset()

    def test_passes_over_an_unknown_goal(self) -> None:
        assert closure(FRACTIONS, ["gone"]) == frozenset()

    def test_leaves_out_what_is_only_helpful(self) -> None:
        assert closure(FRACTIONS, ["add"]) == {"halves", "thirds", "compare", "add"}

    @given(graphs(), st.integers(0, 6))
    @settings(deadline=None, max_examples=60)
    def test_is_the_smallest_reachable_set_that_holds_the_goal(
        self, graph: SkillGraph[int], goal: int
    ) -> None:
        holding = [known for known in reachable_sets(graph) if goal in known]
        if holding:
            assert closure(graph, [goal]) == frozenset.intersection(*holding)


class TestMissing:
    def test_names_what_is_not_learned_yet(self) -> None:
        assert missing(FRACTIONS, "compare", {"thirds"}) == ("halves",)

    def test_of_an_unknown_competency_is_nothing(self) -> None:
        assert missing(FRACTIONS, "gone", ()) == ()


class TestDepth:
    def test_counts_the_longest_chain_under_each(self) -> None:
        assert depth(FRACTIONS) == {
            "halves": 0,
            "thirds": 0,
            "compare": 1,
            "add": 2,
            "measure": 0,
        }

    def test_of_an_empty_graph_is_empty(self) -> None:
        empty: SkillGraph[int] = build_graph([], [])[0]
        assert depth(empty) == {}


class TestUnlocks:
    def test_counts_all_that_stands_behind_once(self) -> None:
        assert [unlocks(FRACTIONS, node) for node in ("halves", "add", "gone")] == [2, 0, 0]

    @given(graphs())
    @settings(deadline=None, max_examples=60)
    def test_is_the_number_of_closures_a_competency_stands_in(
        self, graph: SkillGraph[int]
    ) -> None:
        for node in graph.nodes:
            behind = [n for n in graph.nodes if n != node and node in closure(graph, [n])]
            assert unlocks(graph, node) == len(behind)
