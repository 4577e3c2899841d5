"""Say that there is no school today, and when there is again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ownpath.school.days.queries import campus_of, no_school_on

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

WEEK = timedelta(days=7)


def tell_no_school(*, student: Person, today: date) -> str:
    """Return that there is no school today and why, where that is known; "" on a day of school or without bells."""
    return tell_no_school_at(campus_of(student=student, today=today), today=today)


def tell_no_school_at(campus: Campus | None, *, today: date) -> str:
    """Return the same of a campus."""
    found = no_school_on(campus=campus, day=today) if campus else None
    if found is None:
        return ""
    told = {"why": found.why, "day": tell_day(found.following, today=today)}
    words = (
        _("%(why)s: no school today. School is on %(day)s.")
        if found.why
        else _("No school today. School is on %(day)s.")
    )
    return words % told


def tell_day(day: date, *, today: date) -> str:
    """Name a day to come: by its weekday within a week, else by its date."""
    return date_format(day, "l" if day - today < WEEK else "MONTH_DAY_FORMAT")
