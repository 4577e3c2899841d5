"""How a teacher comes to pilot: listed by their own or a colleague's word, invited, piloting, mentor, resting."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models.teachers import EagerTeacher
from ownpath.school.change.states.machine import Machine, step

State = EagerTeacher.State

TEACHER: Final = Machine(
    name="teacher",
    states=dict(State.choices),
    start=State.UNKNOWN,
    steps=(
        step("list", [State.UNKNOWN], State.LISTED, _("put on the list")),
        step("unlist", [State.LISTED, State.INVITED], State.UNKNOWN, _("take off the list")),
        step("invite", [State.LISTED], State.INVITED, _("invite")),
        step("accept", [State.INVITED], State.PILOTING, _("accept the invitation")),
        step("decline", [State.INVITED], State.LISTED, _("decline the invitation")),
        step("mentor", [State.PILOTING], State.MENTOR, _("ask to mentor others")),
        step(
            "rest",
            [State.LISTED, State.INVITED, State.PILOTING, State.MENTOR],
            State.RESTING,
            _("rest"),
        ),
        step("return", [State.RESTING], State.LISTED, _("come back to the list")),
    ),
)
