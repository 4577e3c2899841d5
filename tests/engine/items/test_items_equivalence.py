"""What a teacher would take is taken, what is wrong is not: at least forty forms of answers for every type."""

from __future__ import annotations

from itertools import chain, combinations, permutations
from typing import Any

import pytest
from items_samples import IDEA, answered, item, verdict

HALF = {"type": "numeric", "answer": {"value": "1/2"}}
WHOLE = {"type": "numeric", "answer": {"value": 1250}}
MIXED = {"type": "numeric", "answer": {"value": "7/2"}}
MONEY = {"type": "numeric", "answer": {"value": "3.50", "unit": "usd"}}
LENGTH = {"type": "numeric", "answer": {"value": 12, "unit": "cm"}}
NEGATIVE = {"type": "numeric", "answer": {"value": -4}}
THIRD = {"type": "numeric", "answer": {"value": "1/3"}}


def _each(keys: dict[str, Any], forms: str) -> list[tuple[dict[str, Any], str]]:
    """Return one row for each of the forms, which stand apart by bars."""
    return [(keys, form) for form in forms.split(" | ")]


NUMBERS_RIGHT = [
    *_each(
        HALF, "1/2 | 2/4 | 0.5 | .5 | 0.50 | ½ |  1/2  | 1 / 2 | 50% | 5/10 | +1/2 | one half"
    ),
    *_each(
        WHOLE,
        "1250 | 1,250 | 1 250 | 1250.0 | 1250. | 01250 | x = 1250 | 1250 = x | +1250 | "
        "\uff11\uff12\uff15\uff10 | 2500/2",
    ),
    *_each(MIXED, "7/2 | 3 1/2 | 3½ | 3.5 | 14/4 | 3 2/4 | 3.50 | x=7/2"),
    *_each(MONEY, "3.50 | $3.50 | 3.5 | 3.50 dollars | $ 3.50 | 7/2 | 350 cents | 350¢"),
    *_each(LENGTH, "12 | 12 cm | 12cm | 12.0 cm | 12 centimeters | 12 CM | twelve"),
    *_each(NEGATIVE, "-4 | \u22124 | \u20134 | - 4 | -4.0 | -8/2 | x = -4"),
    *_each(THIRD, "1/3 | 2/6 | 10/30 | one third"),
]
NUMBERS_WRONG = [
    *_each(HALF, "2 | 1/3 | 0.05 | 5 | -1/2 | 2/1 | 0.51 | 5% | 1/20 | 0.499"),
    *_each(WHOLE, "125 | 12500 | 1205 | 1250.1 | -1250 | 1,251 | 1249 | 1250/2 | 1520"),
    *_each(MIXED, "31/2 | 3/2 | 2 1/3 | 3.05 | -7/2 | 2/7 | 35 | 4"),
    *_each(MONEY, "$35 | 3.05 | $3 | 350 dollars | -3.50 | 3.51 | 350"),
    *_each(LENGTH, "1.2 cm | 120 | 11 cm | 13 | -12 cm | 12.5"),
    *_each(NEGATIVE, "4 | -40 | -0.4 | 0 | -5 | -1/4"),
    *_each(THIRD, "0.3 | 0.33 | 3 | 1/30 | 3/1 | 0.34"),
]

