"""Say of a district what its roster cannot say."""

from __future__ import annotations

from ownpath.school.people.models import District
from ownpath.store.together import deed


@deed
def mark_simulated(*, source_key: str) -> None:
    """Mark a district as made up: only there are one-click sign-ins ever offered."""
    District.objects.filter(source_key=source_key.casefold()).update(is_simulated=True)
