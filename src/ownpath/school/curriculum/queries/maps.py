"""Read frameworks: competencies, what comes before what, and what one can do for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ownpath.engine.skills import Edge, SkillGraph, build_graph
from ownpath.errors import NotFound
from ownpath.school.curriculum.models import (
    Activity,
    Competency,
    Framework,
    Prerequisite,
    SectionFramework,
)
from ownpath.school.curriculum.words import say
from ownpath.school.people.queries import current_sections

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

from ownpath.school.curriculum.queries.items import with_items

MAPS_KEPT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyLine:
    """One competency as pages need it."""

    id: int
    uuid: UUID
    code: str
    words: Mapping[str, Any]
    domain: str
    grades: tuple[str, ...]
    minutes: int

    def statement(self, language: str) -> str:
        """Return what a student comes to know, in `language`."""
        return say(self.words, "statement", language) or self.code

    def short(self, language: str) -> str:
        """Return the shortest name that can stand alone."""
        return say(self.words, "short", language) or self.statement(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """One activity as offers need it."""

    id: int
    kind: str
    modality: str
    competencies: tuple[int, ...]
    themes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkMap:
    """A framework's assessable competencies, what comes before what, and what one can do for them.

    Practice is among the activities only where there are items to put.
    """

    framework_id: int
    title: str
    rule: str  # "" is the default rule
    competencies: Mapping[int, CompetencyLine]
    graph: SkillGraph[int]
    domains: Mapping[str, tuple[int, ...]]
    activities: Mapping[int, ActivityLine]

    @property
    def order(self) -> tuple[int, ...]:
        """Every competency after all of its prerequisites."""
        return self.graph.order

    def domain_title(self, domain: str, language: str) -> str:
        """Return a domain's name: as its competencies carry it, else as the framework writes it."""
        first = self.competencies[self.domains[domain][0]]
        return say(first.words, "domain", language) or domain or gettext("Everything else")


DEFAULT_MINUTES = 60


def get_map(framework_id: int) -> FrameworkMap:
    """Return the map of a framework as it stands now (kept in memory until its revision changes)."""
    revision = Framework.objects.values_list("revision", flat=True).get(pk=framework_id)
    return _map_at(framework_id, revision)


@lru_cache(maxsize=MAPS_KEPT)
def _map_at(framework_id: int, revision: int) -> FrameworkMap:  # noqa: ARG001 - part of the key
    framework = Framework.objects.get(pk=framework_id)
    lines = {
        competency.pk: _line(competency)
        for competency in framework.competencies.filter(
            is_assessable=True, ended_at=None
        ).order_by("sequence", "pk")
    }
    edges = Prerequisite.objects.filter(after__framework=framework, before__framework=framework)
    graph, _faults = build_graph(
        tuple(lines),
        [
            Edge(before=edge.before_id, after=edge.after_id, kind=_kind(edge))
            for edge in edges.order_by("pk")
            if edge.before_id in lines and edge.after_id in lines
        ],
    )
    return FrameworkMap(
        framework_id=framework_id,
        title=framework.title,
        rule=framework.mastery_rule,
        competencies=lines,
        graph=graph,
        domains=_by_domain(graph, lines),
        activities=_lines_for(lines),
    )


def _lines_for(competencies: Mapping[int, CompetencyLine]) -> dict[int, ActivityLine]:
    playable = with_items(competency_ids=competencies)
    serving = Activity.competencies.through.objects.filter(competency_id__in=list(competencies))
    found = activity_lines(
        ids=set(serving.values_list("activity_id", flat=True)), may_be_retired=False
    )
    return {
        line.id: line
        for line in found.values()
        if line.kind != Activity.Kind.PRACTICE or not playable.isdisjoint(line.competencies)
    }


