"""Gives a framework back as plain records in CASE's words, so that any program can read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, cast

from ownpath.interchange.frameworks import (
    AssociationRecord,
    CompetencyRecord,
    DefinitionRecord,
    FrameworkPackage,
    FrameworkRecord,
    Link,
    derived,
    with_parent_links,
)
from ownpath.interchange.frameworks.identifiers import as_uuid
from ownpath.interchange.frameworks.records import CHILD, PRECEDES
from ownpath.school.curriculum.further import unpack
from ownpath.school.curriculum.models import Alignment, Competency, Framework, Prerequisite
from ownpath.school.curriculum.words import say

FROM_A_PACK = "ownpath"


def build_framework_package(*, framework: Framework) -> FrameworkPackage:
    """Return a framework as it stands, ended competencies left out: four queries, whatever its size."""
    competencies = list(
        framework.competencies.filter(ended_at=None)
        .select_related("parent__framework", "framework")
        .order_by("sequence", "pk")
    )
    top = _identifier("framework", framework.identifier)
    further = framework.further
    package = FrameworkPackage(
        framework=_framework_record(framework, top),
        competencies=tuple(_competency_record(one) for one in competencies),
        associations=(
            *_associations(framework, competencies, top),
            *(unpack(AssociationRecord, one) for one in further.get("associations", ())),
        ),
        definitions=tuple(
            unpack(DefinitionRecord, one) for one in further.get("definitions", ())
        ),
    )
    return with_parent_links(package)


def identifier_of(competency: Competency) -> str:
    """Return the UUID under which a competency is exported, the same from every installation."""
    return _identifier(
        f"competency of {competency.framework.identifier}", competency.identifier
    )


def _identifier(kind: str, own: str) -> str:
    return as_uuid(own) or derived(FROM_A_PACK, kind, own)


def _framework_record(framework: Framework, top: str) -> FrameworkRecord:
    kept = framework.further.get("case")
    if kept is not None:
        return unpack(FrameworkRecord, kept, identifier=top, title=framework.title)
    licence = framework.licence
    return FrameworkRecord(
        identifier=top,
        title=framework.title,
        creator=framework.publisher,
        publisher=framework.publisher,
        language=framework.language,
        subjects=(framework.subject,) if framework.subject else (),
        version=framework.version,
        license=Link(identifier=derived("license", licence), title=licence)
        if licence
        else None,
    )


def _competency_record(one: Competency) -> CompetencyRecord:
    language = one.framework.language
    ours = {
        "identifier": identifier_of(one),
        "statement": say(one.words, "statement", language),
        "code": one.code,
        "item_type": one.kind,
        "grades": tuple(one.grades),
        "parent": identifier_of(one.parent) if one.parent else "",
    }
    kept = one.further.get("case")
    if kept is not None:
        return unpack(CompetencyRecord, kept, **ours)
    return CompetencyRecord(
        **cast("dict[str, Any]", ours),
        abbreviated=say(one.words, "short", language),
        notes=say(one.words, "good_for", language),
        language=language,
        sequence=one.sequence,
    )


def _associations(
    framework: Framework, competencies: Iterable[Competency], top: str
) -> Iterator[AssociationRecord]:
    known = {one.pk: one for one in competencies}
    for one in known.values():
        parent = identifier_of(one.parent) if one.parent else top
        if _tie(one, CHILD, parent):
            yield _association(one, CHILD, parent, top)
    edges = Prerequisite.objects.filter(before__framework=framework).select_related(
        "after__framework"
    )
    for edge in edges.order_by("pk"):
        if edge.before_id in known:
            origin, after = known[edge.before_id], identifier_of(edge.after)
            strength: Mapping[str, Any] = {"strength": cast("Literal['hard']", edge.strength)}
            yield _association(
                origin,
                PRECEDES,
                after,
                top,
                **({} if _tie(origin, PRECEDES, after) else strength),
            )
    rows = Alignment.objects.filter(origin__framework=framework)
    for row in rows.select_related("destination__framework").order_by("pk"):
        if row.origin_id in known:
            yield _alignment(known[row.origin_id], row, top)


def _alignment(origin: Competency, row: Alignment, top: str) -> AssociationRecord:
    if row.destination is not None:
        return _association(origin, row.kind, identifier_of(row.destination), top)
    ties = origin.further.get("associations", {})
    for name, told in ties.items():
        if row.identifier and told.get("identifier") == row.identifier:
            return _association(origin, row.kind, name.partition(" ")[2], top)
    code = derived(FROM_A_PACK, "outside", row.outside)
    address = row.outside if "://" in row.outside else ""
    link = Link(identifier=code, uri=address, title=row.outside)
    return _association(origin, row.kind, code, top, destination_link=link)


def _tie(origin: Competency, kind: str, destination: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = origin.further.get("associations", {}).get(
        f"{kind} {destination}", {}
    )
    return found


def _association(
    origin: Competency, kind: str, destination: str, top: str, **more: Any
) -> AssociationRecord:
    start = identifier_of(origin)
    told = {
        "identifier": derived(top, kind, start, destination),
        **_tie(origin, kind, destination),
    }
    ends = {"kind": kind, "origin": start, "destination": destination}
    return unpack(AssociationRecord, told, **ends, **more)
