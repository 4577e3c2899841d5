"""The states of a meeting: called, under way, closed; or canceled."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import Meeting
from ownpath.school.change.states.machine import Machine, step

_S = Meeting.State

MEETING: Final = Machine(
    name="meeting",
    states=dict(_S.choices),
    start=_S.CALLED,
    steps=(
        step("open", [_S.CALLED], _S.OPEN, _("open the meeting")),
        step("unopen", [_S.OPEN], _S.CALLED, _("it was not opened after all")),
        step("close", [_S.OPEN], _S.CLOSED, _("close the meeting")),
        step("cancel", [_S.CALLED], _S.CANCELED, _("cancel the meeting")),
    ),
)
