"""The first map in a real browser: asked for, drawn, looked at; and what a teacher reads behind a mark.

With `OWNPATH_PICTURES` naming a folder, what is seen is kept there.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from answering import give, question_on, right_answer
from cast import NOW, Cast
from django.conf import settings
from judged import let_a_model_judge
from library import CAST_AND_LIBRARY
from morning import browser
from playwright.sync_api import expect
from visiting import Visitor

from ownpath.school.curriculum.models import Framework, SectionFramework
from ownpath.school.evidence.services import Shown
from ownpath.school.mastery.services import record_answer
from ownpath.school.people.models import Person
from ownpath.school.plans.models import Placement, PlacementStep

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
Come = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def at_the_casts_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the moment of the cast."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def enter(site: str, come_in: Come) -> Callable[..., Visitor]:
    """Return what opens a window in which somebody is signed in."""

    def of(person: Person, **wishes: object) -> Visitor:
        visitor = come_in(**wishes)
        cookie = browser(person).cookies[settings.SESSION_COOKIE_NAME]
        visitor.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
        return visitor

    return of


@pytest.fixture
def starter(cast: Cast) -> Framework:
    """Let Ada's class work on the starter pack."""
    links = SectionFramework.objects.filter(section=cast.section)
    framework = Framework.objects.exclude(pk=cast.framework.pk).get()
    links.update(framework=framework)
    return framework


def keep(visitor: Visitor, name: str, folder: Path) -> None:
    """Keep what is seen, whole, and see that nothing runs over the side."""
    width = visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0, f"{name} is {width} px wider than its window"
    target = Path(os.environ.get("OWNPATH_PICTURES") or folder) / f"{name}.png"
    visitor.page.screenshot(path=target, full_page=True)
    assert target.stat().st_size > 10_000


class TestTheFirstMap:
    @pytest.fixture
    def cast(self, db: None) -> Cast:
        """Return the cast with the starter pack at hand."""
        return CAST_AND_LIBRARY.get()

    def test_is_asked_for_drawn_and_read(
        self, cast: Cast, starter: Framework, enter: Callable[..., Visitor], tmp_path: Path
    ) -> None:
        teacher = enter(cast.okafor, viewport={"width": 1200, "height": 900})
        teacher.go(f"/room/student/{cast.ada.uuid}/knows/")
        teacher.press("Ask for a first map")
        expect(teacher.page.get_by_role("button", name="Take it back")).to_be_visible()

        ada = enter(cast.ada, viewport=PHONE)
        ada.go("/me/")
        expect(ada.page.locator("main")).to_contain_text("would like to see where you are")
        keep(ada, "first-map-invitation", tmp_path)
        ada.send("Draw my map")
        keep(ada, "first-map-question", tmp_path)
        self.answer_until_drawn(ada)

        expect(ada.page.get_by_role("heading", name="Here is your first map")).to_be_visible()
        assert "%" not in ada.page.locator("main").inner_text()
        keep(ada, "student-first-map", tmp_path)
        ada.follow("See what I can do now")
        expect(ada.page.locator(".choices article").nth(2)).to_be_visible()
        teacher.go(f"/room/student/{cast.ada.uuid}/knows/")
        expect(teacher.page.locator("main")).to_contain_text("First map drawn on")
        keep(teacher, "teacher-knows-first-map", tmp_path)

    def answer_until_drawn(self, ada: Visitor) -> None:
        """Know what grade 3 teaches; say "I don't know yet" to the rest; leave once and come back."""
        n_answered = 0
        while ada.page.locator("#answer").count():
            question = question_on(ada.page)
            step = PlacementStep.objects.get(question=question)
            with ada.next_page():
                if step.competency.grades == ["3"] or step.competency.grades == ["03"]:
                    give(ada.page, right_answer(question))
                else:
                    ada.press("I don’t know yet")
            n_answered += 1
            if n_answered == 3:
                ada.go("/me/")
                ada.send("Go on with my map")
        placement = Placement.objects.get()
        assert placement.finished_at is not None
        assert n_answered == placement.steps.count() <= 20


class TestTheExplanation:
    def test_stands_behind_each_mark(
        self, cast: Cast, enter: Callable[..., Visitor], tmp_path: Path
    ) -> None:
        let_a_model_judge(cast)
        for days_ago, right in ((16, True), (15, False), (15, True), (14, True)):
            shown = Shown(
                attempt=uuid4(),
                student_id=cast.ada.pk,
                competency_ids=(cast.competencies[0].pk,),
                score=float(right),
                is_correct=right,
                source="own_page",
                answered_at=NOW - timedelta(days=days_ago),
                item_id=cast.items[0].pk,
                response={"said": "1/2"},
                reply={},
            )
            record_answer(shown=shown, by=cast.ada, now=NOW)
        teacher = enter(cast.okafor, viewport={"width": 1200, "height": 900})
        teacher.go(f"/room/student/{cast.ada.uuid}/knows/")
        teacher.page.get_by_role("link", name="Step 1").first.click()
        why = teacher.page.locator("#why")
        expect(why).to_contain_text("in 10:")
        expect(why).to_contain_text("3 of 4 right in this skill (+)")
        keep(teacher, "teacher-why", tmp_path)
        ada = enter(cast.ada, viewport=PHONE)
        ada.go("/me/path/look/FR/")
        expect(ada.page.locator(".spot-why").first).to_contain_text(
            "Your answers here have been good."
        )
        keep(ada, "student-why", tmp_path)
