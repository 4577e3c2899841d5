"""Reads the Coherence Map as a framework: grade, domain, cluster, standard; what precedes what.

The map says which standard leads to which, not how strictly: ``strength`` stays unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ownpath.interchange.coherence.records import Cluster, Domain, Map
from ownpath.interchange.coherence.source import map_of
from ownpath.interchange.findings import Findings
from ownpath.interchange.frameworks import (
    AssociationRecord,
    CompetencyRecord,
    FrameworkPackage,
    FrameworkRecord,
    Link,
    derived,
    with_parent_links,
)
from ownpath.interchange.frameworks.grades import GRADES, grade_codes
from ownpath.interchange.frameworks.records import PRECEDES, RELATED
from ownpath.interchange.html import plain_text
from ownpath.interchange.problems import Problem

MAX_STATEMENT = 10_000
FRAMEWORK = derived("coherence", "framework")
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
_NUMBERS = re.compile(r"[0-9]+|[^0-9]+")


def read_map(source: bytes | Path) -> tuple[FrameworkPackage | None, list[Problem]]:
    """Return the map as one framework package, and what could not be taken."""
    findings = Findings()
    found = map_of(source, findings)
    if found is None:
        return None, findings.listed()
    package = FrameworkPackage(
        framework=_framework(),
        competencies=tuple(_competencies(found)),
        associations=tuple(_associations(found)),
    )
    return with_parent_links(package), findings.listed()


def _framework() -> FrameworkRecord:
    return FrameworkRecord(
        identifier=FRAMEWORK,
        title="Common Core State Standards for Mathematics, with the Coherence Map",
        creator="Student Achievement Partners",
        publisher="achievethecore.org",
        description=(
            "Standards for Mathematics from kindergarten to high school and the "
            "connections between them."
        ),
        language="en",
        subjects=("Mathematics",),
        official_source="https://tools.achievethecore.org/coherence-map/",
        license=Link(identifier=derived("license", CC0), uri=CC0, title="CC0 1.0"),
        notes=(
            "Connections: Student Achievement Partners, CC0 1.0. Text of the standards: "
            "© 2010 National Governors Association Center for Best Practices and Council of "
            "Chief State School Officers, used under their public license."
        ),
    )


def _identifier(part: str, key: str) -> str:
    return derived("coherence", part, key)


def _competencies(found: Map) -> Iterator[CompetencyRecord]:
    """Yield grades, domains, clusters and standards, each level in its order."""
    grades = sorted({domain.grade for domain in found.domains.values()}, key=_grade_place)
    for place, grade in enumerate(grades, start=1):
        yield CompetencyRecord(
            identifier=_identifier("grade", grade),
            code=grade,
            statement=_grade_name(grade),
            item_type="Grade",
            grades=grade_codes(grade),
            language="en",
            sequence=place,
        )
    yield from _domains(found)
    yield from _clusters(found)
    yield from _standards(found)


def _domains(found: Map) -> Iterator[CompetencyRecord]:
    in_order = sorted(
        found.domains.values(), key=lambda one: (_natural(one.ordering), _natural(one.ordinal))
    )
    for place, domain in enumerate(in_order, start=1):
        yield CompetencyRecord(
            identifier=_identifier("domain", domain.id),
            code=_domain_code(domain),
            statement=_words(domain.name)[0] or _domain_code(domain),
            item_type="Domain",
            grades=grade_codes(domain.grade),
            language="en",
            parent=_identifier("grade", domain.grade),
            sequence=place,
        )


def _clusters(found: Map) -> Iterator[CompetencyRecord]:
    in_order = sorted(found.clusters.values(), key=lambda one: _natural(one.ordinal))
    for place, cluster in enumerate(in_order, start=1):
        domain = found.domains[cluster.ccmathdomain_id]
        statement, notes = _words(cluster.name)
        yield CompetencyRecord(
            identifier=_identifier("cluster", cluster.id),
            code=_cluster_code(domain, cluster),
            statement=statement or _cluster_code(domain, cluster),
            notes=notes,
            item_type="Cluster",
            grades=grade_codes(domain.grade),
            language="en",
            parent=_identifier("domain", domain.id),
            sequence=place,
        )


def _standards(found: Map) -> Iterator[CompetencyRecord]:
    by_place = {(one.ccmathcluster_id, one.ordinal): one for one in found.standards.values()}
    in_order = sorted(found.standards.values(), key=lambda one: _natural(one.ordinal))
    for place, standard in enumerate(in_order, start=1):
        cluster = found.clusters[standard.ccmathcluster_id]
        domain = found.domains[cluster.ccmathdomain_id]
        whole = by_place.get((cluster.id, standard.ordinal.partition(".")[0]), standard)
        code = f"{_cluster_code(domain, cluster)}.{standard.ordinal.replace('.', '')}"
        statement, notes = _words(standard.desc)
        yield CompetencyRecord(
            identifier=_identifier("standard", standard.id),
            code=code,
            statement=statement or code,
            notes=notes,
            item_type="Standard",
            grades=grade_codes(domain.grade),
            language="en",
            parent=_identifier("cluster", cluster.id)
            if whole is standard
            else _identifier("standard", whole.id),
            sequence=place,
        )


def _words(markup: str) -> tuple[str, str]:
    """Return the statement, and its footnotes (paragraphs that begin with a star)."""
    words = plain_text(markup, MAX_STATEMENT).replace("\\$", "$")
    paragraphs = words.split("\n")
    footnotes = [part for part in paragraphs if part.startswith("*")]
    return "\n".join(part for part in paragraphs if part not in footnotes), "\n".join(footnotes)


def _domain_code(domain: Domain) -> str:
    return domain.ordinal if domain.grade == "HS" else f"{domain.grade}.{domain.ordinal}"


def _cluster_code(domain: Domain, cluster: Cluster) -> str:
    return f"{_domain_code(domain)}.{cluster.ordinal}"


def _grade_name(grade: str) -> str:
    names = {"K": "Kindergarten", "HS": "High school"}
    return names.get(grade, f"Grade {grade}")


def _grade_place(grade: str) -> tuple[int, str]:
    codes = grade_codes(grade)
    known = bool(codes) and codes[0] in GRADES
    return (GRADES.index(codes[0]) if known else len(GRADES), grade)


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key that puts 2 before 10 and 3.a before 3.b."""
    return tuple(
        (int(part), "") if part.isdigit() else (-1, part)
        for part in _NUMBERS.findall(text[:50])
    )


def _associations(found: Map) -> Iterator[AssociationRecord]:
    for kind, pairs in ((PRECEDES, found.edges), (RELATED, found.nd_edges)):
        for origin, destination in pairs:
            yield AssociationRecord(
                identifier=_identifier(kind, f"{origin} {destination}"),
                kind=kind,
                origin=_identifier("standard", origin),
                destination=_identifier("standard", destination),
            )
