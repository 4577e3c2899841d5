"""A student's blocks of today by the plan: what, where, whether it was done, and by whose word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.faces.why import KINDS
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries.lived import lived_blocks
from ownpath.school.people.queries import zone_of

if TYPE_CHECKING:
    from ownpath.faces.teacher.pages.people import About
    from ownpath.school.days.models import Block
    from ownpath.school.days.queries import CellLine
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLine:
    """One block of a student's day."""

    number: int
    starts_at: time
    title: str
    where: str
    why_url: str  # "" where something fixed stands
    is_now: bool
    is_done: bool
    word: (
        str  # who said so, or that the student said "not this time"; "" where nothing is noted
    )
    may_mark: bool
    is_picked: bool  # by the student
    move_url: str  # "" where it is over, fixed or not theirs to move


def draw_blocks(
    *, viewer: Person, about: About, today: date, now: datetime, language: str
) -> tuple[BlockLine, ...]:
    """Return today's blocks of a student; none on a day without a plan."""
    zone = zone_of(person=viewer)
    at = now.astimezone(zone).time()
    return tuple(
        _line(one.block, one.cell, viewer, about, at, today, language)
        for one in lived_blocks(student=about.student, days=[today]).get(today, [])
    )


def _line(
    block: Block,
    cell: CellLine,
    viewer: Person,
    about: About,
    at: time,
    today: date,
    language: str,
) -> BlockLine:
    why = reverse("teacher:why", args=[about.student.uuid, today, block.number])
    who = cell.adult.full_name if cell.adult else ""
    return BlockLine(
        number=block.number,
        starts_at=block.starts_at,
        title=spoken(cell.title, language) or str(KINDS.get(cell.modality, block.name)),
        where=" · ".join(one for one in (who, cell.room) if one),
        why_url="" if cell.is_fixed else why,
        is_now=block.starts_at <= at < block.ends_at,
        is_done=cell.status == "done",
        word=_word(cell, viewer, about.student),
        may_mark=about.helps and not cell.is_fixed and block.starts_at <= at,
        is_picked=cell.is_chosen,
        move_url=reverse("teacher:swap_student", args=[about.student.uuid, block.number])
        if about.steers and not cell.is_fixed and at < block.ends_at
        else "",
    )


def _word(cell: CellLine, viewer: Person, student: Person) -> str:
    """Say whose word it is that a block was done, or not."""
    name = {"name": student.called}
    if cell.status == "not_done":
        return _("%(name)s says: not this time") % name
    if cell.status == "going":
        return _("going on")
    if cell.status != "done":
        return ""
    if cell.status_by == student.pk:
        return _("%(name)s says so") % name
    return _("you marked it") if cell.status_by == viewer.pk else _("a colleague marked it")
