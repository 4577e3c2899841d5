"""What was answered, in words: no letter, no id of a choice."""

from __future__ import annotations

import pytest
from django.utils.html import strip_tags
from items_samples import IDEA, answered, item

from ownpath.engine.items import answer_words, key_fields, right_choices, show

CHOSEN = {
    "choice": {
        "answer": {"value": 5},
        "errors": [{"value": 6, "feedback": IDEA}, {"value": 7, "feedback": IDEA}],
    },
    "select": {
        "options": [
            {"value": 5, "right": True},
            {"value": 8, "right": True},
            {"value": 6, "right": False, "feedback": IDEA},
        ]
    },
    "ordering": {"answer": {"items": [1, 2, 3], "order": "ascending"}},
    "matching": {"answer": {"pairs": [{"left": 1, "right": 2}, {"left": 3, "right": 4}]}},
}
WORDS = {
    "choice": {"5"},
    "select": {"5, 8", "8, 5"},
    "ordering": {"1 → 2 → 3"},
    "matching": {"1 ↔ 2; 3 ↔ 4", "3 ↔ 4; 1 ↔ 2"},
}


class TestAnswerWords:
    @pytest.mark.parametrize("type_", sorted(CHOSEN))
    @pytest.mark.parametrize("language", ["en", "es", "fr"])
    def test_tells_what_was_picked_as_it_stood_on_the_page(
        self, type_: str, language: str
    ) -> None:
        made = item(type=type_, **CHOSEN[type_])
        fields = key_fields(made)
        if type_ == "matching":
            said = " ".join(f"{left[6:]}:{right[0]}" for left, right in fields.items())
        else:
            said = " ".join(fields["answer"])

        assert answer_words(made, said, language=language) in WORDS[type_]

    def test_leaves_what_was_typed_as_it_was_typed(self) -> None:
        made = item(type="numeric", answer={"value": "3/4"})
        said = answered(made, "6/8").normalized
        assert answer_words(made, said, language="en") == said != ""

    def test_names_no_choice_by_its_id(self) -> None:
        made = item(type="choice", **CHOSEN["choice"])
        for choice in show(made, language="en").parts[0].choices:
            told = answer_words(made, choice.id, language="en")
            assert told in {"5", "6", "7"}

    def test_says_nothing_of_nothing(self) -> None:
        made = item(type="choice", **CHOSEN["choice"])
        assert answer_words(made, "", language="en") == ""


class TestRightChoices:
    @pytest.mark.parametrize(
        ("type_", "right"),
        [("choice", {"5"}), ("select", {"5", "8"}), ("ordering", {"1", "2", "3"})],
    )
    def test_are_what_was_right_to_pick(self, type_: str, right: set[str]) -> None:
        told = right_choices(item(type=type_, **CHOSEN[type_]), "en")
        assert {strip_tags(one) for one in told} == right

    def test_stand_in_the_right_order(self) -> None:
        told = right_choices(item(type="ordering", **CHOSEN["ordering"]), "en")
        assert [strip_tags(one) for one in told] == ["1", "2", "3"]

    def test_that_are_pictures_are_told_by_what_they_show(self) -> None:
        dots = {"kind": "objects", "counts": [4], "alt": {"en": "4 dots.", "es": "4 puntos."}}
        made = item(
            type="choice",
            options=[
                {"picture": dots, "right": True},
                {"value": 6, "right": False, "feedback": IDEA},
                {"value": 7, "right": False, "feedback": IDEA},
            ],
        )
        assert right_choices(made, "es") == ("4 puntos.",)

    def test_are_not_told_where_an_answer_is_written(self) -> None:
        assert right_choices(item(type="numeric", answer={"value": "3/4"}), "en") == ()
