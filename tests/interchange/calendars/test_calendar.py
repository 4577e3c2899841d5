"""A calendar reads back with its moments in their zones, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar

from ownpath.interchange.calendars.records import CalendarEntry
from ownpath.interchange.calendars.write import write_calendar

NOW = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)


def entry(uid: str, at: datetime | None, zone: str) -> CalendarEntry:
    """Return an entry of a day in November."""
    return CalendarEntry(
        uid=uid,
        summary="Grants; letters, and\nmore",
        description="",
        day=date(2026, 11, 1),
        at=at,
        time_zone=zone,
    )


class TestWriteCalendar:
    def test_keeps_moments_days_and_zones(self) -> None:
        first = datetime(
            2026, 11, 1, 5, 30, tzinfo=UTC
        )  # 1:30 the first time: the clocks go back
        written = write_calendar(
            name="Ownpath",
            entries=[
                entry("a", first, "America/New_York"),
                entry("b", None, ""),
                entry("c", first, ""),
            ],
            now=NOW,
        )
        calendar = Calendar.from_ical(written)
        events = {str(one["uid"]): one for one in calendar.walk("VEVENT")}
        assert events["a"]["dtstart"].dt.astimezone(UTC) == first
        assert events["a"]["dtstart"].params["TZID"] == "America/New_York"
        assert events["b"]["dtstart"].dt == date(2026, 11, 1)
        assert b"DTSTART:20261101T053000Z" in written
        assert str(events["a"]["summary"]) == "Grants; letters, and\nmore"
        assert [str(one["tzid"]) for one in calendar.walk("VTIMEZONE")] == ["America/New_York"]
        assert all(len(line) <= 75 for line in written.split(b"\r\n"))

    def test_is_a_calendar_without_any_entry(self) -> None:
        written = write_calendar(name="Ownpath", entries=[], now=NOW)
        assert Calendar.from_ical(written).walk("VEVENT") == []
