"""Expressions, equations, inequalities: equivalent ones count; sympy is the independent judge."""

from __future__ import annotations

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from items_samples import IDEA, answered, item, verdict

from ownpath.engine.items.grading.algebra_reading import read_algebra
from ownpath.engine.items.grading.equivalence import are_equivalent

R, W, U = "right", "wrong", "unread"


def algebra(value: str, **more: object) -> dict[str, object]:
    return {"type": "algebraic", "answer": {"value": value, **more}}


class TestExpressions:
    @pytest.mark.parametrize(
        ("key", "text", "wanted"),
        [
            ("2x + 6", "2x+6", R),
            ("2x + 6", "2(x+3)", R),
            ("2x + 6", "6+2x", R),
            ("2x + 6", "2*x + 6", R),
            ("2x + 6", "2·x + 6", R),
            ("2x + 6", "2×x+6", R),
            ("2x + 6", "x+x+6", R),
            ("2x + 6", "(x+3)2", U),
            ("2x + 6", "(x+3)*2", R),
            ("2x + 6", "[x+3]*2", R),
            ("2x + 6", "2X + 6", R),
            ("2x + 6", "y = 2x+6", R),
            ("2x + 6", "4(x+3)/2", R),
            ("2x + 6", "2x \u2212 (\u22126)", R),
            ("2x + 6", "2x+5", W),
            ("2x + 6", "2x", W),
            ("2x + 6", "2x6", U),
            ("2x + 6", "2y+6", U),
            ("2x + 6", "2x+", U),
            ("2x + 6", "((2x+6)", U),
            ("2x + 6", "", U),
            ("2x + 6", "2x+6=0", U),
            ("2x + 6", "x^2+6", W),
            ("2x + 6", "hello", U),
            ("2x + 6", "1/0", W),
            ("x^2 - 9", "(x+3)(x-3)", R),
            ("x^2 - 9", "x²-9", R),
            ("x^2 - 9", "x**2-9", R),
            ("x^2 - 9", "xx-9", R),
            ("x^2 - 9", "(x-3)^2", W),
            ("x^2 - 9", "x^2+9", W),
            ("1/2 x", "x/2", R),
            ("1/2 x", "½x", R),
            ("1/2 x", "0.5x", R),
            ("1/2 x", "1/2x", R),
            ("1/(2x)", "1/2x", U),
            ("1/(2x)", "1/(2x)", R),
            ("1/(2x)", "0.5/x", R),
            ("x/y", "xy^-1", R),
            ("(x+1)/(x+2)", "(2x+2)/(2x+4)", R),
            ("(x+1)/(x+2)", "1/2", W),
            ("x", "x^2/x", R),
            ("3 1/2 x", "7x/2", R),
            ("9 pi", "9π", R),
            ("9 pi", "π*9", R),
            ("9 pi", "28.27", W),
            ("2 sqrt(3)", "√12", R),
            ("2 sqrt(3)", "sqrt(12)", R),
            ("2 sqrt(3)", "3.46", W),
            ("abs(x)", "|x|", R),
            ("abs(x)", "x", W),
            ("sqrt(x^2)", "|x|", R),
            ("sqrt(x^2)", "x", W),
            ("2^x", "2*2^(x-1)", R),
            ("2^x", "x^2", W),
            ("x^3", "x*x*x", R),
            ("x^-2", "1/x^2", R),
            ("1000x", "1,000x", R),
            ("x^24", "((x^2)^3)^4", R),
            ("x", "x^99999", W),
            ("x", "9^9^9^9^9", W),
            ("x", "((((((((x))))))))", R),
            ("x", "(" * 60 + "x", U),
            ("x", "-" * 60 + "x", U),
            ("x", "x" * 199, W),
        ],
    )
    def test_count_when_equivalent(self, key: str, text: str, wanted: str) -> None:
        assert verdict(answered(item(**algebra(key)), text)) == wanted

    def test_read_a_decimal_comma_on_a_spanish_page(self) -> None:
        assert answered(item(**algebra("1.5x")), "1,5x", language="es").is_correct

    @settings(max_examples=120, deadline=None)
    @given(st.data())
    def test_agree_with_sympy(self, data: st.DataObject) -> None:
        atom = st.sampled_from(["x", "y", "2", "3", "5", "x^2", "(x+1)", "(y-2)", "(2*x+3*y)"])
        build = st.recursive(
            atom,
            lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(
                lambda t: f"({t[0]}{t[1]}{t[2]})"
            ),
            max_leaves=5,
        )
        one, other = data.draw(build), data.draw(build)
        a, b = read_algebra(one, language="en"), read_algebra(other, language="en")
        assert a is not None
        assert b is not None

        difference = sympy.together(sympy.sympify(f"({one})-({other})".replace("^", "**")))

        if not difference.has(sympy.zoo, sympy.nan, sympy.oo):
            assert are_equivalent(a, b) == (sympy.simplify(difference) == 0)

    @settings(max_examples=60, deadline=None)
    @given(st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 9))
    def test_know_an_expanded_product(self, a: int, b: int, c: int) -> None:
        x = sympy.Symbol("x")
        product = c * (x + a) * (x + b)
        expanded, factored = str(sympy.expand(product)), f"{c}*(x+{a})*(x+{b})"
        one, other = (
            read_algebra(expanded, language="en"),
            read_algebra(factored, language="en"),
        )
        assert one is not None
        assert other is not None

        assert are_equivalent(one, other)

        off = read_algebra(f"{expanded}+1", language="en")
        assert off is not None
        assert not are_equivalent(one, off)

    @settings(max_examples=150, deadline=None)
    @given(st.text(alphabet="xy0123456789+-*/^()[]|=<>.√½²π ", max_size=60))
    def test_never_raise_whatever_is_written(self, text: str) -> None:
        assert verdict(answered(item(**algebra("2x + 6")), text)) in (R, W, U)