ALGEBRA = {"type": "algebraic", "answer": {"value": "2x + 6"}}
EXPANDED = {"type": "algebraic", "answer": {"value": "x^2 - 9", "form": "expanded"}}
FACTORED = {"type": "algebraic", "answer": {"value": "2(x + 3)", "form": "factored"}}
EQUATION = {"type": "algebraic", "answer": {"value": "y = 2x + 1"}}
INEQUALITY = {"type": "algebraic", "answer": {"value": "x > 3"}}
ALGEBRA_RIGHT = [
    *_each(
        ALGEBRA,
        "2x + 6 | 6 + 2x | 2x+6 | 2(x+3) | (x+3)*2 | 2*x+6 | x + x + 6 | 2·x + 6 | "
        "3x - x + 6 | 6+x*2 | (4x+12)/2 | 2x + 2*3 | 2 x + 6 | 2[x + 3] | 2x + 10 - 4 | "
        "2 (3 + x) | -(-2x - 6) | 2(x+1)+4 | x/0.5 + 6",
    ),
    *_each(EXPANDED, "x^2 - 9 | -9 + x^2 | x² - 9 | x**2 - 9 | x^2-9"),
    *_each(FACTORED, "2(x + 3) | 2(3 + x) | 2*(x+3) | (3+x)*2"),
    *_each(
        EQUATION,
        "y = 2x + 1 | 2x + 1 = y | y=1+2x | 2y = 4x + 2 | y - 2x = 1 | y - 1 = 2x | "
        "-y = -2x - 1",
    ),
    *_each(INEQUALITY, "x > 3 | 3 < x | 2x > 6 | x - 3 > 0 | -x < -3 | x>3"),
]
ALGEBRA_WRONG = [
    *_each(
        ALGEBRA,
        "2x + 3 | 2x - 6 | x + 6 | 2x | 8x | 2(x+6) | 2x + 60 | -2x - 6 | x^2 + 6 | 6x + 2 | "
        "2x/6 | 2(x-3) | 26 | 2x+6x",
    ),
    *_each(EXPANDED, "(x-3)(x+3) | x^2 + 9 | x^2 - 3 | x - 9 | (x-3)^2 | x^2 - 9x | 2x - 9"),
    *_each(FACTORED, "2x + 6 | 2(x - 3) | 2(x + 6) | (x + 3) | 2x(3) | 6 + 2x"),
    *_each(
        EQUATION,
        "y = 2x - 1 | y = x + 1 | x = 2y + 1 | y = 2x | 2x + 1 | y = -2x + 1 | y > 2x + 1",
    ),
    *_each(INEQUALITY, "x < 3 | x >= 3 | 3 > x | x = 3 | -x > -3 | x > 30 | 2x > 3"),
]

TRIANGLE = {
    "type": "short_text",
    "answer": {
        "accept": {"en": ["right triangle"], "es": ["triángulo rectángulo"]},
        "spelling": "near",
    },
}
WORDS_RIGHT = _each(
    TRIANGLE,
    "right triangle | Right Triangle | RIGHT TRIANGLE |  right  triangle  | "
    "a right triangle | the right triangle | A Right Triangle | right triangle. | "
    "right triangle! | right-triangle | \u201cright triangle\u201d | 'right triangle' | "
    "right\u00a0triangle | rigth triangle | right triangel | right triange | "
    "right trianglee | rightt triangle | riht triangle | right trianqle | "
    "right tringle | An right triangle | right triangle, | (right triangle) | "
    "right triangle ; | triángulo rectángulo | triangulo rectangulo | "
    "Triángulo Rectángulo | un triángulo rectángulo | el triángulo rectángulo | "
    "TRIÁNGULO RECTÁNGULO | triángulo  rectángulo | triángulo rectángulo. | "
    "triangulo rectángulo | triángulo rectangulo | «triángulo rectángulo» | "
    "triángulo rectánglo | triangulo rectanguloo | Un Triangulo Rectangulo | "
    "El triángulo rectángulo! | es un triángulo rectángulo | Se llama triángulo rectángulo | it is a right triangle | "
    "It’s a right triangle | the answer is right triangle",
)
WORDS_WRONG = _each(
    TRIANGLE,
    "triangle | right | left triangle | right angle | acute triangle | obtuse triangle | "
    "square | right square | triangle right | rectangle | right triangle rectangle | "
    "right rectangle | rihgt traingel | right tri | r t | isosceles triangle | "
    "not a right triangle | two right triangles | right pentagon | rhombus | circle | "
    "write triangle | 3 | right 3 | rt triangle | trapezoid | triángulo | rectángulo | "
    "triángulo agudo | rectángulo triángulo | cuadrado rectángulo | "
    "triángulo isósceles | círculo | ángulo recto | triángulo recto ángulo obtuso | "
    "polígono | rombo | hexágono | scalene triangle | right quadrilateral",
)


def _table(rows: list[Any]) -> list[Any]:
    assert len(rows) >= 40
    return rows


class TestNumbers:
    @pytest.mark.parametrize(("keys", "written"), _table(NUMBERS_RIGHT))
    def test_right_ones_are_taken(self, keys: dict[str, Any], written: str) -> None:
        assert verdict(answered(item(**keys), written)) == "right"

    @pytest.mark.parametrize(("keys", "written"), _table(NUMBERS_WRONG))
    def test_wrong_ones_are_not(self, keys: dict[str, Any], written: str) -> None:
        assert verdict(answered(item(**keys), written)) != "right"


class TestExpressions:
    @pytest.mark.parametrize(("keys", "written"), _table(ALGEBRA_RIGHT))
    def test_right_ones_are_taken(self, keys: dict[str, Any], written: str) -> None:
        assert verdict(answered(item(**keys), written)) == "right"

    @pytest.mark.parametrize(("keys", "written"), _table(ALGEBRA_WRONG))
    def test_wrong_ones_are_not(self, keys: dict[str, Any], written: str) -> None:
        assert verdict(answered(item(**keys), written)) != "right"


