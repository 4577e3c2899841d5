"""Expressions: exact, bounded, and never a Python error of another kind."""

from __future__ import annotations

import contextlib
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownpath.engine.items.expression_functions import FUNCTIONS
from ownpath.engine.items.expressions import ExpressionError, UndefinedError, parse
from ownpath.engine.items.values import Word

WORD = Word(forms={"en": {"one": "pen", "many": "pens"}}, numbers={"cents": 35})
VALUES = {"a": 3, "b": Fraction(1, 2), "data": (4, 1, 3, 2), "thing": WORD}


class TestExpressions:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("1 + 2 * 3", 7),
            ("(1 + 2) * 3", 9),
            ("2^3^2", 512),
            ("-2^2", -4),
            ("(-2)^2", 4),
            ("2^-1", Fraction(1, 2)),
            ("1/3 + 1/6", Fraction(1, 2)),
            ("0.1 + 0.2", Fraction(3, 10)),
            (".5", Fraction(1, 2)),
            ("7 % 3", 1),
            ("-7 % 3", 2),
            ("a*b", Fraction(3, 2)),
            ("thing.cents * 2", 70),
            ("if(a > b, a, b)", 3),
            ("1 < a < 5", True),
            ("1 < a < 2", False),
            ("a = 3 and not b = 3", True),
            ("a != 3 or b == 1/2", True),
            ("true", True),
            ("gcd(12, 18)", 6),
            ("lcm(4, 6)", 12),
            ("min(data)", 1),
            ("max(data, 9)", 9),
            ("sum(data)", 10),
            ("mean(data)", Fraction(5, 2)),
            ("median(data)", Fraction(5, 2)),
            ("median(3, 1, 2)", 2),
            ("range(data)", 3),
            ("count(data)", 4),
            ("item(data, 2)", 1),
            ("item(sort(data), 2)", 2),
            ("distinct(1, 2, a)", True),
            ("distinct(3, a)", False),
            ("distinct(data)", True),
            ("product(2, 3, 4)", 24),
            ("round(2.5)", 3),
            ("round(-2.5)", -3),
            ("round(2.345, 2)", Fraction(47, 20)),
            ("round(1234, -2)", 1200),
            ("floor(-1/2)", -1),
            ("ceil(-1/2)", 0),
            ("abs(-3/4)", Fraction(3, 4)),
            ("sign(-5)", -1),
            ("sign(0)", 0),
            ("num(6/8)", 3),
            ("den(6/8)", 4),
            ("digit(4752, 100)", 7),
            ("digit(4.75, 0.1)", 7),
            ("digits(4752)", 4),
            ("digit_sum(4752)", 18),
            ("quotient(17, 5)", 3),
            ("mod(17, 5)", 2),
            ("root(49)", 7),
            ("root(8/27, 3)", Fraction(2, 3)),
            ("root(-8, 3)", -2),
            ("is_whole(6/3)", True),
            ("is_prime(97)", True),
            ("is_prime(1)", False),
            ("is_square(16)", True),
            ("is_square(15)", False),
            ("terminates(3/8)", True),
            ("terminates(1/3)", False),
            ("factorial(5)", 120),
            ("0 * 5", 0),
        ],
    )
    def test_have_their_value(self, text: str, value: object) -> None:
        found = parse(text).evaluate(VALUES)

        assert found == value
        assert type(found) is type(value)

    @pytest.mark.parametrize(
        "text",
        [
            "1/0",
            "5 % 0",
            "root(2)",
            "2^41",
            "(10^30)^2",
            "0^-1",
            "item(data, 9)",
            "mean([])",
            "factorial(21)",
            "a^b",
            "mod(1, 0)",
            "10^30*10^30",
            "is_prime(10^9)",
        ],
    )
    def test_refuse_the_draw_where_there_is_no_value(self, text: str) -> None:
        with pytest.raises(UndefinedError):
            parse(text).evaluate(VALUES)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "1 +",
            "(1",
            "1)",
            "a b",
            "import os",
            "__import__('os')",
            "a.b.c",
            "thing.size",
            "f(1)",
            "if(1, 2)",
            "a[0]",
            "lambda: 1",
            "'text'",
            "1; 2",
            "(" * 30 + "1" + ")" * 30,
            "-" * 50 + "1",
            "1" * 500,
            "not 1",
            "thing + 1",
            "a and b",
            "min()",
            "a = thing",
            "x",
            "a.real",
            "{a}",
            "a if b else c",
        ],
    )
    def test_say_what_is_wrong(self, text: str) -> None:
        with pytest.raises(ExpressionError, match=r"\w"):
            parse(text).evaluate(VALUES)

    @settings(max_examples=300, deadline=None)
    @given(st.text(alphabet="ab0123456789+-*/^%()[],.<>=! dtifnoe", max_size=120))
    def test_never_raise_anything_else(self, text: str) -> None:
        self._evaluates_soon(text)

    @settings(max_examples=200, deadline=None)
    @given(st.data())
    def test_never_hang_however_they_are_built(self, data: st.DataObject) -> None:
        leaf = st.sampled_from(["a", "b", "data", "9999999999", "0.001", "40", "thing"])
        calls = st.sampled_from(sorted(FUNCTIONS))
        build = st.recursive(
            leaf,
            lambda inner: st.one_of(
                st.tuples(inner, st.sampled_from(["^", "*", "/", "+", "%", "<"]), inner).map(
                    lambda t: f"({t[0]}{t[1]}{t[2]})"
                ),
                st.tuples(calls, inner).map(lambda t: f"{t[0]}({t[1]})"),
                st.tuples(calls, inner, inner).map(lambda t: f"{t[0]}({t[1]},{t[2]})"),
            ),
            max_leaves=12,
        )
        self._evaluates_soon(data.draw(build))

    def _evaluates_soon(self, text: str) -> None:
        started = time.thread_time()
        with contextlib.suppress(ExpressionError):
            parse(text).evaluate(VALUES)
        assert time.thread_time() - started < 0.5
