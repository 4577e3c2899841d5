"""A day as a part of an address: `<day:day>` takes 2026-03-10 in every face that imports this."""

from __future__ import annotations

from datetime import date

from django.urls import register_converter


class DayConverter:
    """Between a day and its ISO form; what is no day is no such address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the day, or raise ValueError, which Django takes for "no such address"."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """Return the ISO form."""
        return value if isinstance(value, str) else value.isoformat()


register_converter(DayConverter, "day")
