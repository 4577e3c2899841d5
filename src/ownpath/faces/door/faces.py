"""Which faces a person may open, where each begins, and what being of it means at the door."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One way of looking at school."""

    name: str
    first_page: str  # the name of its address
    icon: str
    label: Promise
    shows: Promise
    is_staff: bool
    idle_minutes: int


FACES = (
    Face(
        name="student",
        first_page="student:my_day",
        icon="sun",
        label=_("My day"),
        shows=_("What I do today, and why."),
        is_staff=False,
        idle_minutes=30,
    ),
    Face(
        name="teacher",
        first_page="teacher:room",
        icon="people",
        label=_("My room"),
        shows=_("Who needs me now, and what changed."),
        is_staff=True,
        idle_minutes=60,
    ),
    Face(
        name="family",
        first_page="family:week",
        icon="home",
        label=_("This week"),
        shows=_("What my child does, and how I can help."),
        is_staff=False,
        idle_minutes=30,
    ),
    Face(
        name="leader",
        first_page="leader:begin",
        icon="eye",
        label=_("Still waiting"),
        shows=_("For whom the day is not yet true."),
        is_staff=True,
        idle_minutes=60,
    ),
    Face(
        name="office",
        first_page="office:home",
        icon="list",
        label=_("Records"),
        shows=_("Rosters in, records out, who saw what."),
        is_staff=True,
        idle_minutes=60,
    ),
)
IDLE_MINUTES_ON_SHARED = 15


def faces_named(names: Collection[str]) -> list[Face]:
    """Return the faces of these names, in the order in which they are offered."""
    return [face for face in FACES if face.name in names]


def is_staff(names: Collection[str]) -> bool:
    """Return whether somebody with these faces works for the district."""
    return any(face.is_staff for face in faces_named(names))


def idle_minutes_of(
    names: Collection[str], *, is_shared: bool, on_shared: int = IDLE_MINUTES_ON_SHARED
) -> int:
    """Return after how many idle minutes a session ends; `on_shared` is what the district says for shared devices."""
    if is_shared:
        return on_shared
    return min(
        (face.idle_minutes for face in faces_named(names)), default=IDLE_MINUTES_ON_SHARED
    )


def address_of(face: Face) -> str:
    """Return where a face begins."""
    return reverse(face.first_page)
