"""The states of a decision: proposed, then decided or turned down by a vote; done when its owner says so."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import Decision
from ownpath.school.change.states.machine import Machine, step

_S = Decision.State

DECISION: Final = Machine(
    name="decision",
    states=dict(_S.choices),
    start=_S.PROPOSED,
    steps=(
        step("decide", [_S.PROPOSED], _S.DECIDED, _("decide it by a vote")),
        step("turn_down", [_S.PROPOSED], _S.TURNED_DOWN, _("turn it down by a vote")),
        step("bring_back", [_S.TURNED_DOWN], _S.PROPOSED, _("propose it again")),
        step("withdraw", [_S.PROPOSED], _S.WITHDRAWN, _("withdraw it")),
        step("finish", [_S.DECIDED], _S.DONE, _("note that it is done")),
    ),
)
