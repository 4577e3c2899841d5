"""What a framework in CASE's words wants to find in the tables: competencies, prerequisites, alignments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from ownpath.engine.skills import Edge
from ownpath.interchange.findings import Findings
from ownpath.interchange.frameworks import (
    AssociationRecord,
    CompetencyRecord,
    FrameworkPackage,
    alignments,
    prerequisites,
)
from ownpath.interchange.frameworks.records import CHILD
from ownpath.interchange.problems import Problem, Weight
from ownpath.school.curriculum.further import pack_away
from ownpath.school.curriculum.imports.edges import want_edges
from ownpath.school.curriculum.imports.plan import compare
from ownpath.school.curriculum.imports.stored import batches
from ownpath.school.curriculum.imports.types import (
    CompetencyKey,
    ImportPlan,
    ImportRefused,
    Row,
    Wanted,
)
from ownpath.school.curriculum.imports.wording import bare_language, shortened
from ownpath.school.curriculum.models import Competency

COHERENCE_STANDARDS = frozenset({"Standard"})
TEKS_STANDARDS = frozenset({"Expectation", "Breakout", "Standard", "Component"})
SKILLS = frozenset({"Skill"})
HEADINGS = frozenset({"grade", "domain", "cluster", "course", "heading", "lesson", "strand"})


def plan_framework_import(
    *,
    package: FrameworkPackage | None,
    problems: Sequence[Problem],
    standards: frozenset[str] | None = None,
) -> ImportPlan:
    """Return what importing a framework would do, with every problem.

    Parameters
    ----------
    standards
        The item types a student can show; None says that these are the leaves and whatever has prerequisites.

    Raises
    ------
    ImportRefused
        If nothing of it could be read.
    BelongsElsewhere
        If one of our packs brought a framework of that identifier.
    """
    worst = next((one for one in problems if one.weight is Weight.FILE), None)
    if package is None or worst is not None:
        if worst is not None:
            raise ImportRefused(f"{worst.where}: {worst.what}.", next_step=worst.fix)
        raise ImportRefused(
            _("There is no framework in this file."), next_step=_("Choose another file.")
        )
    wanted = Wanted(pack=None, frameworks=(package.framework.identifier,))
    findings = Findings()
    counts_in = want_framework(
        wanted=wanted, package=package, standards=standards, findings=findings
    )
    return compare(
        title=package.framework.title,
        counts_in=counts_in,
        wanted=wanted,
        problems=(*problems, *findings.listed()),
    )


def want_framework(
    *,
    wanted: Wanted,
    package: FrameworkPackage,
    standards: frozenset[str] | None,
    findings: Findings,
) -> dict[str, int]:
    """Want a framework with all that is in it; return how much that is, in CASE's words."""
    reading = _Reading(
        package=package,
        wanted=wanted,
        findings=findings,
        real=_real_ones(package, standards),
        by_identifier={one.identifier: one for one in package.competencies},
        elsewhere=_known_elsewhere(package),
    )
    reading.want_all()
    return {
        "competencies": len(package.competencies),
        "standards": len(reading.real) if standards is None else _n_standards(package),
        "prerequisites": len(prerequisites(package)),
        "associations": len(package.associations),
    }


def _n_standards(package: FrameworkPackage) -> int:
    """Count what a source that tells headings apart calls a standard, those with parts too."""
    return sum(one.item_type.lower() not in HEADINGS for one in package.competencies)


def _real_ones(package: FrameworkPackage, standards: frozenset[str] | None) -> frozenset[str]:
    """Return the identifiers of what a student can show, headings left out."""
    parents = {one.parent for one in package.competencies}
    joined = {end for one in prerequisites(package) for end in (one.before, one.after)}
    return frozenset(
        one.identifier
        for one in package.competencies
        if (standards is not None and one.item_type in standards)
        or (one.identifier not in parents and one.item_type.lower() not in HEADINGS)
        or (standards is None and one.identifier in joined)
    )


