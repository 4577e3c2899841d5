"""What the definitions of many items say alike, they hold once."""

from __future__ import annotations

import pytest

from ownpath.engine.items import definition_to_data, read_definition, read_sound
from ownpath.engine.items.texts import split
from ownpath.engine.items.written import Written

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


class TestWritten:
    def test_is_kept_where_a_template_is_looked_through(self) -> None:
        looked_through, _faults = read_definition(DATA, where="add")
        assert looked_through is not None
        assert definition_to_data(looked_through) == DATA

    def test_is_not_kept_once_more_of_what_is_stored(self) -> None:
        with pytest.raises(ValueError, match="not kept"):
            definition_to_data(read_sound(DATA, where="add"))

    def test_is_compared_all_the_same(self) -> None:
        stored, other = Written(DATA, is_kept=False), Written({"id": "b"}, is_kept=False)
        assert stored == Written(DATA)
        assert Written(DATA) == stored
        assert stored != other
        assert Written({"id": "b"}) != stored
