"""Every page before real eyes: axe, a phone and a desk, light and dark, both languages, the keyboard, no strangers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from cast import NOW, Cast
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from every_page import addresses, bring_own_pack, plan_the_days
from morning import Morning, browser, forget, make_morning
from planned import Further
from playwright.sync_api import Page, expect
from visiting import Visitor

from ownpath.school.people.models import Person

pytestmark = pytest.mark.journey

GRAVE = frozenset({"serious", "critical"})
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
MOST_TABS = 240  # a bell schedule has sixteen rows of ten stops
PRIMARY = "main .button-primary"
PARTS_ON_THE_WAY = "[hx-trigger=load]"  # asked for as soon as the page is there; what comes stands in their place

Come = Callable[..., Visitor]
Window = Callable[..., Visitor]
School = tuple[Cast, Morning, Further]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How somebody looks at a page."""

    language: str
    scheme: str
    viewport: Mapping[str, int]
    contrast: str = "no-preference"
    grade: str = "04"


LOOKS = {
    "desk": Look(language="en", scheme="light", viewport=DESK),
    "phone": Look(language="es", scheme="dark", viewport=PHONE),
}


@pytest.fixture
def morning(site: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[School]:
    """Return the cast on a morning on which something of everything exists; the time goes on from there."""
    forget()
    real_now = timezone.now
    began = real_now()
    monkeypatch.setattr(
        timezone, "now", lambda: NOW + timedelta(minutes=1) + (real_now() - began)
    )
    with transaction.atomic():
        made, further = make_morning(cast), plan_the_days(cast)
    yield cast, made, further
    forget()


@pytest.fixture
def window(site: str, come_in: Come) -> Window:
    """Return what opens a window in which somebody is signed in already."""

    def open_for(person: Person | None, look: Look) -> Visitor:
        if person is not None:
            Person.objects.filter(pk=person.pk).update(language=look.language)
            if person.grade:
                Person.objects.filter(pk=person.pk).update(grade=look.grade)
        visitor = come_in(
            viewport=dict(look.viewport),
            color_scheme=look.scheme,
            contrast=look.contrast,
            locale=look.language,
            reduced_motion="reduce",
        )
        visitor.context.add_init_script(AXE)
        if person is not None:
            cookie = browser(person).cookies[settings.SESSION_COOKIE_NAME]
            visitor.context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": site}]
            )
        return visitor

    return open_for


def person_of(cast: Cast, who: str) -> Person | None:
    return {**cast.everybody, "nakamura": cast.clerk, "stranger": None}[who]


AXE = Axe().axe_script
LOOK_THROUGH = """(grave) => {
  const light = axe._audit.rules.filter((rule) => rule.impact && !grave.includes(rule.impact));
  const rules = Object.fromEntries(light.map((rule) => [rule.id, { enabled: false }]));
  return axe.run({ resultTypes: ["violations"], rules }).then((found) => JSON.stringify(found.violations));
}"""


def faults(page: Page) -> list[str]:
    """Return what axe calls serious or critical, each with the first element it found it on.

    Axe is in every page of the window already. Rules whose fault is never as grave are left out, and only faults come
    back, as one text: half the time.
    """
    found = json.loads(page.evaluate(LOOK_THROUGH, sorted(GRAVE)))
    return [
        f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:200]} {one['nodes'][0]['failureSummary'][:300]}"
        for one in found
        if one["impact"] in GRAVE
    ]


def sideways(page: Page) -> list[str]:
    """Return what makes a page wider than its window, or nothing."""
    wider: list[str] = page.evaluate(
        """() => {
          const room = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= room) return [];
          return [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > room + 1)
            .slice(0, 5).map((one) => `${one.nodeName} ${one.className}`);
        }"""
    )
    return wider


def tab_to(page: Page, selector: str) -> int | None:
    """Press Tab until the focus is on `selector`; return how often, or None when it never gets there."""
    for n_tabs in range(1, MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return n_tabs
    return None


SHOWS_FOCUS = """() => {
  const style = getComputedStyle(document.activeElement);
  return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
}"""


@pytest.mark.parametrize("name", LOOKS)
class TestEveryPage:
    def test_is_fit_for_everybody(self, morning: School, window: Window, name: str) -> None:
        cast, made, further = morning
        look, wrong = LOOKS[name], []
        own = bring_own_pack(cast)
        for who, paths in addresses(cast, made, further, own).items():
            visitor = window(person_of(cast, who), look)
            for path in paths:
                visitor.go(path)
                wrong += [
                    f"{who} {path}: {fault}" for fault in self.looked_at(visitor.page, look)
                ]
            visitor.context.close()  # a page left open goes on asking the server
        assert not wrong, "\n".join(wrong)

    @staticmethod
    def looked_at(page: Page, look: Look) -> Iterator[str]:
        expect(page.locator(PARTS_ON_THE_WAY)).to_have_count(0)
        language = page.locator("html").get_attribute("lang")
        if language != look.language:
            yield f"speaks {language}"
        if page.get_by_role("heading", level=1).count() != 1:
            yield "has not exactly one first heading"
        for wide in sideways(page):
            yield f"scrolls sideways because of {wide}"
        yield from faults(page)
        if look.viewport == DESK:
            yield from TestEveryPage.gone_through(page)

    @staticmethod
    def gone_through(page: Page) -> Iterator[str]:
        """Go through a page by keyboard alone, from its top to its first action."""
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.matches('.skip-link, main *')"):
            yield "the first stop does not lead to the page"
        if not page.locator(f"{PRIMARY}:visible").count():
            return
        if tab_to(page, PRIMARY) is None:
            yield "Tab does not get to the first action"
        elif not page.evaluate(SHOWS_FOCUS):
            yield "the first action does not show that it has the focus"


class TestTheInstruments:
    """What finds nothing must be able to find something."""

    def test_find_what_is_planted(self, come_in: Come) -> None:
        visitor = come_in(viewport=dict(PHONE))
        visitor.context.add_init_script(AXE)
        visitor.go("/sign-in")
        with (
            visitor.page.expect_console_message(lambda one: "policy: style-src" in one.text),
            visitor.page.expect_request("http://elsewhere.invalid/*"),
            visitor.page.expect_console_message(lambda one: "said aloud" in one.text),
        ):
            visitor.page.evaluate(PLANTED)
        found = " ".join(visitor.troubles)
        assert "policy: style-src" in found
        assert "asked http://elsewhere.invalid/" in found
        assert "said aloud" in found
        assert any(fault.startswith("image-alt") for fault in faults(visitor.page))
        assert sideways(visitor.page)
        visitor.page.locator("main .button-primary").evaluate("(one) => { one.tabIndex = -1; }")
        assert tab_to(visitor.page, PRIMARY) is None
        visitor.troubles.clear()


PLANTED = """() => {
  const picture = document.createElement("img");
  picture.src = "http://elsewhere.invalid/a.png";
  picture.style.minWidth = "900px";
  document.querySelector("main").append(picture);
  document.querySelector("main").insertAdjacentHTML("beforeend", "<p style='color: red'>x</p>");
  console.error("said aloud");
}"""
