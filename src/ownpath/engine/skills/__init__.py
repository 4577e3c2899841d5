"""The competency graph: what must be learned before what, and what may come next."""

from ownpath.engine.skills.build import build_graph
from ownpath.engine.skills.types import Edge, GraphFault, SkillGraph
from ownpath.engine.skills.walk import (
    closure,
    depth,
    frontier,
    missing,
    topological_order,
    unlocks,
)

__all__ = [
    "Edge",
    "GraphFault",
    "SkillGraph",
    "build_graph",
    "closure",
    "depth",
    "frontier",
    "missing",
    "topological_order",
    "unlocks",
]
