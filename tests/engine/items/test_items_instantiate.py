"""Items from templates: the same seed for ever, distinct choices, nothing shown that answers."""

from __future__ import annotations

import dataclasses
import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from items_samples import HELP, IDEA, definition, item

from ownpath.engine.items import (
    CannotInstantiate,
    definition_to_data,
    grade,
    hints,
    instantiate,
    key_fields,
    read_definition,
    read_response,
    show,
    solution,
    try_out,
)

TEMPLATE = {
    "id": "golden",
    "parameters": {
        "a": {"int": [2, 9]},
        "b": {"int": [2, 9]},
        "who": {"name": "any"},
        "other": {"name": "any"},
    },
    "steps": {1: {"parameters": {"a": {"int": [2, 3]}}}, 3: {"constraints": ["a > 5"]}},
    "derived": {"z": "y + 1", "y": "a * b"},
    "constraints": ["a != b"],
    "contexts": [
        {
            "interest": "pets",
            "words": {
                "thing": {
                    "en": {"one": "dog", "many": "dogs"},
                    "es": {"one": "perro", "many": "perros"},
                }
            },
        },
        {
            "interest": "music",
            "words": {
                "thing": {
                    "en": {"one": "drum", "many": "drums"},
                    "es": {"one": "tambor", "many": "tambores"},
                }
            },
        },
    ],
    "prompt": {
        "en": "{who} and {other}: {a} {thing|a} times {b}?",
        "es": "{who} y {other}: ¿{a} {thing|a} por {b}?",
    },
    "answer": {"value": "z - 1", "unit": "{thing}"},
    "errors": [{"value": "a + b", "feedback": IDEA}, {"value": "z", "feedback": IDEA}],
    "verify": ["answer / a = b"],
}
CHOICE = {
    "type": "choice",
    "parameters": {"a": {"int": [1, 6]}, "d": {"int": [2, 9]}},
    "constraints": ["a < d"],
    "answer": {"value": "a/d"},
    "errors": [{"value": f"(a+{k})/d", "feedback": IDEA} for k in (0, 1, 2, 3)]
    + [{"value": "d/a", "feedback": IDEA}],
}


