"""Who is here: a class at once or one student, as an adult in the room marks it; and a mark taken back.

The last word counts and stands in the row itself; the audit keeps every mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from ownpath.school.days.models import Attendance
from ownpath.school.days.queries.away import NOT_HERE
from ownpath.school.days.queries.calendar import block_now, school_day
from ownpath.school.days.services.coming import find_a_place
from ownpath.school.days.services.happening import (
    MOST_BLOCKS,
    campus_for,
    ensure_in_the_room,
)
from ownpath.school.days.services.setting_up.allowed import ensure_one_of, ensure_range
from ownpath.school.people.queries import students_in
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.days.models import Block
    from ownpath.school.people.models import Campus, Person, Section

LATE, ABSENT = Attendance.State.LATE, Attendance.State.ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeMark:
    """What stood of a student before a mark; a state of "" where nothing did."""

    state: str
    block: int | None = None


@deed
def mark_all_here(*, section: Section, day: date, by: Person, now: datetime) -> list[Person]:
    """Mark everybody of a class as here of whom nothing is marked yet; return whom."""
    students = students_in(section=section, today=day)
    for student in students[:1]:
        ensure_in_the_room(student, by, day, None)
    marks = Attendance.objects.filter(student__in=students, day=day)
    marked = set(marks.values_list("student_id", flat=True))
    unmarked = [student for student in students if student.pk not in marked]
    Attendance.objects.bulk_create(
        Attendance(
            student=student, campus_id=section.campus_id, day=day, section=section,
            state=Attendance.State.HERE, marked_by=by, marked_at=now,
        )
        for student in unmarked
    )  # fmt: skip
    return unmarked


@deed
def mark_attendance(
    *,
    student: Person,
    day: date,
    state: str,
    block: int | None = None,
    section: Section | None = None,
    by: Person,
    now: datetime,
) -> Attendance:
    """Mark one student; the last word counts. Late and left name the block one came in, or left before.

    Who was not here in an earlier block and is late now came in the block that runs, unless the mark names another.
    Where the day was mended without them, places in the rest of it are asked for.
    """
    ensure_in_the_room(student, by, day, None)
    ensure_one_of(_("The state"), state, Attendance.State.values)
    if block is not None:
        ensure_range(_("The block"), block, 0, MOST_BLOCKS - 1)
    campus = campus_for(student, day)
    if state == LATE and block is None:
        block = _came_in(student, campus, day, now)
    was_away = Attendance.objects.filter(student=student, day=day, state__in=NOT_HERE).exists()
    row, _made = Attendance.objects.update_or_create(
        student=student,
        day=day,
        defaults={
            "campus": campus, "state": state, "block": block, "section": section,
            "marked_by": by, "marked_at": now,
        },
    )  # fmt: skip
    if was_away and state not in NOT_HERE:
        find_a_place(student=student, campus=campus, day=day, now=now)
    return row


def _came_in(student: Person, campus: Campus, day: date, now: datetime) -> int | None:
    """Return the block that runs, if the student was marked as not here in one before it."""
    missed = Attendance.objects.filter(student=student, day=day, state=ABSENT).first()
    zone = ZoneInfo(campus.district.time_zone)
    running = _block_at(campus, day, now, zone) if missed else None
    if missed is None or running is None:
        return None
    began = datetime.combine(day, running.starts_at, tzinfo=zone)
    return running.number if missed.marked_at < began else None


def _block_at(campus: Campus, day: date, now: datetime, zone: ZoneInfo) -> Block | None:
    at, bells = now.astimezone(zone), school_day(campus=campus, day=day)
    return block_now(school_day=bells, at=at.time()) if bells and at.date() == day else None


@deed
def put_marks_back(
    *,
    section: Section,
    day: date,
    before: Mapping[UUID, BeforeMark],
    by: Person,
    now: datetime,
) -> list[Person]:
    """Let what stood before one's own last marks of a class stand again; return of whom.

    Whom somebody else has marked since stays as marked, and so does who is no longer of the class. Where the day was
    mended without somebody who is here after all, places in the rest of it are asked for.
    """
    students = [one for one in students_in(section=section, today=day) if one.uuid in before]
    for student in students[:1]:
        ensure_in_the_room(student, by, day, None)
    mine = Attendance.objects.filter(student__in=students, day=day, marked_by=by)
    rows = {row.student_id: row for row in mine}
    again = [student for student in students if student.pk in rows]
    were_away = {pk for pk, row in rows.items() if row.state in NOT_HERE}
    for student in again:
        row, stood = rows[student.pk], before[student.uuid]
        row.state, row.block, row.marked_at = stood.state, stood.block, now
    standing = [row for row in rows.values() if row.state]
    Attendance.objects.bulk_update(standing, ["state", "block", "marked_at"])
    Attendance.objects.filter(pk__in=[r.pk for r in rows.values() if not r.state]).delete()
    for student in again:
        if student.pk in were_away and rows[student.pk].state not in NOT_HERE:
            campus = rows[student.pk].campus
            find_a_place(student=student, campus=campus, day=day, now=now)
    return again
