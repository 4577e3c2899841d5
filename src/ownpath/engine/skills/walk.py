"""Walks over a competency graph: what a goal needs, what may come next, how far it is.

Evidence may name a competency that has left the framework, so nodes the graph does not
know are passed over, never an error.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ownpath.engine.skills.types import Node, SkillGraph


def closure(graph: SkillGraph[Node], goals: Iterable[Node]) -> frozenset[Node]:
    """Return the goals and everything that must be learned before them.

    Examples
    --------
    >>> from ownpath.engine.skills import Edge, build_graph
    >>> chain = [Edge(before="add", after="multiply"), Edge(before="multiply", after="divide")]
    >>> graph, faults = build_graph(["add", "multiply", "divide", "measure"], chain)
    >>> sorted(closure(graph, ["divide"]))
    ['add', 'divide', 'multiply']
    """
    found: set[Node] = set()
    waiting = [goal for goal in goals if goal in graph.hard_before]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(graph.hard_before[node])
    return frozenset(found)


def frontier(
    graph: SkillGraph[Node],
    learned: Collection[Node],
    within: Collection[Node] | None = None,
) -> tuple[Node, ...]:
    """Return what is not learned yet and has every hard prerequisite learned.

    With ``within`` (say, the closure of a student's goals) only those are looked at; a
    prerequisite outside it still has to be learned.

    Examples
    --------
    >>> from ownpath.engine.skills import Edge, build_graph
    >>> graph, faults = build_graph(["add", "multiply"], [Edge(before="add", after="multiply")])
    >>> frontier(graph, {"add"})
    ('multiply',)
    """
    known = frozenset(learned)
    wanted = None if within is None else frozenset(within)
    return tuple(
        node
        for node in graph.nodes
        if node not in known
        and (wanted is None or node in wanted)
        and known.issuperset(graph.hard_before[node])
    )


def missing(graph: SkillGraph[Node], node: Node, learned: Collection[Node]) -> tuple[Node, ...]:
    """Return the direct hard prerequisites of a node that are not learned yet."""
    known = frozenset(learned)
    return tuple(before for before in graph.hard_before.get(node, ()) if before not in known)


def topological_order(graph: SkillGraph[Node]) -> tuple[Node, ...]:
    """Return every node after all of its prerequisites, the same way every time."""
    return graph.order


def depth(graph: SkillGraph[Node]) -> dict[Node, int]:
    """Return for each node the longest chain of hard prerequisites under it; 0 for none."""
    steps: dict[Node, int] = {}
    for node in graph.order:
        steps[node] = max((steps[before] + 1 for before in graph.hard_before[node]), default=0)
    return steps


def unlocks(graph: SkillGraph[Node], node: Node) -> int:
    """Return how many competencies stand behind this one, near and far."""
    behind: set[Node] = set()
    waiting = list(graph.hard_after.get(node, ()))
    while waiting:
        later = waiting.pop()
        if later not in behind:
            behind.add(later)
            waiting.extend(graph.hard_after[later])
    return len(behind)
