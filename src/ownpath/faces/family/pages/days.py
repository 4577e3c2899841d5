"""A child's school days of one week: as flowers for what was, as a short list for what will be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.faces.family.pages.week import find_child, monday_of
from ownpath.faces.subjects import tell_subject
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import student_records
from ownpath.school.days.queries.ribbon import blocks_ahead
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import Block, DayRecord
    from ownpath.school.days.queries import CellLine
    from ownpath.school.people.models import Person

DAYS_OF_SCHOOL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLine:
    """One block in a family's words: when, what, with whom."""

    at: str
    what: str
    who: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyDay:
    """One school day: closed with its flower, or still to come with its blocks."""

    day: date
    is_past: bool
    was_here: bool
    promised: tuple[str, ...]
    kept: tuple[str, ...]
    blocks: tuple[BlockLine, ...]
    is_open: bool  # the next day to come stands open


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysPage:
    """The school days of a child's week."""

    name: str
    back: str
    days: tuple[FamilyDay, ...]

    @property
    def has_flowers(self) -> bool:
        """Whether a day of this week is over and shows its flower."""
        return any(one.is_past and one.was_here for one in self.days)


def build_days_page(
    *, viewer: Person, child: UUID, week: date | None, today: date, now: datetime, language: str
) -> DaysPage:
    """Gather the school days of a week of one of the viewer's children."""
    one = find_child(viewer=viewer, uuid=child, today=today)
    note_reads(by=viewer, about=[one.pk], deed="read.days", now=now)
    starts_on = monday_of(week, today=today)
    return DaysPage(
        name=one.called,
        back=reverse("family:child", args=[one.uuid]),
        days=build_days(child=one, starts_on=starts_on, today=today, language=language),
    )


def build_days(
    *, child: Person, starts_on: date, today: date, language: str
) -> tuple[FamilyDay, ...]:
    """Gather the planned or closed days of a week; days without either are left out."""
    days = [starts_on + timedelta(days=n) for n in range(DAYS_OF_SCHOOL)]
    closed = {
        record.day: record
        for record in student_records(student=child, since=days[0], until=days[-1])
    }
    coming = [day for day in days if day >= today and day not in closed]
    planned = blocks_ahead(student=child, days=coming) if coming else {}
    lines = [
        *(_closed(record) for record in closed.values()),
        *(
            _coming(day, blocks, is_open=day == min(planned), language=language)
            for day, blocks in planned.items()
        ),
    ]
    return tuple(sorted(lines, key=lambda line: line.day))


def _closed(record: DayRecord) -> FamilyDay:
    return FamilyDay(
        day=record.day,
        is_past=True,
        was_here=record.was_here,
        promised=record.promised_names,
        kept=record.kept_names,
        blocks=(),
        is_open=False,
    )


def _coming(
    day: date, blocks: Sequence[tuple[Block, CellLine]], *, is_open: bool, language: str
) -> FamilyDay:
    return FamilyDay(
        day=day,
        is_past=False,
        was_here=True,
        promised=(),
        kept=(),
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
