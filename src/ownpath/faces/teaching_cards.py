"""The cards of a competency as a teacher reads and prints them: lessons for a small group, and projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from ownpath.engine.items import render_text
from ownpath.school.curriculum.queries import TeachingCard, cards_of, get_seen_competency
from ownpath.school.curriculum.words import say

if TYPE_CHECKING:
    from ownpath.faces.guard import SeenRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a child may say, what it means, and what to answer."""

    say: str
    means: str
    respond: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts that belong together: a role and its deed, a question and what to look for."""

    first: str
    second: str
    minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """One card; every text is HTML."""

    title: str
    is_project: bool
    minutes: int
    group_min: int
    group_max: int
    goal: str
    launch: str
    product: str
    share: str
    materials: tuple[str, ...]
    steps: tuple[Pair, ...]
    questions: tuple[str, ...]
    choices: tuple[str, ...]
    listen_for: tuple[Heard, ...]
    exit_check: tuple[Pair, ...]
    roles: tuple[Pair, ...]
    rubric: tuple[tuple[str, tuple[str, ...]], ...]


def show_cards(request: SeenRequest, competency: UUID, *, back: str) -> HttpResponse:
    """Show the cards of a competency, ready to print."""
    found = get_seen_competency(uuid=competency, district_id=request.user.district_id)
    language = "es" if (request.GET.get("language") or request.spoken) == "es" else "en"
    cards = cards_of(competency=found, language=language)
    told = {
        "cards": [view_card(card, language) for card in cards],
        "code": found.code or found.identifier,
        "short": say(found.words, "short", language) or found.code,
        "statement": say(found.words, "statement", language),
        "language": language,
        "back": back,
    }
    return render(request, "kit/teaching_cards.html", told)


def view_card(card: TeachingCard, language: str) -> CardView:
    """Return a card with its texts as HTML; the engine escapes them."""

    def html(text: object) -> str:
        return render_text(str(text), language)[0] if text else ""

    words = card.words
    return CardView(
        title=str(words.get("title", "")),
        is_project=card.is_project,
        minutes=card.minutes,
        group_min=card.group_min,
        group_max=card.group_max,
        goal=html(words.get("goal") or words.get("summary")),
        launch=html(words.get("launch")),
        product=html(words.get("product")),
        share=html(words.get("share")),
        materials=tuple(map(html, words.get("materials", ()))),
        steps=tuple(_step(one, html) for one in words.get("steps", ())),
        questions=tuple(map(html, words.get("questions", ()))),
        choices=tuple(map(html, words.get("choices", ()))),
        listen_for=tuple(
            Heard(**{name: html(one.get(name)) for name in ("say", "means", "respond")})
            for one in words.get("listen_for", ())
        ),
        exit_check=_pairs(words, "exit_check", ("ask", "look_for"), html),
        roles=_pairs(words, "roles", ("name", "does"), html),
        rubric=tuple(
            (html(one.get("criterion")), tuple(map(html, one.get("levels", ()))))
            for one in words.get("rubric", ())
        ),
    )


Html = Callable[[object], str]


def _step(one: object, html: Html) -> Pair:
    if not isinstance(one, Mapping):
        return Pair(first="", second=html(one))
    minutes = one.get("minutes")
    return Pair(
        first=html(one.get("title")),
        second=html(one.get("text")),
        minutes=minutes if isinstance(minutes, int) else 0,
    )


def _pairs(
    words: Mapping[str, Any], key: str, names: tuple[str, str], html: Html
) -> tuple[Pair, ...]:
    return tuple(
        Pair(first=html(one.get(names[0])), second=html(one.get(names[1])))
        for one in words.get(key, ())
    )
