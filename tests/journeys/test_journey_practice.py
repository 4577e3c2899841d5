"""Practice in a real browser: every kind of answer tool, and a network that comes and goes."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from answering import (
    catch_answers,
    give,
    go_on,
    open_question,
    read_reply,
    right_answer,
    wait_until_sent,
    wrong_answer,
)
from cast import NOW, Cast
from django.conf import settings
from library import CAST_AND_LIBRARY
from morning import begin_practice, browser
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect
from visiting import Visitor

from ownpath.faces.student.pages.tools import LONG_LINE
from ownpath.school.curriculum.models import Item
from ownpath.school.evidence.models import Evidence, Question, Sitting
from ownpath.school.plans.services.asking import MOST_QUESTIONS

pytestmark = pytest.mark.journey

NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "htmx:afterRequest", "htmx:sendError")
WIDEST_TABLES = ("g3-oa-pattern-next", "g5-md-boxes-table", "g7-two-boxes")
HELD = "() => Object.entries(localStorage).filter(([key]) => key.startsWith('ownpath-held-')).map(([, value]) => value)"
ANSWER = "**/answer"
HOLD = """([question, n]) => window.ownpathHeld.put(
  question, { url: `${question}/answer`, fields: [["attempt", `${n}`]], at: Date.now() - 10 + n })"""
Come = Callable[..., Visitor]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtPractice:
    """Ada before a question."""

    ada: Visitor
    address: str
    question: Question

    @property
    def page(self) -> Page:
        """The page she looks at."""
        return self.ada.page


@pytest.fixture(autouse=True)
def at_the_casts_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the moment of the cast."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def ada(site: str, cast: Cast, come_in: Come) -> Visitor:
    """Return a window in which Ada is signed in."""
    visitor = come_in(viewport={"width": 800, "height": 1000})
    cookie = browser(cast.ada).cookies[settings.SESSION_COOKIE_NAME]
    visitor.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
    return visitor


@pytest.fixture
def practice(cast: Cast, ada: Visitor) -> AtPractice:
    """Return Ada before the first question of a practice."""
    _offer, question = begin_practice(cast.ada)
    address = f"/me/practice/{question.sitting.uuid}/"
    ada.go(address)
    return AtPractice(ada=ada, address=address, question=question)


def lose_answers(context: BrowserContext) -> None:
    """Lose what is sent until `context.unroute(ANSWER)`.

    Not by "offline": a page that is being closed is online for a moment then, and rightly sends.
    """
    context.route(ANSWER, lambda route: route.abort("internetdisconnected"))


def held(page: Page) -> list[dict[str, Any]]:
    """Return the answers a browser keeps."""
    return [json.loads(value) for value in page.evaluate(HELD)]


def attempt_in(entry: dict[str, Any]) -> UUID:
    return UUID(dict(entry["fields"])["attempt"])


class TestALostNetwork:
    def test_keeps_the_answer_and_sends_it_again_by_itself(self, practice: AtPractice) -> None:
        page = practice.page
        practice.ada.context.set_offline(True)
        give(page, right_answer(practice.question))
        expect(page.locator("[data-held]")).to_be_visible()
        expect(page.locator("[data-offline]")).to_be_visible()
        expect(page.locator("[data-check]")).to_be_disabled()
        (kept,) = held(page)
        assert not Evidence.objects.exists()

        practice.ada.context.set_offline(False)
        assert read_reply(page) == "yes"
        expect(page.locator("#reply h2")).to_be_focused()
        expect(page.locator("[data-held]")).to_be_hidden()
        assert Evidence.objects.get().attempt == attempt_in(kept)
        assert held(page) == []
        practice.ada.forgive(*NO_NETWORK)

    def test_does_not_keep_a_child_from_the_next_question(self, practice: AtPractice) -> None:
        page = practice.page
        give(page, right_answer(practice.question))
        assert read_reply(page) == "yes"
        practice.ada.context.set_offline(True)
        go_on(page)
        following = Question.objects.select_related("item").latest("position")
        assert page.locator("#answer").get_attribute("data-question") == str(following.uuid)
        give(page, right_answer(following))
        expect(page.locator("[data-held]")).to_be_visible()

        practice.ada.context.set_offline(False)
        assert read_reply(page) == "yes"
        assert Evidence.objects.filter(question=following, is_correct=True).count() == 1
        practice.ada.forgive(*NO_NETWORK)

    def test_leaves_the_next_question_there_while_one_reads_how_it_works(
        self, practice: AtPractice
    ) -> None:
        page = practice.page
        for _ in range(3):
            give(page, wrong_answer(practice.question))
            assert read_reply(page) == "no"
            page.locator("#reply [data-go]").click()
        expect(page.locator("#reply [data-solution]")).to_be_visible()
        practice.ada.context.set_offline(True)
        go_on(page)
        following = Question.objects.latest("position")
        assert page.locator("#answer").get_attribute("data-question") == str(following.uuid)
        practice.ada.context.set_offline(False)

    def test_that_loses_only_the_reply_counts_once(self, practice: AtPractice) -> None:
        page, sent = practice.page, []
        is_there = threading.Event()  # until then the page may try as often as it likes

        def lose_the_reply(route: Route) -> None:
            sent.append(route.request.post_data)
            if is_there.is_set():
                route.continue_()
            else:
                route.fetch()
                route.abort()

        page.route("**/answer", lose_the_reply)
        give(page, right_answer(practice.question))
        expect(page.locator("[data-held]")).to_be_visible()
        first = Evidence.objects.get()

        is_there.set()
        page.evaluate("window.ownpathHeld.sendAll()")
        assert read_reply(page) == "yes"
        assert len(sent) >= 2
        assert all(str(first.attempt) in body for body in sent)
        assert Evidence.objects.get() == first
        practice.ada.forgive(*NO_NETWORK)

    def test_that_is_only_slow_is_not_tried_twice(self, practice: AtPractice) -> None:
        page, sent = practice.page, catch_answers(practice.page)
        give(page, right_answer(practice.question))
        wait_until_sent(page, sent)
        page.evaluate("window.ownpathHeld.sendAll()")
        (only,) = sent
        only.continue_()
        assert read_reply(page) == "yes"
        assert held(page) == []

    def test_and_its_late_reply_leave_a_later_try_held(self, practice: AtPractice) -> None:
        page, sent = practice.page, catch_answers(practice.page)
        first, later = ([str(practice.question.uuid), n] for n in (1, 2))
        page.evaluate(
            f"(one) => {{ ({HOLD})(one); window.sent = ownpathHeld.sendAll(); }}", first
        )
        wait_until_sent(page, sent)
        page.evaluate(HOLD, later)
        sent[0].fulfill(body="")
        page.evaluate("window.sent")
        assert [one["fields"] for one in held(page)] == [[["attempt", "2"]]]

    def test_that_outlives_the_page_sends_from_the_next_one(self, practice: AtPractice) -> None:
        page, context = practice.page, practice.ada.context
        lose_answers(context)
        give(page, right_answer(practice.question))
        expect(page.locator("[data-held]")).to_be_visible()
        (kept,) = held(page)
        page.close()

        context.unroute(ANSWER)
        practice.ada.page = context.new_page()
        with practice.ada.page.expect_response("**/answer") as answered:
            practice.ada.go("/me/hopes/")
        assert answered.value.status == 200
        assert Evidence.objects.get().attempt == attempt_in(kept)
        # The server's reply is there before the page has let go what it held.
        practice.page.wait_for_function(f"({HELD})().length === 0")
        practice.ada.go(practice.address)
        expect(practice.page.locator("#answer")).to_have_count(1)
        assert held(practice.page) == []
        practice.ada.forgive(*NO_NETWORK)

    def test_never_sends_one_students_answer_as_anothers(
        self, practice: AtPractice, cast: Cast, site: str
    ) -> None:
        context = practice.ada.context
        lose_answers(context)
        give(practice.page, right_answer(practice.question))
        expect(practice.page.locator("[data-held]")).to_be_visible()
        practice.page.close()

        cookie = browser(cast.ben).cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
        context.unroute(ANSWER)
        practice.ada.page = context.new_page()
        with practice.page.expect_response("**/answer") as answered:
            practice.ada.go("/me/hopes/")
        assert answered.value.status == 404
        assert not Evidence.objects.exists()
        assert len(held(practice.page)) == 1  # still there for Ada
        practice.ada.forgive(*NO_NETWORK, "404")


class TestALongPractice:
    def test_fits_the_narrowest_phone_to_its_end(self, practice: AtPractice) -> None:
        practice.page.set_viewport_size({"width": 320, "height": 640})
        Sitting.objects.update(n_planned=MOST_QUESTIONS)
        for is_over in (False, True):
            Sitting.objects.update(finished_at=NOW if is_over else None)
            practice.ada.go(practice.address)
            assert practice.page.locator(".dots").count() == 1
            wide, room = practice.page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
            )
            assert wide <= room


class TestEveryTool:
    @pytest.fixture
    def cast(self, db: None) -> Cast:
        """Return the cast with the starter pack at hand."""
        return CAST_AND_LIBRARY.get()

    def test_takes_a_wrong_and_a_right_answer_by_its_own_controls(
        self, cast: Cast, ada: Visitor
    ) -> None:
        items = one_of_each_kind()
        for kind, item in items.items():
            question = open_question(cast, ada, item)
            give(ada.page, wrong_answer(question))
            assert read_reply(ada.page) == "no", kind
            ada.page.locator("[data-try-again]").click()
            give(ada.page, right_answer(question))
            expect(ada.page.locator("#reply .reply[data-correct=yes]"), kind).to_be_visible()
        assert Evidence.objects.filter(is_correct=True).count() == len(items) >= 9


class TestANarrowPhone:
    @pytest.fixture
    def cast(self, db: None) -> Cast:
        """Return the cast with the starter pack at hand."""
        return CAST_AND_LIBRARY.get()

    def test_shows_numbers_of_a_line_inside_its_frame(self, cast: Cast, ada: Visitor) -> None:
        ada.page.set_viewport_size({"width": 320, "height": 640})
        lines = [item for item in Item.objects.order_by("code") if item.kind == "number_line"]
        assert lines
        for item in lines[:3]:
            open_question(cast, ada, item)
            assert ada.page.evaluate(LABELS_OUTSIDE) == [], item.code

    def test_brings_a_long_line_near_enough_for_a_finger(
        self, cast: Cast, ada: Visitor
    ) -> None:
        ada.page.set_viewport_size({"width": 390, "height": 844})
        line = Item.objects.get(code__endswith=A_LONG_LINE)
        open_question(cast, ada, line, seed=LONG_BY_THIS_SEED)
        step = ada.page.locator("[data-line-step]")
        for way, times in ((1, 3), (0, 1)):  # the first chooses the middle
            for _ in range(times):
                step.nth(way).click()
        n_stops, at = ada.page.evaluate(WHERE_ON_THE_LINE)
        assert n_stops > LONG_LINE
        assert at == n_stops // 2 + 2 - 1
        x, y = middle(ada.page.locator("[data-line-lens]"))
        ada.page.mouse.move(x, y)
        ada.page.mouse.down()
        ada.page.mouse.move(x + 40, y)
        ada.page.mouse.move(x + 2 * FINGER, y)
        ada.page.mouse.up()
        assert ada.page.evaluate(WHERE_ON_THE_LINE) == [n_stops, at - 2]
        ada.page.locator(".line-stops input:checked").press("ArrowRight")
        assert ada.page.evaluate(WHERE_ON_THE_LINE) == [n_stops, at - 1]
        assert ada.page.evaluate("document.documentElement.scrollWidth") <= 390

    def test_keeps_fractions_of_two_lines_apart(self, cast: Cast, ada: Visitor) -> None:
        ada.page.set_viewport_size({"width": 320, "height": 640})
        open_question(cast, ada, Item.objects.filter(kind="numeric").earliest("pk"))
        assert ada.page.evaluate(ROOM_BETWEEN_FRACTIONS) >= FEWEST_PIXELS

    def test_lets_a_finger_carry_a_card_to_a_pair_far_above(
        self, cast: Cast, ada: Visitor
    ) -> None:
        page = ada.page
        page.set_viewport_size({"width": 320, "height": 568})
        question = open_question(cast, ada, Item.objects.get(code__endswith=CLOCKS))
        ((slot, (card,)), *_) = right_answer(question).items()
        place = page.locator(f'[data-slot="{slot}"]')
        chip = page.locator(f'[data-chip="{card}"]')
        place.evaluate("(one) => one.scrollIntoView({block: 'center'})")

        page.mouse.move(*middle(chip))
        page.mouse.down()
        page.mouse.move(*middle(place), steps=5)
        assert middle(chip) == pytest.approx(middle(place), abs=2)
        expect(place).to_have_class(re.compile("is-under"))
        page.mouse.up()
        expect(page.locator(f'select[name="{slot}"]')).to_have_value(card)
        expect(place).not_to_have_class(re.compile("is-under"))

    @pytest.mark.parametrize("code", WIDEST_TABLES)
    def test_has_room_for_a_table(self, cast: Cast, ada: Visitor, code: str) -> None:
        ada.page.set_viewport_size({"width": 320, "height": 640})
        open_question(cast, ada, Item.objects.get(code__endswith=code))
        assert ada.page.locator(".prompt table").is_visible()
        assert ada.page.evaluate("document.documentElement.scrollWidth") <= 320

    def test_keeps_what_is_matched_inside_its_card(self, cast: Cast, ada: Visitor) -> None:
        ada.page.set_viewport_size({"width": 320, "height": 640})
        open_question(cast, ada, Item.objects.get(code__endswith=LONGEST_PAIRS))
        assert ada.page.evaluate(PAIRS_OUTSIDE) == []


A_LONG_LINE, LONG_BY_THIS_SEED = "g3-fr-line-place", 1
FINGER = 36  # pixels a stop of the line seen from near
WHERE_ON_THE_LINE = """() => {
  const stops = [...document.querySelectorAll(".line-stops input")];
  return [stops.length, stops.findIndex((stop) => stop.checked)];
}"""
CLOCKS = "g1-md-match-hours"
LONGEST_PAIRS = "g7-signs-match"
PAIRS_OUTSIDE = """() => {
  document.querySelector(".matching-left").innerHTML =
    "<math><mo>−</mo><mn>54</mn><mo>÷</mo><mo>(</mo><mo>−</mo><mn>9</mn><mo>)</mo></math>";
  return [...document.querySelectorAll(".matching-left")].filter((card) => {
  const range = document.createRange();
  range.selectNodeContents(card);
  const [inner, outer] = [range.getBoundingClientRect(), card.getBoundingClientRect()];
  return inner.left < outer.left || inner.right > outer.right;
}).map((card) => card.textContent);
}"""
FEWEST_PIXELS = 3
LABELS_OUTSIDE = """() => {
  const frame = document.querySelector(".line-frame").getBoundingClientRect();
  const spans = [...document.querySelectorAll(".line-frame .nl-label")].map((label) => {
    const range = document.createRange();
    range.selectNodeContents(label);
    return range.getBoundingClientRect();
  });
  return spans.filter((one) => one.left < frame.left || one.right > frame.right).map((one) => [one.left, one.right]);
}"""
ROOM_BETWEEN_FRACTIONS = """() => {
  const half = "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>";
  document.querySelector(".prompt").innerHTML = `<p>${half}<br>${half}</p>`;
  const [above, below] = [...document.querySelectorAll(".prompt mfrac")].map((one) => one.getBoundingClientRect());
  return below.top - above.bottom;
}"""


def middle(part: Locator) -> tuple[float, float]:
    """Return where the middle of a part of the page is."""
    box = part.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def one_of_each_kind() -> dict[str, Item]:
    """Return an item of each kind, and of each form a number is asked in."""
    found: dict[str, Item] = {}
    for item in Item.objects.order_by("code"):
        form = item.definition["answer"].get("form", "") if item.kind == "numeric" else ""
        found.setdefault(f"{item.kind} {form}", item)
    return found
