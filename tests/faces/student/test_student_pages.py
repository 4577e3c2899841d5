"""Each page, drawn from its dataclass alone: the database is refused while a template renders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from cast import NOW, TODAY, Cast
from django.utils import translation
from django.utils.safestring import SafeString

from ownpath.faces.student.forms import HopeForm, MessageForm
from ownpath.faces.student.pages.activity import (
    ActivityPage,
    Step,
    build_activity,
    draw_signal_buttons,
)
from ownpath.faces.student.pages.cards import OfferCard
from ownpath.faces.student.pages.day import (
    GoingOn,
    Letter,
    MyDay,
    Refresh,
    build_my_day,
    part_of_day,
)
from ownpath.faces.student.pages.hopes import Card, MyHopes, Pick, Shelf
from ownpath.faces.student.pages.path import build_my_path
from ownpath.faces.student.pages.voice import Helper, MyVoice, PersonPage, Tap, Thread
from ownpath.faces.student.pages.voice import Line as Said
from ownpath.faces.student.pages.walking import build_path_domain

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


CARD = OfferCard(
    uuid=uuid4(),
    title="Number line <races>",
    kind="practice",
    kind_words="Practice",
    where="on a device",
    minutes=12,
    icon="pencil",
    tone=1,
    because="because you like cooking",
    behind="You have a card.",
    weight="must",
    weight_words="please do this today",
    is_practice=True,
    is_pinned=False,
    pinned_by="",
    pinned_words="",
    competency_id=1,
    sitting=None,
)
DAY = MyDay(
    greeting="Good morning, Ada",
    part_of_day="morning",
    going_on=(),
    pinned=(),
    choices=(CARD, replace(CARD, uuid=uuid4()), replace(CARD, uuid=uuid4())),
    has_more=False,
    done=(),
    n_more_done=0,
    letters=(),
    refreshes=(),
    is_person_asked=False,
    is_early=False,
)


class TestMyDayPage:
    def test_offers_choices_with_their_becauses(self, drawn: Callable[..., str]) -> None:
        html = drawn("student/my_day.html", page=DAY)
        assert html.count('class="choice"') == 3
        assert "because you like cooking" in html
        assert "Number line &lt;races&gt;" in html
        assert html.count("I need a person") == 1
        assert "Say something" in html

    def test_says_what_is_begun_before_all(self, drawn: Callable[..., str]) -> None:
        begun = GoingOn(
            card=replace(CARD, sitting=uuid4()),
            dots=("unaided",),
            n_planned=5,
            can_be_put_back=False,
        )
        html = drawn("student/my_day.html", page=replace(DAY, going_on=(begun,)))
        assert html.count("button-primary") == 1
        assert html.index("data-go-on") < html.index('class="choice"')

    def test_shows_pins_letters_and_what_slipped(self, drawn: Callable[..., str]) -> None:
        pin = replace(
            CARD, is_pinned=True, pinned_by="Ms. Okafor", pinned_words="Come and jump."
        )
        page = replace(
            DAY,
            pinned=(pin,),
            has_more=True,
            done=(CARD,),
            letters=(
                Letter(uuid=uuid4(), sender="Ms. Okafor", preview="Yes!", is_answer=True),
            ),
            refreshes=(
                Refresh(name="Triangles", domain="G", way_back=CARD),
                Refresh(name="Area", domain="M & D/x", way_back=None),
            ),
            is_person_asked=True,
        )
        html = drawn("student/my_day.html", page=page)
        for words in (
            "Come and jump.",
            "Ms. Okafor wrote back",
            "Triangles",
            "A person knows",
            "More ideas",
        ):
            assert words in html

    @pytest.mark.parametrize("done", [(), (CARD,)])
    def test_has_a_way_on_when_nothing_is_left(
        self, drawn: Callable[..., str], done: tuple[OfferCard, ...]
    ) -> None:
        html = drawn("student/my_day.html", page=replace(DAY, choices=(), done=done))
        assert 'class="empty"' in html

    @pytest.mark.parametrize(
        ("n_more", "told"), [(0, ""), (1, "and 1 more"), (40, "and 40 more")]
    )
    def test_says_how_much_more_was_done(
        self, drawn: Callable[..., str], n_more: int, told: str
    ) -> None:
        html = drawn("student/my_day.html", page=replace(DAY, done=(CARD,), n_more_done=n_more))
        assert told in html
        assert (" more</p>" in html) == bool(told)

    @pytest.mark.parametrize(
        ("hours", "part"), [(-9, "morning"), (0, "morning"), (4, "afternoon"), (10, "evening")]
    )
    def test_greets_by_the_district_s_clock(self, hours: int, part: str) -> None:
        with translation.override("en"):
            assert part_of_day(NOW + timedelta(hours=hours)) == part

    def test_speaks_spanish(self, drawn: Callable[..., str]) -> None:
        with translation.override("es"):
            html = drawn("student/my_day.html", page=DAY)
        assert "Elige tú" in html
        assert "Necesito a alguien" in html


class TestOtherPages:
    def test_an_activity_shows_its_steps(self, drawn: Callable[..., str]) -> None:
        page = ActivityPage(
            card=replace(CARD, is_practice=False),
            state="chosen",
            summary=SafeString("<p>Cook.</p>"),
            body=SafeString(""),
            link="",
            with_whom="Ms. Okafor",
            group_max=4,
            materials=(SafeString("Cups"),),
            steps=(Step(title="Pick", html=SafeString("A dish."), minutes=10),),
            roles=(Step(title="Buyer", html=SafeString("Buys."), minutes=None),),
            choices=(SafeString("The dish."),),
            product=SafeString("A card."),
            share=SafeString("Tell."),
            signals=draw_signal_buttons({"loved_it": uuid4()}),
            language="en",
        )
        html = drawn("student/activity.html", page=page)
        for words in ("with Ms. Okafor", "A dish.", "Buyer", "I did this", "take-back"):
            assert words in html
        for state in ("open", "done"):
            assert html != drawn("student/activity.html", page=replace(page, state=state))

    def test_hopes_show_what_they_changed(self, drawn: Callable[..., str]) -> None:
        card = Card(
            uuid=uuid4(),
            words="card games",
            kind="interest",
            tone=2,
            n_changed=3,
            changed=("A", "B"),
            is_own_words=True,
        )
        shelf = Shelf(
            kind="interest",
            title="What I love",
            icon="heart",
            mine=(card,),
            picks=(Pick(slug="pets", name="Pets"),),
            more=(),
        )
        page = MyHopes(shelves=(shelf,), taken=uuid4())
        html = drawn("student/my_hopes.html", page=page, form=HopeForm())
        assert "3 things this week" in html
        assert "The card is away." in html

    def test_voice_shows_what_came_of_it(self, drawn: Callable[..., str]) -> None:
        helper = Helper(uuid=uuid4(), name="Ms. Okafor", known_from="Mathematics")
        line = Said(
            uuid=uuid4(),
            is_mine=True,
            other="Ms. Okafor",
            body="Hi <b>",
            sent_at=NOW,
            read_at=NOW,
            is_answered=False,
            is_new=False,
        )
        theirs = replace(line, uuid=uuid4(), is_mine=False, is_new=True, read_at=None)
        tap = Tap(
            uuid=uuid4(),
            words="Too hard",
            about="Races",
            said_at=NOW,
            what_was_done="We met.",
            answered_by="Ms. Okafor",
        )
        page = MyVoice(
            helpers=(helper,),
            threads=(Thread(name="Ms. Okafor", lines=(line, theirs)),),
            taps=(tap,),
        )
        html = drawn(
            "student/my_voice.html", page=page, form=MessageForm(adults=[("1", "Ms. Okafor")])
        )
        for words in ("Hi &lt;b&gt;", "We met.", "is-new"):
            assert words in html
        empty = MyVoice(helpers=(), threads=(), taps=())
        assert "Nothing said yet" in drawn(
            "student/my_voice.html", page=empty, form=MessageForm(adults=[])
        )

    @pytest.mark.parametrize("call", [None, UUID("0f6b1f0e-5d0a-4d8e-9d0b-2f4c3a1b5e77")])
    def test_a_person_has_a_name(self, drawn: Callable[..., str], call: Any) -> None:
        helper = Helper(uuid=uuid4(), name="Ms. Okafor", known_from="Mathematics")
        page = PersonPage(helpers=(helper,), call=call, called_at=NOW if call else None)
        assert "Ms. Okafor" in drawn("student/person.html", page=page)
        assert drawn("student/person.html", page=replace(page, helpers=()))


class TestPagesOfTheCast:
    def test_are_built_and_drawn(self, cast: Cast, drawn: Callable[..., str]) -> None:
        day = build_my_day(student=cast.ada, today=TODAY, now=NOW, language="en")
        assert len(day.choices) >= 3
        assert "Ada" in drawn("student/my_day.html", page=day)
        activity = build_activity(
            student=cast.ada, uuid=day.choices[0].uuid, today=TODAY, language="es"
        )
        assert "en español" in drawn("student/activity.html", page=activity)
        path = build_my_path(student=cast.ada, today=TODAY, now=NOW, language="en")
        assert [column.domain for column in path.columns] == ["FR", "MD"]
        assert "skyline" in drawn("student/my_path.html", page=path)
        domain = build_path_domain(
            student=cast.ada, domain="FR", today=TODAY, now=NOW, language="es"
        )
        assert domain.now[0].name == "Paso 1"
        assert [spot.because for spot in domain.after] == [
            "opens when you know: Paso 1",
            "opens when you know: Paso 2",
        ]
        assert "Paso 3" in drawn("student/path_domain.html", page=domain)
