"""The rows behind one number of one campus: names only of those the viewer may see, counts by section otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.errors import NotFound
from ownpath.faces.leader.pages.figures import KINDS, CampusFacts, gather, told
from ownpath.faces.leader.pages.home import labels
from ownpath.school.curriculum.words import say
from ownpath.school.mastery.queries import open_flags
from ownpath.school.people.queries import (
    Aspect,
    campuses_led,
    sections_of_students,
    visible_students,
)
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

ROWS_A_PAGE = 50
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line behind a number."""

    name: str
    what: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPage:
    """What stands behind one number."""

    campus: str
    title: str
    number: str
    note: str
    rows: tuple[Row, ...]
    pages: Page[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    viewer: Person
    campus: Campus
    facts: CampusFacts
    today: date
    now: datetime
    language: str


def build_rows(
    *,
    viewer: Person,
    kind: str,
    campus: UUID,
    page: int,
    today: date,
    now: datetime,
    language: str,
) -> RowsPage:
    """Gather the rows behind one number of one campus the viewer leads."""
    place = _find(viewer, kind, campus, today)
    facts = gather(campuses=[place], today=today, now=now)[place.pk]
    wanted = _Wanted(
        viewer=viewer, campus=place, facts=facts, today=today, now=now, language=language
    )
    rows, note = _ROWS_OF[kind](wanted)
    shown = Paginator(rows, ROWS_A_PAGE).get_page(min(page, MOST_PAGES))
    return RowsPage(
        campus=place.name,
        title=labels()[kind],
        number=told(facts.count(kind), of=facts.count("students")),
        note=note,
        rows=tuple(shown.object_list),
        pages=shown,
    )


def _find(viewer: Person, kind: str, campus: UUID, today: date) -> Campus:
    led = {one.uuid: one for one in campuses_led(leader=viewer, today=today)}
    if kind not in KINDS or campus not in led:
        raise NotFound(
            _("There is no such number at your campuses."),
            next_step=_("Pick one from your first page."),
        )
    return led[campus]


def _by_section(wanted: _Wanted, students: Iterable[int]) -> tuple[list[Row], str]:
    ids = set(students)
    everyone = sections_of_students(
        student_ids=wanted.facts.students, campus=wanted.campus, today=wanted.today
    )
    rows = [
        Row(name=title, what=_part(len(members & ids), of=len(members)), since="")
        for title, members in everyone.items()
        if members & ids
    ]
    return rows, _(
        "By class. A student in two classes stands in both. Small groups are not told apart."
    )


def _part(n: int, *, of: int) -> str:
    shown = told(n, of=of)
    if n == of or not shown[0].isdigit():
        return shown
    return _("%(n)s of %(of)s") % {"n": shown, "of": told(of, of=of)}


def _students(wanted: _Wanted) -> tuple[list[Row], str]:
    return _by_section(wanted, wanted.facts.students)


def _practiced(wanted: _Wanted) -> tuple[list[Row], str]:
    return _by_section(wanted, wanted.facts.practiced)


def _stuck(wanted: _Wanted) -> tuple[list[Row], str]:
    """Name those the viewer may see; each look is noted."""
    stuck = {student for student, _opened in wanted.facts.flags}
    seen = set(
        visible_students(viewer=wanted.viewer, aspect=Aspect.LEARNING, today=wanted.today)
        .filter(pk__in=stuck)
        .values_list("pk", flat=True)
    )
    if seen != stuck:
        return _by_section(wanted, stuck)
    note_reads(by=wanted.viewer, about=seen, deed="read.stuck", now=wanted.now)
    rows = [
        Row(
            name=flag.student.full_name,
            what=say(flag.competency.words, "short", wanted.language) or flag.competency.code,
            since=timesince(flag.opened_at, wanted.now, depth=1),
        )
        for flag in open_flags(student_ids=seen)
    ]
    return rows, _("The longest wait first. A teacher or counselor going there clears it.")


def _messages(wanted: _Wanted) -> tuple[list[Row], str]:
    """Count by the adult who was written to: what was written is not a leader's to read."""
    waiting: dict[tuple[int, str], list[datetime]] = {}
    for _about, receiver, name, sent_at in wanted.facts.messages:
        waiting.setdefault((receiver, name), []).append(sent_at)
    rows = [
        Row(
            name=name,
            what=ngettext("%(n)d message", "%(n)d messages", len(times)) % {"n": len(times)},
            since=timesince(times[0], wanted.now, depth=1),
        )
        for (_receiver, name), times in waiting.items()
    ]
    return rows, _("By the person who was written to. What was written stays between them.")


_ROWS_OF = {
    "students": _students,
    "practiced": _practiced,
    "stuck": _stuck,
    "messages": _messages,
}
