"""The JSON objects of CASE 1.0: every part names its document; fewer fields and kinds."""

from __future__ import annotations

from typing import Any

from ownpath.interchange.case.shapes import Shapes
from ownpath.interchange.frameworks import (
    AssociationRecord,
    CompetencyRecord,
    FrameworkRecord,
)
from ownpath.interchange.frameworks.records import KINDS_1P0


class Shapes1p0(Shapes):
    """Turns records into CASE 1.0."""

    version = "1.0"
    kinds = KINDS_1P0

    def document(self, framework: FrameworkRecord) -> dict[str, Any]:
        """Return the CFDocument; 1.0 knows no framework type."""
        if framework.framework_type:
            self.left_out("CFDocument", f"frameworkType {framework.framework_type}")
        return self.document_fields(framework)

    def item(self, item: CompetencyRecord) -> dict[str, Any]:
        """Return one CFItem; 1.0 knows no subject on it."""
        if item.subjects or item.subject_links:
            self.left_out(f"item {item.code or item.identifier}", "its subject")
        return self.item_fields(item) | {"CFDocumentURI": self._document_link()}

    def association(self, link: AssociationRecord) -> dict[str, Any] | None:
        """Return one CFAssociation; 1.0 knows no notes on it and no target type."""
        shape = self.association_fields(link)
        if shape is None:
            return None
        if link.notes:
            self.left_out(f"association {link.identifier}", "its notes")
        if any(end and end.target_type for end in (link.origin_link, link.destination_link)):
            self.left_out(f"association {link.identifier}", "the target type of its end")
        return shape | {"CFDocumentURI": self._document_link()}

    def _document_link(self) -> dict[str, str]:
        top = self.package.framework
        return self.node(top.identifier, None)
