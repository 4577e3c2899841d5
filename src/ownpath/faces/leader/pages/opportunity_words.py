"""Dates, dollars and states of opportunities as a leader reads them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.school.change.queries.applications import dollars_of, is_missed
from ownpath.school.change.queries.deadlines import day_of, is_over

if TYPE_CHECKING:
    from ownpath.school.change.models import Application, Opportunity

DAYS_OF_CARE = 7


def tell_dollars(amount: int | None) -> str:
    """Return whole dollars: "$30,000"; nothing for None."""
    return "" if amount is None else f"${amount:,}"


def tell_title(row: Opportunity) -> str:
    """Return what an opportunity is called, with its round where it has one."""
    return f"{row.title} ({row.round})" if row.round else row.title


def tell_moment(moment: datetime, time_zone: str) -> str:
    """Return a moment as it is said in its zone, with the zone's short name."""
    local = moment.astimezone(ZoneInfo(time_zone or "UTC"))
    return f"{date_format(local, 'DATETIME_FORMAT')} {local.tzname()}"


def tell_deadline(row: Opportunity) -> str:
    """Return the deadline of an opportunity as it is said; "" where there is none."""
    return tell_moment(row.deadline_at, row.time_zone) if row.deadline_at else ""


def days_left(row: Opportunity, today: date) -> int | None:
    """Return the days until a deadline, counted from today to its own day; below 0: over."""
    if row.deadline_at is None:
        return None
    return (day_of(deadline_at=row.deadline_at, time_zone=row.time_zone) - today).days


def tell_left(row: Opportunity, *, today: date, now: datetime) -> str:
    """Return how long is left until a deadline, in words."""
    days = days_left(row, today)
    if days is None:
        return _("no deadline")
    if is_over(deadline_at=row.deadline_at, now=now):
        return _("over")
    if days <= 0:
        return _("today")
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}


def is_soon(row: Opportunity, *, today: date, now: datetime) -> bool:
    """Return whether a deadline is near enough to take care."""
    days = days_left(row, today)
    is_ahead = not is_over(deadline_at=row.deadline_at, now=now)
    return days is not None and is_ahead and days <= DAYS_OF_CARE


def tell_state(application: Application) -> str:
    """Return where an application stands, and that its deadline was missed."""
    state = str(application.get_state_display())
    if is_missed(application):
        return _("%(state)s · deadline missed") % {"state": state}
    return state


def tell_for(application: Application) -> str:
    """Return for whom an application is."""
    return application.campus.name if application.campus else _("the whole district")


def tell_counts(application: Application) -> str:
    """Return the one amount that counts, in dollars; "" where it is none."""
    amount = dollars_of(application)
    return tell_dollars(amount) if amount else ""
