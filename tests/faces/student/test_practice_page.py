"""The page of a practice and its parts, drawn from their dataclasses alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.utils.safestring import SafeString

from ownpath.faces.student.pages.activity import (
    draw_signal_buttons,
)
from ownpath.faces.student.pages.practice import Hints, PracticePage, ReplyView, Solution, Turn
from ownpath.faces.student.pages.tools import ItemView, Line, Option, Stop, Stretch, Tick, Tool

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
        is_scientific=False,
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
        has_number_gaps=False,
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
        worked = Solution(steps=(SafeString("First"),), answer=(), is_last=False)
        assert "First" in drawn("student/parts/solution.html", solution=worked)
        assert "answer is" not in drawn("student/parts/solution.html", solution=worked)

    def test_a_solution_says_what_was_right_to_pick(self, drawn: Callable[..., str]) -> None:
        worked = Solution(
            steps=(SafeString("First"),),
            answer=(SafeString("A box"), SafeString("A cone")),
            is_last=True,
        )
        html = drawn("student/parts/solution.html", solution=worked)
        assert "So the answer is: <strong>A box</strong>, <strong>A cone</strong>" in html

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
