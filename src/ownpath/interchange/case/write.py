"""Writes CASE packages: 1.0 and 1.1 differ enough that each has a serializer of its own.

Everything written validates against the schema of its version; what that version has no
place for is left out and reported. Source: 1EdTech CASE 1.0 and 1.1, CFPackage.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from ownpath.interchange.case.shapes import Shapes
from ownpath.interchange.case.shapes_1p0 import Shapes1p0
from ownpath.interchange.case.shapes_1p1 import Shapes1p1
from ownpath.interchange.case.strength import definitions_for
from ownpath.interchange.findings import Findings
from ownpath.interchange.frameworks import FrameworkPackage, with_parent_links
from ownpath.interchange.frameworks.records import PRECEDES
from ownpath.interchange.problems import Problem


def write_package_1p0(
    package: FrameworkPackage, *, now: datetime
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the package as CASE 1.0 JSON, and what 1.0 has no place for.

    ``now`` stands where neither the record nor the framework says when it was changed.
    """
    findings = Findings()
    shapes = Shapes1p0(package, now=now, findings=findings)
    return _written(shapes), findings.listed()


def write_package_1p1(
    package: FrameworkPackage, *, now: datetime
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the package as CASE 1.1 JSON, and what 1.1 has no place for.

    ``now`` stands where neither the record nor the framework says when it was changed.
    """
    findings = Findings()
    shapes = Shapes1p1(package, now=now, findings=findings)
    return _written(shapes), findings.listed()


def as_bytes(written: dict[str, Any]) -> bytes:
    """Return the JSON text of a written package, in UTF-8."""
    return json.dumps(written, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _written(shapes: Shapes) -> dict[str, Any]:
    package = with_parent_links(shapes.package)
    associations = [shapes.association(link) for link in package.associations]
    written: dict[str, Any] = {
        "CFDocument": shapes.document(package.framework),
        "CFItems": [shapes.item(item) for item in package.competencies],
        "CFAssociations": [shape for shape in associations if shape is not None],
    }
    strengths = {link.strength for link in package.associations if link.kind == PRECEDES}
    definitions: dict[str, list[dict[str, Any]]] = {}
    for definition in (*package.definitions, *definitions_for(strengths)):
        definitions.setdefault(definition.kind, []).append(shapes.definition(definition))
    if definitions:
        written["CFDefinitions"] = definitions
    return written
