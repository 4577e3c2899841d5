"""What hangs together in a package: parents, prerequisites, alignments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ownpath.interchange.frameworks.identifiers import derived
from ownpath.interchange.frameworks.records import (
    CHILD,
    PRECEDES,
    AssociationRecord,
    FrameworkPackage,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite:
    """`before` comes before `after`, both inside the package."""

    before: str
    after: str
    kind: Literal["hard", "helpful"]


def _is_inside(association: AssociationRecord) -> bool:
    return association.origin_link is None and association.destination_link is None


def prerequisites(
    package: FrameworkPackage, *, unsaid: Literal["hard", "helpful"] = "hard"
) -> tuple[Prerequisite, ...]:
    """Return the prerequisites inside the package; ``unsaid`` stands where it is silent."""
    return tuple(
        Prerequisite(
            before=association.origin,
            after=association.destination,
            kind=association.strength or unsaid,
        )
        for association in package.associations
        if association.kind == PRECEDES and _is_inside(association)
    )


def alignments(package: FrameworkPackage) -> tuple[AssociationRecord, ...]:
    """Return what is neither a parent nor a prerequisite inside the package."""
    return tuple(
        association
        for association in package.associations
        if not (association.kind in (CHILD, PRECEDES) and _is_inside(association))
    )


def with_parent_links(package: FrameworkPackage) -> FrameworkPackage:
    """Return the package with an ``isChildOf`` for every parent that has none yet."""
    missing = tuple(_missing_parent_links(package))
    if not missing:
        return package
    return replace(package, associations=(*package.associations, *missing))


def _missing_parent_links(package: FrameworkPackage) -> Iterator[AssociationRecord]:
    given = {
        (association.origin, association.destination)
        for association in package.associations
        if association.kind == CHILD
    }
    top = package.framework.identifier
    for item in package.competencies:
        parent = item.parent or top
        if (item.identifier, parent) not in given:
            yield AssociationRecord(
                identifier=derived(top, CHILD, item.identifier, parent),
                kind=CHILD,
                origin=item.identifier,
                destination=parent,
                sequence=item.sequence,
                last_changed=item.last_changed or package.framework.last_changed,
            )
