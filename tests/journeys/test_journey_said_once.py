"""A leader who hears the page while a day is being planned: what happens on the way is said, and once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cast import NOW, TODAY, Cast
from django.conf import settings
from library import cast as cast
from morning import browser
from planned import plan_today
from playwright.sync_api import expect
from visiting import Visitor

from ownpath.school.days.models import PlanJob

pytestmark = pytest.mark.journey

HEAR = """
window.heard = [];
document.addEventListener("DOMContentLoaded", () => {
  const region = document.querySelector("[data-announce]");
  new MutationObserver(() => { if (region.textContent) window.heard.push(region.textContent); })
    .observe(region, { childList: true, characterData: true, subtree: true });
});
"""
INTERRUPTED = "The planning was interrupted 1 time and begins anew."
Come = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def at_the_casts_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the moment of the cast."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def reyes(cast: Cast, site: str, come_in: Come) -> Visitor:
    """Return the principal at a desk, who hears what the page announces."""
    visitor = come_in(viewport={"width": 1280, "height": 900})
    visitor.context.add_init_script(HEAR)
    cookie = browser(cast.reyes).cookies[settings.SESSION_COOKIE_NAME]
    visitor.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
    return visitor


class TestAnInterruptedPlan:
    def test_is_said_when_it_happens_and_not_again(self, cast: Cast, reyes: Visitor) -> None:
        plan_today(cast, [cast.ada])
        job = PlanJob.objects.create(
            campus=cast.section.campus, day=TODAY, asked_at=NOW, state="waiting"
        )
        reyes.go(f"/lead/days/{cast.section.campus.uuid}/{TODAY}/")
        expect(reyes.page.locator("#job")).to_be_visible()
        PlanJob.objects.filter(pk=job.pk).update(n_interrupted=1)
        reyes.is_told(INTERRUPTED)
        for _asking in range(2):
            with reyes.page.expect_response(lambda answer: f"/jobs/{job.uuid}/" in answer.url):
                pass
        reyes.page.wait_for_function("window.heard.length")
        assert reyes.page.evaluate("window.heard") == [INTERRUPTED]

    def test_that_stands_there_already_is_said_on_coming(
        self, cast: Cast, reyes: Visitor
    ) -> None:
        plan_today(cast, [cast.ada])
        PlanJob.objects.create(
            campus=cast.section.campus,
            day=TODAY,
            asked_at=NOW,
            state="waiting",
            n_interrupted=1,
        )
        reyes.go(f"/lead/days/{cast.section.campus.uuid}/{TODAY}/")
        reyes.page.wait_for_function("window.heard.length")
        assert reyes.page.evaluate("window.heard") == [INTERRUPTED]
