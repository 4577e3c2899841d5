"""What binds one student's day beyond the plan: screen limits that are owed, opting out, and what waits unanswered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db.models import IntegerField, Value

from ownpath.school.days.models import Accommodation, OptOut
from ownpath.school.voice.queries import unanswered_by_student

if TYPE_CHECKING:
    from ownpath.school.days.models import Policy
    from ownpath.school.people.models import Campus

SATURDAY: Final = 5
OPTED_OUT: Final = -1  # instead of a number of blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one student may have of screens, and what waits unanswered."""

    screen_run: Mapping[int, int]
    opted_out: frozenset[int]
    unanswered: Mapping[int, int]


def limits_of(
    *, campus: Campus, student_ids: Sequence[int], day: date, policy: Policy
) -> Limits:
    """Return what binds some students on a day; two queries."""
    zone = ZoneInfo(campus.district.time_zone)
    end = datetime.combine(day, time.max, tzinfo=zone)
    owed = Accommodation.objects.filter(
        student_id__in=student_ids, ended_at=None, kind=Accommodation.Kind.SCREEN_BREAKS
    )
    out = OptOut.objects.filter(student_id__in=student_ids, ended_at=None).annotate(
        none=Value(OPTED_OUT, output_field=IntegerField())
    )
    rows = list(
        owed.values_list("student_id", "amount").union(
            out.values_list("student_id", "none"), all=True
        )
    )
    return Limits(
        screen_run={student: amount for student, amount in rows if amount != OPTED_OUT},
        opted_out=frozenset(student for student, amount in rows if amount == OPTED_OUT),
        unanswered=unanswered_by_student(
            student_ids=student_ids, before=window_before(end, policy.answer_within_days)
        ),
    )


def window_before(moment: datetime, n_days: int) -> datetime:
    """Return the moment so many weekdays earlier: what was said before it waits past the window."""
    at = moment
    while n_days > 0:
        at -= timedelta(days=1)
        n_days -= at.weekday() < SATURDAY
    return at
