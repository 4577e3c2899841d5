"""A child's school days of one week: what of each was kept, what is planned, and on which there is no school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.faces.family.pages.promised import PromiseLine, promise_lines, tell_promises
from ownpath.faces.family.pages.week import find_child, monday_of
from ownpath.faces.subjects import tell_subject
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import campus_of, days_off, student_records
from ownpath.school.days.queries.ribbon import blocks_ahead
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import Block, DayRecord
    from ownpath.school.days.queries import CellLine
    from ownpath.school.people.models import Person

DAYS_OF_SCHOOL = 5
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLine:
    """One block in a family's words: when, what, with whom."""

    at: str
    what: str
    who: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyDay:
    """One day of the week: closed with its flower, still to come with its blocks, or a line that says why neither."""

    day: date
    says: tuple[str, ...]
    has_flower: bool = False
    promised: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    blocks: tuple[BlockLine, ...] = ()
    is_open: bool = False  # the next day to come stands open
    is_today: bool = False
    is_later: bool = False  # of the week after: the weekday alone would mislead


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysPage:
    """The school days of a child's week."""

    name: str
    back: str
    days: tuple[FamilyDay, ...]
    promises: tuple[PromiseLine, ...]
    is_past: bool

    @property
    def has_flowers(self) -> bool:
        """Whether a day of this week is over and shows its flower."""
        return any(one.has_flower for one in self.days)


def build_days_page(
    *, viewer: Person, child: UUID, week: date | None, today: date, now: datetime, language: str
) -> DaysPage:
    """Gather the school days of a week of one of the viewer's children."""
    one = find_child(viewer=viewer, uuid=child, today=today)
    note_reads(by=viewer, about=[one.pk], deed="read.days", now=now)
    starts_on = monday_of(week, today=today)
    return DaysPage(
        name=one.called,
        back=f"{reverse('family:child', args=[one.uuid])}?week={starts_on.isoformat()}",
        days=build_days(child=one, starts_on=starts_on, today=today, language=language),
        promises=promise_lines(),
        is_past=starts_on + timedelta(weeks=1) <= today,
    )


def build_days(
    *, child: Person, starts_on: date, today: date, language: str
) -> tuple[FamilyDay, ...]:
    """Gather the days of a week from Monday to Friday; none where nothing at all is known of the week.

    The first planned day of the week after stands at the end of this week: on Friday evening it is what comes.
    """
    days = [starts_on + timedelta(days=n) for n in range(DAYS_OF_SCHOOL)]
    closed = {
        record.day: record
        for record in student_records(student=child, since=days[0], until=days[-1])
    }
    coming = [day for day in days if day >= today and day not in closed]
    after = _week_after(days[0]) if days[0] <= today < days[0] + WEEK else []
    planned = blocks_ahead(student=child, days=coming + after) if coming or after else {}
    campus = campus_of(student=child, today=today)
    off = days_off(campus=campus, days=days) if campus else {}
    if not (closed or planned or off):
        return ()
    opens = min(planned, default=None)
    next_one = [day for day in after if day in planned][:1]
    return tuple(
        _closed(closed[day])
        if day in closed
        else _coming(
            day,
            planned[day],
            is_open=day == opens,
            is_later=day in after,
            today=today,
            language=language,
        )
        if day in planned
        else _neither(day, off, today)
        for day in days + next_one
    )


def _week_after(monday: date) -> list[date]:
    """Return the days from a week's Saturday to the Friday after."""
    return [monday + timedelta(days=n) for n in range(DAYS_OF_SCHOOL, DAYS_OF_SCHOOL + 7)]


def _closed(record: DayRecord) -> FamilyDay:
    if not record.was_here:
        return FamilyDay(day=record.day, says=(_("Not at school."),))
    promised, kept = record.promised_names, record.kept_names
    return FamilyDay(
        day=record.day,
        says=tell_promises(promised=promised, kept=kept),
        has_flower=True,
        promised=promised,
        kept=kept,
    )


def _neither(day: date, off: Mapping[date, str], today: date) -> FamilyDay:
    """Return a day of which there is no record and no plan, with the reason."""
    if day in off:
        why = off[day]
        says = _("No school: %(why)s.") % {"why": why.rstrip(".")} if why else _("No school.")
    elif day < today:
        says = _("Nothing was noted for this day.")
    elif day == today:
        says = _("There is no plan for today yet.")
    else:
        says = _("Not planned yet. The plan stands here the evening before.")
    return FamilyDay(day=day, says=(says,), is_today=day == today)


def _coming(
    day: date,
    blocks: Sequence[tuple[Block, CellLine]],
    *,
    is_open: bool,
    is_later: bool,
    today: date,
    language: str,
) -> FamilyDay:
    return FamilyDay(
        day=day,
        says=(),
        blocks=tuple(
            BlockLine(
                at=f"{block.starts_at:%-I:%M}",
                what=_what(block, cell, language),
                who=_who(cell),
                is_chosen=cell.is_chosen,
            )
            for block, cell in blocks
        ),
        is_open=is_open,
        is_today=day == today,
        is_later=is_later,
    )


def _what(block: Block, cell: CellLine, language: str) -> str:
    """Say what a block holds: by its title, else by the subject of the class's lesson, else as the bells name it."""
    if title := spoken(cell.title, language):
        return title
    if cell.is_fixed or not cell.subject:
        return block.name
    return tell_subject(cell.subject)


def _who(cell: CellLine) -> str:
    return _("with %(who)s") % {"who": cell.adult.full_name} if cell.adult else ""
