"""Say of a district what its roster cannot say."""

from __future__ import annotations

from datetime import date

from ownpath.school.people.models import Campus, District
from ownpath.store.together import deed


@deed
def mark_simulated(*, source_key: str) -> None:
    """Mark a district as made up: only there are one-click sign-ins ever offered."""
    District.objects.filter(source_key=source_key.casefold()).update(is_simulated=True)


@deed
def close_campus(*, campus: Campus, on: date) -> None:
    """End a campus on a day: from then on it is not open; its rows and history stay."""
    Campus.objects.filter(pk=campus.pk, ended_on=None).update(ended_on=on)
    campus.ended_on = campus.ended_on or on
