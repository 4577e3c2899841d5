"""What both versions of CASE write alike; the version's own shapes build on it."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from ownpath.interchange.case.fields import uuid_address
from ownpath.interchange.case.strength import grouping_of
from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.frameworks import (
    AssociationRecord,
    CompetencyRecord,
    DefinitionRecord,
    FrameworkPackage,
    FrameworkRecord,
    Link,
    as_uuid,
    derived,
)
from ownpath.interchange.frameworks.records import PRECEDES

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~%]+")
_OWN_KIND = re.compile(r"ext:[A-Za-z0-9._-]+")


class Shapes(ABC):
    """Turns records into the JSON objects of one CASE version."""

    version: str
    kinds: tuple[str, ...]

    def __init__(self, package: FrameworkPackage, *, now: datetime, findings: Findings) -> None:
        self.package = package
        self.findings = findings
        self._no_addresses: set[str] = set()
        self._fallback = package.framework.last_changed or now
        top = package.framework
        self._titles = {
            item.identifier: item.code or item.statement for item in package.competencies
        }
        self._titles[top.identifier] = top.title
        self._uris = {item.identifier: item.uri for item in package.competencies}
        self._uris[top.identifier] = top.uri

    @abstractmethod
    def document(self, framework: FrameworkRecord) -> dict[str, Any]:
        """Return the CFDocument."""

    @abstractmethod
    def item(self, item: CompetencyRecord) -> dict[str, Any]:
        """Return one CFItem."""

    @abstractmethod
    def association(self, link: AssociationRecord) -> dict[str, Any] | None:
        """Return one CFAssociation, or None when this version has no word for it."""

    def definition(self, record: DefinitionRecord) -> dict[str, Any]:
        """Return one entry of CFDefinitions."""
        shape = {
            "identifier": record.identifier,
            "uri": self.address(record.uri, record.identifier),
            "title": record.title,
            "lastChangeDateTime": self.moment(record.last_changed),
        }
        said: dict[str, str] = {"description": record.description}
        if record.kind in ("CFConcepts", "CFSubjects", "CFItemTypes"):
            shape["hierarchyCode"] = record.hierarchy_code
        if record.kind == "CFConcepts":
            said["keywords"] = record.keywords
        if record.kind == "CFItemTypes":
            said["typeCode"] = record.type_code
        if record.kind == "CFLicenses":
            shape["licenseText"] = record.license_text
        return shape | given(said)

    def document_fields(self, framework: FrameworkRecord) -> dict[str, Any]:
        """Return the fields of a CFDocument that both versions have."""
        return {
            "identifier": framework.identifier,
            "uri": self.address(framework.uri, framework.identifier),
            "creator": framework.creator,
            "title": framework.title,
            "lastChangeDateTime": self.moment(framework.last_changed),
        } | given(
            {
                "officialSourceURL": self.checked(framework.official_source),
                "publisher": framework.publisher,
                "description": framework.description,
                "subject": list(framework.subjects),
                "subjectURI": self.links(framework.subject_links),
                "language": framework.language,
                "version": framework.version,
                "adoptionStatus": framework.adoption_status,
                "statusStartDate": day(framework.status_start),
                "statusEndDate": day(framework.status_end),
                "licenseURI": self.link(framework.license),
                "notes": framework.notes,
            }
        )

    def item_fields(self, item: CompetencyRecord) -> dict[str, Any]:
        """Return the fields of a CFItem that both versions have."""
        return {
            "identifier": item.identifier,
            "uri": self.address(item.uri, item.identifier),
            "fullStatement": item.statement,
            "lastChangeDateTime": self.moment(item.last_changed),
        } | given(
            {
                "humanCodingScheme": item.code,
                "abbreviatedStatement": item.abbreviated,
                "alternativeLabel": item.alternative_label,
                "listEnumeration": item.list_enumeration,
                "CFItemType": item.item_type,
                "CFItemTypeURI": self.link(item.item_type_link),
                "educationLevel": list(item.grades),
                "conceptKeywords": list(item.keywords),
                "conceptKeywordsURI": self.link(item.keywords_link),
                "language": item.language,
                "licenseURI": self.link(item.license),
                "notes": item.notes,
                "statusStartDate": day(item.status_start),
                "statusEndDate": day(item.status_end),
            }
        )

    def association_fields(self, link: AssociationRecord) -> dict[str, Any] | None:
        """Return the fields of a CFAssociation that both versions have."""
        if link.kind not in self.kinds and not self._is_own_kind(link.kind):
            self.left_out(f"association {link.identifier}", link.kind)
            return None
        grouping = grouping_of(link.strength) if link.kind == PRECEDES else None
        if grouping and link.grouping:
            self.left_out(f"association {link.identifier}", "a second grouping")
        return {
            "identifier": link.identifier,
            "associationType": link.kind,
            "uri": self.address(link.uri, link.identifier),
            "originNodeURI": self.node(link.origin, link.origin_link),
            "destinationNodeURI": self.node(link.destination, link.destination_link),
            "lastChangeDateTime": self.moment(link.last_changed),
        } | given(
            {
                "sequenceNumber": link.sequence,
                "CFAssociationGroupingURI": self.link(grouping or link.grouping),
            }
        )

    def _is_own_kind(self, kind: str) -> bool:
        return self.version != "1.0" and _OWN_KIND.fullmatch(kind) is not None

    def node(self, identifier: str, outside: Link | None) -> dict[str, str]:
        """Return the end of an association."""
        if outside is not None:
            return self.bare_link(outside)
        return {
            "title": " ".join(self._titles.get(identifier, identifier)[:200].split()),
            "identifier": identifier,
            "uri": self.address(self._uris.get(identifier, ""), identifier),
        }

    def bare_link(self, link: Link) -> dict[str, str]:
        """Return a link as both versions have it."""
        return {
            "title": link.title,
            "identifier": link.identifier,
            "uri": self.address(link.uri, link.identifier),
        }

    def link(self, link: Link | None) -> dict[str, str] | None:
        """Return a link whose identifier has to be a UUID."""
        if link is None:
            return None
        identifier = as_uuid(link.identifier) or derived("case", link.identifier)
        return {
            "title": link.title,
            "identifier": identifier,
            "uri": self.address(link.uri or link.identifier, identifier),
        }

    def links(self, links: tuple[Link, ...]) -> list[dict[str, str]]:
        """Return a list of links."""
        return [shape for link in links if (shape := self.link(link)) is not None]

    def address(self, uri: str, identifier: str) -> str:
        """Return a valid address: the record's own, or one made of its identifier."""
        return self.checked(uri) or uuid_address(identifier)

    def checked(self, uri: str) -> str:
        """Return an address, or nothing after reporting that it is none."""
        if not uri or _ADDRESS.fullmatch(uri):
            return uri
        if as_uuid(uri) is None and uri not in self._no_addresses:
            self._no_addresses.add(uri)
            what = f"{shown(uri)} is not an address"
            fix = "One made of the identifier stands in its place, or none."
            self.findings.note("case.address", "an address", what, fix)
        return ""

    def moment(self, moment: datetime | None) -> str:
        """Return a moment as RFC 3339 has it, in UTC."""
        at = (moment or self._fallback).astimezone(UTC)
        return at.replace(tzinfo=None).isoformat() + "Z"

    def left_out(self, where: str, what: str) -> None:
        """Report what this version cannot carry."""
        fix = f"CASE {self.version} has no place for it; keep another copy if you need it."
        self.findings.row("case.left-out", where, f"{what[:200]} is left out", fix)


def day(moment: date | None) -> str | None:
    """Return a date as ISO 8601 has it."""
    return moment.isoformat() if moment else None


def given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return only the fields that say something; 0 says something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
