"""What may become of an application, from watching to the last report."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import Application
from ownpath.school.change.states.machine import Machine, step

_S = Application.State
BEFORE_SUBMITTED = (_S.WATCHING, _S.PLANNING, _S.DRAFTING)
UNDECIDED = (_S.SUBMITTED, _S.FINALIST)
WON = (_S.AWARDED, _S.REPORTING)
LOST = (_S.NOT_SELECTED, _S.WITHDRAWN)
LIVE = (*BEFORE_SUBMITTED, *UNDECIDED, *WON)

APPLICATION = Machine(
    name="application",
    states=dict(_S.choices),
    start=_S.WATCHING,
    steps=(
        step("plan", [_S.WATCHING], _S.PLANNING, _("plan it")),
        step("draft", [_S.PLANNING], _S.DRAFTING, _("begin the draft")),
        step("submit", [_S.DRAFTING], _S.SUBMITTED, _("we submitted it")),
        step("name_finalist", [_S.SUBMITTED], _S.FINALIST, _("we are a finalist")),
        step("award", UNDECIDED, _S.AWARDED, _("it was awarded")),
        step("lose", UNDECIDED, _S.NOT_SELECTED, _("it was not selected")),
        step(
            "withdraw",
            [*BEFORE_SUBMITTED, *UNDECIDED],
            _S.WITHDRAWN,
            _("withdraw it"),
        ),
        step("report", [_S.AWARDED], _S.REPORTING, _("begin reporting")),
        step("close", [_S.REPORTING, *LOST], _S.CLOSED, _("close it")),
        step("step_back", [_S.PLANNING], _S.WATCHING, _("one step back")),
        step("step_back", [_S.DRAFTING], _S.PLANNING, _("one step back")),
        step("step_back", [_S.SUBMITTED], _S.DRAFTING, _("one step back")),
        step("step_back", [_S.FINALIST], _S.SUBMITTED, _("one step back")),
    ),
)
