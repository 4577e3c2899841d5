"""Calendars for other programs (iCalendar, RFC 5545): dates go out, nothing comes in."""