@dataclass(kw_only=True)
class _Reading:
    """One framework being turned into rows."""

    package: FrameworkPackage
    wanted: Wanted
    findings: Findings
    real: frozenset[str]
    by_identifier: Mapping[str, CompetencyRecord]
    elsewhere: Mapping[str, CompetencyKey]
    ties: dict[str, dict[str, Any]] = field(default_factory=dict)  # by origin

    @property
    def top(self) -> str:
        """The identifier of the framework."""
        return self.package.framework.identifier

    @property
    def language(self) -> str:
        """The framework's language as we name it."""
        return bare_language(self.package.framework.language) or "en"

    def want_all(self) -> None:
        """Want the framework and everything in it."""
        self._keep_ties()
        self._want_framework()
        for place, record in enumerate(self._in_order(), start=1):
            self._want_competency(place, record)
        self._want_prerequisites()
        for association in alignments(self.package):
            self._want_alignment(association)
        for association in self._second_parents():
            self._want_alignment(association)

    def _keep_ties(self) -> None:
        """Keep what an association says beyond its ends with the competency it starts from."""
        for one in self.package.associations:
            told = pack_away(one, without=("kind", "origin", "destination"))
            self.ties.setdefault(one.origin, {}).setdefault(
                f"{one.kind} {one.destination}", told
            )

    def _want_framework(self) -> None:
        record = self.package.framework
        strangers = [
            pack_away(one)
            for one in self.package.associations
            if one.origin not in self.by_identifier
        ]
        values = {
            "title": record.title,
            "subject": ", ".join(record.subjects),
            "language": self.language,
            "publisher": record.publisher or record.creator,
            "licence": (record.license.title or record.license.uri) if record.license else "",
            "source": record.official_source or record.uri,
            "version": record.version,
            "pack": self.wanted.pack,
            "further": {
                "case": pack_away(record, without=("identifier", "title")),
                "definitions": [pack_away(one) for one in self.package.definitions],
                "associations": strangers,
            },
        }
        self.wanted.add("frameworks", self.top, Row(values=values))

    def _in_order(self) -> Iterator[CompetencyRecord]:
        """Yield every competency after its parent, children in their sequence, as one reads a document."""
        children: dict[str, list[CompetencyRecord]] = {}
        for one in self.package.competencies:
            parent = one.parent if one.parent in self.by_identifier else ""
            children.setdefault(parent, []).append(one)
        for siblings in children.values():
            siblings.sort(
                key=lambda one: (one.sequence is None, one.sequence or 0), reverse=True
            )
        waiting, seen = list(children.get("", ())), set[str]()
        while waiting:
            one = waiting.pop()
            seen.add(one.identifier)
            yield one
            waiting.extend(children.get(one.identifier, ()))
        yield from (one for one in self.package.competencies if one.identifier not in seen)

    def _want_competency(self, place: int, record: CompetencyRecord) -> None:
        domain = self._domain_of(record)
        words = {
            "statement": record.statement,
            "short": record.abbreviated
            or record.alternative_label
            or shortened(record.statement),
            "domain": domain,
        }
        language = bare_language(record.language) or self.language
        parent = record.parent if record.parent in self.by_identifier else ""
        without = ("identifier", "statement", "code", "item_type", "grades", "parent")
        values = {
            "code": record.code,
            "words": {language: {key: text for key, text in words.items() if text}},
            "kind": record.item_type,
            "domain": shortened(domain, 200),
            "grades": list(record.grades),
            "parent": (self.top, parent) if parent else None,
            "sequence": place,
            "minutes": None,
            "is_assessable": record.identifier in self.real,
            "further": {
                "case": pack_away(record, without=without),
                "associations": self.ties.get(record.identifier, {}),
            },
        }
        self.wanted.add("competencies", (self.top, record.identifier), Row(values=values))

    def _domain_of(self, record: CompetencyRecord) -> str:
        """Return the heading over a competency: the one called a domain, else the highest."""
        over: list[CompetencyRecord] = []
        one: CompetencyRecord | None = record
        while one is not None and one not in over:
            over.append(one)
            one = self.by_identifier.get(one.parent)
        named = [one for one in over if one.item_type.lower() == "domain"]
        return (named or over[1:] or over)[-1].statement

    def _want_prerequisites(self) -> None:
        edges = [
            Edge(before=(self.top, one.before), after=(self.top, one.after), kind=one.kind)
            for one in prerequisites(self.package)
        ]
        nodes = list(self.wanted.tables.get("competencies", {}))
        want_edges(self.wanted, nodes, edges, self.findings)

    def _second_parents(self) -> Iterator[AssociationRecord]:
        for one in self.package.associations:
            record = self.by_identifier.get(one.origin)
            inside = one.destination in self.by_identifier
            if one.kind == CHILD and record and inside and one.destination != record.parent:
                yield one

    def _want_alignment(self, one: AssociationRecord) -> None:
        where = f"{one.kind} {one.identifier}"
        if one.origin not in self.by_identifier:
            what = "it starts outside this framework"
            fix = "It is kept for exports and joins nothing here."
            self.findings.note("alignment.origin", where, what, fix)
            return
        inside = one.destination in self.by_identifier
        known = self.elsewhere.get(one.destination)
        destination = (self.top, one.destination) if inside else known
        link = one.destination_link
        named = (link.uri or link.title) if link else ""
        outside = "" if destination else (named or one.destination)
        key = ((self.top, one.origin), one.kind, destination, outside[:1000])
        if key in self.wanted.tables.get("alignments", {}):
            self.findings.row("alignment.twice", where, "it is given twice", "One is enough.")
            return
        self.wanted.add("alignments", key, Row(values={"identifier": one.identifier}))


def _known_elsewhere(package: FrameworkPackage) -> dict[str, CompetencyKey]:
    """Return the competencies of other frameworks here that the package points at."""
    ids: Iterable[str] = {
        one.destination for one in package.associations if one.destination_link is not None
    }
    found: dict[str, CompetencyKey] = {}
    for batch in batches(sorted(ids)):
        rows = Competency.objects.filter(identifier__in=batch).exclude(
            framework__identifier=package.framework.identifier
        )
        for own, framework in rows.order_by("pk").values_list(
            "identifier", "framework__identifier"
        ):
            found.setdefault(own, (framework, own))
    return found
