"""What somebody else changed of a day that runs, in one line for a teacher."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.faces.mishaps import tell_mishap
from ownpath.school.days.queries.changed import changed_by_others

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.days.queries import TeacherDay
    from ownpath.school.people.models import Person


def tell_changed(viewer: Person, plan: DayPlan, day: TeacherDay, zone: ZoneInfo) -> str:
    """Say what somebody else changed of the day, and how many near the viewer do something else for it."""
    found = changed_by_others(plan=plan, adult=viewer)
    if found is None:
        return ""
    blocks = {one.number: one.name for one in day.school_day.blocks} if day.school_day else {}
    clock = _("Changed at %(clock)s.") % {"clock": f"{found.at.astimezone(zone):%-I:%M}"}
    happened = tell_mishap(found.happened, blocks=blocks) if found.happened else ""
    told = (clock, happened, _tell_others(found.n_students), _tell_moved(found.n_elsewhere))
    return " ".join(one for one in told if one)


def _tell_others(n: int) -> str:
    if not n:
        return ""
    return ngettext(
        "%(n)d of your students does something else.",
        "%(n)d of your students do something else.",
        n,
    ) % {"n": n}


def _tell_moved(n: int) -> str:
    if not n:
        return ""
    return ngettext(
        "%(n)d of your students is in another room.",
        "%(n)d of your students are in another room.",
        n,
    ) % {"n": n}
