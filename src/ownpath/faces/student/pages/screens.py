"""What is not for everybody or every day: things at a screen for who is kept off them, things with others at home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from ownpath.school.days.queries.campuses import SCREEN_KINDS
from ownpath.school.days.queries.stamps import tells_kept_off_screens

if TYPE_CHECKING:
    from ownpath.faces.student.pages.ribbon import Stop
    from ownpath.school.days.queries import StudentDay
    from ownpath.school.plans.models import Offer

ALONE: Final = frozenset({"device", "offline"})
FEWEST_ALONE: Final = 2


def off_screens(offers: Sequence[Offer], *, is_kept_off: bool) -> Sequence[Offer]:
    """Return the offers; for a child who is kept off screens without those at one, but for what is begun or done."""
    if not is_kept_off:
        return offers
    return [
        one
        for one in offers
        if one.activity.modality != "device" or one.state != one.State.OPEN
    ]


def alone_where_free(offers: Sequence[Offer], *, is_free: bool) -> Sequence[Offer]:
    """Return the offers; on a day without school without those that need others, but for what is begun, done or pinned.

    What was drawn by chance stays, so that it is shown as often as it says; where fewer than two would be left, all do.
    """
    if not is_free:
        return offers
    fit = [
        one
        for one in offers
        if one.activity.modality in ALONE
        or one.state != one.State.OPEN
        or one.reason.get("kind") == "pinned"
        or one.p_offered < 1
    ]
    n_open = sum(one.state == one.State.OPEN for one in fit)
    return fit if n_open >= FEWEST_ALONE else offers


def stops_open_to(stamp: str, day: StudentDay, stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """Return the stops; a child who is kept off screens opens nothing at one but a team's project.

    The next plan holds nothing at a screen; until then the child reads whom to ask.
    """
    if not tells_kept_off_screens(stamp):
        return stops
    return tuple(_off_screen(one, day) for one in stops)


def _off_screen(stop: Stop, day: StudentDay) -> Stop:
    modality = day.cells[stop.block].modality if stop.block in day.cells else ""
    can_open = stop.can_open and modality == "project"
    if modality not in SCREEN_KINDS or stop.when == "before":
        return replace(stop, can_open=can_open)
    asks = _("Without a screen: ask a person how")
    return replace(stop, can_open=can_open, company=asks, icon="pencil")
