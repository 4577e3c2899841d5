"""A vision: written, out for comment, in force, replaced. What people commented on is never rewritten."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import Vision
from ownpath.school.change.states.machine import Machine, step

VISION = Machine(
    name="vision",
    states=dict(Vision.State.choices),
    start=Vision.State.DRAFT,
    steps=(
        step("consult", ["draft"], "consulted", _("send out for comment")),
        step("adopt", ["consulted"], "adopted", _("adopt")),
        step(
            "replace", ["consulted", "adopted"], "superseded", _("replace by a later version")
        ),
    ),
)
