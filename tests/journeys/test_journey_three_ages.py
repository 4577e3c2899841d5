"""A kindergartner, a fourth-grader and an eighth-grader each practice at the right density."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from answering import give, read_reply, right_answer
from cast import NOW, Cast
from django.conf import settings
from morning import begin_practice, browser, forget
from playwright.sync_api import Page, expect
from visiting import Visitor

from ownpath.school.curriculum.models import Item
from ownpath.school.evidence.models import Question

pytestmark = pytest.mark.journey

Come = Callable[..., Visitor]
PHONE = {"viewport": {"width": 390, "height": 780}}
VOICE = """
window.heard = [];
window.speechSynthesis.speak = (said) => { window.heard.push([said.lang, said.text]); };
window.speechSynthesis.cancel = () => {};
"""


def _dots(count: int) -> dict[str, Any]:
    alt = {"en": f"{count} dots.", "es": f"{count} puntos."}
    return {"kind": "objects", "counts": [count], "layout": {"word": "dice"}, "alt": alt}


IDEA = {"en": "Touch each dot.", "es": "Toca cada punto."}
WHICH_HAS = {
    "id": "which-has",
    "competencies": ["FR.1"],
    "type": "choice",
    "representation": "picture",
    "prompt": {"en": "Which has 4?", "es": "¿Cuál tiene 4?"},
    "spoken": {"en": "Which picture has four dots?", "es": "¿Qué dibujo tiene cuatro puntos?"},
    "options": [
        {"picture": _dots(4), "right": True},
        {"picture": _dots(5), "right": False, "feedback": IDEA},
        {"picture": _dots(3), "right": False, "feedback": IDEA},
    ],
    "hints": [IDEA, IDEA],
    "solution": [IDEA],
}


@pytest.fixture(autouse=True)
def at_the_casts_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the moment of the cast."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def at_practice(site: str, cast: Cast, come_in: Come) -> Callable[..., tuple[Page, Question]]:
    """Return what opens a practice as a student of a grade, on a phone, with a voice that is written down."""

    def open_it(grade: str, **more: Any) -> tuple[Page, Question]:
        type(cast.ada).objects.filter(pk=cast.ada.pk).update(grade=grade, **more)
        cast.ada.refresh_from_db()
        forget()
        visitor = come_in(**PHONE)
        visitor.context.add_init_script(VOICE)
        cookie = browser(cast.ada).cookies[settings.SESSION_COOKIE_NAME]
        visitor.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
        _offer, question = begin_practice(cast.ada)
        visitor.go(f"/me/practice/{question.sitting.uuid}/")
        return visitor.page, question

    return open_it


def heard(page: Page) -> list[list[str]]:
    """Return what was said aloud so far: language and words."""
    said: list[list[str]] = page.evaluate("window.heard")
    return said


def height(page: Page, selector: str) -> float:
    """Return how tall the first of its kind is."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["height"]


class TestAKindergartner:
    @pytest.mark.parametrize(
        ("language", "asked", "picked"),
        [
            ("en", "Which picture has four dots?", "4 dots."),
            ("es", "¿Qué dibujo tiene cuatro puntos?", "4 puntos."),
        ],
    )
    def test_works_by_ear_and_eye(
        self, at_practice: Any, cast: Cast, language: str, asked: str, picked: str
    ) -> None:
        Item.objects.filter(pk__in=[item.pk for item in cast.items]).update(
            kind="choice", definition=WHICH_HAS
        )
        page, question = at_practice("KG", language=language)
        listen = page.locator("button.listen")

        expect(listen).to_be_visible()
        expect(page.locator(".answer-card svg")).to_have_count(3)
        assert min(height(page, "button.listen"), height(page, ".answer-card")) >= 72
        listen.click()
        page.locator("#prompt").click()
        page.locator(
            f'.answer-card:has([value="{right_answer(question)["answer"][0]}"])'
        ).click()
        page.locator("[data-check]").click()
        assert read_reply(page) == "yes"

        said = [tuple(each) for each in heard(page)]
        assert said[:2] == [(language, asked)] * 2
        assert (language, picked) in said
        assert len(said) >= 4  # the reply, too

    def test_has_a_pad_of_numbers_only(self, at_practice: Any) -> None:
        page, question = at_practice("01")

        keys = [key for key in page.locator(".pad .key").all() if key.is_visible()]
        assert sorted(key.get_attribute("data-key") or "" for key in keys) == [
            *"0123456789",
            "back",
        ]
        give(page, right_answer(question))
        assert read_reply(page) == "yes"


class TestOlderOnes:
    @pytest.mark.parametrize("grade", ["04", "08"])
    def test_read_for_themselves(self, at_practice: Any, grade: str) -> None:
        page, question = at_practice(grade)

        assert page.locator("html").get_attribute("data-density") == "upper"
        expect(page.locator("button.listen")).to_have_count(0)
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".pad [data-fraction-toggle]")).to_be_visible()
        give(page, right_answer(question))
        assert read_reply(page) == "yes"
        assert heard(page) == []
