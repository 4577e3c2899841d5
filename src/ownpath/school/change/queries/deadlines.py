"""When a deadline is, and whether it is over: said in a zone of its own, kept as a moment.

The minute that is named still counts: a deadline at 11:59 PM is over at midnight.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

A_MINUTE = timedelta(minutes=1)
END_OF_DAY = time(23, 59)  # where a deadline names a day and no hour


def is_zone(name: str) -> bool:
    """Return whether there is a time zone of this name."""
    return name in available_timezones()


def moment_of(*, day: date, clock: time | None, time_zone: str) -> datetime:
    """Return the moment, in UTC, that a day and a clock name in a zone.

    Where the clocks change, an hour that comes twice means its first time, and an hour that is left out means the
    moment at which it was left out: nobody is late who goes by either.

    >>> moment_of(day=date(2026, 11, 1), clock=time(1, 30), time_zone="America/New_York").isoformat()
    '2026-11-01T05:30:00+00:00'
    >>> moment_of(day=date(2026, 3, 8), clock=time(2, 30), time_zone="America/New_York").isoformat()
    '2026-03-08T07:00:00+00:00'
    """
    zone = ZoneInfo(time_zone)
    said = datetime.combine(day, clock or END_OF_DAY)
    moment = said.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == said:
        return moment
    return _jump_before(moment, zone)


def _jump_before(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the minute at which the clocks jumped, next before a moment behind the gap."""
    after = moment.astimezone(zone).utcoffset()
    while (moment - A_MINUTE).astimezone(zone).utcoffset() == after:
        moment -= A_MINUTE
    return moment


def is_over(*, deadline_at: datetime | None, now: datetime) -> bool:
    """Return whether the minute of a deadline has passed; one without a deadline never is."""
    return deadline_at is not None and now >= deadline_at + A_MINUTE


def day_of(*, deadline_at: datetime, time_zone: str) -> date:
    """Return the day of a deadline where it is said, which need not be the day it is here."""
    return deadline_at.astimezone(ZoneInfo(time_zone or "UTC")).date()
