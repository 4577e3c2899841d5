"""The check of a template: every kind of mistake that is planted is found, a sound template passes."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from items_samples import IDEA, definition

from ownpath.engine.items.checking import check_template
from ownpath.engine.items.checking.arithmetic import reckon
from ownpath.engine.items.checking.arithmetic_functions import NoValueError
from ownpath.engine.items.checking.reading_level import english_grade, spanish_ease, too_hard
from ownpath.engine.items.checking.spanish import faults_of_spanish
from ownpath.engine.items.checking.variety import count_items
from ownpath.engine.items.expression_functions import FUNCTIONS, ExpressionError
from ownpath.engine.items.expressions import parse

SOUND: dict[str, object] = {
    "prompt": {"en": "How much is {a} and {b}?", "es": "¿Cuánto es {a} y {b}?"},
    "parameters": {"a": {"int": [2, 30]}, "b": {"int": [2, 30]}},
    "steps": {
        1: {"parameters": {"a": {"int": [2, 5]}}},
        3: {"parameters": {"a": {"int": [20, 40]}}},
    },
    "answer": {"value": "a + b"},
    "errors": [{"value": "a", "feedback": IDEA}, {"value": "a + b + 1", "feedback": IDEA}],
    "hints": [
        {"en": "Begin with {a}.", "es": "Empieza con {a}."},
        {"en": "Go on by {b}.", "es": "Sigue con {b} más."},
    ],
    "verify": ["answer - b = a"],
}

PAGES: dict[str, object] = {
    "prompt": {
        "en": "Read {a} pages, then {b} more pages. How many?",
        "es": "Lee {a} páginas y {b} páginas más. ¿Cuántas?",
    }
}
FEET: dict[str, object] = {
    "prompt": {
        "en": "{a} and {b}? One is $ {b/(b + 1)} $ feet long.",
        "es": "¿{a} y {b}? Uno mide $ {b/(b + 1)} $ pies.",
    }
}


def _rules(grade: str = "3", **changed: object) -> set[str]:
    report = check_template(definition(**{**SOUND, **changed}), seeds=range(12), grade=grade)
    return {finding.rule for finding in report.findings}


class TestCheckTemplate:
    def test_finds_nothing_in_a_sound_one(self) -> None:
        assert _rules() == set()

    def test_lets_one_be_one_where_its_word_goes_by_it_or_it_is_never_said(self) -> None:
        page = {"en": {"one": "page", "many": "pages"}, "es": {"one": "hoja", "many": "hojas"}}
        prompt = {"en": "{a} and {b} {x|b}?", "es": "¿{a} y {b} {x|b}?"}
        said = {"en": "{b} pages", "es": "{b} hojas"}
        errors = [
            {"value": "a", "when": "b > 1", "feedback": said},
            {"value": "b - a", "feedback": IDEA},
        ]
        context = [{"interest": "books", "words": {"x": page}}]
        parameters = {"a": {"int": [2, 30]}, "b": {"int": [1, 30]}}
        found = _rules(prompt=prompt, errors=errors, contexts=context, parameters=parameters)
        assert "one" not in found

    @pytest.mark.parametrize(
        ("rule", "changed"),
        [
            ("key", {"verify": ["answer = a * b"]}),
            ("grade", {"answer": {"value": "a + b", "tolerance": 1}}),
            ("steps", {"steps": {}}),
            ("hint", {"hints": [{"en": "It is {a+b}.", "es": "Es {a+b}."}] * 2}),
            ("one", {"parameters": {"a": {"int": [2, 30]}, "b": {"int": [1, 30]}}, **PAGES}),
            ("one", {"parameters": {"a": {"int": [2, 30]}, "b": {"int": [1, 30]}}, **FEET}),
            (
                "variety",
                {"parameters": {"a": {"int": [2, 30]}, "b": {"int": [2, 3]}}, "steps": {}},
            ),
            (
                "language",
                {"hints": [{"en": "Take the first one", "es": "Take the first one"}] * 2},
            ),
            ("verify", {"verify": []}),
            ("draw", {"constraints": ["a > 90"]}),
            (
                "shown",
                {
                    "picture": {
                        "kind": "ten_frame",
                        "filled": "a + b",
                        "alt": {"en": "A frame.", "es": "Un marco."},
                    }
                },
            ),
            (
                "reading",
                {
                    "hints": [
                        {
                            "en": "Consequently investigate simultaneously every individual representation"
                            " before establishing an appropriate arithmetical generalization of both"
                            " quantities that were previously mentioned in the preceding interrogation.",
                            "es": "Mira.",
                        }
                    ]
                    * 2
                },
            ),
            (
                "choices",
                {
                    "type": "choice",
                    "answer": {"text": {"en": "more", "es": "más"}},
                    "errors": [
                        {"text": {"en": "less", "es": "más"}, "feedback": IDEA},
                        {"text": {"en": "same", "es": "igual"}, "feedback": IDEA},
                    ],
                    "verify": [],
                },
            ),
        ],
    )
    def test_finds_a_planted_mistake(self, rule: str, changed: dict[str, object]) -> None:
        assert rule in _rules(**changed)

    @pytest.mark.parametrize(
        ("whole", "found"),
        [
            ({"over": {"a": {"int": [2, 6]}, "b": {"int": [2, 3]}}}, set()),
            ({"over": {"s": {"int": [4, 9]}}}, set()),
            ({"over": {"a": {"int": [1, 6]}, "b": {"int": [2, 3]}}}, {"variety"}),
            ({"over": {"a": {"int": [2, 6]}}, "where": ["a != 4"]}, {"variety"}),
            (None, {"variety"}),
        ],
    )
    def test_takes_a_small_one_that_holds_all_there_are(
        self, whole: dict[str, object] | None, found: set[str]
    ) -> None:
        few = {
            "parameters": {"a": {"int": [2, 6]}, "b": {"int": [2, 3]}},
            "derived": {"s": "a + b"},
            "steps": {1: {}, 3: {}},
        }

        report = check_template(
            definition(**{**SOUND, **few, **({"exhaustive": whole} if whole else {})}),
            seeds=range(3),
            grade="3",
        )

        assert report.n_distinct == 10
        assert {finding.rule for finding in report.findings} == found

    @pytest.mark.parametrize(
        "type_", ["select", "ordering", "matching", "algebraic", "short_text"]
    )
    def test_looks_at_every_type(self, type_: str) -> None:
        other: dict[str, dict[str, object]] = {
            "select": {
                "options": [
                    {"value": "a", "right": True},
                    {"value": "a + b", "right": "b > 100", "feedback": IDEA},
                ]
            },
            "ordering": {
                "answer": {"items": ["a", "a + b", "a + 2*b"], "order": "ascending"},
                "errors": [],
            },
            "matching": {
                "answer": {
                    "pairs": [
                        {"left": "a", "right": "-a"},
                        {"left": "a + b", "right": "b - 99"},
                    ]
                },
                "errors": [],
            },
            "algebraic": {
                "answer": {"value": "{a}x + {b}"},
                "errors": [{"value": "{b}x + {a + b}", "feedback": IDEA}],
            },
            "short_text": {
                "answer": {"accept": {"en": ["sum"], "es": ["suma"]}},
                "errors": [
                    {"accept": {"en": ["product"], "es": ["producto"]}, "feedback": IDEA}
                ],
            },
        }
        report = check_template(
            definition(
                **{**SOUND, "type": type_, "answer": None, "verify": [], **other[type_]}
            ),
            seeds=range(6),
            grade="5",
        )

        assert (report.n_items, report.findings) == (18, ())


class TestTheSecondRoute:
    @given(
        st.sampled_from(sorted(set(FUNCTIONS) - {"item", "factorial", "is_prime"})),
        st.lists(st.fractions(-50, 50, max_denominator=6), min_size=1, max_size=3),
    )
    @settings(max_examples=250)
    def test_agrees_with_ours_on_every_function(
        self, name: str, numbers: list[Fraction]
    ) -> None:
        text = f"{name}({', '.join(f'({number})' for number in numbers)})"
        try:
            ours = parse(text).evaluate({})
        except ExpressionError:
            return

        assert reckon(text, {}) == ours

    @pytest.mark.parametrize(
        "text",
        [
            "-2^2 + mod(-7, 3)",
            "if(1 < 2 <= 2 and not 3 = 4, 0.1 * 3, 1 / 0)",
            "item(sort([3, 1/2, 2]), 2) - quotient(-7, 2)",
            "2^-3 + factorial(5) * is_count",
            "7 % 3 - digit(472.5, 0.1) + digit_sum(907)",
        ],
    )
    def test_agrees_with_ours_on_the_grammar(self, text: str) -> None:
        values = {"is_count": 4}

        assert reckon(text, values) == parse(text).evaluate(values)

    @pytest.mark.parametrize("text", ["1/0", "nobody + 1", "root(2)", "__import__", "a.b.c"])
    def test_has_no_value_where_there_is_none(self, text: str) -> None:
        with pytest.raises(NoValueError):
            reckon(text, {})


class TestReadingLevel:
    def test_tells_easy_from_hard(self) -> None:
        easy, hard = (
            "The dog has a red ball.",
            "Consequently, investigate the proportional relationship.",
        )
        facil, dificil = (
            "El perro ve la luna.",
            "Consecuentemente, investiga la relación proporcional.",
        )

        assert english_grade(easy) < 2 < 10 < english_grade(hard)
        assert spanish_ease(facil) > 90 > 20 > spanish_ease(dificil)

    def test_bounds_a_sentence_by_grade(self) -> None:
        sentence = (
            "one two three four five six seven eight nine ten one two three four five six seven"
        )

        assert "17 words" in too_hard([sentence], "en", "K")
        assert too_hard([sentence], "en", "5") == ""


class TestSpanish:
    @pytest.mark.parametrize(
        ("text", "n"),
        [
            ("Cuántos hay?", 1),
            ("¿Cuántas hay. Dilo.", 1),
            ("Un manzana cuesta $$2.", 1),
            ("El mapa, el problema y el agua están en la mano.", 0),
            ("Una perro ladra.", 1),
            ("Mide 2,5 metros.", 1),
            ("Hay 1,250 metros.", 0),
            ("El ruler mide esto.", 1),
            ("Empieza a las 1:00.", 1),
            ("Empieza a la 1:00 y hay 1 más.", 0),
            ("Hay 1 monedas.", 1),
            ("¡Muy cerca! ¿Cuál sigue?", 0),
            ("| 3 | ? | $ x = ? $", 0),
        ],
    )
    def test_is_looked_at_for_what_a_machine_can_see(self, text: str, n: int) -> None:
        assert len(list(faults_of_spanish(text))) == n


class TestCountItems:
    def test_counts_where_a_constraint_uses_a_picked_number(self) -> None:
        picks = definition(
            parameters={"n": {"int": [1, 3]}},
            derived={"k": {"pick": "n", "from": [10, 20, 30]}},
            constraints=["k > 10"],
            answer={"value": "k"},
        )

        assert count_items(picks) == 2
