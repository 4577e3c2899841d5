"""Read the library as staff leaf through it: what is covered, one template, the sheets that can be printed.

Who may see what is decided here: shared content is for every district's staff, a district's own only for its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.engine.items import ItemDefinition
from ownpath.engine.items.printing import PrintedItem
from ownpath.engine.items.sheets import make_sheet, sheet_languages
from ownpath.errors import NotFound
from ownpath.interchange.frameworks.grades import GRADES
from ownpath.school.curriculum.models import Activity, Competency, Framework, Item
from ownpath.school.curriculum.queries.items import definition_at, definitions_of
from ownpath.school.curriculum.words import say

LANGUAGES = ("en", "es")
LESSONS = (Activity.Kind.SMALL_GROUP_LESSON,)
PROJECTS = (Activity.Kind.PROJECT,)
EARLIER_SHOWN = 8
MOST_PRINTABLE_KEPT: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLine:
    """One competency and what there is for it."""

    uuid: UUID
    code: str
    short: str
    domain: str
    n_templates: int
    representations: tuple[str, ...]
    n_lessons: int
    n_projects: int
    sheets: tuple[str, ...]  # languages in which a sheet can be printed
    first_item: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMade:
    """A practice sheet, ready to print."""

    code: str
    short: str
    statement: str
    number: int
    language: str
    questions: tuple[PrintedItem, ...]


def seen_frameworks(*, district_id: int | None) -> QuerySet[Framework]:
    """Return the frameworks a district's staff may see: the shared ones and its own."""
    mine = Q(owner=None) | Q(owner_id=district_id)
    return Framework.objects.filter(mine).order_by("title", "pk")


def grades_in(*, framework: Framework) -> list[str]:
    """Return the grades of a framework's competencies, youngest first."""
    rows = framework.competencies.filter(ended_at=None, is_assessable=True)
    found = {grade for grades in rows.values_list("grades", flat=True) for grade in grades}
    return sorted(
        found,
        key=lambda grade: (grade not in GRADES, GRADES.index(grade) if grade in GRADES else 0),
    )


def cover_lines(*, framework: Framework, grade: str, language: str) -> list[CoverLine]:
    """Return what there is for every competency of a grade; five queries however many there are."""
    rows = framework.competencies.filter(ended_at=None, is_assessable=True)
    competencies = [
        one for one in rows.order_by("sequence", "pk") if not grade or grade in one.grades
    ]
    ids = [one.pk for one in competencies]
    items = _items_of(ids)
    lessons, projects = _count(ids, LESSONS), _count(ids, PROJECTS)
    sheets = _printable(items)
    return [
        CoverLine(
            uuid=one.uuid,
            code=one.code or one.identifier,
            short=say(one.words, "short", language) or say(one.words, "statement", language),
            domain=one.domain,
            n_templates=len(items[one.pk]),
            representations=tuple(sorted({each[3] for each in items[one.pk] if each[3]})),
            n_lessons=lessons[one.pk],
            n_projects=projects[one.pk],
            sheets=sheets[one.pk],
            first_item=items[one.pk][0][1] if items[one.pk] else None,
        )
        for one in competencies
    ]


ItemFacts = tuple[int, UUID, int, str]


def _items_of(ids: Sequence[int]) -> dict[int, list[ItemFacts]]:
    """Return id, uuid, revision and representation of the items that can be put, by competency."""
    found: dict[int, list[ItemFacts]] = {each: [] for each in ids}
    links = Item.competencies.through.objects.filter(
        competency_id__in=ids, item__is_retired=False, item__needs_figure=False
    ).order_by("item__code")
    names = ("competency_id", "item_id", "item__uuid", "item__revision", "item__representation")
    for competency_id, *facts in links.values_list(*names):
        found[competency_id].append(tuple(facts))
    return found


def _count(ids: Sequence[int], kinds: Sequence[str]) -> Counter[int]:
    links = Activity.competencies.through.objects.filter(
        competency_id__in=ids, activity__kind__in=kinds, activity__is_retired=False
    )
    return Counter(links.values_list("competency_id", flat=True))


Templates = tuple[tuple[int, int], ...]  # id and revision of each

_printable_kept: dict[Templates, tuple[str, ...]] = {}  # what a revision says never changes


