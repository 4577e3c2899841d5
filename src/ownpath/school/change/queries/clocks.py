"""What was entered with a clock in the district's time, and would read otherwise in another time zone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ownpath.school.change.models import Meeting, Mentor

if TYPE_CHECKING:
    from ownpath.school.people.models import District


def n_clocks_ahead(*, district: District, now: datetime) -> int:
    """Return how many sittings of the council and meetings with mentors are ahead; two queries."""
    waiting = (Meeting.State.CALLED, Meeting.State.OPEN)
    sittings = Meeting.objects.filter(district=district, starts_at__gt=now, state__in=waiting)
    mentors = Mentor.objects.filter(district=district, meets_at__gt=now, ended_on=None)
    return sittings.count() + mentors.count()
