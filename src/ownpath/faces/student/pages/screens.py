"""What is not for a child whose family keeps it away from screens: things that are done at one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ownpath.school.plans.models import Offer


def off_screens(offers: Sequence[Offer], *, is_kept_off: bool) -> Sequence[Offer]:
    """Return the offers; for a child who is kept off screens without those at one, but for what is begun or done."""
    if not is_kept_off:
        return offers
    return [
        one
        for one in offers
        if one.activity.modality != "device" or one.state != one.State.OPEN
    ]
