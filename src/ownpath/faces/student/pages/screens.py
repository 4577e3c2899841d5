"""What is not for everybody or every day: things at a screen for who is kept off them, things with others at home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
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
