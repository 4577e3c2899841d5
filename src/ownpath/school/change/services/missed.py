"""Record the deadlines that passed unanswered: shown from then on, never deleted."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ownpath.school.change.models import Application
from ownpath.school.change.queries.deadlines import A_MINUTE, day_of
from ownpath.school.change.states.opportunities import BEFORE_SUBMITTED
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District


@deed
def record_missed_deadlines(*, district: District, now: datetime) -> list[str]:
    """Write down the day of each deadline that is over with its application not submitted; say which, in words.

    Asking again writes nothing twice.
    """
    rows = Application.objects.filter(
        district=district,
        state__in=BEFORE_SUBMITTED,
        missed_on=None,
        opportunity__deadline_at__lte=now - A_MINUTE,
    ).select_related("opportunity")
    done = []
    for one in rows.order_by("pk"):
        what = one.opportunity
        if what.deadline_at is None:  # the filter has none of these
            continue
        one.missed_on = day_of(deadline_at=what.deadline_at, time_zone=what.time_zone)
        one.save(update_fields=["missed_on"])
        done.append(f"{district.name}: missed the deadline of {what.title}")
    return done
