"""What a competency graph says to offers, reckoned once for each graph and kept while the graph is in use."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from ownpath.engine.skills import SkillGraph
from ownpath.engine.skills.arrays import GraphArrays, as_arrays

GRAPHS_KEPT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFacts:
    """A graph, as arrays, and the number of each competency in them."""

    graph: SkillGraph[int]
    arrays: GraphArrays
    number: Mapping[int, int]


# By identity: a graph never changes, and each entry holds its graph, so that no other can take its identity meanwhile.
_kept: OrderedDict[int, GraphFacts] = OrderedDict()


def facts_of(graph: SkillGraph[int]) -> GraphFacts:
    """Return the facts of a graph; asking again for the same graph costs nothing."""
    found = _kept.get(id(graph))
    if found is None:
        found = GraphFacts(
            graph=graph,
            arrays=as_arrays(graph),
            number={node: i for i, node in enumerate(graph.nodes)},
        )
        _kept[id(graph)] = found
        while len(_kept) > GRAPHS_KEPT:
            _kept.popitem(last=False)
    return found
