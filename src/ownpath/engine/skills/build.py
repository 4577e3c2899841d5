"""Builds a competency graph from edges of any quality; what cannot stand is named, left out."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ownpath.engine.skills.cycles import back_edges, backward_helpful, groups
from ownpath.engine.skills.types import Edge, EdgeKind, GraphFault, Node, SkillGraph


def build_graph(
    nodes: Iterable[Node],
    edges: Iterable[Edge[Node]],
    *,
    name: Callable[[Any], str] = str,
) -> tuple[SkillGraph[Node], list[GraphFault[Node]]]:
    """Return the graph without its faulty edges, and every fault with the edges named.

    An edge is left out when an end is unknown, when it points at itself, when the same
    pair stands earlier (a hard one wins over a helpful one) or when it closes a circle.
    ``name`` gives a node's words in the faults.

    Examples
    --------
    >>> graph, faults = build_graph(
    ...     ["add", "multiply"],
    ...     [Edge(before="add", after="multiply"), Edge(before="multiply", after="add")],
    ... )
    >>> print(faults[0].words)
    multiply before add closes a circle (add, multiply); this edge is left out
    >>> graph.order
    ('add', 'multiply')
    """
    listed = tuple(dict.fromkeys(nodes))
    faults: list[GraphFault[Node]] = []
    sound = _without_misfits(frozenset(listed), edges, faults, name)
    for kind in ("hard", "helpful"):
        sound = _without_circles(listed, sound, faults, name, kind)
    return _graph(listed, sound), faults


def _without_misfits(
    known: frozenset[Node],
    edges: Iterable[Edge[Node]],
    faults: list[GraphFault[Node]],
    name: Callable[[Any], str],
) -> list[Edge[Node]]:
    kept: dict[tuple[Node, Node], Edge[Node]] = {}
    for edge in edges:
        pair = (edge.before, edge.after)
        words = f"{name(edge.before)} before {name(edge.after)}"
        unknown = [name(end) for end in pair if end not in known]
        if unknown:
            lost = f"{words} names {' and '.join(unknown)}, which is not in this framework"
            faults.append(GraphFault(kind="dangling", edges=(edge,), words=lost))
        elif edge.before == edge.after:
            lost = f"{words} points at itself"
            faults.append(GraphFault(kind="self", edges=(edge,), words=lost))
        elif pair in kept:
            out = edge
            if edge.kind == "hard" and kept[pair].kind == "helpful":
                out, kept[pair] = kept[pair], edge
            lost = f"{words} is given twice; one {out.kind} edge is left out"
            faults.append(GraphFault(kind="duplicate", edges=(out,), words=lost))
        else:
            kept[pair] = edge
    return list(kept.values())


def _without_circles(
    listed: Sequence[Node],
    edges: list[Edge[Node]],
    faults: list[GraphFault[Node]],
    name: Callable[[Any], str],
    kind: EdgeKind,
) -> list[Edge[Node]]:
    """Return the edges without those of this kind that close a circle."""
    number = {node: i for i, node in enumerate(listed)}
    hard = _after(edges, number, "hard")
    found = (
        back_edges(len(listed), hard)
        if kind == "hard"
        else _helpful_in_circles(len(listed), hard, _after(edges, number, "helpful"))
    )
    if not found:
        return edges
    by_pair = {(number[edge.before], number[edge.after]): edge for edge in edges}
    for before, after, circle in found:
        edge = by_pair.pop((before, after))
        around = tuple(listed[i] for i in circle)
        words = (
            f"{name(edge.before)} before {name(edge.after)} closes a circle "
            f"({', '.join(name(node) for node in around)}); this edge is left out"
        )
        faults.append(GraphFault(kind="cycle", edges=(edge,), cycle=around, words=words))
    return list(by_pair.values())


def _after(
    edges: Iterable[Edge[Node]], number: dict[Node, int], kind: EdgeKind
) -> dict[int, list[int]]:
    after: dict[int, list[int]] = {}
    for edge in edges:
        if edge.kind == kind:
            after.setdefault(number[edge.before], []).append(number[edge.after])
    return after


def _helpful_in_circles(
    n_nodes: int, hard: dict[int, list[int]], helpful: dict[int, list[int]]
) -> list[tuple[int, int, tuple[int, ...]]]:
    if not helpful:
        return []
    both = {i: [*hard.get(i, ()), *helpful.get(i, ())] for i in hard.keys() | helpful.keys()}
    return [
        (before, after, tuple(members[:12]))
        for members in groups(n_nodes, both)
        for before, after in backward_helpful(members, hard, helpful)
    ]


def _graph(listed: tuple[Node, ...], edges: list[Edge[Node]]) -> SkillGraph[Node]:
    hard = [edge for edge in edges if edge.kind == "hard"]
    helpful = [edge for edge in edges if edge.kind == "helpful"]
    return SkillGraph(
        nodes=listed,
        edges=tuple(edges),
        hard_before=_grouped(listed, ((edge.after, edge.before) for edge in hard)),
        hard_after=_grouped(listed, ((edge.before, edge.after) for edge in hard)),
        helpful_before=_grouped(listed, ((edge.after, edge.before) for edge in helpful)),
        order=_lined_up(listed, edges),
    )


def _grouped(
    listed: tuple[Node, ...], pairs: Iterable[tuple[Node, Node]]
) -> dict[Node, tuple[Node, ...]]:
    grouped: dict[Node, list[Node]] = {node: [] for node in listed}
    for key, value in pairs:
        grouped[key].append(value)
    return {node: tuple(values) for node, values in grouped.items()}


def _lined_up(listed: tuple[Node, ...], edges: list[Edge[Node]]) -> tuple[Node, ...]:
    """Return all nodes, prerequisites first, ties in the order given (Kahn 1962)."""
    number = {node: i for i, node in enumerate(listed)}
    after: dict[int, list[int]] = {}
    waiting_for = [0] * len(listed)
    for edge in edges:
        after.setdefault(number[edge.before], []).append(number[edge.after])
        waiting_for[number[edge.after]] += 1
    ready = [i for i, count in enumerate(waiting_for) if not count]
    line: list[Node] = []
    while ready:
        i = heapq.heappop(ready)
        line.append(listed[i])
        for later in after.get(i, ()):
            waiting_for[later] -= 1
            if not waiting_for[later]:
                heapq.heappush(ready, later)
    return tuple(line)
