"""Read frameworks, activities and items; what never changes within a revision is kept in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.engine.items import ItemDefinition, read_definition
from ownpath.engine.skills import Edge, SkillGraph, build_graph
from ownpath.errors import NotFound
from ownpath.school.curriculum.models import (
    Activity,
    Competency,
    Framework,
    Item,
    ItemRevision,
    Prerequisite,
    SectionFramework,
    Theme,
)
from ownpath.school.curriculum.words import say
from ownpath.school.people.queries import current_sections
from ownpath.store.prepared import Param, prepared

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

DEFINITIONS_KEPT = 4096
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
        activities=_activity_lines(lines),
    )


def _activity_lines(lines: Mapping[int, CompetencyLine]) -> dict[int, ActivityLine]:
    playable = with_items(competency_ids=lines)
    found = (activity_line(activity) for activity in activities_for(competency_ids=lines))
    return {
        line.id: line
        for line in found
        if line.kind != Activity.Kind.PRACTICE or not playable.isdisjoint(line.competencies)
    }


def activity_line(activity: Activity) -> ActivityLine:
    """Return an activity as offers need it (competencies and themes prefetched)."""
    return ActivityLine(
        id=activity.pk,
        kind=activity.kind,
        modality=activity.modality,
        competencies=tuple(competency.pk for competency in activity.competencies.all()),
        themes=tuple(theme.pk for theme in activity.themes.all()),
    )


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
    links = SectionFramework.objects.filter(section_id__in=section_ids)
    link = links.select_related("framework").order_by("pk").first()
    return link.framework if link else None


def framework_of_section(*, section_id: int) -> Framework | None:
    """Return the framework a section works on, or None."""
    link = (
        SectionFramework.objects.filter(section_id=section_id)
        .select_related("framework")
        .first()
    )
    return link.framework if link else None


def get_definition(item: Item) -> ItemDefinition:
    """Return an item's parsed definition (kept in memory until its revision changes).

    Raises
    ------
    ValueError
        If the stored definition cannot be read; imports store only what they could read.
    """
    return definition_at(item.pk, item.revision)


@lru_cache(maxsize=DEFINITIONS_KEPT)
def definition_at(item_id: int, revision: int) -> ItemDefinition:
    """Return an item's parsed definition at a revision, the present one or one before."""
    item = Item.objects.only("definition", "code", "revision").get(pk=item_id)
    stored = item.definition
    if item.revision != revision:
        before = ItemRevision.objects.filter(item_id=item_id, revision=revision)
        stored = before.values_list("definition", flat=True).first() or stored
    definition, faults = read_definition(stored, where=item.code)
    if definition is None:
        raise ValueError(f"item {item.code!r} cannot be read: {faults}")
    return definition


@lru_cache(maxsize=DEFINITIONS_KEPT)
def competencies_at(  # one line a competency
    item_id: int,
    revision: int,  # noqa: ARG001 - part of the key
) -> tuple[tuple[int, int, str], ...]:
    """Return (competency, framework, mastery rule) of an item's competencies at a revision."""
    rows = Competency.objects.filter(items=item_id).values_list(
        "pk", "framework_id", "framework__mastery_rule"
    )
    return tuple(rows.order_by("pk"))


def themes(*, kind: str) -> list[Theme]:
    """Return the interests or the hopes one can pick from."""
    return list(Theme.objects.filter(kind=kind).order_by("slug"))


def get_theme(*, slug: str) -> Theme | None:
    """Return the theme with a slug, or None."""
    return Theme.objects.filter(slug=slug).first()


def get_activity(*, uuid: UUID) -> Activity | None:
    """Return an activity that is still in use, or None."""
    return Activity.objects.filter(uuid=uuid, is_retired=False).first()


def servable_items(*, competency_ids: Iterable[int]) -> dict[int, list[Item]]:
    """Return by competency the items that can be put to a student."""
    found: dict[int, list[Item]] = {competency_id: [] for competency_id in competency_ids}
    links = (
        Item.competencies.through.objects.filter(
            competency_id__in=list(found), item__is_retired=False, item__needs_figure=False
        )
        .select_related("item")
        .order_by("item_id")
    )
    for link in links:
        found[link.competency_id].append(link.item)
    return found


@prepared
def _items_to_put() -> QuerySet[Any, int]:
    return (
        Item.competencies.through.objects.filter(
            competency_id=Param("competency", BigIntegerField()),
            item__is_retired=False,
            item__needs_figure=False,
        )
        .order_by("item_id")
        .values_list("item_id", flat=True)
    )


def item_ids_for(*, competency_id: int) -> list[int]:
    """Return the ids of the items that can be put to a student for one competency."""
    return _items_to_put.all(competency=competency_id)


@prepared
def _item_by_id() -> QuerySet[Item]:
    return Item.objects.defer("definition").filter(pk=Param("id", BigIntegerField()))


def get_item(*, item_id: int) -> Item:
    """Return an item that is there, without its definition (see `get_definition`)."""
    item = _item_by_id.first(id=item_id)
    if item is None:
        raise ValueError(f"item {item_id} is not there: expected the id of a stored item")
    return item


def activities_for(*, competency_ids: Iterable[int]) -> list[Activity]:
    """Return activities in use that serve any of the competencies, with competencies and themes at hand."""
    ids = list(competency_ids)
    serves = Activity.competencies.through.objects.filter(
        activity_id=OuterRef("pk"), competency_id__in=ids
    )
    return list(
        Activity.objects.filter(Exists(serves), is_retired=False)
        .prefetch_related("competencies", "themes")
        .order_by("pk")
    )


@lru_cache(maxsize=DEFINITIONS_KEPT)
def rules_of(*, competency_ids: tuple[int, ...]) -> Mapping[str, tuple[int, ...]]:
    """Return the competencies by the mastery rule of their framework ("" is the default rule).

    Kept in memory: a framework keeps its rule, since another rule would tell another past.
    """
    found: dict[str, list[int]] = {}
    rows = Competency.objects.filter(pk__in=competency_ids).order_by("pk")
    for competency_id, rule in rows.values_list("pk", "framework__mastery_rule"):
        found.setdefault(rule, []).append(competency_id)
    return {rule: tuple(ids) for rule, ids in found.items()}


def activities_by_id(*, ids: Iterable[int]) -> list[Activity]:
    """Return activities by their ids, with competencies and themes at hand."""
    return list(
        Activity.objects.filter(pk__in=list(ids))
        .prefetch_related("competencies", "themes")
        .order_by("pk")
    )


def with_items(*, competency_ids: Iterable[int]) -> frozenset[int]:
    """Return those of the competencies that have at least one item to put."""
    links = Item.competencies.through.objects.filter(
        competency_id__in=list(competency_ids), item__is_retired=False, item__needs_figure=False
    )
    return frozenset(links.values_list("competency_id", flat=True).distinct())


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