class TestRelations:
    @pytest.mark.parametrize(
        ("key", "text", "wanted"),
        [
            ("y = 2x + 1", "y=2x+1", R),
            ("y = 2x + 1", "2x+1=y", R),
            ("y = 2x + 1", "2y = 4x + 2", R),
            ("y = 2x + 1", "y - 2x = 1", R),
            ("y = 2x + 1", "-y = -2x - 1", R),
            ("y = 2x + 1", "y = 2x", W),
            ("y = 2x + 1", "2x+1", U),
            ("y = 2x + 1", "y < 2x+1", W),
            ("y = 2x + 1", "0 = 0", W),
            ("x > 3", "x>3", R),
            ("x > 3", "3<x", R),
            ("x > 3", "2x>6", R),
            ("x > 3", "-x < -3", R),
            ("x > 3", "x<3", W),
            ("x > 3", "x>=3", W),
            ("x > 3", "x ≥ 3", W),
            ("x >= 3", "x≥3", R),
            ("x >= 3", "3 =< x", R),
            ("x > 3", "x = 3", W),
            ("x > 3", "3", U),
            ("x = 2", "x^2 = 4", W),
            ("y = 1/x", "y = 2/(2x)", R),
            ("y = 1/x", "2y = 2/x", R),
            ("y = 2^x", "2y = 2*2^x", R),
            ("y = 2^x", "y = x^2", W),
        ],
    )
    def test_count_up_to_sides_and_a_number(self, key: str, text: str, wanted: str) -> None:
        assert verdict(answered(item(**algebra(key)), text)) == wanted


class TestForms:
    @pytest.mark.parametrize(
        ("key", "form", "text", "note"),
        [
            ("2x + 6", "expanded", "2x+6", None),
            ("2x + 6", "expanded", "2(x+3)", "form_expanded"),
            ("2x + 6", "expanded", "x+x+6", "form_expanded"),
            ("2x + 6", "expanded", "2x+2*3", "form_expanded"),
            ("x^2 + 5x + 6", "expanded", "x^2+2x+3x+6", "form_expanded"),
            ("x/2 + 1", "expanded", "1/2x+1", None),
            ("-x + 1", "expanded", "1-x", None),
            ("xy + 1", "expanded", "yx+1", None),
            ("(x+2)(x+3)", "factored", "(x+3)(x+2)", None),
            ("(x+2)(x+3)", "factored", "x^2+5x+6", "form_factored"),
            ("6(x+2)", "factored", "2(3x+6)", "form_factored"),
            ("6(x+2)", "factored", "6(2+x)", None),
            ("6(x+2)", "factored", "3*2(x+2)", None),
            ("x^2(x+1)", "factored", "x(x^2+x)", "form_factored"),
            ("(x+1)^2", "factored", "(x+1)(x+1)", None),
            ("(x+1)^2", "factored", "x(x+2)+1", "form_factored"),
            ("5x + 2", "simplified", "3x+2x+2", "form_simplified"),
            ("5x + 2", "simplified", "5x+2", None),
            ("5x + 2", "simplified", "2+5x", None),
            ("3(x+2)", "simplified", "3x+6", None),
            ("12x", "simplified", "3*4x", "form_simplified"),
        ],
    )
    def test_are_the_one_that_was_asked_for(
        self, key: str, form: str, text: str, note: str | None
    ) -> None:
        result = answered(item(**algebra(key, form=form)), text)

        assert (result.is_correct, result.note) == (note is None, note)
        assert result.score == (0.5 if note else 1.0)

    def test_refuse_the_prompt_copied_back(self) -> None:
        prompt = {"en": "Expand $2(x+3)$.", "es": "Desarrolla $2(x+3)$."}
        instance = item(prompt=prompt, **algebra("2x+6", form="expanded"))

        result = answered(instance, "2 (x + 3)")

        assert (result.score, result.note) == (0.0, "copied")


class TestErrors:
    def test_are_found_in_any_equivalent_form(self) -> None:
        errors = [{"value": "2x + 3", "misconception": "half-done", "feedback": IDEA}]

        result = answered(item(errors=errors, **algebra("2x + 6")), "3+x+x")

        assert result.misconception == "half-done"
