"""Set when school is: bell schedules, the week, days that differ, letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.school.days.models import (
    BellSchedule,
    Block,
    CalendarDay,
    DayPlan,
    Policy,
    WeekDay,
)
from ownpath.school.days.services.saying import filled
from ownpath.school.days.services.setting_up.allowed import (
    OutOfRange,
    ensure_free_name,
    ensure_may_run,
    ensure_one_of,
    ensure_range,
    ensure_text,
    row_of,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

MOST_BLOCKS = 16  # what the planner's board holds
MOST_LETTERS = 10
NAME_LENGTH = 120


class ScheduleInUse(OutOfRange):
    """Plans were made by this schedule: its blocks cannot change under them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bell:
    """One block of a schedule as it is given."""

    name: str
    kind: str
    starts_at: time
    ends_at: time


@deed
def save_schedule(
    *,
    campus: Campus,
    uuid: UUID | None = None,
    name: str,
    letter: str = "",
    bells: Sequence[Bell],
    by: Person | None,
    now: datetime,
) -> BellSchedule:
    """Save a bell schedule with all its blocks, in the order of the clock; `uuid` None makes a new one.

    Raises
    ------
    OutOfRange
        If there is no block or more than sixteen, or blocks overlap or end before they begin.
    ScheduleInUse
        If plans were made by it and the number of its blocks would change.
    """
    ensure_may_run(campus, by, now)
    row: BellSchedule = row_of(BellSchedule.objects, uuid, campus)
    row.name, row.letter = ensure_text(_("The name"), name, NAME_LENGTH), letter.strip()[:2]
    ensure_free_name(BellSchedule.objects, row, row.name)
    ensure_range(_("The number of blocks"), len(bells), 1, MOST_BLOCKS)
    ordered = sorted(bells, key=lambda bell: bell.starts_at)
    for bell in ordered:
        ensure_one_of(_("The kind of block"), bell.kind, Block.Kind.values)
        ensure_text(_("The name"), bell.name, NAME_LENGTH)
    _ensure_in_order(ordered)
    is_used = row.pk is not None and DayPlan.objects.filter(schedule=row).exists()
    if is_used and row.blocks.count() != len(ordered):
        raise ScheduleInUse(
            _("Plans were made by this schedule, so it keeps its number of blocks."),
            next_step=_("Make a new schedule and give it to the weekdays."),
        )
    row.save()
    row.blocks.all().delete()
    Block.objects.bulk_create(
        Block(
            schedule=row, number=number, name=bell.name, kind=bell.kind,
            starts_at=bell.starts_at, ends_at=bell.ends_at,
        )
        for number, bell in enumerate(ordered)
    )  # fmt: skip
    return row


def _ensure_in_order(bells: Sequence[Bell]) -> None:
    for bell in bells:
        if bell.ends_at <= bell.starts_at:
            raise _out_of_order(
                _("%(name)s is from %(begin)s to %(end)s."),
                {"name": bell.name, "begin": bell.starts_at, "end": bell.ends_at},
            )
    for before, after in pairwise(bells):
        if after.starts_at < before.ends_at:
            raise _out_of_order(
                _("%(name)s ends at %(end)s, but %(after)s begins at %(begin)s."),
                {
                    "name": before.name,
                    "end": before.ends_at,
                    "after": after.name,
                    "begin": after.starts_at,
                },
            )


def _out_of_order(words: object, told: Mapping[str, str | time]) -> OutOfRange:
    """Return that blocks stand in each other's way, with their names and times."""
    shown = {
        key: value.strftime("%H:%M") if isinstance(value, time) else value
        for key, value in told.items()
    }
    return OutOfRange(
        filled(words, shown),
        next_step=_("Let each block end after it begins, and before the next begins."),
    )


@deed
def set_weekday(
    *,
    campus: Campus,
    weekday: int,
    letter: str = "",
    schedule: BellSchedule | None,
    by: Person | None,
    now: datetime,
) -> None:
    """Set the schedule of a weekday (0 is Monday), for one letter or for all; None: no school then."""
    ensure_may_run(campus, by, now)
    ensure_range(_("The weekday"), weekday, 0, 6)
    rows = WeekDay.objects.filter(campus=campus, weekday=weekday, letter=letter)
    rows.delete()
    if schedule is not None:
        WeekDay.objects.create(campus=campus, weekday=weekday, letter=letter, schedule=schedule)


@deed
def set_calendar_day(
    *,
    campus: Campus,
    day: date,
    schedule: BellSchedule | None,
    letter: str = "",
    note: str = "",
    by: Person | None,
    now: datetime,
) -> CalendarDay:
    """Set how one day differs: another schedule, another letter, or no school (None)."""
    ensure_may_run(campus, by, now)
    row, _made = CalendarDay.objects.update_or_create(
        campus=campus,
        day=day,
        defaults={
            "schedule": schedule,
            "letter": letter.strip()[:2],
            "note": note.strip()[:300],
        },
    )
    return row


@deed
def clear_calendar_day(*, campus: Campus, day: date, by: Person | None, now: datetime) -> None:
    """Let a day be as its weekday says again."""
    ensure_may_run(campus, by, now)
    CalendarDay.objects.filter(campus=campus, day=day).delete()


@deed
def set_letters(
    *,
    campus: Campus,
    letters: Sequence[str],
    letters_from: date | None,
    by: Person | None,
    now: datetime,
) -> None:
    """Set the letters days take turns by ("A", "B"), and a school day that has the first; none: no letters."""
    ensure_may_run(campus, by, now)
    ensure_range(_("The number of letters"), len(letters), 0, MOST_LETTERS)
    Policy.objects.update_or_create(
        campus=campus,
        defaults={
            "letters": [one.strip()[:2] for one in letters],
            "letters_from": letters_from,
        },
    )
