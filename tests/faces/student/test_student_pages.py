"""Each page, drawn from its dataclass alone: the database is refused while a template renders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from cast import NOW, TODAY, Cast
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import SafeString
from facing import no_database

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
from ownpath.faces.student.pages.practice import Hints, PracticePage, ReplyView, Solution, Turn
from ownpath.faces.student.pages.tools import ItemView, Line, Option, Stop, Stretch, Tick, Tool
from ownpath.faces.student.pages.voice import Helper, MyVoice, PersonPage, Tap, Thread
from ownpath.faces.student.pages.voice import Line as Said
from ownpath.faces.student.pages.walking import build_path_domain

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")

TYPES = (
    "numeric",
    "algebraic",
    "choice",
    "select",
    "ordering",
    "matching",
    "number_line",
    "short_text",
)


@pytest.fixture
def drawn() -> Callable[..., str]:
    """Return a function that renders a template for Ada with the database refused."""

    def render(template: str, **context: object) -> str:
        request = RequestFactory().get("/me/")
        ada = SimpleNamespace(
            is_authenticated=True,
            grade="04",
            theme="",
            language="",
            called="Ada",
            full_name="Ada M",
        )
        request.user, request.session = ada, {}  # type: ignore[assignment]
        with connection.execute_wrapper(no_database):
            return render_to_string(template, context, request)

    return render


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
    more=(),
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
        assert html.count("I need a person") >= 1
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
            more=(CARD,),
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


def tool(kind: str) -> Tool:
    options = tuple(
        Option(id=f"o{n}", html=SafeString(f"<b>{n}</b>"), plain=str(n), picture=SafeString(""))
        for n in range(3)
    )
    stops = tuple(Stop(value=f"{n}/2", label=f"mark {n}") for n in range(5))
    line = Line(
        stops=stops, ticks=(Tick(x="10%", html=SafeString("0")),), begin="10%", end="90%"
    )
    return Tool(
        name="answer",
        type=kind,
        options=options,
        targets=options,
        line=line if kind == "number_line" else None,
        unit="cm",
        is_fraction=False,
        letters=("x",),
        has_pictures=False,
        width="is-short",
    )


def turn(*tools: Tool, **more: Any) -> Turn:
    question = uuid4()
    item = ItemView(
        type=tools[0].type,
        language="en",
        stretches=(Stretch(html=SafeString("<p>How many?</p>"), tool=None, mark=""),),
        spoken="How many?",
        pictures=(),
        tools=tools,
        n_hints=2,
    )
    made: dict[str, Any] = {
        "sitting": uuid4(),
        "number": 1,
        "n_planned": 5,
        "dots": (),
        "question": question,
        "attempt": uuid4(),
        "item": item,
        "hints": Hints(question=question, htmls=(), n_all=2),
        "is_closed": False,
        "is_finished": False,
        "can_go_further": False,
        "waited_seconds": 0,
        "reply": None,
        "solution": None,
        "offer": None,
        "signals": draw_signal_buttons({}),
    }
    return Turn(**{**made, **more})


def reply(**more: Any) -> ReplyView:
    told: dict[str, Any] = {
        "question": uuid4(),
        "attempt": str(uuid4()),
        "tone": "look",
        "cheer": 0,
        "html": SafeString("<p>Look at the bottom number.</p>"),
        "is_correct": False,
        "is_readable": True,
        "is_closed": False,
        "is_finished": False,
    }
    return ReplyView(**{**told, **more})


class TestPracticePage:
    @pytest.mark.parametrize("kind", TYPES)
    def test_every_type_works_without_script(
        self, drawn: Callable[..., str], kind: str
    ) -> None:
        html = drawn("student/parts/turn.html", turn=turn(tool(kind)))
        assert 'method="post"' in html
        assert 'name="attempt"' in html
        assert 'name="answer"' in html or 'name="match-o0"' in html
        assert "style=" not in html
        assert "<script" not in html

    def test_a_cloze_has_its_gaps_in_the_words(self, drawn: Callable[..., str]) -> None:
        gap = replace(tool("numeric"), name="blank-rest")
        pick = replace(tool("choice"), name="blank-size")
        made = turn(tool("cloze"))
        assert made.item is not None
        item = replace(
            made.item,
            tools=(),
            stretches=(
                Stretch(html=SafeString("<p>It is "), tool=gap, mark=""),
                Stretch(html=SafeString(" and "), tool=pick, mark=""),
                Stretch(html=SafeString(".</p>"), tool=None, mark=""),
            ),
        )
        html = drawn("student/parts/turn.html", turn=replace(made, item=item))
        assert (
            html.index("It is ")
            < html.index('name="blank-rest"')
            < html.index('name="blank-size"')
        )

    def test_the_whole_page_says_why(self, drawn: Callable[..., str]) -> None:
        made = turn(tool("numeric"))
        page = PracticePage(
            sitting=made.sitting,
            title="Races",
            because="because you are close",
            behind="",
            put_back=uuid4(),
            turn=made,
        )
        html = drawn("student/practice.html", page=page, turn=made)
        assert "because you are close" in html
        assert "Pick another" in html

    def test_a_reply_teaches_and_has_one_next_thing(self, drawn: Callable[..., str]) -> None:
        again = drawn("student/parts/reply.html", reply=reply())
        assert "Look at the bottom number." in again
        assert "Try again" in again
        right = drawn(
            "student/parts/reply.html",
            reply=reply(tone="right", is_correct=True, is_closed=True),
        )
        assert 'form="next"' in right
        assert 'data-correct="yes"' in right
        for html in (again, right):
            assert html.count("button-primary") == 1
            for word in ("wrong", "failed", "incorrect"):
                assert word not in html.casefold()

    def test_the_last_tries_lead_to_how_it_works(self, drawn: Callable[..., str]) -> None:
        html = drawn("student/parts/reply.html", reply=reply(is_closed=True, is_finished=True))
        assert 'form="show"' in html
        assert "Finish" in html

    def test_what_cannot_be_read_is_asked_again(self, drawn: Callable[..., str]) -> None:
        html = drawn("student/parts/reply.html", reply=reply(tone="ask", is_readable=False))
        assert 'data-readable="no"' in html
        assert 'form="show"' not in html

    def test_hints_and_solution_unfold_in_steps(self, drawn: Callable[..., str]) -> None:
        hints = Hints(question=uuid4(), htmls=(SafeString("One"), SafeString("Two")), n_all=2)
        html = drawn("student/parts/hints.html", hints=hints, is_new=True)
        assert html.count('class="hint"') == 2
        assert 'data-left="0"' in html
        worked = Solution(steps=(SafeString("First"),), is_last=False)
        assert "First" in drawn("student/parts/solution.html", solution=worked)

    def test_the_end_of_a_sitting_leads_on(self, drawn: Callable[..., str]) -> None:
        done = replace(
            turn(tool("numeric")),
            item=None,
            question=None,
            is_finished=True,
            offer=uuid4(),
            dots=("unaided",),
        )
        html = drawn("student/parts/turn.html", turn=done)
        assert 'data-finished="yes"' in html
        assert "How was it?" in html
        assert "data-more" not in html
        again = drawn("student/parts/turn.html", turn=replace(done, can_go_further=True))
        assert "A few more like these" in again


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
        assert len(day.choices) + len(day.more) >= 3
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
