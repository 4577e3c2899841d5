"""Reads the tree out of the associations: one parent for each competency, never a circle."""

from __future__ import annotations

from dataclasses import replace

from ownpath.interchange.findings import Findings
from ownpath.interchange.frameworks import AssociationRecord, FrameworkPackage
from ownpath.interchange.frameworks.records import CHILD


def with_parents(package: FrameworkPackage, findings: Findings) -> FrameworkPackage:
    """Return the package with parents set; a parent that would close a circle is left out."""
    known = {item.identifier: item for item in package.competencies}
    top = package.framework.identifier
    links = {
        association.identifier: association
        for association in package.associations
        if association.kind == CHILD
        and association.origin in known
        and (association.destination in known or association.destination == top)
    }
    first: dict[str, AssociationRecord] = {}
    for association in links.values():
        first.setdefault(association.origin, association)
    astray = {
        association.identifier
        for association in package.associations
        if association.kind == CHILD and association.origin == top
    } | _links_in_circles(first, findings, top)
    items = tuple(
        replace(
            item,
            parent="" if link.destination == top else link.destination,
            sequence=link.sequence,
        )
        if (link := first.get(item.identifier)) and link.identifier not in astray
        else item
        for item in package.competencies
    )
    kept = tuple(link for link in package.associations if link.identifier not in astray)
    return replace(package, competencies=items, associations=kept)


def _links_in_circles(
    first: dict[str, AssociationRecord], findings: Findings, top: str
) -> set[str]:
    """Return the links that lead a competency back to itself, following first parents."""
    settled: set[str] = {top}
    astray: set[str] = set()
    for start in first:
        walked: set[str] = set()
        node = start
        while node not in settled and node in first:
            walked.add(node)
            link = first[node]
            if link.destination in walked:
                astray.add(link.identifier)
                what = f"{link.origin} would stand under itself ({link.destination})"
                fix = "It stands right under the framework instead."
                findings.row("case.parent-circle", f"association {link.identifier}", what, fix)
                break
            node = link.destination
        settled |= walked
    return astray
