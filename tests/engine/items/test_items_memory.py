"""What the definitions of many items say alike, they hold once."""

from __future__ import annotations

from ownpath.engine.items import definition_to_data, read_sound
from ownpath.engine.items.texts import split

DATA = {
    "id": "add",
    "competencies": ["3.OA.A.1"],
    "type": "numeric",
    "representation": "number",
    "prompt": {"en": "{a} and {b}: how many?", "es": "{a} y {b}: ¿cuántos?"},
    "answer": {"value": "a + b"},
    "parameters": {"a": {"int": [1, 9]}, "b": {"int": [1, 9]}},
    "constraints": ["a + b < 10"],
    "hints": [{"en": "Count on.", "es": "Sigue contando."}],
}


class TestShared:
    def test_ranges_and_steps_of_a_definition(self) -> None:
        found = read_sound(DATA, where="add")
        first = found.steps[1]
        assert first.parameters["a"] is first.parameters["b"]
        assert found.steps[2] is first
        assert found.steps[3] is first

    def test_but_not_a_step_that_says_something_of_its_own(self) -> None:
        steps = {"3": {"parameters": {"a": {"int": [10, 99]}}}}
        found = read_sound({**DATA, "steps": steps}, where="add")
        assert found.steps[3].parameters["a"].count == 90
        assert found.steps[1].parameters["a"].count == 9

    def test_texts_and_expressions_of_two_definitions(self) -> None:
        one, two = (
            read_sound({**DATA, "id": name, "answer": {"value": " ".join("a+b")}}, where=name)
            for name in ("one", "two")
        )
        assert one.parts[0].answer.value is two.parts[0].answer.value  # type: ignore[union-attr]
        assert one.prompt.sources[0][1] is two.prompt.sources[0][1]

    def test_places_for_the_same_value(self) -> None:
        first, second = split("{a} dogs").pieces[0], split("{a} cats").pieces[0]
        assert first is second

    def test_the_data_is_kept_as_it_was_written(self) -> None:
        assert definition_to_data(read_sound(DATA, where="add")) == DATA
