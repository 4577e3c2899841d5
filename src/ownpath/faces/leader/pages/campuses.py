"""The campuses a leader may choose between, as tabs; one is always chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.kit.navigation import TabItem
from ownpath.school.people.queries import campuses_led

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusTabs:
    """The campuses as tabs, and which is open."""

    name: str
    uuid: UUID
    tabs: tuple[TabItem, ...]
    current: str


def find_led(*, leader: Person, uuid: UUID | None, today: date) -> tuple[Campus, list[Campus]]:
    """Return the campus that is asked for (the first where none is) and all the leader leads."""
    led = campuses_led(leader=leader, today=today)
    for campus in led:
        if uuid is None or campus.uuid == uuid:
            return campus, led
    raise NotFound(
        _("There is no such campus among those you lead."),
        next_step=_("Pick one from your first page."),
    )


def draw_tabs(campus: Campus, led: list[Campus], name: str) -> CampusTabs:
    """Return the campuses as tabs to the same page, named by its address."""

    def address(one: Campus) -> str:
        return reverse(name, args=[one.uuid])

    return CampusTabs(
        name=campus.name,
        uuid=campus.uuid,
        tabs=tuple(TabItem(label=one.name, url=address(one)) for one in led)
        if len(led) > 1
        else (),
        current=address(campus),
    )
