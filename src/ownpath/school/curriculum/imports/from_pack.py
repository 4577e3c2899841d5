"""What a content pack of ours wants to find in the tables."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from ownpath.engine.items import (
    ItemDefinition,
    Severity,
    definition_to_data,
    read_definition,
    try_out,
)
from ownpath.engine.skills import Edge
from ownpath.interchange.findings import Findings
from ownpath.interchange.frameworks.grades import grade_codes
from ownpath.interchange.packs.records import CompetencyRecord, PackRecords, TemplateRecord
from ownpath.interchange.problems import Problem, Weight
from ownpath.school.curriculum.imports.cards import in_each
from ownpath.school.curriculum.imports.edges import want_edges
from ownpath.school.curriculum.imports.from_pack_activities import want_activities
from ownpath.school.curriculum.imports.plan import compare
from ownpath.school.curriculum.imports.stored import mark_of
from ownpath.school.curriculum.imports.types import (
    CompetencyKey,
    ImportPlan,
    ImportRefused,
    Row,
    Wanted,
)
from ownpath.school.curriculum.models import Competency, Theme

SEEDS = range(3)  # tried out before an item is taken
SEEDS_OF_MANY = range(1)  # a large pack is checked whole by `ownpath content check`
MANY = 150
MATCHES = {"exact": "exactMatchOf", "part": "isPartOf", "related": "isRelatedTo"}
UNREADABLE = Weight.FILE


def plan_pack_import(
    *, records: PackRecords | None, problems: Sequence[Problem], take: Collection[str] = ()
) -> ImportPlan:
    """Return what importing a pack would do, with every problem; `take` as in `compare`.

    Raises
    ------
    ImportRefused
        If there is no pack to speak of, or a file of it could not be read: what is missing would seem to be gone.
    """
    worst = next((one for one in problems if one.weight is UNREADABLE), None)
    if worst is not None:
        raise ImportRefused.by(worst)
    if records is None:
        raise ImportRefused(
            _("There is no pack in this folder."), next_step=_("Name a folder with pack.yaml.")
        )
    reading = PackReading.of(records)
    reading.want_all()
    return compare(
        title=records.pack.title.get("en") or records.pack.id,
        counts_in=_counts_in(records),
        wanted=reading.wanted,
        problems=(*problems, *reading.findings.listed()),
        take=take,
    )


def _counts_in(records: PackRecords) -> dict[str, int]:
    kinds = ("themes", "competencies", "misconceptions", "templates", "lessons", "projects")
    return {kind: len(getattr(records, kind)) for kind in (*kinds, "activities")}


@dataclass(frozen=True, kw_only=True)
class PackReading:
    """One pack being turned into rows."""

    records: PackRecords
    wanted: Wanted
    findings: Findings
    elsewhere: Mapping[str, CompetencyKey]  # competencies of the packs it uses
    own: frozenset[str]
    themes: frozenset[str]
    definitions: dict[str, ItemDefinition] = field(default_factory=dict)

    @classmethod
    def of(cls, records: PackRecords) -> PackReading:
        """Return the reading of a pack, with what it may name in others."""
        framework = records.pack.framework
        return cls(
            records=records,
            wanted=Wanted(
                pack=records.pack.id, frameworks=(framework.id,) if framework else ()
            ),
            findings=Findings(),
            elsewhere=_competencies_of(records.pack.uses),
            own=frozenset(one.code for one in records.competencies),
            themes=frozenset(one.id for one in records.themes) | _known_themes(),
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the pack."""
        return self.records.pack.languages

    @property
    def framework(self) -> str:
        """The identifier of the pack's own framework, or nothing."""
        return self.wanted.frameworks[0] if self.wanted.frameworks else ""

    def key_of(self, code: str) -> CompetencyKey | None:
        """Return the key of a competency the pack names."""
        if self.framework and code in self.own:
            return (self.framework, code)
        return self.elsewhere.get(code)

    def keys_of(self, codes: Iterable[str], where: str) -> frozenset[CompetencyKey]:
        """Return the keys of competencies; unknown ones are named."""
        found = {code: self.key_of(code) for code in codes}
        for code in (code for code, key in found.items() if key is None):
            what = f"competency {code!r} is in no pack that it uses"
            self.findings.row("pack.competency", where, what, "Import that pack first.")
        return frozenset(key for key in found.values() if key is not None)

    def want_all(self) -> None:
        """Want everything the pack holds."""
        self._want_themes()
        self._want_framework()
        for place, record in enumerate(self.records.competencies, start=1):
            self._want_competency(place, record)
        self._want_prerequisites()
        for template in self.records.templates:
            self._want_item(template)
        want_activities(self)
        self._want_pack()

    def _want_themes(self) -> None:
        for one in self.records.themes:
            words = in_each(
                self.languages,
                lambda say, one=one: {"name": say(one.name), "label": say(one.label)},  # type: ignore[misc]
            )
            self.wanted.add("themes", one.id, Row(values={"kind": one.kind, "words": words}))

    def _want_framework(self) -> None:
        pack, framework = self.records.pack, self.records.pack.framework
        if framework is None:
            return
        domains = {one.code: dict(one.title) for one in framework.domains}
        values = {
            "title": framework.title.get("en") or framework.id,
            "subject": framework.subject,
            "language": "en" if "en" in pack.languages else pack.languages[0],
            "publisher": pack.attribution,
            "licence": pack.license,
            "source": "",
            "version": pack.version,
            "pack": pack.id,
            "further": {"domains": domains, "titles": dict(framework.title)},
        }
        self.wanted.add("frameworks", framework.id, Row(values=values))

    def _want_competency(self, place: int, record: CompetencyRecord) -> None:
        if not self.framework:
            what = "the pack has competencies and no framework"
            fix = "Add the framework to pack.yaml."
            self.findings.row("pack.framework", f"competency {record.code}", what, fix)
            return
        values = {
            "code": record.code,
            "words": self._words_of(record),
            "kind": "Competency",
            "domain": record.domain,
            "grades": list(grade_codes(record.grade)),
            "parent": None,
            "sequence": place,
            "minutes": record.minutes,
            "is_assessable": True,
            "further": {},
        }
        key = (self.framework, record.code)
        self.wanted.add("competencies", key, Row(values=values))
        for one in record.alignments:
            alignment = (key, MATCHES[one.match], None, f"{one.framework} {one.code}")
            self.wanted.add("alignments", alignment, Row(values={"identifier": ""}))

    def _words_of(self, record: CompetencyRecord) -> dict[str, Any]:
        framework = self.records.pack.framework
        titles = {one.code: one.title for one in framework.domains} if framework else {}
        return in_each(
            self.languages,
            lambda say: {
                "statement": say(record.statement),
                "short": say(record.short),
                "good_for": say(record.good_for),
                "domain": say(titles.get(record.domain, {})),
            },
        )

    def _want_prerequisites(self) -> None:
        edges: list[Edge[CompetencyKey]] = []
        for record in self.records.competencies:
            after = self.key_of(record.code)
            where = f"competency {record.code}"
            for kind, codes in (("hard", record.hard), ("helpful", record.helpful)):
                edges += [
                    Edge(before=before, after=after, kind=kind)  # type: ignore[arg-type]
                    for code in codes
                    for before in self.keys_of([code], where)
                    if after is not None
                ]
        nodes = [*self.wanted.tables.get("competencies", {}), *self.elsewhere.values()]
        want_edges(self.wanted, nodes, edges, self.findings)

    def _want_item(self, template: TemplateRecord) -> None:
        definition = self._definition(template)
        if definition is None:
            return
        keys = self.keys_of(template.competencies, template.where)
        if not keys:
            return
        pack = self.records.pack
        values = {
            "pack": pack.id,
            "kind": definition.type,
            "definition": _as_json(definition_to_data(definition)),
            "representation": definition.representation,
            "languages": list(definition.languages),
            "licence": pack.license,
            "source": pack.attribution,
            "needs_figure": False,
        }
        links = {"competencies": keys, "themes": definition.interests & self.themes}
        code = f"{pack.id}:item:{template.id}"
        self.definitions[template.id] = definition
        self.wanted.add("items", code, Row(values=values, links=links))

    def _definition(self, template: TemplateRecord) -> ItemDefinition | None:
        definition, faults = read_definition(
            template.data, where=template.where, languages=self.languages
        )
        if definition is not None:
            seeds = SEEDS if len(self.records.templates) <= MANY else SEEDS_OF_MANY
            faults = [*faults, *try_out(definition, seeds=seeds)]
        is_usable = True
        for fault in faults:
            is_error = fault.severity is Severity.ERROR
            told = self.findings.row if is_error else self.findings.note
            told("pack.template", fault.where, fault.what, fault.fix)
            is_usable = is_usable and not is_error
        return definition if is_usable else None

    def _want_pack(self) -> None:
        pack = self.records.pack
        mark = mark_of(
            (f"{name} {key!r}", row)
            for name, table in self.wanted.tables.items()
            for key, row in table.items()
        )
        values = {
            "version": pack.version,
            "words": in_each(
                self.languages,
                lambda say: {
                    "title": say(pack.title),
                    "description": say(pack.description),
                    "attribution": pack.attribution,
                },
            ),
            "licence": pack.license,
            "source": pack.attribution,
            "content_hash": mark,
        }
        self.wanted.add("packs", pack.id, Row(values=values))


def _as_json(data: object) -> Any:
    """Return data as it comes back from a JSON column."""
    return json.loads(json.dumps(data))


def _competencies_of(packs: Sequence[str]) -> dict[str, CompetencyKey]:
    if not packs:
        return {}
    rows = Competency.objects.filter(framework__pack__identifier__in=packs, ended_at=None)
    return {
        code: (framework, own)
        for code, framework, own in rows.values_list(
            "code", "framework__identifier", "identifier"
        )
    }


def _known_themes() -> frozenset[str]:
    return frozenset(Theme.objects.values_list("slug", flat=True))
