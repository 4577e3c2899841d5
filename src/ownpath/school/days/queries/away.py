"""Who has no place in a plan since they are not here: by what the day was mended for, and by attendance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ownpath.school.days.models import Attendance
from ownpath.school.days.queries.told_of_day import Blocks, students_away_in, told_before

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan

NOT_HERE: Final = (Attendance.State.ABSENT, Attendance.State.LEFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Who is not here on a day: all of it, or in some blocks."""

    all_day: frozenset[int]  # ids of students
    in_blocks: Blocks  # by student

    def holds(self, student: int, block: int) -> bool:
        """Return whether a student is not here in a block."""
        return student in self.all_day or block in self.in_blocks.get(student, ())


def away_in(*, plan: DayPlan) -> Away:
    """Return who is not here by what was told up to a plan, and by attendance; three queries, however many are away."""
    absent = Attendance.objects.filter(
        state__in=NOT_HERE, campus_id=plan.campus_id, day=plan.day
    )
    return Away(
        all_day=frozenset(absent.values_list("student", flat=True)),
        in_blocks=students_away_in(told_before(plan=plan)),
    )
