"""Templates of a pack that were changed here: a pack that comes again leaves them as they are, unless it is let.

What somebody wrote in the editor is theirs. The plan names every such template with what it is here and what the pack
brings; only those that are chosen by their code are taken from the pack.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ownpath.school.curriculum.imports.shapes import COMPETENCIES, ITEMS
from ownpath.school.curriculum.imports.types import EditedItem, TablePlan, Wanted
from ownpath.school.curriculum.models import Item, ItemRevision

WRITTEN_HERE = "written_here"  # in `further` of a competency that no pack brought


def find_edited(wanted: Wanted, *, take: Collection[str]) -> tuple[EditedItem, ...]:
    """Return the templates changed here that the pack would have otherwise, by code; two queries at most.

    Parameters
    ----------
    take
        The codes of those that shall be as the pack has them.
    """
    mine = Item.objects.filter(pack__identifier=wanted.pack, edited_from__isnull=False)
    items = list(mine.order_by("code")) if wanted.pack else []
    brought = _as_brought(items)
    found = []
    for item in items:
        row = wanted.tables.get(ITEMS.table, {}).get(item.code)
        theirs = row.values["definition"] if row else None
        ours = None if item.is_retired else item.definition
        written_here = item.edited_from == 0 and theirs is None
        if written_here or theirs == ours:
            continue
        found.append(
            EditedItem(
                code=item.code,
                pk=item.pk,
                uuid=item.uuid,
                revision=item.revision,
                ours=ours,
                theirs=theirs,
                is_new_in_file=theirs != brought.get(item.pk),
                is_taken=item.code in take,
            )
        )
    return tuple(found)


def _as_brought(items: list[Item]) -> Mapping[int, Any]:
    """Return by item what its pack brought before it was changed here."""
    from_by_id = {item.pk: item.edited_from for item in items if item.edited_from}
    rows = ItemRevision.objects.filter(item_id__in=from_by_id)
    now = {item.pk: item.definition for item in items if item.edited_from == item.revision}
    return now | {
        item_id: definition
        for item_id, revision, definition in rows.values_list(
            "item_id", "revision", "definition"
        )
        if from_by_id[item_id] == revision
    }


def keep_edited(tables: Mapping[str, TablePlan], edited: Collection[EditedItem]) -> None:
    """Take out of a plan what would change or end a template that stays as it was written here."""
    kept = set(_written_here(tables)) | {one.code for one in edited if not one.is_taken}
    items = tables[ITEMS.table]
    n_before = len(items.changed) + len(items.ended)
    items.changed = [change for change in items.changed if change.key not in kept]
    items.ended = [(key, one) for key, one in items.ended if key not in kept]
    items.n_same += n_before - len(items.changed) - len(items.ended)
    competencies = tables[COMPETENCIES.table]
    own = [
        key for key, one in competencies.ended if one.row.values["further"].get(WRITTEN_HERE)
    ]
    competencies.ended = [(key, one) for key, one in competencies.ended if key not in own]
    competencies.n_same += len(own)


def _written_here(tables: Mapping[str, TablePlan]) -> list[str]:
    """Return the codes of templates that would end and that no pack ever brought."""
    ending = [key for key, _row in tables[ITEMS.table].ended]
    rows = Item.objects.filter(code__in=ending, edited_from=0)
    return list(rows.values_list("code", flat=True)) if ending else []
