"""What becomes of a practice card, and of a visit to somebody's class."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import PracticeCard, Visit
from ownpath.school.change.states.machine import Machine, step

CARD = Machine(
    name="practice_card",
    states=dict(PracticeCard.State.choices),
    start=PracticeCard.State.DRAFT,
    steps=(
        step("show", ["draft"], "single_site", _("show it to everybody as single site")),
        step("endorse", ["single_site"], "endorsed", _("endorse it")),
        step("unendorse", ["endorsed"], "single_site", _("take the endorsement back")),
        step("retire", ["draft", "single_site", "endorsed"], "retired", _("retire it")),
        step("revive", ["retired"], "draft", _("take it up again")),
    ),
)

VISIT = Machine(
    name="visit",
    states=dict(Visit.State.choices),
    start=Visit.State.ASKED,
    steps=(
        step("agree", ["asked"], "agreed", _("agree to it")),
        step("decline", ["asked"], "declined", _("decline it")),
        step("cancel", ["asked", "agreed"], "canceled", _("cancel it")),
        step("hold", ["agreed"], "held", _("write down what was learned")),
    ),
)
