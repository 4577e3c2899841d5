"""The states of a seat: vacant, invited, filled, ending soon; closed with its campus."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import Seat
from ownpath.school.change.states.machine import Machine, step

_S = Seat.State
SITTING: Final = (_S.FILLED, _S.EXPIRING)  # somebody sits there
WAITING: Final = (_S.VACANT, _S.INVITED)  # nobody does yet
LIVE: Final = (*WAITING, *SITTING)

SEAT: Final = Machine(
    name="seat",
    states=dict(_S.choices),
    start=_S.VACANT,
    steps=(
        step("invite", [_S.VACANT], _S.INVITED, _("invite somebody")),
        step("accept", [_S.INVITED], _S.FILLED, _("accept the invitation")),
        step("decline", [_S.INVITED], _S.VACANT, _("decline the invitation")),
        step("near_end", [_S.FILLED], _S.EXPIRING, _("note that the term ends soon")),
        step("extend", SITTING, _S.FILLED, _("extend the term")),
        step("resign", SITTING, _S.VACANT, _("resign")),
        step("end_term", SITTING, _S.VACANT, _("end the term")),
        step("leave", (_S.INVITED, *SITTING), _S.VACANT, _("note that the holder is gone")),
        *(step("name_alternate", [one], one, _("name an alternate")) for one in SITTING),
        step("close", LIVE, _S.CLOSED, _("close the seat")),
        step("reopen", [_S.CLOSED], _S.VACANT, _("open the seat again")),
    ),
)
