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
    """Close a campus on a day: from then on it is not open, whatever a roster says; its rows and history stay."""
    ended_on = campus.ended_on or on
    Campus.objects.filter(pk=campus.pk).update(ended_on=ended_on, closed_on=on)
    campus.ended_on, campus.closed_on = ended_on, on


@deed
def open_campus_again(*, campus: Campus) -> None:
    """Open a campus that the district had closed: from now on the roster decides about it again."""
    closed = Campus.objects.filter(pk=campus.pk, closed_on__isnull=False)
    if closed.update(ended_on=None, closed_on=None):
        campus.ended_on = campus.closed_on = None
