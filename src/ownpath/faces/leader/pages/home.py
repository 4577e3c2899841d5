"""The first page of a leader: who still waits, each campus in four numbers, what the office still has to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.figures import (
    KINDS,
    CampusFacts,
    gather,
    is_hidden,
    sentence,
    told,
    who_waits,
)
from ownpath.faces.leader.pages.waiting import sentence_of
from ownpath.interchange.problems import Weight
from ownpath.school.days.queries import has_planned
from ownpath.school.people.queries import campuses_led, recent_imports

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person, RosterImport

MOST_IMPORTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number with its words and the way to its rows."""

    kind: str
    label: str
    number: str
    is_hidden: bool  # a small group: no number is told
    more: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusCard:
    """One campus in numbers."""

    name: str
    figures: tuple[Figure, ...]
    is_empty: bool  # nobody is enrolled: four zeros would tell nothing
    setup_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLine:
    """One roster import with something to look at."""

    name: str
    planned_at: datetime
    n_problems: int  # rows left out; what was only noted is no problem of a leader's
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """What a leader sees first."""

    day: date
    waiting: str  # who still waits for a whole day; empty before a school day was closed
    not_yet: str  # why nobody can wait yet; empty once a school day was closed
    is_planned: bool  # a day was published at some campus, ever
    sentence: str
    campuses: tuple[CampusCard, ...]
    imports: tuple[ImportLine, ...]


def labels() -> dict[str, str]:
    """Return what each number is called."""
    return {
        "students": _("Students enrolled"),
        "practiced": _("Showed something in 7 days"),
        "stuck": _("Stuck, waiting for a person"),
        "messages": _("Messages unanswered past 3 school days"),
    }


def build_home(*, viewer: Person, today: date, now: datetime) -> HomePage:
    """Gather the numbers of every campus the viewer leads."""
    campuses = campuses_led(leader=viewer, today=today)
    facts = gather(campuses=campuses, today=today, now=now)
    names = {campus.pk: campus.name for campus in campuses}
    waiting = sentence_of(campuses=campuses, today=today)
    is_planned = bool(waiting) or has_planned(campuses=campuses)
    not_yet = "" if waiting else _before_a_day(facts, is_planned=is_planned)
    return HomePage(
        day=today,
        waiting=waiting,
        not_yet=not_yet,
        is_planned=is_planned,
        # Where nothing began, "nobody waits" would be praise for nothing.
        sentence=who_waits(facts, names) if not_yet else sentence(facts, names),
        campuses=tuple(_card(campus, facts[campus.pk], now) for campus in campuses),
        imports=_imports(viewer),
    )


def _before_a_day(facts: Mapping[int, CampusFacts], *, is_planned: bool) -> str:
    """Say why nobody can wait for a whole day yet; nothing where nobody is enrolled, which says it better."""
    if not any(one.count("students") for one in facts.values()):
        return ""
    if is_planned:
        return _("The first planned school day is not over yet.")
    return _("No school day has been planned yet.")


def _card(campus: Campus, facts: CampusFacts, now: datetime) -> CampusCard:
    names = labels()
    return CampusCard(
        name=campus.name,
        figures=tuple(
            Figure(
                kind=kind,
                label=names[kind],
                number=told(facts.count(kind), of=facts.count("students")),
                is_hidden=is_hidden(facts.count(kind), of=facts.count("students")),
                more=_more(facts.oldest(kind), now),
                href=reverse("leader:rows", args=[kind, campus.uuid]),
            )
            for kind in KINDS
        ),
        is_empty=not facts.count("students"),
        setup_url=reverse("leader:setup_campus", args=[campus.uuid]),
    )


def _more(oldest: datetime | None, now: datetime) -> str:
    if oldest is None:
        return ""
    return _("longest wait: %(ago)s") % {"ago": timesince(oldest, now, depth=1)}


def _imports(viewer: Person) -> tuple[ImportLine, ...]:
    if viewer.district is None:
        return ()
    found = recent_imports(district=viewer.district)
    lines = (_import(one, _n_left_out(one)) for one in found if _n_left_out(one))
    return tuple(lines)[:MOST_IMPORTS]


def _n_left_out(one: RosterImport) -> int:
    """Return how many problems cost a row or more: a note was read all the same."""
    return sum(problem.get("weight") != Weight.NOTE.value for problem in one.problems)


def _import(one: RosterImport, n_problems: int) -> ImportLine:
    return ImportLine(
        name=one.file_name,
        planned_at=one.planned_at,
        n_problems=n_problems,
        who=one.planned_by.full_name if one.planned_by else "",
    )
