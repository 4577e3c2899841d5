"""Frameworks of competencies as plain records, the one shape every reader gives."""

from ownpath.interchange.frameworks.identifiers import as_uuid, derived
from ownpath.interchange.frameworks.records import (
    AssociationRecord,
    CompetencyRecord,
    DefinitionRecord,
    FrameworkPackage,
    FrameworkRecord,
    Link,
)
from ownpath.interchange.frameworks.ties import (
    Prerequisite,
    alignments,
    prerequisites,
    with_parent_links,
)

__all__ = [
    "AssociationRecord",
    "CompetencyRecord",
    "DefinitionRecord",
    "FrameworkPackage",
    "FrameworkRecord",
    "Link",
    "Prerequisite",
    "alignments",
    "as_uuid",
    "derived",
    "prerequisites",
    "with_parent_links",
]
