"""What binds one student's day beyond the plan: screen limits that are owed, opting out, and what waits unanswered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, Value

from ownpath.school.days.models import Accommodation, OptOut
from ownpath.school.days.queries.lessons_had import cells_of_lessons_had
from ownpath.school.voice.queries import unanswered_by_student

if TYPE_CHECKING:
    from ownpath.school.days.models import Policy
    from ownpath.school.people.models import Campus

SATURDAY: Final = 5
BREAKS, OPTED_OUT, LESSON = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What each student may have of screens, what waits unanswered, and which lessons are not new to them."""

    screen_run: Mapping[int, int]
    opted_out: frozenset[int]
    lessons_had: Mapping[int, frozenset[int]]
    unanswered: Mapping[int, int]


def limits_of(
    *,
    campus: Campus,
    student_ids: Sequence[int],
    day: date,
    policy: Policy,
    lessons: Collection[int],
) -> Limits:
    """Return what binds some students on a day, and which of some lessons they had before; two queries."""
    zone = ZoneInfo(campus.district.time_zone)
    end = datetime.combine(day, time.max, tzinfo=zone)
    found: dict[int, list[tuple[int, int]]] = {BREAKS: [], OPTED_OUT: [], LESSON: []}
    for what, student, number in _rows(campus, student_ids, day, lessons):
        found[what].append((student, number))
    had: dict[int, set[int]] = defaultdict(set)
    for student, activity in found[LESSON]:
        had[student].add(activity)
    return Limits(
        screen_run=dict(found[BREAKS]),
        opted_out=frozenset(student for student, _none in found[OPTED_OUT]),
        lessons_had={student: frozenset(own) for student, own in had.items()},
        unanswered=unanswered_by_student(
            student_ids=student_ids, before=window_before(end, policy.answer_within_days)
        ),
    )


def _rows(
    campus: Campus, student_ids: Sequence[int], day: date, lessons: Collection[int]
) -> list[tuple[int, int, int]]:
    """Return (which it is, student, number): blocks in a row, nothing, or the activity of a lesson; one query."""
    owed = Accommodation.objects.filter(
        student_id__in=student_ids, ended_at=None, kind=Accommodation.Kind.SCREEN_BREAKS
    )
    out = OptOut.objects.filter(
        student_id__in=student_ids, what=OptOut.What.SCREEN, ended_at=None
    )
    had = cells_of_lessons_had(campus=campus, student_ids=student_ids, day=day)
    parts = [
        owed.values_list(_number(BREAKS), "student_id", "amount"),
        out.values_list(_number(OPTED_OUT), "student_id", _number(0)),
    ]
    if lessons:
        had = had.filter(activity_id__in=list(lessons))
        parts.append(had.values_list(_number(LESSON), "student_id", "activity_id"))
    return list(parts[0].union(*parts[1:], all=True))


def _number(value: int) -> Value:
    return Value(value, output_field=BigIntegerField())


def window_before(moment: datetime, n_days: int) -> datetime:
    """Return the moment so many weekdays earlier: what was said before it waits past the window."""
    at = moment
    while n_days > 0:
        at -= timedelta(days=1)
        n_days -= at.weekday() < SATURDAY
    return at
