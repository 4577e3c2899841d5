"""Visits: who comes to see what in whose class, and what was learned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.faces.leader.pages.practices import StepButton, may_write, practice_tabs
from ownpath.kit.navigation import TabItem
from ownpath.school.change.queries.practices import cards_of, words_of
from ownpath.school.change.queries.spreading import visits_of
from ownpath.school.change.states import VISIT
from ownpath.school.people.directory import own_district

if TYPE_CHECKING:
    from ownpath.school.change.models import PracticeCard, Visit
    from ownpath.school.people.models import Person

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One visit."""

    title: str
    who: str
    day: str
    state: str
    is_open: bool
    note: str
    learned: str
    steps: tuple[StepButton, ...]
    learned_url: str  # where what was learned is written down; "" while it cannot be


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsPage:
    """All visits, those that wait first."""

    tabs: tuple[TabItem, ...]
    sentence: str
    lines: tuple[VisitLine, ...]
    pages: Page[Visit]
    may_ask: bool
    has_cards: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedPage:
    """One visit, to write down what was learned."""

    title: str
    who: str
    day: str


def build_visits(*, viewer: Person, page: int, today: date, language: str) -> VisitsPage:
    """Gather the visits of the viewer's district."""
    district = own_district(viewer=viewer)
    visits = visits_of(district=district)
    asked = sum(one.state == "asked" for one in visits)
    writes = may_write(viewer, today)
    pages = Paginator(visits, ON_A_PAGE).get_page(page)
    return VisitsPage(
        tabs=practice_tabs(),
        sentence=ngettext(
            "%(n)s visit waits for an answer.", "%(n)s visits wait for an answer.", asked
        )
        % {"n": asked}
        if asked
        else _("Nobody waits for an answer."),
        lines=tuple(_line(one, today, language, may_move=writes) for one in pages),
        pages=pages,
        may_ask=writes,
        has_cards=bool(cards_to_visit(viewer=viewer, language=language)) if writes else False,
    )


def cards_to_visit(*, viewer: Person, language: str) -> dict[str, tuple[str, PracticeCard]]:
    """Return the practices that can be visited, by uuid, with their titles."""
    cards = cards_of(district=own_district(viewer=viewer), states=("endorsed", "single_site"))
    return {str(one.uuid): (words_of(one, language)["title"], one) for one in cards}


def _line(one: Visit, today: date, language: str, *, may_move: bool) -> VisitLine:
    steps = VISIT.deeds_from(state=one.state) if may_move else ()
    may_hold = any(step.deed == "hold" for step in steps) and one.visit_on <= today
    return VisitLine(
        title=words_of(one.card, language)["title"],
        who=_who(one),
        day=date_format(one.visit_on, "DATE_FORMAT"),
        state=capfirst(str(one.get_state_display())),
        is_open=one.state in {"asked", "agreed"},
        note=one.note,
        learned=one.learned,
        steps=tuple(
            StepButton(
                name=step.deed,
                words=capfirst(str(step.words)),
                href=reverse("leader:visit_move", args=[one.uuid, step.deed]),
            )
            for step in steps
            if step.deed != "hold"
        ),
        learned_url=reverse("leader:visit", args=[one.uuid]) if may_hold else "",
    )


def _who(one: Visit) -> str:
    return _("%(guest)s visits %(host)s") % {
        "guest": one.guest.full_name,
        "host": one.host.full_name,
    }


def build_learned(*, visit: Visit, language: str) -> LearnedPage:
    """Lay out one visit."""
    return LearnedPage(
        title=words_of(visit.card, language)["title"],
        who=_who(visit),
        day=date_format(visit.visit_on, "DATE_FORMAT"),
    )
