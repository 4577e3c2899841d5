"""Take a template back to what it was, take it out of practice, put it back: nothing is ever lost."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ownpath.engine.items import read_definition
from ownpath.errors import NotFound
from ownpath.school.curriculum.models import Framework, Item, ItemRevision
from ownpath.school.curriculum.services.authoring import lock_own, write_next


@transaction.atomic
def bring_back(*, item: Item, revision: int, district_id: int) -> Item:
    """Make a template again what it was at an earlier revision, as its next one, and put it into practice.

    Raises
    ------
    NotAllowed
        If the template is not of the district's own packs.
    NotFound
        If it never had that revision.
    """
    locked = lock_own(item, district_id=district_id)
    kept = ItemRevision.objects.filter(item=locked, revision=revision).first()
    definition = read_definition(kept.definition, where=locked.code)[0] if kept else None
    if revision == locked.revision and locked.is_retired:
        return put_back(item=locked, district_id=district_id)
    if definition is None:
        raise NotFound(
            _("This version is not kept here."), next_step=_("Pick one from the list.")
        )
    locked.is_retired = False
    write_next(locked, definition, district_id=district_id)
    return locked


@transaction.atomic
def take_out(*, item: Item, district_id: int) -> Item:
    """Take a template out of practice: no child meets it; what children showed with it stays.

    Raises
    ------
    NotAllowed
        If the template is not of the district's own packs.
    """
    return _set_retired(lock_own(item, district_id=district_id), is_retired=True)


@transaction.atomic
def put_back(*, item: Item, district_id: int) -> Item:
    """Put a template that was taken out back into practice, as it was.

    Raises
    ------
    NotAllowed
        If the template is not of the district's own packs.
    """
    return _set_retired(lock_own(item, district_id=district_id), is_retired=False)


@transaction.atomic
def undo_taking(*, taken: Sequence[tuple[str, int, bool]], district_id: int) -> int:
    """Make templates that were taken from a file again what they were before; return how many there were.

    Parameters
    ----------
    taken
        Of each its uuid, its revision before, and whether it was out of practice then.

    Raises
    ------
    NotAllowed
        If one is not of the district's own packs.
    """
    items = {
        str(item.uuid): item for item in Item.objects.filter(uuid__in=[t[0] for t in taken])
    }
    for uuid, revision, was_out in taken:
        if was_out:
            take_out(item=items[uuid], district_id=district_id)
        else:
            bring_back(item=items[uuid], revision=revision, district_id=district_id)
    return len(taken)


def _set_retired(item: Item, *, is_retired: bool) -> Item:
    item.is_retired = is_retired
    if item.edited_from is None:
        item.edited_from = item.revision
    item.save(update_fields=["is_retired", "edited_from"])
    touched = item.competencies.values("framework_id")
    Framework.objects.filter(pk__in=touched).update(revision=F("revision") + 1)
    return item
