"""Which prerequisites can stand together, and the names of those that cannot."""

from __future__ import annotations

from collections.abc import Iterable

from ownpath.engine.skills import Edge, build_graph
from ownpath.interchange.findings import Findings
from ownpath.school.curriculum.imports.types import CompetencyKey, Row, Wanted


def want_edges(
    wanted: Wanted,
    nodes: Iterable[CompetencyKey],
    edges: Iterable[Edge[CompetencyKey]],
    findings: Findings,
) -> None:
    """Want the prerequisites that can stand; the others are named and left out."""
    codes = {
        key: row.values["code"] or key[1]
        for key, row in wanted.tables.get("competencies", {}).items()
    }
    graph, faults = build_graph(nodes, edges, name=lambda key: codes.get(key, key[1]))
    for fault in faults:
        fix = "Mend it where it comes from; without it the rest is imported."
        findings.row(f"graph.{fault.kind}", "the prerequisites", fault.words, fix)
    for edge in graph.edges:
        values = {"strength": edge.kind}
        wanted.add("prerequisites", (edge.before, edge.after), Row(values=values))
