"""The page on which a template of the district's own is written: its text, its faults, what a child would see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ownpath.engine.items.definitions import KEYS
from ownpath.errors import NotAllowed
from ownpath.faces.office.pages.content import Leaf, leaf_of
from ownpath.interchange.packs.one_entry import write_entry
from ownpath.interchange.packs.skeleton import template_skeleton
from ownpath.school.curriculum.queries import get_seen_competency, get_seen_item, may_write_in
from ownpath.school.curriculum.services import Draft, read_draft

if TYPE_CHECKING:
    from ownpath.school.curriculum.models import Competency, Item, Pack
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What the text means just now: its faults and one item in each language."""

    draft: Draft
    leaves: tuple[tuple[str, Leaf], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorPage:
    """The page; `revision` is the one the writer began from, 0 for a new template."""

    title: str
    revision: int
    looks: Looks
    try_url: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is written on: an item that exists, or none yet, in a pack of the district's own."""

    pack: Pack
    item: Item | None
    named: str
    text: str
    try_url: str
    back: str


def desk_of_item(*, viewer: Person, uuid: UUID) -> Desk:
    """Return the desk for a template that exists.

    Raises
    ------
    NotAllowed
        If it is shared or another district's.
    """
    seen = get_seen_item(uuid=uuid, district_id=viewer.district_id)
    if not seen.is_own or seen.item.pack is None:
        raise _shared()
    return Desk(
        pack=seen.item.pack,
        item=seen.item,
        named=seen.definition.id,
        text=write_entry(seen.item.definition, first=KEYS),
        try_url=reverse("office:template_try", args=[uuid]),
        back=reverse("office:template", args=[uuid]),
    )


def desk_for_new(*, viewer: Person, competency: UUID) -> Desk:
    """Return the desk for a new template of a competency of the district's own.

    Raises
    ------
    NotAllowed
        If the framework is shared or another district's.
    """
    found: Competency = get_seen_competency(uuid=competency, district_id=viewer.district_id)
    pack = found.framework.pack
    if not may_write_in(found.framework, district_id=viewer.district_id) or pack is None:
        raise _shared()
    return Desk(
        pack=pack,
        item=None,
        named="",
        text=write_entry(template_skeleton(found.code, name="my-template"), first=KEYS),
        try_url=reverse("office:template_try_new", args=[competency]),
        back=reverse("office:content"),
    )


def _shared() -> NotAllowed:
    return NotAllowed(
        _("This content is shared, or another district’s."),
        next_step=_("Bring a pack of your own in, or ask records staff to, and write there."),
    )


def build_editor(desk: Desk, looks: Looks, *, revision: int) -> EditorPage:
    """Return the page."""
    title = desk.item.code if desk.item else _("A new template")
    return EditorPage(
        title=str(title), revision=revision, looks=looks, try_url=desk.try_url, back=desk.back
    )


def look_at(desk: Desk, text: str, *, district_id: int, seed: int) -> Looks:
    """Return what a text means: its faults and one item in each language."""
    draft = read_draft(text, named=desk.named, district_id=district_id, pack=desk.pack)
    definition = draft.definition
    leaves = (
        [
            (each, leaf_of(definition, seed=seed, step=2, language=each))
            for each in definition.languages
        ]
        if definition
        else []
    )
    return Looks(draft=draft, leaves=tuple(leaves))
