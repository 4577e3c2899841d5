"""Who decides anything in a district: its administrators, and whoever runs one of its campuses."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ownpath.school.change.access import reach_of, today_in

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person


def decides_somewhere(*, by: Person | None, district: District, now: datetime) -> bool:
    """Return whether somebody decides about the district or any of its campuses; None is this machine's own."""
    if by is None:
        return True
    if not by.is_active or by.district_id != district.pk:
        return False
    reach = reach_of(person=by, today=today_in(district, now))
    return reach.runs_district or bool(reach.run)
