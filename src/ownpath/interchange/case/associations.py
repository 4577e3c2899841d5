"""Reads the associations of a CASE package; an end outside it is kept as a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ownpath.interchange.case.fields import Fields, said_uri
from ownpath.interchange.case.strength import strength_of
from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.frameworks import AssociationRecord, Link, derived
from ownpath.interchange.frameworks.records import CHILD, KINDS_1P1, PRECEDES

_KIND_OF = {kind.lower(): kind for kind in KINDS_1P1}
_OWN_KIND = re.compile(r"ext:[A-Za-z0-9._-]{1,96}")


def read_associations(
    entries: Iterable[tuple[str, dict[str, Any]]], names: dict[str, str], findings: Findings
) -> Iterator[AssociationRecord]:
    """Yield every association that says something, once.

    ``names`` gives the identifier for each name the package uses for what is in it.
    """
    seen: set[str] = set()
    said: set[tuple[str, str, str]] = set()
    for where, entry in entries:
        found = _association(Fields(entry, where, findings), names)
        if found is None:
            continue
        triple = (found.kind, found.origin, found.destination)
        if found.identifier in seen or triple in said:
            what = f"{found.origin} {found.kind} {found.destination} is said already"
            findings.note("case.association-twice", where, what, "It is read once.")
            continue
        seen.add(found.identifier)
        said.add(triple)
        yield found


def _association(fields: Fields, names: dict[str, str]) -> AssociationRecord | None:
    kind = _kind(fields)
    origin, origin_link = _end(fields, "originNodeURI", names)
    destination, destination_link = _end(fields, "destinationNodeURI", names)
    if not (kind and origin and destination):
        return None
    if origin == destination:
        what = f"{origin} {kind} itself"
        fields.findings.row("case.association-self", fields.where, what, "It is left out.")
        return None
    if kind in (CHILD, PRECEDES) and (origin_link or destination_link):
        what = f"{kind} points outside this package"
        fix = "It is kept as an alignment."
        fields.findings.note("case.outside", fields.where, what, fix)
    identifier = fields.identifier() or derived("case", kind, origin, destination)
    grouping = fields.link("CFAssociationGroupingURI")
    strength = strength_of(grouping) if kind == PRECEDES else ""
    return AssociationRecord(
        identifier=identifier,
        kind=kind,
        origin=origin,
        destination=destination,
        uri=said_uri(fields.uri("uri"), identifier),
        sequence=fields.integer("sequenceNumber"),
        origin_link=origin_link,
        destination_link=destination_link,
        grouping=None if strength else grouping,
        notes=fields.prose("notes"),
        last_changed=fields.moment("lastChangeDateTime"),
        strength=strength,
    )


def _kind(fields: Fields) -> str:
    text = fields.line("associationType", bound=100)
    if _OWN_KIND.fullmatch(text):
        return text
    kind = _KIND_OF.get(text.lower().replace(" ", ""), "")
    if not kind:
        what = f"{shown(text)} is no kind of association"
        fix = f"Use one of {', '.join(KINDS_1P1)}; it is left out."
        fields.findings.row("case.association-kind", fields.where, what, fix)
    return kind


def _end(fields: Fields, name: str, names: dict[str, str]) -> tuple[str, Link | None]:
    """Return an end's identifier, and its link when it stands outside the package."""
    link = fields.end(name)
    if link is None:
        what = f"it has no {name}"
        fields.findings.row("case.association-end", fields.where, what, "It is left out.")
        return "", None
    inside = names.get(link.identifier)
    return (inside, None) if inside else (link.identifier, link)
