"""Who cannot read yet and who has no keyboard: what a browser is given to say, and answers by touch alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from answering import open_question, read_reply, right_answer, wrong_answer
from cast import NOW, Cast
from django.conf import settings
from library import cast as cast
from morning import browser
from playwright.sync_api import Page, expect
from visiting import Visitor

from ownpath.school.curriculum.models import Item
from ownpath.school.evidence.models import Question

pytestmark = pytest.mark.journey

LISTEN = """
window.heard = [];
const voice = { speak: (said) => window.heard.push([said.lang, said.text]), cancel: () => {} };
Object.defineProperty(window, "speechSynthesis", { value: voice });
window.SpeechSynthesisUtterance = function Utterance(text) { this.text = text; };
"""
CHOICE = "g1-g-bigger-share"
GAPS = "g1-nb-tens-ones-gaps"
POWERS_OF_TEN = "g8-scientific-write"
Come = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def at_the_casts_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the moment of the cast, with the library there."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def fingers(cast: Cast, site: str, come_in: Come) -> Visitor:
    """Return Ada at a phone whose voice is written down."""
    visitor = come_in(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visitor.context.add_init_script(LISTEN)
    cookie = browser(cast.ada).cookies[settings.SESSION_COOKIE_NAME]
    visitor.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
    return visitor


@pytest.fixture
def young(cast: Cast, fingers: Visitor) -> Visitor:
    """Return the same phone in the hands of a child in kindergarten."""
    cast.ada.grade = "KG"
    cast.ada.save(update_fields=["grade"])
    return fingers


def ask(cast: Cast, visitor: Visitor, code: str) -> Question:
    """Open a question of one template."""
    return open_question(cast, visitor, Item.objects.get(code__endswith=code))


def heard(page: Page) -> list[Any]:
    """Wait until something is said, and return what was since this was asked last, each with its language.

    A tap alone does not wait for what it sets off: the browser tells of the finger first and of the click later.
    """
    page.wait_for_function("window.heard.length")
    return list(page.evaluate("window.heard.splice(0)"))


def tap(page: Page, digits: str) -> None:
    """Tap digits on the pad of the page."""
    for digit in digits:
        page.locator(f'[data-key="{digit}"]').tap()


def choose(page: Page, choice: str) -> None:
    """Tap a card, and that it is the answer."""
    page.locator(f".answer-card:has(input[value={choice}])").tap()
    page.locator("[data-check]").tap()


class TestAVoice:
    def test_asks_once_at_the_first_touch(self, cast: Cast, young: Visitor) -> None:
        ask(cast, young, CHOICE)
        young.page.locator(".prompt").tap()
        ((language, said),) = heard(young.page)
        assert language == "en"
        assert said == young.page.locator("#prompt-spoken").text_content()

    def test_says_a_reply_in_sentences_and_no_button(self, cast: Cast, young: Visitor) -> None:
        question = ask(cast, young, CHOICE)
        (choice,) = wrong_answer(question)["answer"]
        choose(young.page, choice)
        assert read_reply(young.page) == "no"
        _language, said = heard(young.page)[-1]
        assert said.startswith("Let’s look at this one again. ")
        assert "Try again" not in said

    def test_says_what_the_answer_was(self, cast: Cast, young: Visitor) -> None:
        question = ask(cast, young, CHOICE)
        young.page.locator(".stuck summary").tap()
        expect(young.page.locator(".stuck-panel")).to_be_in_viewport(ratio=1)
        young.page.locator(".stuck-panel [form=show]").tap()
        expect(young.page.locator("[data-solution]")).to_be_visible()
        (right,) = right_answer(question)["answer"]
        name = young.page.locator(f".answer-card:has(input[value={right}])").text_content()
        assert name is not None
        _language, said = heard(young.page)[-1]
        assert said.endswith(f"So the answer is: {name.strip()}.")

    def test_reads_what_can_be_hoped_for(self, young: Visitor) -> None:
        young.go("/me/hopes/")
        first = young.page.locator(".pick-said").first
        first.locator("[data-speak]").tap()
        assert heard(young.page) == [["en", (first.text_content() or "").strip()]]


class TestFingersAlone:
    def test_fill_the_gaps_of_a_sentence_from_one_pad(self, cast: Cast, young: Visitor) -> None:
        question = ask(cast, young, GAPS)
        gaps = young.page.locator(".gap-number")
        assert gaps.evaluate_all("(all) => all.map((one) => one.inputMode)") == ["none"] * 2
        names = gaps.evaluate_all("(all) => all.map((one) => one.name)")
        right = right_answer(question)
        tap(young.page, right[names[0]][0])
        young.page.locator("[data-key=next]").tap()
        tap(young.page, right[names[1]][0])
        young.page.locator("[data-check]").tap()
        assert read_reply(young.page) == "yes"

    def test_write_a_power_of_ten(self, cast: Cast, fingers: Visitor) -> None:
        question = ask(cast, fingers, POWERS_OF_TEN)
        front, _times, power = right_answer(question)["answer"][0].partition(" * 10^")
        tap(fingers.page, front)
        fingers.page.get_by_role("button", name="Times ten to the power").tap()
        tap(fingers.page, power)
        fingers.page.locator("[data-check]").tap()
        assert read_reply(fingers.page) == "yes"


class TestWhoWasSignedOut:
    def test_is_told_so_and_finds_the_answer_sent(
        self, cast: Cast, fingers: Visitor, site: str
    ) -> None:
        question = ask(cast, fingers, CHOICE)
        (right,) = right_answer(question)["answer"]
        fingers.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        choose(fingers.page, right)
        fingers.is_told("What you did is kept.")

        cookie = browser(cast.ada).cookies[settings.SESSION_COOKIE_NAME]
        fingers.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
        fingers.go(f"/me/practice/{question.sitting.uuid}/")
        assert read_reply(fingers.page) == "yes"
