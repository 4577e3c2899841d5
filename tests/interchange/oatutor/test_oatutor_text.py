"""OATutor's texts taken apart: nothing is lost, money stays money."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ownpath.interchange.oatutor.text import math_of, names_a_figure, without_marks


class TestMathOf:
    def test_of_nothing_is_nothing(self) -> None:
        assert math_of("") == ()
        assert math_of("$$$$") == ()

    def test_takes_words_and_formulas_in_turn(self) -> None:
        parts = math_of("$$x$$ is $$2$$")
        assert [(part.kind, part.value) for part in parts] == [
            ("math", "x"),
            ("text", " is "),
            ("math", "2"),
        ]

    def test_leaves_a_single_dollar_to_money(self) -> None:
        [part, money, *_] = math_of("$$17$$ $10 bills")
        assert (part.value, money.value) == ("17", " $10 bills")

    @given(st.text("a$ \\", max_size=30))
    def test_loses_no_letter(self, text: str) -> None:
        joined = "".join(part.value for part in math_of(text))
        assert joined.count("a") == text.count("a")
        assert joined.count("\\") == text.count("\\")


class TestNamesAFigure:
    def test_sees_the_mark_and_nothing_else(self) -> None:
        assert names_a_figure("look at ##figure1.gif##")
        assert not names_a_figure("## no ##")
        assert not names_a_figure("")


class TestWithoutMarks:
    def test_leaves_commands_that_begin_like_a_line_break(self) -> None:
        assert without_marks("$$x \\neq 2$$\\n$$y$$") == "$$x \\neq 2$$\n$$y$$"
