"""Who is still waiting for a whole day: one sentence, fields of flowers by campus and grade, and the list to act on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ownpath.errors import NotFound
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.faces.leader.pages.figures import told
from ownpath.kit.flower_field import Bloom, Counts, students_each
from ownpath.school.days.queries import waiting_fields, waiting_lines, waiting_rows
from ownpath.school.days.queries.programs import OFF_SCREENS, OWED, SPANISH
from ownpath.school.days.queries.words import tell_grade as tell_grade
from ownpath.school.people.queries import Aspect, campuses_led, visible_students
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import DayRecord
    from ownpath.school.days.queries import WaitingField, WaitingLine
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
class GradeField:
    """One grade of one campus as a field."""

    name: str
    counts: Counts  # empty where the group is too small to be told
    each: int  # for how many students one flower stands
    href: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusField:
    """One campus: its fields by grade."""

    name: str
    grades: tuple[GradeField, ...]
    promises_url: str
    sections_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage:
    """Who is still waiting."""

    sentence: str
    is_empty: bool
    campuses: tuple[CampusField, ...]

    @property
    def fields(self) -> tuple[Counts, ...]:
        """All fields, to draw their kinds of flowers once."""
        return tuple(grade.counts for campus in self.campuses for grade in campus.grades)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingGroup:
    """One class or program in the list."""

    name: str
    part: str
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


def build_waiting(*, viewer: Person, today: date) -> WaitingPage:
    """Gather the fields of every campus the viewer leads."""
    led = campuses_led(leader=viewer, today=today)
    fields = waiting_fields(campuses=led, day=today)
    closed = [one for one in led if one.pk in fields]
    return WaitingPage(
        sentence=tell_waiting([(one.name, fields[one.pk].lines) for one in closed]),
        is_empty=not closed,
        campuses=tuple(_campus(one, fields[one.pk]) for one in closed),
    )


def tell_waiting(campuses: Sequence[tuple[str, Sequence[WaitingLine]]]) -> str:
    """Say the one thing to know: how many wait too long, and where most of them are."""
    everyone = sum(line.n_students for _name, lines in campuses for line in lines)
    waiting = sum(line.n_waiting for _name, lines in campuses for line in lines)
    if not everyone:
        return _("No school day has been closed yet.")
    if not waiting:
        return _("Nobody has waited more than ten school days for a whole day.")
    said = ngettext(
        "%(n)s of %(of)s students has waited more than ten school days for a whole day",
        "%(n)s of %(of)s students have waited more than ten school days for a whole day",
        max(waiting, 2),
    ) % {"n": told(waiting, of=everyone).capitalize(), "of": told(everyone, of=everyone)}
    most = _most(campuses)
    if most is None:
        return _("%(said)s.") % {"said": said}
    place, grade = most
    return _("%(said)s; most in %(grade)s at %(place)s.") % {
        "said": said,
        "grade": tell_grade(grade),
        "place": place,
    }


def _most(campuses: Sequence[tuple[str, Sequence[WaitingLine]]]) -> tuple[str, str] | None:
    """Return the place and grade where most wait; None where every group is too small to be named."""
    found = [
        (line.n_waiting, name, line.name)
        for name, lines in campuses
        for line in lines
        if not line.is_hidden and line.n_waiting
    ]
    return max(found)[1:] if found else None


def _campus(campus: Campus, field: WaitingField) -> CampusField:
    return CampusField(
        name=campus.name,
        grades=tuple(
            _grade(campus, line, field.flowers.get(line.name, {}))
            for line in sorted(field.lines, key=lambda line: (line.name != "KG", line.name))
        ),
        promises_url=reverse("leader:promises", args=[campus.uuid]),
        sections_url=reverse("leader:waiting_groups", args=[campus.uuid]),
    )


def _grade(
    campus: Campus,
    line: WaitingLine,
    flowers: Mapping[tuple[frozenset[str], frozenset[str]], int],
) -> GradeField:
    counts: Counts = {}
    if not line.is_hidden:
        counts = {Bloom(promised, kept): n for (promised, kept), n in flowers.items()}
    return GradeField(
        name=tell_group("grade", line.name),
        counts=counts,
        each=students_each(sum(counts.values())),
        href=rows_url(campus, "grade", line.name),
        note=_part(line),
    )


def _part(line: WaitingLine) -> str:
    """Return how many of a group wait too long; groups and parts under ten are not told apart."""
    if line.is_hidden:
        return _("fewer than 10 students; not told apart")
    if line.n_waiting == 0:
        return _("nobody waits more than ten days")
    return _("%(n)s of %(of)s wait more than ten days") % {
        "n": told(line.n_waiting, of=line.n_students),
        "of": told(line.n_students, of=line.n_students),
    }


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
            part=_part(line),
            longest="" if line.is_hidden else tell_days(line.longest),
            href=rows_url(place, by, line.name),
        )
        for line in sorted(lines, key=lambda one: (one.is_hidden, -one.n_waiting, one.name))
    )


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
