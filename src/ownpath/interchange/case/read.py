"""Reads a CASE package, lenient with the dirt that real exports have.

Source: 1EdTech CASE 1.0 and 1.1, REST/JSON binding, CFPackage.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, get_args

from ownpath.interchange.case.associations import read_associations
from ownpath.interchange.case.fields import PROSE, URI, Fields, said_uri
from ownpath.interchange.case.parents import with_parents
from ownpath.interchange.case.strength import STRENGTH_IDENTIFIERS
from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.frameworks import (
    CompetencyRecord,
    DefinitionRecord,
    FrameworkPackage,
    FrameworkRecord,
    with_parent_links,
)
from ownpath.interchange.frameworks.records import DefinitionKind
from ownpath.interchange.problems import Problem
from ownpath.interchange.sources import read_bounded
from ownpath.interchange.text import lines, one_line

MAX_BYTES = 32_000_000
MAX_ITEMS = 50_000
MAX_ASSOCIATIONS = 200_000
MAX_DEFINITIONS = 5_000
KNOWN_PARTS = ("CFDocument", "CFItems", "CFAssociations", "CFDefinitions")


def read_package(source: bytes | Path) -> tuple[FrameworkPackage | None, list[Problem]]:
    """Return the package with every problem met; None when it is no CASE package at all."""
    findings = Findings()
    raw = _package_object(source, findings)
    framework = _framework(raw, findings) if raw is not None else None
    if raw is None or framework is None:
        return None, findings.listed()
    _note_parts_not_kept(raw, findings)
    items, names = _items(raw, framework, findings)
    names[framework.identifier] = framework.identifier
    associations = read_associations(
        objects(raw, "CFAssociations", MAX_ASSOCIATIONS, findings), names, findings
    )
    package = FrameworkPackage(
        framework=framework,
        competencies=tuple(items.values()),
        associations=tuple(associations),
        definitions=tuple(_definitions(raw, findings)),
    )
    return with_parent_links(with_parents(package, findings)), findings.listed()


def _package_object(source: bytes | Path, findings: Findings) -> dict[str, Any] | None:
    where = "the package"
    data = read_bounded(source, bound=MAX_BYTES, where=where, findings=findings)
    if data is None:
        return None
    try:
        raw = json.loads(data.decode(json.detect_encoding(data)))
    except (ValueError, RecursionError):
        what = "it is not readable as JSON"
        findings.file("case.not-json", where, what, "Export the framework as CASE JSON again.")
        return None
    if isinstance(raw, dict) and isinstance(raw.get("CFPackage"), dict):
        raw = raw["CFPackage"]
    if isinstance(raw, dict) and isinstance(raw.get("CFDocument"), dict):
        return raw
    what = "it has no CFDocument"
    findings.file("case.no-document", where, what, "Give a CFPackage, not a part of one.")
    return None


def _note_parts_not_kept(raw: dict[str, Any], findings: Findings) -> None:
    for name in islice((name for name in raw if name not in KNOWN_PARTS and raw[name]), 10):
        where = f"the package, {shown(name)}"
        findings.note("case.part-not-kept", where, "this part is not kept", "Keep the file.")


def objects(
    raw: dict[str, Any], name: str, bound: int, findings: Findings
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each object of a list stands, and the object."""
    entries = raw.get(name)
    if entries is None:
        return
    if not isinstance(entries, list):
        what = f"{shown(entries)} stands where a list should"
        findings.row("case.not-a-list", name, what, "Nothing of it is read.")
        return
    if len(entries) > bound:
        what = f"it has {len(entries)} entries, {bound} are read"
        findings.row("case.too-many", name, what, "Split the framework.")
    for i, entry in enumerate(entries[:bound], start=1):
        if isinstance(entry, dict):
            yield f"{name} {i}", entry
        else:
            what = f"{shown(entry)} stands where an object should"
            findings.row("case.not-an-object", f"{name} {i}", what, "It is left out.")


def _framework(raw: dict[str, Any], findings: Findings) -> FrameworkRecord | None:
    fields = Fields(raw["CFDocument"], "CFDocument", findings)
    identifier = fields.identifier()
    if identifier is None:
        what = "it has no identifier"
        findings.file("case.no-identifier", "CFDocument", what, "Give it a UUID.")
        return None
    title = fields.line("title")
    if not title:
        findings.note(
            "case.no-title", "CFDocument", "it has no title", "Its identifier is shown."
        )
    return FrameworkRecord(
        identifier=identifier,
        title=title or identifier,
        creator=fields.line("creator"),
        uri=said_uri(fields.uri("uri"), identifier),
        publisher=fields.line("publisher"),
        description=fields.prose("description"),
        language=fields.line("language", bound=35),
        subjects=fields.many("subject"),
        subject_links=fields.links("subjectURI"),
        version=fields.line("version"),
        adoption_status=fields.line("adoptionStatus"),
        framework_type=fields.line("frameworkType"),
        official_source=fields.uri("officialSourceURL"),
        status_start=fields.day("statusStartDate"),
        status_end=fields.day("statusEndDate"),
        license=fields.link("licenseURI"),
        notes=fields.prose("notes"),
        last_changed=fields.moment("lastChangeDateTime"),
    )


