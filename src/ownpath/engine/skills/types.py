"""What a competency graph is made of: edges, the graph, and the faults found on the way."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Node = TypeVar("Node", bound=Hashable)
EdgeKind = Literal["hard", "helpful"]
FaultKind = Literal["cycle", "dangling", "duplicate", "self"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge(Generic[Node]):
    """`before` comes first: it must be learned (hard) or is good to have (helpful)."""

    before: Node
    after: Node
    kind: EdgeKind = "hard"


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFault(Generic[Node]):
    """Edges that were left out, why, and the circle they stood in if there was one."""

    kind: FaultKind
    edges: tuple[Edge[Node], ...]
    words: str
    cycle: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillGraph(Generic[Node]):
    """Competencies and what comes before what; never holds a circle.

    ``order`` lists every node after all of its prerequisites, hard and helpful.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge[Node], ...]
    hard_before: Mapping[Node, tuple[Node, ...]]
    hard_after: Mapping[Node, tuple[Node, ...]]
    helpful_before: Mapping[Node, tuple[Node, ...]]
    order: tuple[Node, ...]
