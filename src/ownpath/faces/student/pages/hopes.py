"""My hopes: cards I pick or write, and what each has already changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.kit.context import EARLY_GRADES
from ownpath.school.curriculum.queries import themes
from ownpath.school.curriculum.words import say
from ownpath.school.plans.queries import offers_since
from ownpath.school.voice.queries import hopes_of

if TYPE_CHECKING:
    from ownpath.school.curriculum.models import Theme
    from ownpath.school.people.models import Person
    from ownpath.school.plans.models import Offer
    from ownpath.school.voice.models import Hope

DAYS_OF_A_WEEK = 7
MOST_TITLES = 3
FIRST_PICKS = 12
FIRST_PICKS_EARLY = 3
N_TONES = 6
ICONS = {"interest": "heart", "hope": "flag"}
KINDS = (("interest", _("What I love")), ("hope", _("Who I want to be")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One of my hopes or interests, and what it changed this week."""

    uuid: UUID
    words: str
    kind: str
    tone: int
    n_changed: int
    changed: tuple[str, ...]
    is_own_words: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A theme one can pick with one tap."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One kind of cards: mine, those to pick from, and a line to write on."""

    kind: str
    title: str
    icon: str
    mine: tuple[Card, ...]
    picks: tuple[Pick, ...]
    more: tuple[Pick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyHopes:
    """The whole page; `taken` is a card just taken away, with the way back."""

    shelves: tuple[Shelf, ...]
    taken: UUID | None


def build_my_hopes(
    *,
    student: Person,
    today: date,
    language: str,
    taken: UUID | None = None,
) -> MyHopes:
    """Read my cards, what they changed, and what can be picked."""
    hopes = hopes_of(student=student)
    offers = offers_since(student=student, since=today - timedelta(days=DAYS_OF_A_WEEK - 1))
    changed = _changed_by_hope(offers, language)
    n_first = FIRST_PICKS_EARLY if student.grade in EARLY_GRADES else FIRST_PICKS
    shelves = []
    for kind, title in KINDS:
        mine = [hope for hope in hopes if hope.kind == kind]
        held = {hope.theme_id for hope in mine}
        picks = [_pick(one, language) for one in themes(kind=kind) if one.pk not in held]
        picks.sort(key=lambda pick: pick.name.casefold())
        cards = tuple(_card(hope, changed, language) for hope in mine)
        first, more = tuple(picks[:n_first]), tuple(picks[n_first:])
        shelf = Shelf(
            kind=kind, title=str(title), icon=ICONS[kind], mine=cards, picks=first, more=more
        )
        shelves.append(shelf)
    return MyHopes(shelves=tuple(shelves), taken=taken)


def _changed_by_hope(offers: list[Offer], language: str) -> dict[int, Counter[str]]:
    """Return, by hope, the titles of what was offered because of it: made and shown."""
    found: dict[int, Counter[str]] = {}
    for offer in offers:
        hope = offer.reason.get("hope")
        if isinstance(hope, int) and offer.shown_at is not None:
            title = say(offer.activity.words, "title", language) or offer.activity.code
            found.setdefault(hope, Counter())[title] += 1
    return found


def _card(hope: Hope, changed: Mapping[int, Counter[str]], language: str) -> Card:
    titles = changed.get(hope.pk, Counter())
    words = say(hope.theme.words, "name", language) if hope.theme else ""
    return Card(
        uuid=hope.uuid,
        words=hope.words or words or "…",
        kind=hope.kind,
        tone=hope.pk % N_TONES + 1,
        n_changed=len(titles),
        changed=tuple(titles)[:MOST_TITLES],
        is_own_words=bool(hope.words),
    )


def _pick(theme: Theme, language: str) -> Pick:
    return Pick(slug=theme.slug, name=say(theme.words, "name", language) or theme.slug)
