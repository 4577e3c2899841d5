"""A planned day as the student sees it: drawn from its dataclass alone, with the database refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from cast import NOW
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from facing import no_database

from ownpath.faces.student.forms import PickForm, ReflectForm
from ownpath.faces.student.pages.first_map import Invitation
from ownpath.faces.student.pages.planned_day import tell_changes
from ownpath.faces.student.pages.ribbon import (
    Choice,
    DayChange,
    NextDay,
    Reflection,
    RibbonPage,
    Stop,
    tell_petals,
)
from ownpath.kit.flower import PROMISE_WORDS

ALL = tuple(PROMISE_WORDS)


def stop(block: int, when: str, **more: object) -> Stop:
    """Return a block of the day."""
    plain = Stop(
        block=block,
        when=when,
        starts_at=time(8 + block),
        ends_at=time(8 + block, 40),
        title=f"Block <{block}>",
        company="With Ms. Okafor · 5 of you",
        adult="",
        place="Room 12",
        icon="pencil",
        tone=1,
        because="because you like cooking",
        behind="You have a card.",
        state="planned",
        is_fixed=False,
        is_mine=False,
        why_changed="",
        can_open=True,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def choice(key: str, *, is_picked: bool = False) -> Choice:
    """Return something to wish for."""
    picked = uuid4() if is_picked else None
    return Choice(key=key, title=key, where="on a device", icon="screen", tone=1, picked=picked)


PAGE = RibbonPage(
    stamp="7.2",
    greeting="Good morning, Ada",
    part_of_day="morning",
    promised=ALL,
    kept=("connects",),
    petals=tell_petals(ALL[:5], ("connects",)),
    stops=(stop(0, "before", state="done"), stop(1, "now"), stop(2, "next"), stop(3, "then")),
    changes=(),
    reflection=None,
    letters=(),
    is_person_asked=False,
    is_early=False,
)
NEXT = NextDay(
    day=date(2026, 3, 11),
    locks_at=datetime(2026, 3, 10, 17, tzinfo=NOW.tzinfo),
    is_open=True,
    choices=(choice("activity:a", is_picked=True), choice("station:b")),
)


@pytest.fixture
def drawn() -> Callable[..., str]:
    """Return a function that draws a ribbon with the database refused."""

    def draw(page: object, template: str = "student/ribbon.html") -> str:
        request = RequestFactory().get("/me/")
        request.user = SimpleNamespace(  # type: ignore[assignment]
            is_authenticated=True,
            grade="04",
            theme="",
            language="",
            called="Ada",
            full_name="Ada M",
        )
        request.session = {}  # type: ignore[assignment]
        with connection.execute_wrapper(no_database):
            return render_to_string(template, {"page": page, "next": page}, request)

    return draw


class TestRibbon:
    def test_shows_now_and_next_before_the_rest(self, drawn: Callable[..., str]) -> None:
        html = drawn(PAGE)
        places = [html.index(f"stop stop-{when}") for when in ("now", "next", "then")]
        assert places == sorted(places)
        assert "Block &lt;1&gt;" in html
        assert "because you like cooking" in html

    def test_lets_one_say_one_is_here_only_where_one_should_be_now(
        self, drawn: Callable[..., str]
    ) -> None:
        assert drawn(PAGE).count("I’m here") == 1
        arrived = replace(PAGE, stops=(stop(1, "now", state="going"),))
        assert "You are here" in drawn(arrived)
        assert "I’m here" not in drawn(arrived)
        lunch = replace(PAGE, stops=(stop(1, "now", is_fixed=True),))
        assert "I’m here" not in drawn(lunch)

    def test_asks_for_a_person_once_and_says_when_one_knows(
        self, drawn: Callable[..., str]
    ) -> None:
        assert drawn(PAGE).count("I need a person") == 1
        called = replace(PAGE, is_person_asked=True)
        assert drawn(called).count("A person knows") == 1
        assert "I need a person" not in drawn(called)
        again = drawn(called, "student/parts/ribbon_again.html")
        assert 'id="call-person" href="/me/person/" hx-swap-oob="true"' in again

    def test_asks_again_with_the_stamp_it_has(self, drawn: Callable[..., str]) -> None:
        assert 'hx-get="/me/?stamp=7.2"' in drawn(PAGE, "student/parts/ribbon.html")

    def test_says_what_changed_and_why(self, drawn: Callable[..., str]) -> None:
        change = DayChange(
            sentence="At 9:00 you do this now: Halves", why="The room is closed."
        )
        html = drawn(replace(PAGE, changes=(change,)))
        assert "Halves" in html
        assert "The room is closed." in html
        assert "OK, I know" in html

    def test_says_once_what_is_the_same_in_several_blocks(self) -> None:
        def changed(block: int, title: str, why: str) -> Any:
            after = SimpleNamespace(title={"en": title, "es": title}) if title else None
            return SimpleNamespace(
                block=block, before=None, after=after, words=why, is_elsewhere=False
            )

        changes = [
            changed(0, "", "covered"), changed(1, "Halves", "moved"), changed(2, "", "covered"),
            changed(4, "", "covered"),
        ]  # fmt: skip
        starts = {block: time(8 + block) for block in range(6)}
        with translation.override("es"):
            spanish = tell_changes(changes, starts_at=starts, language="es")
        english = tell_changes(changes, starts_at=starts, language="en")
        assert [one.sentence for one in english] == [
            "At 8:00, 10:00 and 12:00 something is different.",
            "At 9:00 you do this now: Halves",
        ]
        assert "8:00, 10:00 y 12:00" in spanish[0].sentence

    def test_says_what_was_to_be_where_something_else_is_now(self) -> None:
        def titled(title: str) -> Any:
            return SimpleNamespace(title={"en": title, "es": title})

        halves, town = titled("Halves"), titled("Our town")
        changes = [
            SimpleNamespace(
                block=0, before=town, after=halves, words="away", is_elsewhere=False
            ),
            SimpleNamespace(
                block=1, before=halves, after=halves, words="another room", is_elsewhere=False
            ),
            SimpleNamespace(block=2, before=town, after=None, words="away", is_elsewhere=False),
        ]
        starts = {block: time(8 + block) for block in range(3)}
        told = tell_changes(changes, starts_at=starts, language="en")  # type: ignore[arg-type]
        assert [one.instead for one in told] == ["It was to be: Our town.", "", ""]

    def test_ends_a_question_with_its_own_mark_alone(self) -> None:
        asked, halves = (
            SimpleNamespace(title={"en": title}) for title in ("Who has more?", "Halves")
        )
        changes: Any = [
            SimpleNamespace(
                block=0, before=asked, after=halves, words="away", is_elsewhere=False
            )
        ]
        told = tell_changes(changes, starts_at={0: time(8)}, language="en")
        assert told[0].instead == "It was to be: Who has more?"

    def test_without_any_petal_says_so_kindly_and_what_can_be_done(
        self, drawn: Callable[..., str]
    ) -> None:
        html = drawn(replace(PAGE, promised=(), kept=(), petals=tell_petals((), ())))
        assert "That is not because of you" in html
        assert 'class="bud"' in html
        assert "That is not because of you" not in drawn(PAGE)

    def test_invites_to_a_first_map_on_a_planned_day_too(
        self, drawn: Callable[..., str]
    ) -> None:
        asked = Invitation(asked_by="Mr. Ito", is_begun=True)
        html = drawn(replace(PAGE, invitation=asked))
        assert "Mr. Ito would like to see where you are" in html
        assert "/me/first-map/" in html
        assert "/me/first-map/" not in drawn(PAGE)

    def test_opens_what_is_over_to_be_told_but_not_for_a_first_grader(
        self, drawn: Callable[..., str]
    ) -> None:
        untold = replace(PAGE, stops=(stop(0, "before"), stop(1, "now")))
        assert 'rest-of-day" open' in drawn(untold)
        assert 'rest-of-day" open' not in drawn(replace(untold, is_early=True))

    def test_a_first_grader_sees_the_rest_of_the_day_on_request(
        self, drawn: Callable[..., str]
    ) -> None:
        html = drawn(replace(PAGE, is_early=True))
        assert html.index("The rest of my day") < html.index("stop stop-then")


class TestNextDay:
    def test_shows_what_is_picked_and_how_to_take_it_back(
        self, drawn: Callable[..., str]
    ) -> None:
        html = drawn(NEXT, "student/parts/next_day.html")
        assert html.count('aria-pressed="true"') == 1
        assert f"/me/next-day/{NEXT.choices[0].picked}/take-back" in html

    def test_says_because_of_what_each_thing_is_there(self, drawn: Callable[..., str]) -> None:
        offered = replace(NEXT.choices[1], because="because you are close", behind="Two right.")
        html = drawn(replace(NEXT, choices=(offered,)), "student/parts/next_day.html")
        assert "because you are close" in html
        assert "Two right." in html

    def test_after_the_lock_with_nothing_picked_says_when_one_can_choose_again(
        self, drawn: Callable[..., str]
    ) -> None:
        html = drawn(replace(NEXT, is_open=False, choices=()), "student/parts/next_day.html")
        assert "Wednesday is being planned" in html
        assert "On Wednesday you can choose again." in html
        assert "<ul" not in html

    def test_after_the_lock_nothing_can_be_tapped(self, drawn: Callable[..., str]) -> None:
        html = drawn(replace(NEXT, is_open=False), "student/parts/next_day.html")
        assert html.count(" disabled>") == len(NEXT.choices)
        assert "You chose. Now the day is being planned." in html

    def test_with_three_picked_only_those_can_be_tapped(
        self, drawn: Callable[..., str]
    ) -> None:
        html = drawn(replace(NEXT, is_full=True), "student/parts/next_day.html")
        assert "You picked three." in html
        assert html.count(" disabled>") == sum(not one.picked for one in NEXT.choices)

    def test_is_asked_for_after_the_day_is_shown_and_has_a_page_without_script(
        self, drawn: Callable[..., str]
    ) -> None:
        html = drawn(PAGE)
        assert 'hx-get="/me/next-day/" hx-trigger="load"' in html
        assert 'href="/me/next-day/"' in html
        assert "nothing to choose" in drawn(None, "student/next_day.html")

    def test_takes_nothing_for_a_key_that_is_none(self) -> None:
        assert not PickForm({"day": "2026-03-11", "key": "activity:../../x"}).is_valid()
        assert PickForm({"day": "2026-03-11", "key": f"station:{uuid4()}"}).is_valid()


class TestReflection:
    def test_asks_once_the_day_is_over_and_thanks_after(
        self, drawn: Callable[..., str]
    ) -> None:
        asked = replace(PAGE, reflection=Reflection(feeling="", words=""))
        assert "How was your day?" in drawn(asked)
        said = replace(PAGE, reflection=Reflection(feeling="good", words="Bread"))
        assert "How was your day?" not in drawn(said)
        assert "Bread" in drawn(said)
        assert "How was your day?" not in drawn(PAGE)

    @pytest.mark.parametrize(
        ("feeling", "is_taken"), [("hard", True), ("", False), ("x", False)]
    )
    def test_takes_the_pictures_there_are(self, feeling: str, *, is_taken: bool) -> None:
        assert ReflectForm({"feeling": feeling}).is_valid() is is_taken


class TestPetals:
    def test_tells_kept_promised_and_absent_apart(self) -> None:
        marks = [petal.mark for petal in tell_petals(["connects", "hears"], ["connects"])]
        assert marks == ["kept", "absent", "absent", "absent", "absent", "promised"]

    def test_speaks_spanish(self) -> None:
        with translation.override("es"):
            assert tell_petals([], [])[0].title == "Una persona para mí"
