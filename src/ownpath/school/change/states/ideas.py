"""The states of an idea: open, on an agenda, taken up; or set aside with a reply."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import Idea
from ownpath.school.change.states.machine import Machine, step

_S = Idea.State

IDEA: Final = Machine(
    name="idea",
    states=dict(_S.choices),
    start=_S.OPEN,
    steps=(
        step("put_on_agenda", [_S.OPEN], _S.ON_AGENDA, _("put it on an agenda")),
        step("take_off", [_S.ON_AGENDA], _S.OPEN, _("take it off the agenda")),
        step("take_up", (_S.OPEN, _S.ON_AGENDA), _S.TAKEN_UP, _("take it up")),
        step(
            "set_aside", (_S.OPEN, _S.ON_AGENDA), _S.SET_ASIDE, _("set it aside with a reply")
        ),
        step("bring_back", [_S.SET_ASIDE], _S.OPEN, _("bring it back")),
    ),
)
