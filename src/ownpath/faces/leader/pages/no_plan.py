"""Where no plan can be: which page of the set-up lets one of the demands that conflict be given up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ownpath.faces.leader.pages.setup import KindLink

HELPS: Final = {
    "station": _("More to do: one more station open to them, also on paper"),
    "cart": _("More devices"),
    "room": _("More rooms, or more seats"),
    "staff": _("More adults, or more of their blocks"),
    "size": _("Groups that begin with fewer"),
    "accommodation": _("What students are owed"),
    "opt-out": _("Kept away from screens"),
    "commitment": _("Fixed things that stand in the block"),
}
MORE_TO_DO: Final = ("station",)
OF_A_DEMAND: Final[dict[str, tuple[str, ...]]] = {
    "stay_empty": MORE_TO_DO,
    "day": MORE_TO_DO,
    "block": MORE_TO_DO,
    "seats": MORE_TO_DO,
    "day_open": ("station", "opt-out"),
    "block_open": ("station", "opt-out"),
    "screen_limit": ("station", "accommodation"),
    "screen_run": ("station", "accommodation"),
    "devices": ("cart",),
    "rooms": ("room",),
    "no_room": ("room",),
    "adults": ("staff",),
    "no_leader": ("staff", "commitment"),
    "too_few": ("size",),
}


def what_can_help(demands: Iterable[str], *, campus: UUID) -> tuple[KindLink, ...]:
    """Return where a leader can change something, by the keys of the demands that conflict; each place once."""
    wanted = {kind for demand in demands for kind in OF_A_DEMAND.get(demand, ())}
    return tuple(
        KindLink(kind=kind, title=str(words), href=reverse("leader:edit", args=[campus, kind]))
        for kind, words in HELPS.items()
        if kind in wanted
    )