class TestWords:
    @pytest.mark.parametrize(("keys", "written"), _table(WORDS_RIGHT))
    def test_right_ones_are_taken(self, keys: dict[str, Any], written: str) -> None:
        assert verdict(answered(item(**keys), written)) == "right"

    @pytest.mark.parametrize(("keys", "written"), _table(WORDS_WRONG))
    def test_wrong_ones_are_not(self, keys: dict[str, Any], written: str) -> None:
        assert verdict(answered(item(**keys), written)) != "right"


class TestChosenAnswers:
    """Where answers are marks and not words, every possible one is tried."""

    def test_of_many_choices_only_one_is_right(self) -> None:
        wrong = [{"value": n, "right": False, "feedback": IDEA} for n in range(1, 12)]
        made = item(type="choice", options=[{"value": 0, "right": True}, *wrong])

        verdicts = [verdict(answered(made, choice.id)) for choice in made.parts[0].choices]

        assert sorted(verdicts) == ["right", *["wrong"] * 11]

    def test_of_all_sets_only_one_is_right(self) -> None:
        options = [{"value": n, "right": n < 3, "feedback": IDEA} for n in range(6)]
        made = item(type="select", options=options)
        ids = [choice.id for choice in made.parts[0].choices]
        sets = list(chain.from_iterable(combinations(ids, n) for n in range(1, 7)))

        right = [each for each in sets if verdict(answered(made, *each)) == "right"]

        assert len(_table(sets)) == 63
        assert [set(each) for each in right] == [made.parts[0].key.right]  # type: ignore[union-attr]

    def test_of_all_orders_only_one_is_right(self) -> None:
        made = item(type="ordering", answer={"items": [1, 2, 3, 4, 5], "order": "ascending"})
        orders = list(permutations(choice.id for choice in made.parts[0].choices))

        right = [each for each in orders if verdict(answered(made, *each)) == "right"]

        assert len(_table(orders)) == 120
        assert right == [made.parts[0].key.order]  # type: ignore[union-attr]

    def test_of_all_matches_only_one_is_right(self) -> None:
        pairs = [{"left": n, "right": 10 * n} for n in range(1, 6)]
        made = item(type="matching", answer={"pairs": pairs})
        lefts = [choice.id for choice in made.parts[0].choices]
        matches = list(permutations(target.id for target in made.parts[0].targets))

        right = [
            each
            for each in matches
            if verdict(
                answered(made, **{f"match-{a}": b for a, b in zip(lefts, each, strict=True)})
            )
            == "right"
        ]

        assert len(_table(matches)) == 120
        assert right == [tuple(made.parts[0].key.pairs[left] for left in lefts)]  # type: ignore[union-attr]

    def test_of_all_places_on_a_line_only_one_is_right(self) -> None:
        line = {"from": 0, "to": 5, "step": "1/10", "labels": [0, 5]}
        made = item(type="number_line", answer={"value": "13/10"}, line=line)
        stops = [f"{n}/10" for n in range(51)]

        right = [stop for stop in _table(stops) if verdict(answered(made, stop)) == "right"]

        assert right == ["13/10"]

    @pytest.mark.parametrize("form", ["1.3", "13/10", "1 3/10", "26/20", "1.30"])
    def test_a_place_may_be_written_in_any_form(self, form: str) -> None:
        line = {"from": 0, "to": 5, "step": "1/10", "labels": [0, 5]}

        assert (
            verdict(
                answered(item(type="number_line", answer={"value": "13/10"}, line=line), form)
            )
            == "right"
        )

    def test_gaps_are_right_together_only(self) -> None:
        made = item(
            type="cloze",
            prompt={"en": "[[a]] and [[b]]", "es": "[[a]] y [[b]]"},
            blanks={
                "a": {"type": "numeric", "answer": {"value": 3}},
                "b": {"type": "numeric", "answer": {"value": "1/2"}},
            },
        )
        firsts = ["3", "3.0", "6/2", "03", "three", "4", "-3", "30", "0.3"]
        seconds = ["1/2", "0.5", "2/4", ".5", "50%", "2", "1/3", "5"]

        taken = [
            (a, b)
            for a in firsts
            for b in seconds
            if verdict(answered(made, **{"blank-a": a, "blank-b": b})) == "right"
        ]

        assert taken == [(a, b) for a in firsts[:5] for b in seconds[:5]]
        assert len(firsts) * len(seconds) >= 40
