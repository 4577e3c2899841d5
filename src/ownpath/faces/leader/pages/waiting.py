"""Who is still waiting for a whole day: one sentence, fields of flowers by campus and grade, and the list to act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.engine.small_groups import SMALLEST_GROUP, left_untold
from ownpath.faces.leader.pages.figures import told
from ownpath.faces.leader.pages.waiting_lists import rows_url, tell_group, tell_why_hidden
from ownpath.kit.flower_field import Bloom, Counts, students_each
from ownpath.school.days.queries import has_planned, waiting_fields
from ownpath.school.days.queries.words import tell_grade
from ownpath.school.people.queries import (
    campuses_led,
    grade_order,
)

if TYPE_CHECKING:
    from ownpath.school.days.queries import WaitingField, WaitingLine
    from ownpath.school.people.models import Campus, Person


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
    note: str  # how many wait, of all
    each: int  # for how many students one flower stands, where that is the same in all grades; else 0
    is_open: bool  # shown at once: the only campus, or the one where most wait
    grades: tuple[GradeField, ...]
    promises_url: str
    sections_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage:
    """Who is still waiting."""

    sentence: str
    is_empty: bool
    is_planned: bool  # a day was published at some campus, ever
    campuses: tuple[CampusField, ...]

    @property
    def is_one(self) -> bool:
        """Whether there is one campus only, which needs no folding."""
        return len(self.campuses) == 1

    @property
    def fields(self) -> tuple[Counts, ...]:
        """All fields, to draw their kinds of flowers once."""
        return tuple(grade.counts for campus in self.campuses for grade in campus.grades)


def build_waiting(*, viewer: Person, today: date) -> WaitingPage:
    """Gather the fields of every campus the viewer leads."""
    led = campuses_led(leader=viewer, today=today)
    fields = waiting_fields(campuses=led, day=today)
    closed = [one for one in led if one.pk in fields]
    return WaitingPage(
        sentence=_sentence(closed, fields),
        is_empty=not closed,
        is_planned=bool(closed) or not led or has_planned(campuses=led),
        campuses=_campuses(closed, fields),
    )


def sentence_of(*, campuses: Sequence[Campus], today: date) -> str:
    """Say who still waits at some campuses; nothing before a school day was closed there."""
    fields = waiting_fields(campuses=campuses, day=today)
    closed = [one for one in campuses if one.pk in fields]
    return _sentence(closed, fields) if closed else ""


def _sentence(closed: Sequence[Campus], fields: Mapping[int, WaitingField]) -> str:
    return tell_waiting([(one.name, fields[one.pk]) for one in closed])


def _campuses(
    closed: Sequence[Campus], fields: Mapping[int, WaitingField]
) -> tuple[CampusField, ...]:
    """Return the campuses, those open at once where most wait: a phone shows them one under another."""

    def n_told(one: Campus) -> int:
        return fields[one.pk].n_waiting - fields[one.pk].n_untold

    most = max(closed, key=n_told, default=None)
    return tuple(_campus(one, fields[one.pk], is_open=one is most) for one in closed)


def tell_waiting(campuses: Sequence[tuple[str, WaitingField]]) -> str:
    """Say the one thing to know: how many wait too long, and where most of them are."""
    fields = [field for _name, field in campuses]
    everyone = sum(field.n_students for field in fields)
    waiting = sum(field.n_waiting for field in fields)
    untold = left_untold(field.n_untold for field in fields)
    if not everyone:
        return _("No school day has been closed yet.")
    if not waiting:
        return _("Nobody has waited more than ten school days for a whole day.")
    said = ngettext(
        "%(n)s of %(of)s students has waited more than ten school days for a whole day",
        "%(n)s of %(of)s students have waited more than ten school days for a whole day",
        max(waiting, 2),
    ) % {
        "n": told(waiting, of=everyone, untold=untold).capitalize(),
        "of": told(everyone, of=everyone),
    }
    most = _most(campuses)
    if most is None:
        return _("%(said)s.") % {"said": said}
    place, grade = most
    if len(campuses) == 1:
        return _("%(said)s; most in %(grade)s.") % {"said": said, "grade": tell_grade(grade)}
    return _("%(said)s; most in %(grade)s at %(place)s.") % {
        "said": said,
        "grade": tell_grade(grade),
        "place": place,
    }


def _most(campuses: Sequence[tuple[str, WaitingField]]) -> tuple[str, str] | None:
    """Return the place and grade where most wait; None where no grade's number is told."""
    found = [
        (line.n_waiting, name, line.name)
        for name, field in campuses
        for line in field.lines
        if line.n_waiting >= SMALLEST_GROUP
    ]
    return max(found)[1:] if found else None


def _campus(campus: Campus, field: WaitingField, *, is_open: bool) -> CampusField:
    grades = tuple(
        _grade(campus, line, field.flowers.get(line.name, {}))
        for line in sorted(field.lines, key=lambda line: grade_order(line.name))
    )
    scales = {one.each for one in grades if one.counts}
    return CampusField(
        name=campus.name,
        note=_tell_part(field.n_waiting, field.n_students, untold=field.n_untold),
        each=scales.pop() if len(scales) == 1 else 0,
        is_open=is_open,
        grades=grades,
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
        return tell_why_hidden(line.n_students)
    return _tell_part(line.n_waiting, line.n_students)


def _tell_part(n_waiting: int, n_students: int, *, untold: int = 0) -> str:
    if n_waiting == 0:
        return _("nobody waits more than ten days")
    return _("%(n)s of %(of)s wait more than ten days") % {
        "n": told(n_waiting, of=n_students, untold=untold),
        "of": told(n_students, of=n_students),
    }
