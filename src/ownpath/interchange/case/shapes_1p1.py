"""The JSON objects of CASE 1.1: parts do not name their document, more fields, more kinds."""

from __future__ import annotations

from typing import Any

from ownpath.interchange.case.shapes import Shapes, given
from ownpath.interchange.frameworks import (
    AssociationRecord,
    CompetencyRecord,
    DefinitionRecord,
    FrameworkRecord,
    Link,
)
from ownpath.interchange.frameworks.records import KINDS_1P1


class Shapes1p1(Shapes):
    """Turns records into CASE 1.1."""

    version = "1.1"
    kinds = KINDS_1P1

    def document(self, framework: FrameworkRecord) -> dict[str, Any]:
        """Return the CFDocument with the version it is written in."""
        shape = self.document_fields(framework) | {"caseVersion": "1.1"}
        return shape | given({"frameworkType": framework.framework_type})

    def item(self, item: CompetencyRecord) -> dict[str, Any]:
        """Return one CFItem."""
        subjects = {
            "subject": list(item.subjects),
            "subjectURI": self.links(item.subject_links),
        }
        return self.item_fields(item) | given(subjects)

    def association(self, link: AssociationRecord) -> dict[str, Any] | None:
        """Return one CFAssociation."""
        shape = self.association_fields(link)
        return None if shape is None else shape | given({"notes": link.notes})

    def bare_link(self, link: Link) -> dict[str, str]:
        """Return a link with its target type, if the vocabulary has it."""
        shape = super().bare_link(link)
        if link.target_type == "CASE" or link.target_type.startswith("ext:"):
            shape["targetType"] = link.target_type
        return shape

    def definition(self, record: DefinitionRecord) -> dict[str, Any]:
        """Return one entry of CFDefinitions; an item type always has a description."""
        shape = super().definition(record)
        if record.kind == "CFItemTypes":
            shape["description"] = record.description
        return shape