def _items(
    raw: dict[str, Any], framework: FrameworkRecord, findings: Findings
) -> tuple[dict[str, CompetencyRecord], dict[str, str]]:
    """Return competencies by identifier, and identifiers by the name the file uses."""
    items: dict[str, CompetencyRecord] = {}
    names: dict[str, str] = {}
    for where, entry in objects(raw, "CFItems", MAX_ITEMS, findings):
        item = _item(Fields(entry, where, findings))
        if item is None:
            continue
        if item.identifier == framework.identifier:
            what = "it has the identifier of the framework itself"
            findings.row("case.item-is-document", where, what, "It is left out.")
        elif item.identifier not in items:
            items[item.identifier] = item
        elif items[item.identifier] == item:
            findings.note("case.item-twice", where, "it stands twice", "It is read once.")
        else:
            what = f"identifier {item.identifier} stands twice with different content"
            findings.row("case.item-differs", where, what, "The first one is kept.")
        names[item.identifier] = item.identifier
        if isinstance(written := entry.get("identifier"), str):
            names.setdefault(one_line(written, URI), item.identifier)
    return items, names


def _item(fields: Fields) -> CompetencyRecord | None:
    identifier = fields.identifier()
    if identifier is None:
        what = "it has no identifier"
        fields.findings.row("case.no-identifier", fields.where, what, "It is left out.")
        return None
    code = fields.line("humanCodingScheme")
    if code:
        fields.where = f"{fields.where} ({code[:60]})"
    abbreviated = fields.line("abbreviatedStatement")
    statement = fields.prose("fullStatement")
    if not statement:
        statement = abbreviated or code or identifier
        what = "it has no statement"
        fields.findings.note("case.no-statement", fields.where, what, "Its code is shown.")
    return CompetencyRecord(
        identifier=identifier,
        statement=statement,
        code=code,
        uri=said_uri(fields.uri("uri"), identifier),
        abbreviated=abbreviated,
        alternative_label=fields.line("alternativeLabel"),
        list_enumeration=fields.line("listEnumeration", bound=100),
        item_type=fields.line("CFItemType", bound=200),
        item_type_link=fields.link("CFItemTypeURI"),
        grades=fields.grades(),
        keywords=fields.many("conceptKeywords"),
        keywords_link=fields.link("conceptKeywordsURI"),
        subjects=fields.many("subject"),
        subject_links=fields.links("subjectURI"),
        language=fields.line("language", bound=35),
        license=fields.link("licenseURI"),
        notes=fields.prose("notes"),
        status_start=fields.day("statusStartDate"),
        status_end=fields.day("statusEndDate"),
        last_changed=fields.moment("lastChangeDateTime"),
    )


def _definitions(raw: dict[str, Any], findings: Findings) -> Iterator[DefinitionRecord]:
    parts = raw.get("CFDefinitions")
    if not isinstance(parts, dict):
        if parts:
            what = f"{shown(parts)} stands where an object should"
            findings.note("case.definitions", "CFDefinitions", what, "It is read as empty.")
        return
    seen: set[str] = set()
    for kind in get_args(DefinitionKind):
        for where, entry in objects(parts, kind, MAX_DEFINITIONS, findings):
            fields = Fields(entry, where, findings)
            identifier = fields.identifier()
            if identifier is None or identifier in seen:
                what = "it has no identifier of its own"
                findings.row("case.definition-identifier", where, what, "It is left out.")
            elif identifier not in STRENGTH_IDENTIFIERS:
                seen.add(identifier)
                yield _definition(kind, identifier, fields)


def _definition(kind: DefinitionKind, identifier: str, fields: Fields) -> DefinitionRecord:
    text = fields.raw.get("licenseText")
    return DefinitionRecord(
        kind=kind,
        identifier=identifier,
        title=fields.line("title") or identifier,
        uri=said_uri(fields.uri("uri"), identifier),
        description=fields.prose("description"),
        hierarchy_code=fields.line("hierarchyCode"),
        type_code=fields.line("typeCode"),
        keywords=fields.line("keywords"),
        license_text=lines(text, PROSE * 5) if isinstance(text, str) else "",
        last_changed=fields.moment("lastChangeDateTime"),
    )