class TestInstantiate:
    def test_gives_these_very_items_for_ever(self) -> None:
        golden = definition(**TEMPLATE)

        made = [(seed, step, *self._numbers(golden, seed, step)) for seed, step in GOLDEN_SEEDS]

        assert made == GOLDEN

    @staticmethod
    def _numbers(golden: object, seed: int, step: int) -> tuple[object, ...]:
        made = instantiate(golden, seed=seed, step=step)  # type: ignore[arg-type]
        return made.values["a"], made.values["b"], show(made, language="en").spoken

    def test_gives_the_same_choices_for_ever(self) -> None:
        made = instantiate(definition(**CHOICE), seed=7)

        assert [str(choice.value) for choice in made.parts[0].choices] == GOLDEN_CHOICES

    def test_does_not_depend_on_the_order_of_keys(self) -> None:
        def turned(node: object) -> object:
            if isinstance(node, dict):
                return {key: turned(node[key]) for key in reversed(list(node))}
            return node

        data = definition_to_data(definition(**TEMPLATE))
        other, _ = read_definition(turned(data), where="turned")  # type: ignore[arg-type]
        assert other is not None

        for seed in range(20):
            one, two = (
                instantiate(definition(**TEMPLATE), seed=seed),
                instantiate(other, seed=seed),
            )
            assert show(one, language="es") == show(two, language="es")

    @settings(max_examples=50, deadline=None)
    @given(st.integers(), st.sampled_from([1, 2, 3]))
    def test_is_deterministic_and_keeps_the_constraints(self, seed: int, step: int) -> None:
        one = instantiate(definition(**TEMPLATE), seed=seed, step=step)
        two = instantiate(definition(**TEMPLATE), seed=seed, step=step)

        assert one == two
        a, b = one.values["a"], one.values["b"]
        assert a != b
        assert one.values["who"] != one.values["other"]
        assert step != 3 or a > 5  # type: ignore[operator]

    def test_wears_a_childs_interest_with_the_same_numbers(self) -> None:
        pets = instantiate(definition(**TEMPLATE), seed=3, interest="pets")
        music = instantiate(definition(**TEMPLATE), seed=3, interest="music")

        assert (pets.values["a"], pets.values["b"]) == (music.values["a"], music.values["b"])
        assert "dogs" in show(pets, language="en").spoken
        assert "tambores" in show(music, language="es").spoken

    @settings(max_examples=80, deadline=None)
    @given(st.integers(0, 10**6), st.sampled_from([1, 2, 3]))
    def test_offers_choices_that_all_differ(self, seed: int, step: int) -> None:
        made = instantiate(definition(**CHOICE), seed=seed, step=step)
        values = [choice.value for choice in made.parts[0].choices]

        assert len(set(values)) == len(values) >= 3

    def test_says_when_a_template_cannot_be_met(self) -> None:
        hopeless = definition(
            parameters={"a": {"int": [1, 3]}}, constraints=["a > 5"], answer={"value": "a"}
        )

        with pytest.raises(CannotInstantiate, match="sample, seed 1, step 2"):
            instantiate(hopeless, seed=1)

    def test_grades_its_own_key_as_right(self) -> None:
        for keys in (TEMPLATE, CHOICE):
            for seed in range(50):
                made = instantiate(definition(**keys), seed=seed)
                assert grade(made, read_response(key_fields(made), language="en")).is_correct

    def test_takes_at_most_a_millisecond(self) -> None:
        golden = definition(**TEMPLATE)
        fastest = min(self._seconds(golden, seed) for seed in range(200))

        assert fastest < 0.001

    @staticmethod
    def _seconds(golden: object, seed: int) -> float:
        started = time.thread_time()
        made = instantiate(golden, seed=seed)  # type: ignore[arg-type]
        grade(made, read_response({"answer": ["12"]}, language="en"))
        return time.thread_time() - started


class TestShow:
    MARK = "SECRETKEY"

    def test_holds_no_key_no_error_no_hint(self) -> None:
        secret = {"en": self.MARK, "es": self.MARK}
        instances = [
            item(
                type="short_text",
                answer={"accept": {"en": [self.MARK], "es": [self.MARK]}},
                errors=[
                    {
                        "accept": {"en": ["no"], "es": ["no"]},
                        "misconception": self.MARK,
                        "feedback": secret,
                    }
                ],
                hints=[secret, secret],
                solution=secret,
                praise=secret,
            ),
            item(
                answer={"value": 987654321},
                errors=[{"value": 987654322, "misconception": self.MARK, "feedback": secret}],
            ),
            item(
                type="choice",
                options=[
                    {"value": 1, "right": True},
                    {
                        "value": 2,
                        "right": False,
                        "misconception": self.MARK,
                        "feedback": secret,
                    },
                ],
            ),
        ]
        for instance in instances:
            for language in ("en", "es"):
                sent = json.dumps(dataclasses.asdict(show(instance, language=language)))
                assert self.MARK not in sent
                assert "987654" not in sent
                assert not re.search(r"right|correct|misconception|feedback|\bkey\b|seed", sent)

    def test_has_no_field_that_could_carry_a_key(self) -> None:
        sent = dataclasses.asdict(show(item(**CHOICE), language="en"))

        assert set(sent) == {
            "type",
            "language",
            "pieces",
            "spoken",
            "pictures",
            "parts",
            "hint_count",
        }
        assert set(sent["parts"][0]) == {
            "name",
            "type",
            "choices",
            "targets",
            "line",
            "unit",
            "form",
        }
        assert set(sent["parts"][0]["choices"][0]) == {"id", "html", "spoken", "picture"}

    def test_splits_a_cloze_into_pieces(self) -> None:
        shown = show(
            item(
                type="cloze",
                prompt={
                    "en": "It is [[one]] and <b>[[two]]</b>.",
                    "es": "Es [[one]] y [[two]].",
                },
                blanks={
                    "one": {"type": "numeric", "answer": {"value": 1}},
                    "two": {"type": "numeric", "answer": {"value": 2}},
                },
            ),
            language="en",
        )

        assert [piece.field for piece in shown.pieces] == ["blank-one", "blank-two", ""]
        assert shown.prompt_html.startswith("<p>It is <span")
        assert "<b>" not in shown.prompt_html

    def test_counts_hints_and_gives_them_apart(self) -> None:
        instance = item(answer={"value": 1})

        assert show(instance, language="es").hint_count == 2
        assert [hint.html for hint in hints(instance, "es")] == [
            "<p>Mira.</p>",
            "<p>Cuenta.</p>",
        ]
        assert [step.spoken for step in solution(instance, "en")] == ["Done."]

    def test_draws_pictures_with_their_words(self) -> None:
        alt = {"en": "{n} of 4 < all", "es": "{n} de 4"}
        shown = show(
            item(
                parameters={"n": {"choose": [3]}},
                answer={"value": "n/4"},
                picture={"kind": "fraction_bar", "parts": 4, "shaded": "n", "alt": alt},
            ),
            language="en",
        )

        (picture,) = shown.pictures
        assert picture.alt == "3 of 4 < all"
        assert 'aria-label="3 of 4 &lt; all"' in picture.svg
        assert picture.svg.count("pic-part-on") == 3
        assert "style" not in picture.svg


