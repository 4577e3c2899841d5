"""The states of pilots and of their cycles."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import Cycle, Pilot
from ownpath.school.change.states.machine import Machine, step

_P = Pilot.State
PILOT = Machine(
    name="pilot",
    states=dict(_P.choices),
    start=_P.IDEA,
    steps=(
        step("propose", [_P.IDEA], _P.PROPOSED, _("propose it")),
        step("rework", [_P.PROPOSED, _P.APPROVED], _P.IDEA, _("work on it again")),
        step("approve", [_P.PROPOSED], _P.APPROVED, _("approve it")),
        step("start", [_P.APPROVED], _P.RUNNING, _("lock and start it")),
        step("stop", [_P.RUNNING], _P.STOPPED, _("stop it")),
        step("study", [_P.RUNNING, _P.STOPPED], _P.STUDYING, _("study what was seen")),
        step("adopt", [_P.STUDYING], _P.ADOPTED, _("adopt it")),
        step("adapt", [_P.STUDYING], _P.ADAPTED, _("adapt it")),
        step("abandon", [_P.STUDYING], _P.ABANDONED, _("let it go, with what we learned")),
    ),
)

_C = Cycle.State
CYCLE = Machine(
    name="cycle",
    states=dict(_C.choices),
    start=_C.PLAN,
    steps=(
        step("begin", [_C.PLAN], _C.DO, _("begin it")),
        step("look", [_C.DO], _C.STUDY, _("look at what was seen")),
        step("conclude", [_C.STUDY], _C.ACT, _("say what comes next")),
    ),
)
