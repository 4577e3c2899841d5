"""Who is still waiting, as lists: the classes and programs of a campus, and the students behind one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ownpath.engine.small_groups import SMALLEST_GROUP
from ownpath.errors import NotFound
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.faces.leader.pages.figures import rank, told
from ownpath.school.days.queries import waiting_lines, waiting_rows
from ownpath.school.days.queries.programs import OFF_SCREENS, OWED, SPANISH
from ownpath.school.days.queries.words import tell_grade
from ownpath.school.people.queries import Aspect, visible_students
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import DayRecord
    from ownpath.school.days.queries import WaitingLine
    from ownpath.school.people.models import Campus, Person

BY = ("grade", "section", "program")
PROGRAM_WORDS = {
    OWED: gettext_lazy("Owed something in every plan"),
    OFF_SCREENS: gettext_lazy("Kept away from screens"),
    SPANISH: gettext_lazy("Using Ownpath in Spanish"),
}
NAMELESS = "-"  # in an address
ROWS_A_PAGE = 50
GROUPS_A_PAGE = 30
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingGroup:
    """One class or program in the list."""

    name: str
    waiting: str  # "23 of 24", or that the group is too small
    longest: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingGroupsPage:
    """The classes and the programs of a campus, the one where most wait first."""

    campus: str
    groups: Page[WaitingGroup]
    programs: tuple[WaitingGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingStudent:
    """One student who waits."""

    name: str
    days: int
    promised: tuple[str, ...]
    kept: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRowsPage:
    """The students of one class, grade or program, the longest wait first; no names where they may not be seen."""

    campus: str
    name: str
    back: str
    is_hidden: bool
    students: tuple[WaitingStudent, ...]
    pages: Page[DayRecord]


def build_waiting_groups(
    *, viewer: Person, campus: UUID, page: int, today: date
) -> WaitingGroupsPage:
    """Gather the classes and programs of one campus, those where most wait first."""
    place, _led = find_led(leader=viewer, uuid=campus, today=today)
    return WaitingGroupsPage(
        campus=place.name,
        groups=Paginator(_lines(place, "section", today), GROUPS_A_PAGE).get_page(
            min(page, MOST_PAGES)
        ),
        programs=_lines(place, "program", today),
    )


def _lines(place: Campus, by: str, today: date) -> tuple[WaitingGroup, ...]:
    lines = waiting_lines(campus=place, day=today, by=by)
    return tuple(
        WaitingGroup(
            name=tell_group(by, line.name),
            waiting=_in_short(line),
            longest="" if line.is_hidden else f"{line.longest:,}",
            href=rows_url(place, by, line.name),
        )
        for line in sorted(lines, key=_order)
    )


def _order(line: WaitingLine) -> tuple[bool, int, str]:
    """Return the place of a line: where most wait first, as far as it is told."""
    return line.is_hidden, -rank(line.n_waiting, of=line.n_students), line.name


def _in_short(line: WaitingLine) -> str:
    """Return how many of a group wait too long, as it stands in a column that says so."""
    if line.is_hidden:
        return _("fewer than 10 students")
    return _("%(n)s of %(of)s") % {
        "n": told(line.n_waiting, of=line.n_students),
        "of": told(line.n_students, of=line.n_students),
    }


def tell_why_hidden(n_students: int) -> str:
    """Say why a group's figures are not shown: it is small, or a small one could be reckoned from it."""
    if n_students < SMALLEST_GROUP:
        return _("fewer than 10 students; not told apart")
    return _("not told apart, so that a small group beside it stays untold")


def rows_url(campus: Campus, by: str, name: str) -> str:
    """Return the address of the students behind a line; a grade or class the roster does not name has one too."""
    return reverse("leader:waiting_rows", args=[campus.uuid, by, name or NAMELESS])


def tell_group(by: str, name: str) -> str:
    """Say which grade, class or program a line is about."""
    if by == "grade":
        return tell_grade(name).capitalize() or _("No grade in the roster")
    said = str(PROGRAM_WORDS.get(name, name)) if by == "program" else name
    return said or _("A class without a name")


def tell_days(n: int) -> str:
    """Say a number of school days."""
    return ngettext("%(n)d school day", "%(n)d school days", n) % {"n": n}


def build_waiting_rows(
    *,
    viewer: Person,
    campus: UUID,
    by: str,
    name: str,
    page: int,
    today: date,
    now: datetime,
) -> WaitingRowsPage:
    """Gather the students behind one line; each look at a name is noted."""
    place, _led = find_led(leader=viewer, uuid=campus, today=today)
    if by not in BY:
        raise NotFound(_("There is no such list."), next_step=_("Go back to who is waiting."))
    name = "" if name == NAMELESS else name
    rows = waiting_rows(campus=place, day=today, by=by, name=name)
    shown = Paginator(rows, ROWS_A_PAGE).get_page(min(page, MOST_PAGES))
    seen = _seen(viewer, [row.student_id for row in shown.object_list], today)
    note_reads(by=viewer, about=seen, deed="read.waiting", now=now)
    students = tuple(
        WaitingStudent(
            name=row.student.full_name,
            days=row.waiting_days,
            promised=row.promised_names,
            kept=row.kept_names,
            href=reverse("leader:student_days", args=[place.uuid, row.student.uuid]),
        )
        for row in shown.object_list
        if row.student_id in seen
    )
    return WaitingRowsPage(
        campus=place.name,
        name=tell_group(by, name),
        back=reverse("leader:waiting")
        if by == "grade"
        else reverse("leader:waiting_groups", args=[place.uuid]),
        is_hidden=bool(rows) and not students,
        students=students,
        pages=shown,
    )


def _seen(viewer: Person, ids: Iterable[int], today: date) -> frozenset[int]:
    found = visible_students(viewer=viewer, aspect=Aspect.LEARNING, today=today)
    return frozenset(found.filter(pk__in=list(ids)).values_list("pk", flat=True))
