"""The time zones a district may be in, each with what its clock says now."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.faces.office.pages.words import Words
from ownpath.school.people.services import zones_there_are

NEAR: Final[Words] = {
    "America/New_York": gettext_lazy("Eastern time (New York)"),
    "America/Detroit": gettext_lazy("Eastern time (Detroit)"),
    "America/Indiana/Indianapolis": gettext_lazy("Eastern time (Indianapolis)"),
    "America/Chicago": gettext_lazy("Central time (Chicago)"),
    "America/Denver": gettext_lazy("Mountain time (Denver)"),
    "America/Boise": gettext_lazy("Mountain time (Boise)"),
    "America/Phoenix": gettext_lazy("Mountain time, the same all year (Phoenix)"),
    "America/Los_Angeles": gettext_lazy("Pacific time (Los Angeles)"),
    "America/Anchorage": gettext_lazy("Alaska (Anchorage)"),
    "Pacific/Honolulu": gettext_lazy("Hawaii (Honolulu)"),
    "America/Puerto_Rico": gettext_lazy("Puerto Rico and the Virgin Islands"),
    "Pacific/Guam": gettext_lazy("Guam and the Northern Marianas"),
    "Pacific/Pago_Pago": gettext_lazy("American Samoa"),
}
CONTINENTS: Final = (
    "Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/",
)  # fmt: skip

Choice = tuple[str, str]


def zone_choices(*, now: datetime, here: str) -> list[tuple[str, list[Choice]]]:
    """Return the zones to pick from: those of the United States by their own names, then all others by city.

    What is so `here` is among them, however it is spelled.
    """
    offered = {one for one in zones_there_are() if one.startswith(CONTINENTS)} | {here}
    others = sorted(offered - NEAR.keys())
    return [
        (_("United States"), [(one, _with_clock(str(NEAR[one]), one, now)) for one in NEAR]),
        (_("Elsewhere"), [(one, one.replace("_", " ")) for one in others]),
    ]


def zone_in_words(name: str) -> str:
    """Return how a zone is called."""
    return str(NEAR.get(name, name.replace("_", " ")))


def clock_in(name: str, now: datetime) -> str:
    """Return what a clock says now in a zone."""
    return time_format(now.astimezone(ZoneInfo(name)), "TIME_FORMAT")


def _with_clock(words: str, name: str, now: datetime) -> str:
    return _("%(zone)s: now %(clock)s") % {"zone": words, "clock": clock_in(name, now)}