def _printable(items: Mapping[int, Sequence[ItemFacts]]) -> dict[int, tuple[str, ...]]:
    """Return by competency the languages in which a sheet of its items can truly be made.

    Each template is tried once a process (`content check` tries it by hundreds of seeds); those not yet tried are read
    in one query, and none is kept.
    """
    of_each: dict[int, Templates] = {
        competency: tuple((pk, revision) for pk, _uuid, revision, _look in own)
        for competency, own in items.items()
    }
    tried = dict(_printable_kept)
    untried = {own for own in of_each.values() if own} - tried.keys()
    wanted = {item_id: at for own in untried for item_id, at in own}
    stored = Item.objects.only("definition", "code", "revision").filter(pk__in=wanted)
    read = definitions_of(wanted=[(item, wanted[item.pk]) for item in stored]) if wanted else {}
    new = {
        own: sheet_languages([read[one] for one in own], LANGUAGES, is_each_once=True)
        for own in untried
    }
    if len(tried) + len(new) > MOST_PRINTABLE_KEPT:
        _printable_kept.clear()
    _printable_kept.update(new)
    found = tried | new
    return {competency: found.get(own, ()) for competency, own in of_each.items()}


def get_seen_competency(*, uuid: UUID, district_id: int | None) -> Competency:
    """Return a competency the district's staff may see.

    Raises
    ------
    NotFound
        If there is none, or it is another district's.
    """
    seen = seen_frameworks(district_id=district_id)
    found = Competency.objects.filter(uuid=uuid, framework__in=seen, ended_at=None).first()
    if found is None:
        raise NotFound(
            _("There is no such competency here."), next_step=_("Pick one from the list.")
        )
    return found


def sheet_of(*, competency: Competency, number: int, language: str) -> SheetMade:
    """Return a practice sheet with its key; the same number gives the same sheet.

    Raises
    ------
    NotFound
        If there are no items to make it of in this language.
    """
    items = _items_of([competency.pk])[competency.pk]
    definitions = [definition_at(pk, revision) for pk, _uuid, revision, _look in items]
    fitting = [each for each in definitions if language in each.languages]
    if not fitting:
        raise NotFound(
            _("There is nothing to print for this competency yet."),
            next_step=_("Pick another one, or another language."),
        )
    return SheetMade(
        code=competency.code or competency.identifier,
        short=say(competency.words, "short", language),
        statement=say(competency.words, "statement", language),
        number=number,
        language=language,
        questions=make_sheet(fitting, number=number, language=language),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenItem:
    """One template as staff see it, its place among the others of its competency's framework, and who may change it."""

    item: Item
    definition: ItemDefinition
    before: UUID | None
    after: UUID | None
    is_own: bool
    earlier: tuple[int, ...]  # revisions it had, latest first; of one's own only


def get_seen_item(*, uuid: UUID, district_id: int | None) -> SeenItem:
    """Return a template the district's staff may see, with its neighbors.

    Raises
    ------
    NotFound
        If there is none, or it is another district's.
    """
    seen = items_seen(district_id=district_id)
    taken_out = Item.objects.filter(is_retired=True, pack__owner_id=district_id)
    own = taken_out if district_id is not None else Item.objects.none()
    item = (seen | own).filter(uuid=uuid).select_related("pack").first()
    if item is None:
        raise NotFound(
            _("There is no such template here."), next_step=_("Pick one from the list.")
        )
    beside = seen.filter(pack=item.pack)
    is_own = may_change(item, district_id=district_id)
    return SeenItem(
        item=item,
        definition=definition_at(item.pk, item.revision),
        before=_uuid(beside.filter(code__lt=item.code).order_by("-code")),
        after=_uuid(beside.filter(code__gt=item.code).order_by("code")),
        is_own=is_own,
        earlier=_earlier(item) if is_own else (),
    )


def _earlier(item: Item) -> tuple[int, ...]:
    rows = item.revisions.order_by("-revision").values_list("revision", flat=True)
    return tuple(rows[:EARLIER_SHOWN])


def items_seen(*, district_id: int | None) -> QuerySet[Item]:
    """Return the templates a district's staff may see: of shared packs and of its own."""
    mine = Q(pack=None) | Q(pack__owner=None) | Q(pack__owner_id=district_id)
    return Item.objects.filter(mine, is_retired=False)


def may_change(item: Item, *, district_id: int | None) -> bool:
    """Return whether a district's office may change a template: only one of its own packs."""
    return bool(
        item.pack and item.pack.owner_id is not None and item.pack.owner_id == district_id
    )


def may_write_in(framework: Framework, *, district_id: int | None) -> bool:
    """Return whether a district's office may write templates for a framework: one it brought in with a pack."""
    own = framework.owner_id is not None and framework.owner_id == district_id
    return own and framework.pack_id is not None


def _uuid(rows: QuerySet[Any]) -> UUID | None:
    found: Iterable[UUID] = rows.values_list("uuid", flat=True)[:1]
    return next(iter(found), None)
