"""Finds the edges that close circles, so that the rest can be kept.

Hard edges: a depth-first walk; an edge back to a node still being walked closes a circle
of kept edges and is left out. Helpful edges: inside each strongly connected group that is
left, nodes are lined up so that few helpful edges point backward; those are left out.
Everything is iterative and follows the order of the nodes given, so the same input gives
the same answer and depth costs no stack.

Source: Tarjan (1972), "Depth-first search and linear graph algorithms", SIAM Journal on
Computing 1, 146-160.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

Neighbors = Mapping[int, Sequence[int]]


def back_edges(n_nodes: int, after: Neighbors) -> list[tuple[int, int, tuple[int, ...]]]:
    """Return edges whose removal leaves no circle, each with the circle it closes.

    Returns
    -------
    list of (before, after, circle)
        ``circle`` starts at ``after`` and ends at ``before``.
    """
    found: list[tuple[int, int, tuple[int, ...]]] = []
    place: dict[int, int] = {}  # node -> its place on the path being walked
    done: set[int] = set()
    for start in range(n_nodes):
        if start in done:
            continue
        path = [start]
        place[start] = 0
        turns = [iter(after.get(start, ()))]
        while path:
            node = path[-1]
            step = _next_open(turns[-1], done)
            if step is None:
                done.add(node)
                del place[node]
                path.pop()
                turns.pop()
            elif step in place:
                found.append((node, step, _shortened(path, place[step])))
            else:
                place[step] = len(path)
                path.append(step)
                turns.append(iter(after.get(step, ())))
    return found


def _next_open(turns: Iterator[int], done: set[int]) -> int | None:
    return next((step for step in turns if step not in done), None)


MAX_CIRCLE_NAMED = 12


def _shortened(path: list[int], begin: int) -> tuple[int, ...]:
    """Return the circle from ``begin`` on; of a long one the first nodes and the last."""
    if len(path) - begin <= MAX_CIRCLE_NAMED:
        return tuple(path[begin:])
    return (*path[begin : begin + MAX_CIRCLE_NAMED - 1], path[-1])


def groups(n_nodes: int, after: Neighbors) -> list[list[int]]:
    """Return the strongly connected groups of two nodes or more, each in node order."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    open_nodes: list[int] = []
    is_open: set[int] = set()
    found: list[list[int]] = []
    for start in range(n_nodes):
        if start in index:
            continue
        walk: list[tuple[int, Iterator[int]]] = []
        _enter(start, after, index=index, low=low, open_nodes=open_nodes, walk=walk)
        is_open.add(start)
        while walk:
            node, turns = walk[-1]
            step = next(turns, None)
            if step is None:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[node])
                if low[node] == index[node]:
                    members = _close(node, open_nodes, is_open)
                    if len(members) > 1:
                        found.append(sorted(members))
            elif step not in index:
                _enter(step, after, index=index, low=low, open_nodes=open_nodes, walk=walk)
                is_open.add(step)
            elif step in is_open:
                low[node] = min(low[node], index[step])
    return found


def _enter(
    node: int,
    after: Neighbors,
    *,
    index: dict[int, int],
    low: dict[int, int],
    open_nodes: list[int],
    walk: list[tuple[int, Iterator[int]]],
) -> None:
    index[node] = low[node] = len(index)
    open_nodes.append(node)
    walk.append((node, iter(after.get(node, ()))))


def _close(root: int, open_nodes: list[int], is_open: set[int]) -> list[int]:
    members: list[int] = []
    while True:
        member = open_nodes.pop()
        is_open.discard(member)
        members.append(member)
        if member == root:
            return members


def backward_helpful(
    members: Sequence[int], hard_after: Neighbors, helpful_after: Neighbors
) -> list[tuple[int, int]]:
    """Return helpful edges inside a group that point backward once hard edges are obeyed.

    Nodes leave one by one: first those with nothing unmet, else the first node whose hard
    prerequisites are met, at the cost of its unmet helpful ones.
    """
    inside = frozenset(members)
    n_hard = _count_into(inside, hard_after)
    n_helpful = _count_into(inside, helpful_after)
    free = deque(node for node in members if not n_hard[node] and not n_helpful[node])
    hard_met = deque(node for node in members if not n_hard[node])
    left: set[int] = set()
    broken: list[tuple[int, int]] = []
    while len(left) < len(members):
        node = free.popleft() if free else hard_met.popleft()
        if node in left:
            continue
        left.add(node)
        for later in helpful_after.get(node, ()):
            if later in left:
                broken.append((node, later))
            elif later in inside:
                n_helpful[later] -= 1
                if not n_hard[later] and not n_helpful[later]:
                    free.append(later)
        for later in hard_after.get(node, ()):
            if later in inside:
                n_hard[later] -= 1
                if not n_hard[later]:
                    (hard_met if n_helpful[later] else free).append(later)
    return broken


def _count_into(inside: frozenset[int], after: Neighbors) -> dict[int, int]:
    counts = dict.fromkeys(inside, 0)
    for node in inside:
        for later in after.get(node, ()):
            if later in inside:
                counts[later] += 1
    return counts
