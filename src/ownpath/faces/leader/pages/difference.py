"""What one plan has otherwise than another: the first changes of each block, and all of a block that is opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.errors import NotFound
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.school.curriculum.words import spoken
from ownpath.school.days.queries import differing, get_plan, plans_of, tell_changes
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.people.queries import Aspect, visible_students
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.days.queries import CellLine, Change, ChangeTold, PartTold
    from ownpath.school.people.models import Person

ROWS_A_PAGE = 50
FIRST_ROWS = 4  # of a block, where all blocks are told
FIRST_PARTS = 4  # of what a block holds now
MOST_NAMED = 60  # of one change
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoChanged:
    """One student of a change, and where the page says why."""

    name: str
    why_url: str  # "" where nothing is planned now


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencePart:
    """What a block holds now, and for whom of those who had the same before."""

    after: str
    n: str  # how many, in words
    students: tuple[WhoChanged, ...]  # as many as are told by name
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow:
    """One block that held the same before, for one student or for many."""

    title: str  # the name of the one, or how many
    number: int  # of the block
    block: str
    before: str
    parts: tuple[DifferencePart, ...]
    is_of_one: bool
    more_url: str = ""  # on the last line of a block that has more: all of that block
    n_more: int = 0

    @property
    def first_parts(self) -> tuple[DifferencePart, ...]:
        """What most have now."""
        return self.parts[: _first(len(self.parts), FIRST_PARTS)]

    @property
    def further_parts(self) -> tuple[DifferencePart, ...]:
        """What others have now, folded away."""
        return self.parts[len(self.first_parts) :]

    @property
    def why_url(self) -> str:
        """Where the page says why, of one student."""
        return self.parts[0].students[0].why_url if self.is_of_one else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencePage:
    """What one plan has otherwise than another."""

    campus: str
    day: date
    block: str  # the one that is told; "" where all are
    sentence: str
    back: str
    back_label: str
    rows: tuple[DifferenceRow, ...]
    pages: Page[Change] | None  # of one block

    @property
    def where(self) -> str:
        """At which campus, and in which block where one is told."""
        return " · ".join(filter(None, (self.campus, self.block)))


def build_difference(
    *,
    viewer: Person,
    campus: UUID,
    day: date,
    plan: UUID,
    block: int,
    page: int,
    today: date,
    now: datetime,
    language: str,
) -> DifferencePage:
    """Gather what a plan has otherwise than what is published, or than the plan it follows.

    `block` is the place of one block, from 1, to tell all of; 0 tells the first changes of each.
    """
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
    own = [change for change in found.changes if change.block == block - 1]
    pages = Paginator(own, ROWS_A_PAGE).get_page(min(page, MOST_PAGES)) if block else None
    shown = list(pages.object_list) if pages else _first_of_each(found.changes)
    told = tell_changes(plan=one, against=against, changes=shown)
    rows = _rows(viewer, place.uuid, one, told, today, now, language)
    whole = reverse("leader:difference", args=[place.uuid, day, plan])
    return DifferencePage(
        campus=place.name,
        day=day,
        block=rows[0].block if block and rows else "",
        sentence=_difference_of_block(sum(change.n for change in own))
        if block
        else _difference(found.n_cells, found.n_same),
        back=whole if block else reverse("leader:day", args=[place.uuid, day]),
        back_label=_("What is different") if block else date_format(day, "l").capitalize(),
        rows=rows if block else _with_more(rows, shown, found.changes, whole),
        pages=pages,
    )


def _first(n: int, few: int) -> int:
    """Return how many of some are told at once: the first few, and one more rather than a fold for it alone.

    >>> [_first(n, 4) for n in (3, 4, 5, 6)]
    [3, 4, 5, 4]
    """
    return n if n <= few + 1 else few


def _first_of_each(changes: Sequence[Change]) -> list[Change]:
    """Return the first changes of each block, those of most students."""
    found: list[Change] = []
    for _block, own in groupby(changes, key=lambda one: one.block):
        all_of_it = list(own)
        found += all_of_it[: _first(len(all_of_it), FIRST_ROWS)]
    return found


def _with_more(
    rows: Sequence[DifferenceRow],
    shown: Sequence[Change],
    changes: Sequence[Change],
    whole: str,
) -> tuple[DifferenceRow, ...]:
    """Return lines with, on the last of each block, how many more there are and where."""
    n_by_block = Counter(one.block for one in changes)
    n_by_block.subtract(one.block for one in shown)
    last = {row.number: place for place, row in enumerate(rows)}
    return tuple(
        replace(row, n_more=n_by_block[row.number], more_url=f"{whole}?block={row.number + 1}")
        if last[row.number] == place and n_by_block[row.number]
        else row
        for place, row in enumerate(rows)
    )


def _difference(n: int, n_same: int) -> str:
    if not n:
        return _("No block is different: the two plans are the same.")
    return ngettext(
        "%(n)s block is different, %(same)s stay as they were.",
        "%(n)s blocks are different, %(same)s stay as they were.",
        n,
    ) % {"n": f"{n:,}", "same": f"{n_same:,}"}


def _difference_of_block(n: int) -> str:
    return ngettext(
        "%(n)s student has something else in this block.",
        "%(n)s students have something else in this block.",
        n,
    ) % {"n": f"{n:,}"}


def _rows(
    viewer: Person,
    campus: UUID,
    plan: DayPlan,
    told: Sequence[ChangeTold],
    today: date,
    now: datetime,
    language: str,
) -> tuple[DifferenceRow, ...]:
    """Lay out changes; of each those students are named whom the viewer may see, and no more than fit."""
    ids = {student.pk for one in told for part in one.parts for student in part.students}
    visible = visible_students(viewer=viewer, aspect=Aspect.LEARNING, today=today)
    seen = frozenset(visible.filter(pk__in=ids).values_list("pk", flat=True))
    note_reads(by=viewer, about=seen, deed="read.difference", now=now)
    blocks = {block.number: block.name for block in rings_of(plan).blocks}
    rows = []
    for one in told:
        parts = [
            (part, [student for student in part.students if student.pk in seen])
            for part in one.parts
        ]
        people = [student for _part, theirs in parts for student in theirs]
        if people:
            n = len(people)
            rows.append(
                DifferenceRow(
                    title=people[0].full_name if n == 1 else tell_students(n),
                    number=one.block,
                    block=blocks.get(one.block, str(one.block + 1)),
                    before=tell_cell(one.before, language, is_away=one.were_away),
                    parts=tuple(
                        _part(campus, plan, one.block, part, theirs, language)
                        for part, theirs in parts
                        if theirs
                    ),
                    is_of_one=n == 1,
                )
            )
    return tuple(rows)


def _part(
    campus: UUID,
    plan: DayPlan,
    block: int,
    told: PartTold,
    students: Sequence[Person],
    language: str,
) -> DifferencePart:
    def who(student: Person) -> WhoChanged:
        asked = [campus, plan.day, plan.uuid, student.uuid, block]
        why_url = reverse("leader:why", args=asked) if told.after else ""
        return WhoChanged(name=student.full_name, why_url=why_url)

    shown = students[:MOST_NAMED]
    return DifferencePart(
        after=tell_cell(told.after, language, is_away=told.are_away),
        n=tell_students(len(students)),
        students=tuple(map(who, shown)),
        n_more=len(students) - len(shown),
    )


def tell_students(n: int) -> str:
    """Say a number of students."""
    return ngettext("%(n)d student", "%(n)d students", n) % {"n": n}


def tell_cell(cell: CellLine | None, language: str, *, is_away: bool = False) -> str:
    """Say in one line what a block holds: what, with whom, where; or that whose it is is not here."""
    if cell is None:
        return _("not at school") if is_away else _("nothing")
    parts = (
        spoken(cell.title, language),
        cell.adult.full_name if cell.adult else "",
        cell.room,
    )
    return " · ".join(part for part in parts if part)
