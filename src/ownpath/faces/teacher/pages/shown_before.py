"""What a student has shown in sets of skills that their classes do not work on now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.school.mastery.queries import shown_elsewhere

if TYPE_CHECKING:
    from ownpath.faces.teacher.pages.people import About
    from ownpath.school.mastery.queries import Belief


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The belief about one competency of another framework, ready to draw."""

    framework: str
    short: str
    state: str
    estimate: float | None
    low: float
    high: float
    shown: str


def build_earlier(about: About, now: datetime, language: str) -> tuple[Earlier, ...]:
    """Return what was shown outside the framework a student works on; one query."""
    own = about.map.framework_id if about.map else None
    return tuple(
        Earlier(
            framework=one.framework,
            short=one.short(language),
            state=one.belief.state.value,
            estimate=one.belief.estimate,
            low=one.belief.low,
            high=one.belief.high,
            shown=tell_shown(one.belief),
        )
        for one in shown_elsewhere(student=about.student, framework_id=own, now=now)
    )


def tell_shown(belief: Belief) -> str:
    """Return how many first answers were right, in words."""
    if not belief.n_unaided:
        return _("nothing shown alone yet")
    return ngettext(
        "%(right)d of %(n)d first answer right",
        "%(right)d of %(n)d first answers right",
        belief.n_unaided,
    ) % {"right": belief.n_unaided_right, "n": belief.n_unaided}
