"""Items on paper: every type has its place to write and its line in the key; a number prints the same sheet again."""

from __future__ import annotations

import pytest
from items_samples import IDEA, definition, item

from ownpath.engine.items.printing import print_item
from ownpath.engine.items.sheets import QUESTIONS, make_sheet, sheet_languages

TYPES: dict[str, tuple[dict[str, object], str]] = {
    "numeric": ({"answer": {"value": "3/4", "unit": "cm"}}, "cm"),
    "algebraic": ({"answer": {"value": "2x + 1"}}, "<math"),
    "number_line": (
        {"answer": {"value": 2}, "line": {"from": 0, "to": 4, "step": 1, "labels": [0, 4]}},
        "2",
    ),
    "short_text": ({"answer": {"accept": {"en": ["sum"], "es": ["suma"]}}}, "sum"),
    "ordering": ({"answer": {"items": [1, 2, 3], "order": "ascending"}}, ", "),
    "matching": (
        {"answer": {"pairs": [{"left": 1, "right": 2}, {"left": 3, "right": 4}]}},
        "1 – ",
    ),
    "select": (
        {
            "options": [
                {"value": 1, "right": True},
                {"value": 2, "right": False, "feedback": IDEA},
            ]
        },
        "",
    ),
}


class TestPrintItem:
    @pytest.mark.parametrize("type_", sorted(TYPES))
    def test_prints_every_type_with_its_key(self, type_: str) -> None:
        keys, told = TYPES[type_]

        printed = print_item(item(type=type_, **keys), language="en")

        assert told in printed.answers[0]
        assert bool(printed.parts[0].line) == (type_ == "number_line")

    def test_names_the_right_choice_by_its_letter(self) -> None:
        made = item(
            type="choice",
            answer={"value": 5},
            errors=[{"value": 6, "feedback": IDEA}, {"value": 7, "feedback": IDEA}],
        )

        printed = print_item(made, language="es")

        right = next(c for c in printed.parts[0].choices if c.sign == printed.answers[0])
        assert "5" in right.html

    @pytest.mark.parametrize(
        ("words", "is_long"),
        [("Both are the same amount", False), ("It is more, as it has more parts", True)],
    )
    def test_lets_sentences_to_choose_stand_one_under_another(
        self, words: str, is_long: bool
    ) -> None:
        options = [
            {"text": {"en": words, "es": words}, "right": True},
            {"text": {"en": "No", "es": "No"}, "right": False, "feedback": IDEA},
        ]

        printed = print_item(item(type="choice", options=options), language="en")

        assert printed.parts[0].has_long_choices is is_long

    def test_keys_a_cloze_in_the_order_of_its_gaps(self) -> None:
        made = item(
            type="cloze",
            prompt={"en": "[[tens]] and [[ones]]", "es": "[[tens]] y [[ones]]"},
            blanks={
                "ones": {"type": "numeric", "answer": {"value": 2}},
                "tens": {"type": "numeric", "answer": {"value": 50}},
            },
        )

        printed = print_item(made, language="en")

        assert printed.answers == ("50", "2")
        assert [part.name for part in printed.parts] == ["blank-tens", "blank-ones"]


class TestMakeSheet:
    TEMPLATE = {"parameters": {"n": {"int": [1, 500]}}, "answer": {"value": "n"}}

    def test_is_the_same_for_the_same_number_and_another_for_another(self) -> None:
        template = definition(**self.TEMPLATE)

        again = [make_sheet([template], number=n, language="en") for n in (7, 7, 8)]

        assert again[0] == again[1] != again[2]
        assert len(again[0]) == QUESTIONS

    @pytest.mark.parametrize("number", [0, 10_000])
    def test_refuses_other_numbers(self, number: int) -> None:
        with pytest.raises(ValueError, match="9999"):
            make_sheet([definition(**self.TEMPLATE)], number=number, language="en")

    def test_counts_only_languages_in_which_it_can_be_made(self) -> None:
        good = definition(**self.TEMPLATE)
        bad = definition(**self.TEMPLATE, constraints=["n > 900"])

        assert sheet_languages([good], ("en", "es")) == ("en", "es")
        assert sheet_languages([good, bad], ("en", "es")) == ()
        assert sheet_languages([], ("en",)) == ()
