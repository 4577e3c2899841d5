"""Who has no place in a plan since they are not here: by what the day was mended for, and by attendance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from ownpath.school.days.models import Attendance, DayPlan
from ownpath.school.people.queries import ids_by_uuid

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_HERE: Final = (Attendance.State.ABSENT, Attendance.State.LEFT)
STUDENTS_AWAY: Final = "students_away"
Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Who is not here on a day: all of it, or in some blocks."""

    all_day: frozenset[int]  # ids of students
    in_blocks: tuple[tuple[int, int, frozenset[int]], ...]  # first and last block, and who

    def holds(self, student: int, block: int) -> bool:
        """Return whether a student is not here in a block."""
        return student in self.all_day or any(
            student in who and first <= block <= last for first, last, who in self.in_blocks
        )


def away_in(*, plan: DayPlan) -> Away:
    """Return who is not here by a plan; three queries, however many are away."""
    events = [one for one in _events_behind(plan) if one["kind"] == STUDENTS_AWAY]
    ids = ids_by_uuid(uuids={UUID(one) for event in events for one in event["students"]})
    named = {str(uuid): pk for uuid, pk in ids.items()}
    absent = Attendance.objects.filter(
        state__in=NOT_HERE, campus_id=plan.campus_id, day=plan.day
    )
    return Away(
        all_day=frozenset(absent.values_list("student", flat=True)),
        in_blocks=tuple(
            (
                *event["blocks"],
                frozenset(named[one] for one in event["students"] if one in named),
            )
            for event in events
        ),
    )


def _events_behind(plan: DayPlan) -> Iterator[Event]:
    """Return what the day was mended for up to a plan, the latest first; one query."""
    rows = DayPlan.objects.filter(campus=plan.campus_id, day=plan.day)
    behind = {
        pk: (event, follows)
        for pk, event, follows in rows.values_list("pk", "event", "follows")
    }
    at: int | None = plan.pk
    while at in behind and behind[at][0]:
        event, at = behind[at]
        yield event
