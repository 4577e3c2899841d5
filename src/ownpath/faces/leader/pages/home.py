"""The first page of a leader: who still waits, each campus in four numbers, what the office still has to look at."""

from __future__ import annotations

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
)
from ownpath.faces.leader.pages.waiting import sentence_of
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
    n_problems: int
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """What a leader sees first."""

    waiting: str  # who still waits for a whole day; empty before a school day was closed
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
    return HomePage(
        waiting=sentence_of(campuses=campuses, today=today),
        sentence=sentence(facts, {campus.pk: campus.name for campus in campuses}),
        campuses=tuple(_card(campus, facts[campus.pk], now) for campus in campuses),
        imports=_imports(viewer),
    )


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
    return tuple(_import(one) for one in found if one.problems)[:MOST_IMPORTS]


def _import(one: RosterImport) -> ImportLine:
    return ImportLine(
        name=one.file_name,
        planned_at=one.planned_at,
        n_problems=len(one.problems),
        who=one.planned_by.full_name if one.planned_by else "",
    )
