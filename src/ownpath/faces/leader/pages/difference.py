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
from ownpath.school.days.queries import differing, get_plan, plans_of, tell_changes
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.people.queries import Aspect, visible_students
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.days.queries import CellLine, Change, ChangeTold, PartTold
    from ownpath.school.people.models import Person

ROWS_A_PAGE = 50
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
    block: str
    before: str
    parts: tuple[DifferencePart, ...]
    is_of_one: bool

    @property
    def why_url(self) -> str:
        """Where the page says why, of one student."""
        return self.parts[0].students[0].why_url if self.is_of_one else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencePage:
    """What one plan has otherwise than another."""

    campus: str
    day: date
    sentence: str
    back: str
    rows: tuple[DifferenceRow, ...]
    pages: Page[Change]


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
    shown = Paginator(found.changes, ROWS_A_PAGE).get_page(min(page, MOST_PAGES))
    told = tell_changes(plan=one, against=against, changes=list(shown.object_list))
    return DifferencePage(
        campus=place.name,
        day=day,
        sentence=_difference(found.n_cells, found.n_same),
        back=reverse("leader:day", args=[place.uuid, day]),
        rows=_rows(viewer, place.uuid, one, told, today, now, language),
        pages=shown,
    )


def _difference(n: int, n_same: int) -> str:
    if not n:
        return _("No block is different: the two plans are the same.")
    return ngettext(
        "%(n)s block is different, %(same)s stay as they were.",
        "%(n)s blocks are different, %(same)s stay as they were.",
        n,
    ) % {"n": f"{n:,}", "same": f"{n_same:,}"}


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
