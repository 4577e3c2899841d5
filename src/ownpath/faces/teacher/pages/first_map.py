"""Whether a student has a first map, and the way to ask for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from ownpath.school.plans.queries import standing_placement

if TYPE_CHECKING:
    from datetime import datetime

    from ownpath.faces.teacher.pages.people import About
    from ownpath.school.plans.models import Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstMapLine:
    """Where the first map stands, in words; `ask` and `take_back` are addresses, "" where there is nothing to do."""

    words: str
    ask: str
    take_back: str


def build_first_map_line(about: About) -> FirstMapLine:
    """Read where a student's first map stands."""
    latest = standing_placement(
        student=about.student, works_on=lambda: about.map.framework_id if about.map else None
    )
    is_open = latest is not None and latest.finished_at is None
    waits = latest is not None and is_open and latest.sitting_id is None
    may_ask = about.steers and about.map is not None and not is_open
    student = about.student.uuid
    return FirstMapLine(
        words=_words(latest, about.student.called),
        ask=reverse("teacher:ask_first_map", args=[student]) if may_ask else "",
        take_back=reverse("teacher:take_back_first_map", args=[student, latest.uuid])
        if latest is not None and waits and about.steers
        else "",
    )


def _words(latest: Placement | None, name: str) -> str:
    if latest is None:
        return _("No first map yet: at most twenty questions find where %(name)s stands.") % {
            "name": name
        }
    if latest.finished_at is not None:
        return _(
            "First map drawn on %(day)s. What it takes for known is marked as probable."
        ) % {"day": _day(latest.finished_at)}
    if latest.sitting_id is None:
        return _("Asked for on %(day)s; %(name)s has not begun.") % {
            "day": _day(latest.asked_at),
            "name": name,
        }
    return _("%(name)s has begun the first map and not finished it yet.") % {"name": name}


def _day(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "MONTH_DAY_FORMAT")
