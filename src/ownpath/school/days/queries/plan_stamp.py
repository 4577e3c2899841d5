"""What a printed sheet says of itself: of which day it is, which version of the plan it shows, in force since when."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext, override

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan


def tell_version(*, plan: DayPlan, language: str) -> str:
    """Return in a line which version of a plan is printed, since when it counts, and that later changes are not."""
    zone = ZoneInfo(plan.campus.district.time_zone)
    at = (plan.published_at or plan.made_at).astimezone(zone)
    with override(language):
        said = (
            gettext("Version %(n)d of the plan, published %(at)s")
            if plan.published_at
            else gettext("Version %(n)d of the plan, a draft made %(at)s")
        )
        kept = gettext("Changes after this are not on this sheet.")
        when = {"n": plan.version, "at": date_format(at, "DATETIME_FORMAT")}
        return f"{said % when} · {kept}"


def tell_day_and_version(*, plan: DayPlan, language: str) -> str:
    """Return the same after the day it is of, for a sheet that does not say its day elsewhere."""
    with override(language):
        day = (
            f"{date_format(plan.day, 'l').capitalize()}, {date_format(plan.day, 'DATE_FORMAT')}"
        )
    return f"{day} · {tell_version(plan=plan, language=language)}"
