"""Read items: which can be put, and what they are at a revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, QuerySet

from ownpath.engine.items import ItemDefinition, read_sound
from ownpath.school.curriculum.models import (
    Competency,
    Item,
    ItemRevision,
)
from ownpath.store.prepared import Param, Prepared, prepared

DEFINITIONS_KEPT = 1024  # some 10 kB each; reading one again takes half a millisecond
SMALL_THINGS_KEPT = 4096


@prepared
def _item_as_written() -> QuerySet[Item]:
    whole = Item.objects.only("definition", "code", "revision")
    return whole.filter(pk=Param("id", BigIntegerField()))


@lru_cache(maxsize=DEFINITIONS_KEPT)
def definition_at(item_id: int, revision: int) -> ItemDefinition:
    """Return an item's parsed definition at a revision, the present one or one before (kept in memory).

    Raises
    ------
    ValueError
        If the stored definition cannot be read, or is not there; imports store only what they could read.
    """
    item = _stored(_item_as_written, item_id)
    stored = item.definition
    if item.revision != revision:
        before = ItemRevision.objects.filter(item_id=item_id, revision=revision)
        stored = before.values_list("definition", flat=True).first() or stored
    return read_sound(stored, where=item.code)


def definitions_of(
    *, wanted: Iterable[tuple[Item, int]]
) -> dict[tuple[int, int], ItemDefinition]:
    """Return the definitions of loaded items at revisions, by (item, revision); a query where one is of before."""
    wanted = list(wanted)
    stored = {(item.pk, at): item.definition for item, at in wanted}
    codes = {item.pk: item.code for item, _at in wanted}
    old = [(item.pk, at) for item, at in wanted if item.revision != at]
    if old:
        rows = ItemRevision.objects.filter(item_id__in={item for item, _at in old})
        kept = {
            row[:2]: row[2] for row in rows.values_list("item_id", "revision", "definition")
        }
        stored |= {one: kept[one] for one in old if one in kept}
    return {
        one: read_sound(definition, where=codes[one[0]]) for one, definition in stored.items()
    }


@lru_cache(maxsize=SMALL_THINGS_KEPT)
def competencies_at(  # one line a competency
    item_id: int,
    revision: int,  # noqa: ARG001 - part of the key
) -> tuple[tuple[int, int, str], ...]:
    """Return (competency, framework, mastery rule) of an item's competencies at a revision."""
    return tuple(_competencies_of_item.all(item=item_id))


@prepared
def _competencies_of_item() -> QuerySet[Any, tuple[int, int, str]]:
    rows = Competency.objects.filter(items=Param("item", BigIntegerField()))
    return rows.order_by("pk").values_list("pk", "framework_id", "framework__mastery_rule")


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
    """Return an item that is there, without its definition (see `definition_at`)."""
    return _stored(_item_by_id, item_id)


def _stored(query: Prepared[Item], item_id: int) -> Item:
    item = query.first(id=item_id)
    if item is None:
        raise ValueError(f"item {item_id} is not there: expected the id of a stored item")
    return item


@lru_cache(maxsize=SMALL_THINGS_KEPT)
def rules_of(*, competency_ids: tuple[int, ...]) -> Mapping[str, tuple[int, ...]]:
    """Return the competencies by the mastery rule of their framework ("" is the default rule).

    Kept in memory: a framework keeps its rule, since another rule would tell another past.
    """
    found: dict[str, list[int]] = {}
    rows = Competency.objects.filter(pk__in=competency_ids).order_by("pk")
    for competency_id, rule in rows.values_list("pk", "framework__mastery_rule"):
        found.setdefault(rule, []).append(competency_id)
    return {rule: tuple(ids) for rule, ids in found.items()}


def numbers_by_uuid(
    *, competencies: Sequence[str], items: Sequence[str]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return, by id, the place of each competency and item in lists of their uuids; what is gone is left out."""
    found: list[dict[int, int]] = []
    for table, uuids in ((Competency, competencies), (Item, items)):
        place = {UUID(one): number for number, one in enumerate(uuids)}
        rows = table.objects.values_list("pk", "uuid")
        found.append({pk: place[uuid] for pk, uuid in rows if uuid in place})
    return found[0], found[1]


def uuids_of_items(*, item_ids: Iterable[int]) -> dict[int, UUID]:
    """Return the uuids of some items by id."""
    wanted = set(item_ids)
    return {pk: uuid for pk, uuid in Item.objects.values_list("pk", "uuid") if pk in wanted}


def with_items(*, competency_ids: Iterable[int]) -> frozenset[int]:
    """Return those of the competencies that have at least one item to put."""
    links = Item.competencies.through.objects.filter(
        competency_id__in=list(competency_ids), item__is_retired=False, item__needs_figure=False
    )
    return frozenset(links.values_list("competency_id", flat=True).distinct())
