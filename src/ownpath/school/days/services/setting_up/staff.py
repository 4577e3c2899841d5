"""Set who can teach what, when they cannot, whom they advise, and that somebody is out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.school.days.models import Adviser, Room, StaffAbsence, Staffing, StaffTime
from ownpath.school.days.services.setting_up.allowed import (
    NotOfHere,
    ensure_may_run,
    ensure_range,
    ensure_text,
    today_at,
)
from ownpath.school.people.queries import ids_with_role
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

MOST_BLOCKS = 16
SUBJECT_LENGTH = 60
WORKING = ("teacher", "aide", "counselor", "principal", "administrator")


@deed
def save_staffing(
    *,
    campus: Campus,
    person: Person,
    subjects: Sequence[str],
    grades: Sequence[str] = (),
    max_blocks: int = 6,
    max_run: int = 4,
    times_off: Sequence[tuple[int | None, int]] | None = None,
    home_room: Room | None = None,
    by: Person | None,
    now: datetime,
) -> Staffing:
    """Save what an adult of the campus can teach and how much; `times_off` are (weekday or None for all, block).

    Where no times off are named at all, those that stand stay.

    Raises
    ------
    NotOfHere
        If the person has no role at the campus.
    """
    ensure_may_run(campus, by, now)
    today = today_at(campus, now)
    if not ids_with_role(campus=campus, ids=[person.pk], roles=WORKING, today=today):
        raise NotOfHere(
            _("This person does not work at the campus."),
            next_step=_("Give them a role there first, or pick somebody else."),
        )
    ensure_range(_("The most blocks a day"), max_blocks, 0, MOST_BLOCKS)
    ensure_range(_("The most blocks in a row"), max_run, 1, MOST_BLOCKS)
    known = [ensure_text(_("The subject"), one, SUBJECT_LENGTH).casefold() for one in subjects]
    row, _made = Staffing.objects.update_or_create(
        campus=campus,
        person=person,
        defaults={
            "subjects": known, "grades": list(grades), "max_blocks": max_blocks,
            "max_run": max_run, "home_room": home_room, "ended_on": None,
        },
    )  # fmt: skip
    if times_off is not None:
        _set_times_off(row, times_off)
    return row


def _set_times_off(row: Staffing, times_off: Sequence[tuple[int | None, int]]) -> None:
    for _weekday, block in times_off:
        ensure_range(_("The block"), block, 0, MOST_BLOCKS - 1)
    row.times_off.all().delete()
    StaffTime.objects.bulk_create(
        StaffTime(staffing=row, weekday=weekday, block=block) for weekday, block in times_off
    )


@deed
def set_adviser(
    *,
    campus: Campus,
    staffing: Staffing,
    student_ids: Sequence[int],
    by: Person | None,
    now: datetime,
) -> int:
    """Let an adult advise students of the campus, each of whom has one adviser; return how many."""
    ensure_may_run(campus, by, now)
    ids, today = set(student_ids), today_at(campus, now)
    here = ids_with_role(campus=campus, ids=ids, roles=("student",), today=today)
    if staffing.campus_id != campus.pk or here != ids:
        raise NotOfHere(
            _("Adviser and students must be of this campus."),
            next_step=_("Look at the list again."),
        )
    Adviser.objects.filter(student_id__in=list(student_ids)).delete()
    Adviser.objects.bulk_create(
        Adviser(student_id=student_id, staffing=staffing) for student_id in student_ids
    )
    return len(student_ids)


@deed
def note_absence(
    *,
    campus: Campus,
    staffing: Staffing,
    day: date,
    first_block: int = 0,
    last_block: int = MOST_BLOCKS - 1,
    by: Person | None,
    now: datetime,
) -> StaffAbsence:
    """Note that an adult is out on a day, from a block to a block; plans made from now on know."""
    ensure_may_run(campus, by, now)
    ensure_range(_("The first block"), first_block, 0, MOST_BLOCKS - 1)
    ensure_range(_("The last block"), last_block, first_block, MOST_BLOCKS - 1)
    row, _made = StaffAbsence.objects.update_or_create(
        staffing=staffing,
        day=day,
        defaults={
            "first_block": first_block, "last_block": last_block, "noted_by": by, "noted_at": now,
        },
    )  # fmt: skip
    return row


@deed
def take_back_absence(
    *, campus: Campus, absence_id: int, by: Person | None, now: datetime
) -> None:
    """Let an adult be there after all; plans made from now on know."""
    ensure_may_run(campus, by, now)
    StaffAbsence.objects.filter(pk=absence_id, staffing__campus=campus).delete()
