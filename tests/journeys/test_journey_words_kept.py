"""Words that were being written when a session ended, a button tapped twice, and the way back from what was chosen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from cast import NOW, PASSWORD, TODAY, Cast
from django.contrib.sessions.models import Session
from morning import begin_practice
from playwright.sync_api import Locator, Page, expect
from visiting import Visitor

from ownpath.school.people.models import Person
from ownpath.school.plans.models import Choice
from ownpath.school.plans.services import ensure_offers
from ownpath.school.voice.models import Message

pytestmark = pytest.mark.journey

WORDS = "Could we do the fractions with real bread, please?"
Come = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def at_the_casts_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the moment of the cast."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def with_password(*people: Person) -> None:
    """Let people come in by the door."""
    for person in people:
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])


def come(visitor: Visitor, person: Person) -> None:
    """Sign in on the page one is at; the scripts that keep words are there when this is done."""
    page = visitor.page
    page.locator("input[name=name]").fill(person.username)
    page.locator("input[name=password]").fill(PASSWORD)
    with visitor.next_page():
        page.locator("form:has(input[name=password]) button").click()
    expect(page.locator("details.account")).to_be_visible()


def box(page: Page) -> Locator:
    """Return the box for a message."""
    return page.locator("textarea[name=body]")


def write_until_the_session_ends(ada: Visitor) -> None:
    """Write a message, and let the session end before it is sent."""
    ada.page.locator("textarea[name=body]").press_sequentially(WORDS)
    Session.objects.all().delete()
    ada.page.locator("form:has(textarea[name=body]) button").click()
    expect(ada.page.locator("input[name=password]")).to_be_visible()


def test_words_outlive_a_session_for_whoever_wrote_them(cast: Cast, come_in: Come) -> None:
    with_password(cast.ada)
    ada = come_in()
    ada.go("/me/voice/")
    come(ada, cast.ada)
    write_until_the_session_ends(ada)
    come(ada, cast.ada)
    assert ada.page.url.endswith("/me/voice/")
    expect(box(ada.page)).to_have_value(WORDS)
    expect(ada.page.get_by_text("What you wrote before is still here.")).to_be_visible()
    ada.page.locator("form:has(textarea[name=body]) button").dblclick()
    ada.is_told("You will see here when it is read.")
    assert Message.objects.get().body == WORDS
    expect(box(ada.page)).to_have_value("")
    ada.forgive("net::ERR_ABORTED")


def test_a_line_outlives_a_session_too(cast: Cast, come_in: Come) -> None:
    with_password(cast.ada)
    ada = come_in()
    ada.go("/me/change/")
    come(ada, cast.ada)
    ada.page.get_by_text("I have an idea", exact=True).click()
    line = ada.page.locator("input[name=title]")
    line.press_sequentially("A room to be quiet in")
    Session.objects.all().delete()
    ada.page.locator("form:has(input[name=title]) button").click()
    come(ada, cast.ada)
    ada.go("/me/change/")
    expect(line).to_have_value("A room to be quiet in")


def test_words_are_gone_from_the_device_once_somebody_else_comes_in(
    cast: Cast, come_in: Come
) -> None:
    with_password(cast.ada, cast.ben)
    ada = come_in()
    ada.go("/me/voice/")
    come(ada, cast.ada)
    write_until_the_session_ends(ada)
    assert WORDS in ada.page.evaluate("JSON.stringify({...sessionStorage})")
    come(ada, cast.ben)
    expect(box(ada.page)).to_have_value("")
    assert WORDS not in ada.page.evaluate("JSON.stringify({...sessionStorage})")


def entered(page: Page) -> Locator:
    """Return the box for an answer."""
    return page.locator("#answer .answer-box")


LAST_KEY = """(box) => {
  box.value = "1234567";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return JSON.stringify({ ...sessionStorage });
}"""


def test_an_answer_is_kept_with_its_last_key_and_forgotten_at_signing_out(
    cast: Cast, come_in: Come
) -> None:
    with_password(cast.ada)
    ada = come_in()
    ada.go(f"/me/practice/{begin_practice(cast.ada)[1].sitting.uuid}/")
    come(ada, cast.ada)
    assert "1234567" in entered(ada.page).evaluate(LAST_KEY)
    ada.page.locator("details.account summary").click()
    with ada.next_page():
        ada.page.locator("#sign-out button").click()
    assert "draft" not in ada.page.evaluate("JSON.stringify({...sessionStorage})")


def test_an_answer_outlives_a_session_for_its_question_and_whoever_entered_it(
    cast: Cast, come_in: Come
) -> None:
    with_password(cast.ada, cast.ben)
    questions = [begin_practice(cast.ada)[1], begin_practice(cast.ada)[1]]
    first, second = (f"/me/practice/{one.sitting.uuid}/" for one in questions)
    ada = come_in()
    ada.go(first)
    come(ada, cast.ada)
    ada.page.locator("#answer .answer-box").press_sequentially("1234567")
    ada.go(second)
    expect(entered(ada.page)).to_have_value("")
    Session.objects.all().delete()
    ada.go(first)
    come(ada, cast.ada)
    expect(ada.page.locator("#answer .field-help")).to_be_visible()
    expect(entered(ada.page)).to_have_value("1234567")
    ada.page.locator("[data-check]").click()
    expect(ada.page.locator("#reply .reply")).to_be_visible()
    assert "1234567" not in ada.page.evaluate("JSON.stringify({...sessionStorage})")
    ada.page.locator("#answer .answer-box").fill("7654321")
    assert "7654321" in ada.page.evaluate("JSON.stringify({...sessionStorage})")
    Session.objects.all().delete()
    ada.go("/me/")
    come(ada, cast.ben)
    assert "7654321" not in ada.page.evaluate("JSON.stringify({...sessionStorage})")


def test_a_page_that_is_too_old_to_send_from_is_asked_for_anew(
    cast: Cast, come_in: Come
) -> None:
    with_password(cast.ada)
    ada = come_in()
    ada.go("/me/hopes/")
    come(ada, cast.ada)
    cards = ada.page.locator("#shelves li.hope")
    n_before = cards.count()
    ada.context.clear_cookies(name="csrftoken")
    pick = ada.page.locator("button.pick").first
    with ada.next_page():
        pick.click()
    pick.click()
    expect(cards).to_have_count(n_before + 1)
    ada.forgive("403")


def test_a_practice_opens_as_it_is_chosen_and_leads_back(cast: Cast, come_in: Come) -> None:
    with_password(cast.ada)
    offers = ensure_offers(student=cast.ada, today=TODAY, now=NOW)
    title = next(one for one in offers if one.activity.kind == "practice")
    ada = come_in()
    ada.go("/me/")
    come(ada, cast.ada)
    button = f'form[action="/me/offers/{title.uuid}/choose"] button'
    ada.page.locator(button).first.dblclick()
    expect(ada.page.locator("#answer")).to_be_visible()
    practice = re.compile(r"/me/practice/[0-9a-f-]{36}/$")
    expect(ada.page).to_have_url(
        practice
    )  # the page's script gives it its address once it is there
    assert Choice.objects.count() == 1
    asked = ada.page.locator("#answer").get_attribute("data-question")
    ada.page.reload()
    assert practice.search(ada.page.url)
    assert ada.page.locator("#answer").get_attribute("data-question") == asked
    ada.page.go_back()
    expect(ada.page.locator("[data-go-on]").first).to_be_visible()
    ada.page.go_forward()
    expect(ada.page.locator("#answer")).to_be_visible()
