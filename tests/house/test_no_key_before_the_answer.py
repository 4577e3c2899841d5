"""No byte that leaves the server before an answer depends on the key.

The strongest form of "no key in the page": give an item another key, other errors, hints and solution, and the page
stays the same, byte for byte. So whatever a page holds beyond the prompt and its choices cannot tell right from wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml
from ada_practices import begin
from cast import NOW, Cast
from django.template.loader import render_to_string
from django.utils.translation import override
from kinds import KINDS, put_only, template_of
from morning import browser, forget

from ownpath.engine.items import (
    ItemDefinition,
    ItemInstance,
    instantiate,
    key_fields,
    read_definition,
    show,
)
from ownpath.engine.items.keys import (
    AlgebraicKey,
    ChosenKey,
    Key,
    MatchKey,
    NumericKey,
    OrderKey,
    Part,
    TextKey,
)
from ownpath.faces.student.pages.practice import Hints, Turn
from ownpath.faces.student.pages.tools import view_item
from ownpath.school.evidence.models import Question
from ownpath.school.evidence.queries import instance_of

PACK = (
    Path(__file__).resolve().parents[2]
    / "src"
    / "ownpath"
    / "content"
    / "starter-math"
    / "templates"
)
N_SEEDS = 200
SEEDS_A_TEMPLATE = 6
POISON = 7_654_321
POISONED = "poison-7654321"
A_UUID = UUID("00000000-0000-4000-8000-000000000000")
HX = {"HTTP_HX_REQUEST": "true"}
FIELDS_WE_SEND = {
    "csrfmiddlewaretoken",
    "attempt",
    "held_seconds",
    "waited_seconds",
    "kind",
    "offer",
    "replaces",
    "next",
    "language",
}
TELLTALES = re.compile(
    r"misconception|is_?correct|is_?right|data-key=\"(?![0-9./-]|back\"|next\"| × 10\^\")|data-right|feedback",
    re.I,
)


def read_all(data: list[dict[str, Any]], where: str) -> list[ItemDefinition]:
    """Return the definitions that can be read (whether all can is another test's question)."""
    found = (read_definition(one, where=where)[0] for one in data)
    return [one for one in found if one is not None]


@cache
def starter_pack() -> tuple[ItemDefinition, ...]:
    """Return every template of the starter pack."""
    made: list[ItemDefinition] = []
    for path in sorted(PACK.rglob("*.yaml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        made += read_all(said["templates"] if isinstance(said, dict) else said, path.name)
    return tuple(made)


def poisoned(instance: ItemInstance) -> ItemInstance:
    """Return the same item with another key, and nothing left of what is known about wrong answers."""
    parts = tuple(
        replace(
            part,
            key=_another_key(part),
            errors=(),
            choices=tuple(
                replace(one, misconception=POISONED, feedback=None) for one in part.choices
            ),
            targets=tuple(
                replace(one, misconception=POISONED, feedback=None) for one in part.targets
            ),
        )
        for part in instance.parts
    )
    return replace(instance, parts=parts, seed=POISON)


def _another_key(part: Part) -> Key:
    match part.key:
        case NumericKey():
            return replace(part.key, values=(POISON,), simplest=not part.key.simplest)
        case AlgebraicKey():
            return replace(part.key, source=f"{POISON}x")
        case ChosenKey():
            return ChosenKey(right=frozenset(one.id for one in part.choices) - part.key.right)
        case OrderKey():
            return OrderKey(order=tuple(reversed(part.key.order)))
        case MatchKey():
            lefts, rights = list(part.key.pairs), list(part.key.pairs.values())
            return MatchKey(pairs=dict(zip(lefts, [*rights[1:], rights[0]], strict=True)))
        case TextKey():
            return replace(part.key, accepted=frozenset({POISONED}), shown=POISONED)


def page_of(instance: ItemInstance, language: str) -> str:
    """Return the bytes of a question before its answer."""
    item = view_item(show(instance, language=language))
    turn = Turn(
        sitting=A_UUID,
        number=1,
        n_planned=5,
        dots=(),
        question=A_UUID,
        attempt=A_UUID,
        item=item,
        hints=Hints(question=A_UUID, htmls=(), n_all=item.n_hints),
        is_closed=False,
        is_finished=False,
        reply=None,
        solution=None,
        offer=None,
        signals=(),
        can_go_further=False,
        waited_seconds=0,
    )
    with override(language):
        return str(render_to_string("student/parts/turn.html", {"turn": turn}))


class Markup(HTMLParser):
    """What stands in a page besides words: comments, scripts, hidden fields, and the shape of each option."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.comments: list[str] = []
        self.scripts: list[dict[str, str]] = []
        self.hidden: list[tuple[str, str]] = []
        self.options: list[tuple[str, tuple[str, ...]]] = []
        self.feed(html)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "script":
            self.scripts.append(named)
        if named.get("type") == "hidden":
            self.hidden.append((named.get("name", ""), named.get("value", "")))
        if named.get("type") in {"radio", "checkbox"} or (
            tag == "option" and named.get("value")
        ):
            self.options.append((tag, tuple(sorted(named))))


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be a minute after the questions were put."""
    forget()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=1))


def all_templates() -> list[ItemDefinition]:
    """Return a template of every type, and the starter pack."""
    return [*read_all([template_of(kind) for kind in KINDS], "kinds"), *starter_pack()]


class TestAPageBeforeTheAnswer:
    @pytest.mark.parametrize(("language", "first"), [("en", 0), ("es", 1)])
    def test_is_the_same_whatever_the_key_is(self, language: str, first: int) -> None:
        """Each item in one language: a key is the same in both, and every step is drawn in each."""
        n_pages = 0
        for number, definition in enumerate(all_templates()):
            for seed in range(number + first, number + SEEDS_A_TEMPLATE, 2):
                instance = instantiate(definition, seed=seed % N_SEEDS, step=1 + seed % 3)
                page = page_of(instance, language)
                assert page == page_of(poisoned(instance), language), definition.id
                n_pages += 1
        assert starter_pack()
        assert n_pages >= N_SEEDS

    @pytest.mark.parametrize("kind", KINDS)
    def test_is_the_same_for_two_hundred_items_of_each_type(self, kind: str) -> None:
        (definition,) = read_all([template_of(kind)], kind)
        for seed in range(N_SEEDS):
            instance = instantiate(definition, seed=seed)
            assert key_fields(instance) != key_fields(poisoned(instance))
            assert show(instance, language="en") == show(poisoned(instance), language="en")

    def test_holds_no_comment_no_script_and_no_hidden_word(self) -> None:
        for number, definition in enumerate(all_templates()):
            instance = instantiate(definition, seed=number % N_SEEDS)
            page = page_of(instance, "en")
            markup = Markup(page)
            assert markup.comments == [], definition.id
            assert markup.scripts == [], definition.id
            ids = {choice.id for part in instance.parts for choice in part.choices}
            assert {
                name for name, value in markup.hidden if value not in ids
            } <= FIELDS_WE_SEND, definition.id
            assert not TELLTALES.search(page), definition.id

    def test_draws_all_options_of_a_question_alike(self) -> None:
        for number, definition in enumerate(all_templates()):
            shapes = Markup(page_of(instantiate(definition, seed=number), "en")).options
            for tag in {tag for tag, _names in shapes}:
                alike = {frozenset(names) - {"selected"} for at, names in shapes if at == tag}
                assert len(alike) == 1, definition.id

    def test_says_no_hint_and_no_step_of_the_solution(self) -> None:
        for kind in KINDS:
            (definition,) = read_all([template_of(kind)], kind)
            page = page_of(instantiate(definition, seed=1), "en")
            for hidden in ("Look.", "Count.", "Done.", "Look once more."):
                assert hidden not in page, kind


class TestTheNamesOfChoices:
    """The id of a choice says nothing: over many seeds no id, and no place, is the right one."""

    @pytest.mark.parametrize("kind", ["choice", "select", "ordering", "matching"])
    def test_tell_nothing(self, kind: str) -> None:
        (definition,) = read_all([template_of(kind)], kind)
        instances = [instantiate(definition, seed=seed) for seed in range(N_SEEDS)]
        ids = Counter(str(sorted(key_fields(one).items())) for one in instances)
        places = Counter(str(self._places(one)) for one in instances)
        assert max(ids.values()) < 0.6 * N_SEEDS
        assert max(places.values()) < 0.6 * N_SEEDS

    @staticmethod
    def _places(instance: ItemInstance) -> list[tuple[int, ...]]:
        (part,) = instance.parts
        order = {one.id: place for place, one in enumerate([*part.choices, *part.targets])}
        return [tuple(order[one] for one in ids) for ids in key_fields(instance).values()]


class TestTheWholePage:
    @pytest.mark.parametrize("kind", KINDS)
    def test_and_its_parts_hold_nothing_beside_the_question(
        self, cast: Cast, kind: str
    ) -> None:
        put_only(cast, kind)
        question = begin(cast, seed=5)
        ada, place = browser(cast.ada), f"/me/practice/{question.sitting.uuid}/"
        for response in (ada.get(place), ada.post(f"{place}next", **HX), ada.get("/me/")):
            assert response.status_code == 200
            self._holds_nothing(response.content.decode(), question)
            assert str(question.seed) not in str(dict(response.headers))
        session = str(dict(ada.session))
        assert str(question.seed) not in session

    @staticmethod
    def _holds_nothing(html: str, question: Question) -> None:
        markup = Markup(html)
        instance = instance_of(question)
        ids = {choice.id for part in instance.parts for choice in part.choices}
        assert markup.comments == []
        assert all(script.get("src", "").startswith("/static/") for script in markup.scripts)
        assert {name for name, value in markup.hidden if value not in ids} <= FIELDS_WE_SEND
        assert str(question.seed) not in html
        assert not TELLTALES.search(html)
        for hidden in ("Look once more.", "Count.", "Done.", question.item.code):
            assert hidden not in html
