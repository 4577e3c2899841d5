"""The practice cards of a district as a list, the endorsed ones first, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.faces.leader.pages.practices import (
    SHAPES,
    may_write,
    practice_tabs,
    tell_counts,
)
from ownpath.kit.navigation import TabItem
from ownpath.school.change.queries.practices import (
    NO_EVIDENCE,
    CardEvidence,
    cards_of,
    evidence_by_card,
    words_of,
)
from ownpath.school.change.states import CARD
from ownpath.school.people.directory import own_district

if TYPE_CHECKING:
    from ownpath.school.change.models import PracticeCard
    from ownpath.school.people.models import Person

GROUPS: Final = ("endorsed", "single_site", "draft", "retired")
CARDS_A_PAGE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """One card in the list."""

    title: str
    for_whom: str
    evidence: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardGroup:
    """The cards of one state."""

    name: str
    shape: str
    note: str
    lines: tuple[CardLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsPage:
    """All practice cards."""

    tabs: tuple[TabItem, ...]
    sentence: str
    groups: tuple[CardGroup, ...]  # of this page of the list
    pages: Page[PracticeCard]
    may_write: bool


def build_cards(*, viewer: Person, page: int, today: date, language: str) -> CardsPage:
    """Gather a page of the cards of the viewer's district with what they rest on; nine queries."""
    district = own_district(viewer=viewer)
    cards = cards_of(district=district)
    pages = Paginator(cards, CARDS_A_PAGE).get_page(page)
    shown = list(pages.object_list)
    evidence = evidence_by_card(cards=shown, language=language)
    return CardsPage(
        tabs=practice_tabs(),
        sentence=_sentence(cards),
        groups=tuple(
            _group(state, own, evidence, language)
            for state in GROUPS
            if (own := [one for one in shown if one.state == state])
        ),
        pages=pages,
        may_write=may_write(viewer, today),
    )


def _group(
    state: str,
    cards: Sequence[PracticeCard],
    evidence: Mapping[int, CardEvidence],
    language: str,
) -> CardGroup:
    return CardGroup(
        name=capfirst(str(CARD.states[state])),
        shape=SHAPES[state],
        note=_note(state),
        lines=tuple(_line(one, evidence, language) for one in cards),
    )


def _sentence(cards: list[PracticeCard]) -> str:
    n = sum(one.state == "endorsed" for one in cards)
    single = sum(one.state == "single_site" for one in cards)
    if not cards:
        return _("Nothing is written down yet.")
    if not n:
        return _("No practice has lived two cycles in two classrooms yet.")
    endorsed = ngettext(
        "%(n)s practice stands on two classrooms or more",
        "%(n)s practices stand on two classrooms or more",
        n,
    ) % {"n": n}
    more = ngettext("%(n)s on a single site.", "%(n)s on a single site.", single) % {
        "n": single
    }
    return f"{endorsed}; {more}"


def _note(state: str) -> str:
    return {
        "endorsed": _("Two whole cycles in each of two classrooms."),
        "single_site": _("Promising, not proven."),
        "draft": _("Seen by leaders only."),
        "retired": _("Kept to remember."),
    }[state]


def _line(one: PracticeCard, evidence: Mapping[int, CardEvidence], language: str) -> CardLine:
    said = words_of(one, language)
    return CardLine(
        title=said["title"],
        for_whom=said["for_whom"],
        evidence=tell_counts(evidence.get(one.pk, NO_EVIDENCE)),
        href=reverse("leader:practice", args=[one.uuid]),
    )
