"""An adult marks what was done in a block: one student's, or a whole group's at once; and takes it back.

Who marked last stands in the record itself; the audit keeps every mark. A student's own "not this time" is only changed
by a mark of that one student, never by one of the whole group.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotFound
from ownpath.school.days.models import Attendance, BlockRecord, DayPlan, PlanCell, PlanGroup
from ownpath.school.days.queries.judging import was_here
from ownpath.school.days.services.happening import is_in_the_room, note_block
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

DONE, GOING = BlockRecord.State.DONE, BlockRecord.State.GOING


class NotTheirBlock(NotFound):
    """There is no such block in force today, or none of a student in this adult's room."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no such block among yours today."),
            next_step=_("Look at your room again."),
        )


class NotBegun(Conflict):
    """What has not begun cannot be done."""

    def __init__(self) -> None:
        super().__init__(
            _("This block has not begun yet."), next_step=_("Mark it once it has begun.")
        )


@deed
def mark_block(
    *, student: Person, day: date, block: int, is_done: bool, by: Person, now: datetime
) -> BlockRecord:
    """Mark one student's block as done, or take that back: then it is going on.

    Raises
    ------
    NotTheirBlock, NotBegun
    """
    cells = PlanCell.objects.filter(
        student=student, block=block, commitment=None,
        plan__day=day, plan__state=DayPlan.State.PUBLISHED,
    )  # fmt: skip
    cell = cells.select_related("plan__campus__district").first()
    if cell is None or not is_in_the_room(student=student, by=by, day=day, block=block):
        raise NotTheirBlock
    _ensure_begun(cell.plan, block, now)
    state = DONE if is_done else GOING
    return note_block(student=student, day=day, block=block, state=state, by=by, now=now)


@deed
def mark_group(*, group: UUID, day: date, is_done: bool, by: Person, now: datetime) -> int:
    """Mark a group this adult leads as done for all who are here, or take own marks back; return for how many.

    Raises
    ------
    NotTheirBlock, NotBegun
    """
    led = PlanGroup.objects.filter(
        uuid=group, adult=by, plan__day=day, plan__state=DayPlan.State.PUBLISHED
    )
    found = led.select_related("plan__campus__district").first()
    if found is None:
        raise NotTheirBlock
    _ensure_begun(found.plan, found.block, now)
    ids = list(PlanCell.objects.filter(group=found).values_list("student_id", flat=True))
    records = BlockRecord.objects.filter(student_id__in=ids, day=day, block=found.block)
    if not is_done:
        mine = records.filter(state=DONE, set_by=by)
        return mine.update(state=GOING, set_at=now)
    marks = {one.student_id: one for one in Attendance.objects.filter(student__in=ids, day=day)}
    here = [one for one in ids if was_here(marks.get(one), found.block)]
    told = set(records.values_list("student_id", flat=True))
    n_going = records.filter(student_id__in=here, state=GOING).update(
        state=DONE, set_by=by, set_at=now
    )
    fresh = [
        BlockRecord(
            student_id=one, campus=found.plan.campus, day=day, block=found.block,
            state=DONE, set_by=by, set_at=now,
        )
        for one in here
        if one not in told
    ]  # fmt: skip
    return n_going + len(BlockRecord.objects.bulk_create(fresh))


def _ensure_begun(plan: DayPlan, block: int, now: datetime) -> None:
    at = now.astimezone(ZoneInfo(plan.campus.district.time_zone))
    bell = plan.schedule.blocks.filter(number=block).first()
    if bell is None or (plan.day, bell.starts_at) > (at.date(), at.time()):
        raise NotBegun
