"""The states of a change of campuses: planned for a day, done on it, or canceled before."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import CampusChange
from ownpath.school.change.states.machine import Machine, step

_S = CampusChange.State

CAMPUS_CHANGE: Final = Machine(
    name="campus_change",
    states=dict(_S.choices),
    start=_S.PLANNED,
    steps=(
        step("carry_out", [_S.PLANNED], _S.DONE, _("carry it out")),
        step("cancel", [_S.PLANNED], _S.CANCELED, _("cancel it")),
    ),
)
