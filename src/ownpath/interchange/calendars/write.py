"""Write dates as an iCalendar.

Source: RFC 5545 (iCalendar), sections 3.6.1 (events), 3.6.5 (time zones); RFC 7986 section 5.7 (how often to ask).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from ownpath.interchange.calendars.records import CalendarEntry

PRODUCT = "-//Ownpath//Change//EN"
HOURS_BETWEEN_LOOKS = 6
A_YEAR = timedelta(days=366)


def write_calendar(*, name: str, entries: Iterable[CalendarEntry], now: datetime) -> bytes:
    """Return the entries as one calendar, with the definition of every time zone in it.

    Parameters
    ----------
    now
        When the calendar was made; stands on every event.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add(
        "refresh-interval",
        timedelta(hours=HOURS_BETWEEN_LOOKS),
        parameters={"VALUE": "DURATION"},
    )
    listed = list(entries)
    for entry in listed:
        calendar.add_component(_event(entry, now))
    days = [now.date(), *(entry.day for entry in listed)]
    calendar.add_missing_timezones(min(days) - A_YEAR, max(days) + A_YEAR)
    written: bytes = calendar.to_ical()
    return written


def _event(entry: CalendarEntry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", entry.summary)
    if entry.description:
        event.add("description", entry.description)
    event.add("transp", "TRANSPARENT")  # it takes nobody's time: a date to know, not to attend
    if entry.at is None:
        event.add("dtstart", entry.day)
        return event
    begins = entry.at.astimezone(ZoneInfo(entry.time_zone or "UTC"))
    event.add("dtstart", begins)
    if entry.minutes:
        event.add("dtend", begins + timedelta(minutes=entry.minutes))
    return event
