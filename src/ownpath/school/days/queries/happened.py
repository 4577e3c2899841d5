"""What was noted of a day: of blocks, and of who was there. Both in one query, for pages that need both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import BooleanField, IntegerField, Value

from ownpath.school.days.models import Attendance, BlockRecord
from ownpath.school.days.queries.cells import Noted, Statuses

FLAGS: Final = (
    "person_came", "is_not_for_me", "is_boring", "is_loved", "was_stuck", "was_helped",
)  # fmt: skip
OF_A_BLOCK, OF_A_DAY = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What was noted of some students on one day."""

    records: Mapping[tuple[int, int], BlockRecord]  # by student and block
    attendance: Mapping[int, Attendance]  # by student

    @property
    def statuses(self) -> Statuses:
        """Return what became of blocks, and by whose word."""
        return {key: Noted(row.state, row.set_by_id) for key, row in self.records.items()}


def what_happened(*, student_ids: Sequence[int], day: date) -> Happened:
    """Return what was noted of some students on a day; one query."""
    asked = {"student_id__in": list(student_ids), "day": day}
    noted = BlockRecord.objects.filter(**asked).annotate(
        of=Value(OF_A_BLOCK, output_field=IntegerField())
    )
    marked = Attendance.objects.filter(**asked).annotate(
        of=Value(OF_A_DAY, output_field=IntegerField()),
        **{flag: Value(value=False, output_field=BooleanField()) for flag in FLAGS},
    )
    rows = noted.values_list("of", "student_id", "block", "state", "set_by_id", *FLAGS).union(
        marked.values_list("of", "student_id", "block", "state", "marked_by_id", *FLAGS),
        all=True,
    )
    records: dict[tuple[int, int], BlockRecord] = {}
    attendance: dict[int, Attendance] = {}
    for of, student, block, state, by, *flags in rows:
        if of == OF_A_DAY:
            attendance[student] = Attendance(
                student_id=student, day=day, block=block, state=state, marked_by_id=by
            )
        else:
            said: dict[str, Any] = dict(zip(FLAGS, map(bool, flags), strict=True))
            records[student, block] = BlockRecord(
                student_id=student, day=day, block=block, state=state, set_by_id=by, **said
            )
    return Happened(records=records, attendance=attendance)