def activity_lines(
    *, ids: Iterable[int], may_be_retired: bool = True
) -> dict[int, ActivityLine]:
    """Return activities by their ids, as offers need them; three queries.

    Without their words, which are most of a row: whole ones take 18 MB for a moment. One table a query: PostgreSQL
    joins tables whose sizes it does not know yet, just after an import, row by row, which took minutes.
    """
    activities = Activity.objects.filter(pk__in=list(ids))
    if not may_be_retired:
        activities = activities.filter(is_retired=False)
    rows = list(activities.order_by("pk").values_list("pk", "kind", "modality"))
    here = [pk for pk, _kind, _modality in rows]
    links = Activity.competencies.through.objects.filter(activity_id__in=here)
    served = _grouped(
        links.order_by("competency_id").values_list("activity_id", "competency_id")
    )
    about = Activity.themes.through.objects.filter(activity_id__in=here)
    themes = _grouped(about.order_by("theme_id").values_list("activity_id", "theme_id"))
    return {
        pk: ActivityLine(
            id=pk,
            kind=kind,
            modality=modality,
            competencies=tuple(served.get(pk, ())),
            themes=tuple(themes.get(pk, ())),
        )
        for pk, kind, modality in rows
    }


def _grouped(links: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = {}
    for one, other in links:
        groups.setdefault(one, []).append(other)
    return groups


def _kind(edge: Prerequisite) -> Any:
    return "hard" if edge.strength == Prerequisite.Strength.HARD else "helpful"


def _line(competency: Competency) -> CompetencyLine:
    return CompetencyLine(
        id=competency.pk,
        uuid=competency.uuid,
        code=competency.code,
        words=competency.words,
        domain=competency.domain,
        grades=tuple(competency.grades),
        minutes=competency.minutes or DEFAULT_MINUTES,
    )


def _by_domain(
    graph: SkillGraph[int], lines: Mapping[int, CompetencyLine]
) -> dict[str, tuple[int, ...]]:
    domains: dict[str, list[int]] = {}
    for competency_id in graph.order:
        domains.setdefault(lines[competency_id].domain, []).append(competency_id)
    return {domain: tuple(ids) for domain, ids in domains.items()}


def framework_for(*, student: Person, today: date) -> Framework | None:
    """Return the framework a student works on: that of the first of their sections that has one."""
    sections = current_sections(student=student, today=today)
    return framework_among(section_ids=[section.pk for section in sections])


def framework_among(*, section_ids: Collection[int]) -> Framework | None:
    """Return the framework of the first of some sections that has one, or None."""
    return next(
        (one for _set, one in frameworks_by_section(section_ids=section_ids).values()), None
    )


def framework_of_section(*, section_id: int) -> Framework | None:
    """Return the framework a section works on, or None."""
    return framework_among(section_ids=[section_id])


def frameworks_used(*, district_id: int) -> list[int]:
    """Return the frameworks that some section of a district works on."""
    links = SectionFramework.objects.filter(
        section__district_id=district_id, framework__isnull=False
    )
    found = links.order_by("framework_id").values_list("framework_id", flat=True).distinct()
    return [one for one in found if one is not None]


def map_of(framework: Framework) -> FrameworkMap:
    """Return the map of a framework that is already at hand, without asking for its revision again."""
    return _map_at(framework.pk, framework.revision)


def find_framework(*, identifier: str) -> Framework:
    """Return the framework with an identifier.

    Raises
    ------
    NotFound
        If there is none.
    """
    framework = Framework.objects.filter(identifier=identifier).first()
    if framework is None:
        raise NotFound(_("There is no such framework here."), next_step=_("Import it first."))
    return framework


def frameworks_by_section(*, section_ids: Collection[int]) -> dict[int, tuple[int, Framework]]:
    """Return (when it was set, framework) by section; a smaller first number was set earlier. One query."""
    links = SectionFramework.objects.filter(section_id__in=section_ids, framework__isnull=False)
    found: dict[int, tuple[int, Framework]] = {}
    for link in links.select_related("framework").order_by("pk"):
        if link.framework is not None:
            found.setdefault(link.section_id, (link.pk, link.framework))
    return found
