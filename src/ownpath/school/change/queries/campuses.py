"""Read which campuses of a district have a say in something today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ownpath.school.change.models import CampusChange
from ownpath.school.people.queries import open_campuses_of

if TYPE_CHECKING:
    from ownpath.school.change.models import Vision
    from ownpath.school.people.models import Campus


def campuses_open(*, district_id: int, today: date) -> list[Campus]:
    """Return the campuses of a district that are open today: one that opens later has nobody to ask yet."""
    opens_later = set(
        CampusChange.objects.filter(
            district_id=district_id, kind=CampusChange.Kind.OPENED, happened_on__gt=today
        ).values_list("campus_id", flat=True)
    )
    every = open_campuses_of(district_id=district_id, today=today)
    return [one for one in every if one.pk not in opens_later]


def campuses_asked(*, vision: Vision, today: date) -> list[Campus]:
    """Return the campuses whose word a version needs: all that are open, or the one that adapts."""
    every = campuses_open(district_id=vision.district_id, today=today)
    return [one for one in every if vision.campus_id in (None, one.pk)]
