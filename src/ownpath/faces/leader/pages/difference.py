"""What one plan has otherwise than another, block by block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.errors import NotFound
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import (
    difference_lines,
    differing,
    get_plan,
    plans_of,
)
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.people.queries import Aspect, visible_students
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.days.queries import CellLine, DiffLine
    from ownpath.school.people.models import Person

ROWS_A_PAGE = 50
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow:
    """One block of one student in two plans."""

    name: str
    block: str
    before: str
    after: str
    why_url: str  # "" where nothing is planned now


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencePage:
    """What one plan has otherwise than another."""

    campus: str
    day: date
    sentence: str
    back: str
    rows: tuple[DifferenceRow, ...]
    pages: Page[tuple[int, int]]


def build_difference(
    *,
    viewer: Person,
    campus: UUID,
    day: date,
    plan: UUID,
    page: int,
    today: date,
    now: datetime,
    language: str,
) -> DifferencePage:
    """Gather what a plan has otherwise than what is published, or than the plan it follows."""
    place, _led = find_led(leader=viewer, uuid=campus, today=today)
    one = get_plan(campus=place, uuid=plan)
    published = next(
        (
            p
            for p in plans_of(campus=place, day=day)
            if p.state == "published" and p.pk != one.pk
        ),
        None,
    )
    against = one.follows or published
    if against is None:
        raise NotFound(_("There is no other plan to compare with."), next_step="")
    found = differing(plan=one, against=against)
    shown = Paginator(found.places, ROWS_A_PAGE).get_page(min(page, MOST_PAGES))
    lines = difference_lines(plan=one, against=against, places=list(shown.object_list))
    return DifferencePage(
        campus=place.name,
        day=day,
        sentence=_difference(len(found.places), found.n_same),
        back=reverse("leader:day", args=[place.uuid, day]),
        rows=_rows(viewer, place.uuid, one, lines, today, now, language),
        pages=shown,
    )


def _difference(n: int, n_same: int) -> str:
    return ngettext(
        "%(n)d block is different, %(same)d stay as they were.",
        "%(n)d blocks are different, %(same)d stay as they were.",
        n,
    ) % {"n": n, "same": n_same}


def _why_url(campus: UUID, plan: DayPlan, line: DiffLine) -> str:
    return reverse(
        "leader:why", args=[campus, plan.day, plan.uuid, line.student.uuid, line.block]
    )


def _rows(
    viewer: Person,
    campus: UUID,
    plan: DayPlan,
    lines: Sequence[DiffLine],
    today: date,
    now: datetime,
    language: str,
) -> tuple[DifferenceRow, ...]:
    ids = {line.student.pk for line in lines}
    seen = set(
        visible_students(viewer=viewer, aspect=Aspect.LEARNING, today=today)
        .filter(pk__in=ids)
        .values_list("pk", flat=True)
    )
    note_reads(by=viewer, about=seen, deed="read.difference", now=now)
    names = {block.number: block.name for block in rings_of(plan).blocks}
    return tuple(
        DifferenceRow(
            name=line.student.full_name,
            block=names.get(line.block, str(line.block + 1)),
            before=tell_cell(line.before, language),
            after=tell_cell(line.after, language),
            why_url=_why_url(campus, plan, line) if line.after else "",
        )
        for line in lines
        if line.student.pk in seen
    )


def tell_cell(cell: CellLine | None, language: str) -> str:
    """Say in one line what a block holds: what, with whom, where."""
    if cell is None:
        return _("nothing")
    parts = (
        spoken(cell.title, language),
        cell.adult.full_name if cell.adult else "",
        cell.room,
    )
    return " · ".join(part for part in parts if part)
