"""Laws of the competency graph: whatever the edges, what is built can be walked to its end."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from yardstick import turns_of

from ownpath.engine.skills import Edge, SkillGraph, build_graph, closure, topological_order
from ownpath.engine.skills.types import EdgeKind

Pair = tuple[int, int]


def hard(*pairs: Pair) -> list[Edge[int]]:
    return [Edge(before=before, after=after) for before, after in pairs]


def helpful(*pairs: Pair) -> list[Edge[int]]:
    return [Edge(before=before, after=after, kind="helpful") for before, after in pairs]


@st.composite
def rough_graphs(draw: st.DrawFn) -> tuple[int, list[Edge[int]]]:
    """Draw nodes and edges of any quality: circles, repeats, loops, unknown ends."""
    n = draw(st.integers(0, 9))
    ends = st.integers(0, n + 1)
    kinds: st.SearchStrategy[EdgeKind] = st.sampled_from(["hard", "helpful"])
    edges = st.builds(Edge, before=ends, after=ends, kind=kinds)
    return n, draw(st.lists(edges, max_size=30))


def stands_in_a_circle(edge: Edge[int], edges: list[Edge[int]]) -> bool:
    """Say whether one can walk from the end of this edge back to its start."""
    seen: set[int] = set()
    waiting = [edge.after]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(other.after for other in edges if other.before == node)
    return edge.before in seen


class TestBuildGraph:
    def test_takes_nothing_at_all(self) -> None:
        graph, faults = build_graph([], [])
        assert graph == SkillGraph(
            nodes=(), edges=(), hard_before={}, hard_after={}, helpful_before={}, order=()
        )
        assert faults == []

    def test_keeps_sound_edges_as_they_are(self) -> None:
        edges = hard((1, 2), (2, 3)) + helpful((1, 3))
        graph, faults = build_graph([3, 2, 1], edges)
        assert faults == []
        assert graph.edges == tuple(edges)
        assert graph.hard_before == {3: (2,), 2: (1,), 1: ()}
        assert graph.helpful_before[3] == (1,)
        assert topological_order(graph) == (1, 2, 3)

    def test_names_an_edge_to_nowhere_by_both_ends(self) -> None:
        graph, [fault] = build_graph([1], hard((1, 7)), name=lambda n: f"<{n}>")
        assert (fault.kind, fault.edges) == ("dangling", tuple(hard((1, 7))))
        assert fault.words == "<1> before <7> names <7>, which is not in this framework"
        assert graph.edges == ()

    def test_names_an_edge_that_points_at_itself(self) -> None:
        graph, [fault] = build_graph([0], hard((0, 0)))
        assert (fault.kind, graph.edges) == ("self", ())

    def test_keeps_the_hard_one_of_a_pair_given_twice(self) -> None:
        graph, [fault] = build_graph([1, 2], helpful((1, 2)) + hard((1, 2)))
        assert fault.kind == "duplicate"
        assert fault.edges == tuple(helpful((1, 2)))
        assert graph.edges == tuple(hard((1, 2)))

    def test_breaks_a_circle_once_and_names_it(self) -> None:
        graph, [fault] = build_graph([1, 2, 3], hard((1, 2), (2, 3), (3, 1)))
        assert fault.kind == "cycle"
        assert fault.edges == tuple(hard((3, 1)))
        assert fault.cycle == (1, 2, 3)
        assert graph.edges == tuple(hard((1, 2), (2, 3)))

    def test_gives_up_the_helpful_edge_of_a_mixed_circle(self) -> None:
        graph, [fault] = build_graph([1, 2], helpful((1, 2)) + hard((2, 1)))
        assert fault.edges == tuple(helpful((1, 2)))
        assert graph.edges == tuple(hard((2, 1)))

    def test_does_not_blame_an_edge_that_only_leaves_a_circle(self) -> None:
        graph, faults = build_graph([3, 1, 2], helpful((1, 2), (2, 1), (2, 3)))
        assert len(faults) == 1
        assert helpful((2, 3))[0] in graph.edges

    def test_breaks_two_circles_that_share_a_node(self) -> None:
        graph, faults = build_graph([0, 1, 2], hard((0, 1), (1, 0), (0, 2), (2, 0)))
        assert [fault.kind for fault in faults] == ["cycle", "cycle"]
        assert len(graph.edges) == 2

    def test_names_a_long_circle_in_short(self) -> None:
        ring = [(i, (i + 1) % 50_000) for i in range(50_000)]
        _, [fault] = build_graph(range(50_000), hard(*ring))
        assert len(fault.cycle) == 12
        assert (fault.cycle[0], fault.cycle[-1]) == (0, 49_999)

    def test_takes_a_chain_deeper_than_any_call_stack(self) -> None:
        def build(n: int) -> None:
            chain = [(i, i + 1) for i in range(n)]
            graph, faults = build_graph(range(n + 1), hard(*chain) + helpful((n, 0)))
            assert len(faults) == 1
            assert graph.order[-1] == n
            assert len(closure(graph, [n])) == n + 1

        assert turns_of(lambda: build(50_000)) < 1_000  # about 70; by its square: ten thousand

    @given(rough_graphs())
    @settings(deadline=None, max_examples=150)
    def test_loses_no_edge_without_a_word(self, rough: tuple[int, list[Edge[int]]]) -> None:
        n, edges = rough
        graph, faults = build_graph(range(n), edges)
        named = [edge for fault in faults for edge in fault.edges]
        assert sorted(map(str, edges)) == sorted(map(str, [*graph.edges, *named]))

    @given(rough_graphs())
    @settings(deadline=None, max_examples=150)
    def test_orders_every_node_after_all_of_its_prerequisites(
        self, rough: tuple[int, list[Edge[int]]]
    ) -> None:
        n, edges = rough
        graph, _ = build_graph(range(n), edges)
        place = {node: i for i, node in enumerate(graph.order)}
        assert sorted(place) == list(range(n))
        assert all(place[edge.before] < place[edge.after] for edge in graph.edges)

    @given(rough_graphs())
    @settings(deadline=None, max_examples=150)
    def test_blames_only_edges_that_stand_in_a_circle(
        self, rough: tuple[int, list[Edge[int]]]
    ) -> None:
        n, edges = rough
        graph, faults = build_graph(range(n), edges)
        for fault in faults:
            if fault.kind == "cycle":
                assert stands_in_a_circle(fault.edges[0], edges)
                if fault.edges[0].kind == "hard":
                    kept = [edge for edge in graph.edges if edge.kind == "hard"]
                    assert stands_in_a_circle(fault.edges[0], kept)

    @given(rough_graphs())
    @settings(deadline=None, max_examples=50)
    def test_finds_no_fault_in_what_it_built(self, rough: tuple[int, list[Edge[int]]]) -> None:
        n, edges = rough
        graph, faults = build_graph(range(n), edges)
        assert build_graph(range(n), graph.edges) == (graph, [])
        assert build_graph(range(n), edges) == (graph, faults)
