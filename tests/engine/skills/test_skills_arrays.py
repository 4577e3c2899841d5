"""The graph as arrays says the same as the graph."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ownpath.engine.skills import (
    Edge,
    SkillGraph,
    build_graph,
    closure,
    depth,
    frontier,
    unlocks,
)
from ownpath.engine.skills.arrays import as_arrays

N = 9


@st.composite
def graphs(draw: st.DrawFn) -> SkillGraph[int]:
    ends = st.integers(0, N - 1)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=20))
    kinds = draw(st.lists(st.booleans(), min_size=20, max_size=20))
    nodes = draw(st.permutations(range(N)))
    edges = [
        Edge(before=a, after=b, kind="hard" if is_hard else "helpful")
        for (a, b), is_hard in zip(pairs, kinds, strict=False)
    ]
    return build_graph(nodes, edges)[0]


class TestAsArrays:
    @given(graph=graphs(), held=st.sets(st.integers(0, N - 1)))
    def test_says_the_same_as_the_walks(self, graph: SkillGraph[int], held: set[int]) -> None:
        arrays = as_arrays(graph)
        nodes = np.array(graph.nodes)
        mask = np.isin(nodes, list(held))[None, :]
        open_now = arrays.is_ready(mask) & ~mask
        assert tuple(nodes[open_now[0]]) == frontier(graph, held)
        assert list(arrays.n_behind) == [unlocks(graph, node) for node in graph.nodes]
        assert dict(zip(graph.nodes, arrays.depth, strict=True)) == depth(graph)
        goals = [i for i, node in enumerate(graph.nodes) if node in held]
        assert set(nodes[arrays.closed(goals)]) == closure(graph, held)

    def test_stands_an_empty_graph(self) -> None:
        arrays = as_arrays(build_graph([], [])[0])
        assert arrays.n == 0
        assert arrays.is_ready(np.zeros((2, 0), dtype=bool)).shape == (2, 0)
