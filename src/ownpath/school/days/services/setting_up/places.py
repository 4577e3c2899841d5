"""Set rooms, stations and carts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.school.curriculum.queries import get_theme
from ownpath.school.days.models import DeviceCart, Modality, Room, Station
from ownpath.school.days.services.saying import filled
from ownpath.school.days.services.setting_up.allowed import (
    ensure_free_name,
    ensure_may_run,
    ensure_one_of,
    ensure_range,
    ensure_text,
    row_of,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

NAME_LENGTH = 120
MOST_SEATS = 1_000
MOST_DEVICES = 2_000
MOST_WORDS = 300
STATION_MODALITIES = (
    Modality.TEACHER_GROUP, Modality.PROJECT, Modality.PEER, Modality.INDEPENDENT, Modality.OFFLINE,
)  # fmt: skip


@deed
def save_room(
    *,
    campus: Campus,
    uuid: UUID | None = None,
    name: str,
    kind: str,
    seats: int,
    is_open: bool = True,
    by: Person | None,
    now: datetime,
) -> Room:
    """Save a room; `uuid` None makes a new one. A room that is closed is planned no more and stays in old plans."""
    ensure_may_run(campus, by, now)
    row: Room = row_of(Room.objects, uuid, campus)
    row.name = ensure_text(_("The name"), name, NAME_LENGTH)
    ensure_free_name(Room.objects, row, row.name)
    row.kind = ensure_one_of(_("The kind of room"), kind, Room.Kind.values)
    ensure_range(_("The number of seats"), seats, 1, MOST_SEATS)
    row.seats, row.is_open = seats, is_open
    row.save()
    return row


@deed
def save_station(
    *,
    campus: Campus,
    uuid: UUID | None = None,
    words: Mapping[str, Mapping[str, str]],
    modality: str,
    subject: str,
    seats: int,
    grades: Sequence[str] = (),
    theme_slugs: Sequence[str] | None = None,
    room: Room | None = None,
    is_open: bool = True,
    by: Person | None,
    now: datetime,
) -> Station:
    """Save a station: its name (and what one does there) by language, its seats, its grades; none: all grades.

    What is not said stays as it stands: a part of its words, and its themes where none are named at all.
    """
    ensure_may_run(campus, by, now)
    row: Station = row_of(Station.objects, uuid, campus)
    for language in ("en", *(one for one in words if one != "en")):
        name = str(words.get(language, {}).get("name", ""))
        ensure_text(
            filled(_("The name (%(language)s)"), {"language": language}), name, NAME_LENGTH
        )
    row.words = row.words | {
        language: row.words.get(language, {})
        | {part: " ".join(str(text).split())[:MOST_WORDS] for part, text in own.items()}
        for language, own in words.items()
    }
    row.modality = ensure_one_of(_("The modality"), modality, map(str, STATION_MODALITIES))
    ensure_range(_("The number of seats"), seats, 1, MOST_SEATS)
    row.subject, row.seats, row.grades = subject.strip().casefold()[:60], seats, list(grades)
    row.room, row.is_open = room, is_open
    row.save()
    if theme_slugs is not None:
        row.themes.set([theme for slug in theme_slugs if (theme := get_theme(slug=slug))])
    return row


@deed
def save_cart(
    *,
    campus: Campus,
    uuid: UUID | None = None,
    name: str,
    n_devices: int,
    is_open: bool = True,
    by: Person | None,
    now: datetime,
) -> DeviceCart:
    """Save a cart of devices; `uuid` None makes a new one."""
    ensure_may_run(campus, by, now)
    row: DeviceCart = row_of(DeviceCart.objects, uuid, campus)
    row.name = ensure_text(_("The name"), name, NAME_LENGTH)
    ensure_free_name(DeviceCart.objects, row, row.name)
    ensure_range(_("The number of devices"), n_devices, 0, MOST_DEVICES)
    row.n_devices, row.is_open = n_devices, is_open
    row.save()
    return row