class TestTryOut:
    def test_finds_nothing_in_a_good_template(self) -> None:
        assert try_out(definition(**TEMPLATE), seeds=range(10)) == []

    @pytest.mark.parametrize(
        ("keys", "said"),
        [
            ({"answer": {"value": 1}, "verify": ["answer = 2"]}, "does not hold"),
            ({"answer": {"value": 1}, "prompt": "$ 3 + $"}, ""),
            ({"answer": {"value": 1}, "prompt": "$ 3 # 4 $"}, "not mathematics"),
            ({"answer": {"value": "1/0"}}, "division by zero"),
            (
                {
                    "answer": {"value": 1},
                    "picture": {"kind": "array", "rows": 0, "columns": 2, "alt": IDEA},
                },
                "at least one row",
            ),
            (
                {
                    "answer": {"value": 1},
                    "parameters": {"a": {"choose": ["1/2"]}},
                    "prompt": "{a|words}",
                },
                "whole numbers",
            ),
        ],
    )
    def test_says_what_goes_wrong(self, keys: dict[str, object], said: str) -> None:
        faults = try_out(definition(**keys), seeds=range(2))

        assert said == "" or any(said in fault.what for fault in faults)


class TestReadDefinition:
    def test_is_equal_after_storing_as_json(self) -> None:
        first = definition(**TEMPLATE)

        again, faults = read_definition(
            json.loads(json.dumps(definition_to_data(first), sort_keys=True)), where="db"
        )

        assert (again, [fault for fault in faults if fault.severity.value == "error"]) == (
            first,
            [],
        )

    @pytest.mark.parametrize(
        ("change", "place", "said"),
        [
            ({"id": "a b"}, "id", "'a b'"),
            ({"type": "essay"}, "type", "'essay'"),
            ({"representation": None}, "representation", "None"),
            ({"competencies": []}, "sample", "no competency"),
            ({"answer": {"value": "a +"}}, "answer, value", "'a +'"),
            ({"answer": {"value": "q"}}, "answer, value", "q"),
            ({"answer": {"vlaue": 1, "value": 1}}, "answer", "'vlaue'"),
            ({"prompt": {"en": "Only"}}, "prompt", "'es'"),
            ({"prompt": "Only English here"}, "prompt", "one language"),
            ({"prompt": {"en": "{a", "es": "a"}}, "prompt", "'{'"),
            ({"prompt": {"en": "cost $5", "es": "a"}}, "prompt", "$"),
            ({"prompt": {"en": "{q}", "es": "a"}}, "prompt", "q"),
            ({"parameters": {"a": {"int": [5, 2]}}}, "parameters, a, int", "5"),
            ({"parameters": {"a": {"whole": [1, 2]}}}, "parameters, a", "kind"),
            ({"parameters": {"a": {"decimal": [0, 1]}}}, "parameters, a", "step"),
            ({"parameters": {"2a": {"int": [1, 2]}}}, "2a", "name"),
            ({"derived": {"p": "q", "q": "p"}}, "derived", "one another"),
            ({"steps": {4: {}}}, "steps", "4"),
            ({"steps": {1: {"parameters": {"new": {"int": [1, 2]}}}}}, "steps, 1", "'new'"),
            ({"errors": [{"value": 2}]}, "errors, 1", "says nothing"),
            ({"errors": [{"feedback": IDEA}]}, "errors, 1", "no wrong answer"),
            ({"errors": {"value": 2}}, "errors", "not a list"),
            ({"picture": {"kind": "pie"}}, "kind", "'pie'"),
            ({"picture": {"kind": "array", "alt": IDEA}}, "picture", "rows"),
            ({"answer": {"value": 1, "unit": "parsec"}}, "answer, unit", "parsec"),
            ({"answer": {"value": 1, "form": "roman"}}, "answer, form", "'roman'"),
            ({"type": "choice", "answer": None}, "sample", "neither"),
            (
                {"type": "cloze", "blanks": {"x": {"type": "numeric", "answer": {"value": 1}}}},
                "prompt",
                "gaps",
            ),
            (
                {"contexts": [{"interest": "pets", "words": {"w": {"en": "a"}}}]},
                "words, w",
                "'es'",
            ),
            ({"surprise": 1}, "sample", "'surprise'"),
        ],
    )
    def test_names_place_and_value_of_every_fault(
        self, change: dict[str, object], place: str, said: str
    ) -> None:
        data = {**definition_to_data(definition(answer={"value": 1})), **change}

        found, faults = read_definition(data, where="pack.yaml")

        assert found is None
        assert any(
            place in fault.where and said in fault.what and fault.fix for fault in faults
        ), [str(f) for f in faults]

    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_never_raises_on_bad_data(self, data: st.DataObject) -> None:
        junk = st.recursive(
            st.one_of(
                st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12)
            ),
            lambda inner: st.one_of(
                st.lists(inner, max_size=4),
                st.dictionaries(st.text(max_size=8), inner, max_size=4),
            ),
            max_leaves=8,
        )
        whole = {
            **TEMPLATE,
            **HELP,
            "competencies": ["A"],
            "type": "numeric",
            "representation": "number",
        }
        for key in data.draw(
            st.lists(
                st.sampled_from([*whole, "blanks", "options", "line", "picture"]),
                min_size=1,
                max_size=3,
            )
        ):
            whole[key] = data.draw(junk)
        if data.draw(st.booleans()):
            whole["type"] = data.draw(
                st.sampled_from(
                    [
                        "choice",
                        "select",
                        "ordering",
                        "matching",
                        "number_line",
                        "short_text",
                        "cloze",
                        "algebraic",
                    ]
                )
            )

        found, faults = read_definition(whole, where="junk")

        assert found is not None or faults

    def test_takes_latex_texts_of_other_peoples_content(self) -> None:
        latex = definition(
            notation="latex",
            languages=["en"],
            prompt={"en": r"Solve $$\frac{x}{2}=3$$ now."},
            answer={"value": 6},
        )

        shown = show(instantiate(latex, seed=0), language="es")

        assert "<mfrac>" in shown.prompt_html


GOLDEN_SEEDS = [(0, 2), (1, 2), (2, 1), (3, 3)]
GOLDEN = [
    (0, 2, 3, 9, "Tia and Lucia: 3 drums times 9?"),
    (1, 2, 8, 9, "Rafael and Vera: 8 dogs times 9?"),
    (2, 1, 2, 6, "Nora and Lila: 2 dogs times 6?"),
    (3, 3, 9, 3, "Anika and Mei: 9 dogs times 3?"),
]
GOLDEN_CHOICES = ["6/5", "3/5", "5/3", "4/5"]
