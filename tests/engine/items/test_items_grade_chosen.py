"""Choices, selections, orders, matches, points, words, gaps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from items_samples import IDEA, answered, item, verdict

from ownpath.engine.items import ItemInstance, grade, key_fields, read_response

R, W, U = "right", "wrong", "unread"

CHOICE = {
    "type": "choice",
    "answer": {"value": "3/4"},
    "errors": [
        {"value": "4/3", "misconception": "upside-down", "feedback": IDEA},
        {"value": "1/4", "feedback": IDEA},
        {"value": "6/8", "feedback": IDEA},
    ],
}
SELECT = {
    "type": "select",
    "options": [
        {"value": 2, "right": True},
        {"value": 4, "right": "4 > 3"},
        {"value": 5, "right": False, "misconception": "odd", "feedback": IDEA},
        {"value": 7, "right": False},
    ],
    "order": "as_written",
}
ORDERING = {
    "type": "ordering",
    "answer": {"items": ["1/2", "1/3", "1/4"], "order": "ascending"},
    "errors": [{"keys": [2, 3, 4], "misconception": "bottoms", "feedback": IDEA}],
}
MATCHING = {
    "type": "matching",
    "answer": {
        "pairs": [{"left": 1, "right": 10}, {"left": 2, "right": 20}, {"left": 3, "right": 30}],
        "extra": [40],
    },
    "errors": [{"left": 1, "right": 4, "misconception": "shifted", "feedback": IDEA}],
}
POINT = {
    "type": "number_line",
    "answer": {"value": "3/4"},
    "line": {"from": 0, "to": 2, "step": "1/4", "labels": [0, 1, 2]},
    "errors": [
        {"value": "4/3", "feedback": IDEA},
        {"value": "3/2", "misconception": "two-wholes", "feedback": IDEA},
    ],
}
WORDS = {
    "type": "short_text",
    "answer": {"accept": {"en": ["right triangle"], "es": ["triángulo rectángulo"]}},
    "errors": [
        {
            "accept": {"en": ["acute triangle"], "es": ["triángulo agudo"]},
            "misconception": "acute",
            "feedback": IDEA,
        }
    ],
}
CLOZE = {
    "type": "cloze",
    "prompt": {"en": "[[q]] rest [[r]], [[w]]", "es": "[[q]] resto [[r]], [[w]]"},
    "blanks": {
        "q": {
            "type": "numeric",
            "answer": {"value": 3},
            "errors": [{"value": 4, "misconception": "over", "feedback": IDEA}],
        },
        "r": {"type": "numeric", "answer": {"value": "1/2"}},
        "w": {"type": "short_text", "answer": {"accept": {"en": ["cat"], "es": ["gato"]}}},
    },
}
ALL = [CHOICE, SELECT, ORDERING, MATCHING, POINT, WORDS, CLOZE]


def ids(instance: ItemInstance) -> dict[object, str]:
    return {choice.value: choice.id for choice in instance.parts[0].choices}


class TestChoice:
    def test_takes_the_right_one_alone(self) -> None:
        instance = item(**CHOICE)
        right = key_fields(instance)["answer"][0]
        wrong = [c for c in instance.parts[0].choices if c.id != right]

        assert answered(instance, right).is_correct
        assert answered(instance, f" {right} ", right).is_correct
        assert [verdict(answered(instance, c.id)) for c in wrong] == [W] * len(wrong)
        assert [answered(instance, c.id).misconception for c in wrong] == [
            c.misconception for c in wrong
        ]

    def test_never_offers_the_key_twice(self) -> None:
        values = [choice.value for choice in item(**CHOICE).parts[0].choices]

        assert len(set(values)) == len(values) == 3

    @pytest.mark.parametrize(
        "posted",
        [
            [],
            [""],
            ["c9"],
            ["c1", "c2"],
            ["C1"],
            ["1"],
            ["3/4"],
            ["c1 or c2"],
            ["\0"],
            ["c1" * 500],
        ],
    )
    def test_asks_again_for_what_was_not_offered(self, posted: list[str]) -> None:
        assert verdict(answered(item(**CHOICE), *posted)) == U


class TestSelect:
    @pytest.mark.parametrize(
        ("posted", "wanted", "score"),
        [
            ([2, 4], R, 1.0),
            ([4, 2], R, 1.0),
            ([2, 2, 4], R, 1.0),
            ([2], W, 0.5),
            ([4], W, 0.5),
            ([5], W, 0.0),
            ([7], W, 0.0),
            ([2, 5], W, 0.0),
            ([2, 4, 5], W, 0.5),
            ([2, 4, 5, 7], W, 0.0),
            ([5, 7], W, 0.0),
            ([2, 7], W, 0.0),
            ([4, 5], W, 0.0),
            ([4, 7], W, 0.0),
            ([2, 4, 7], W, 0.5),
            ([2, 5, 7], W, 0.0),
            ([4, 5, 7], W, 0.0),
        ],
    )
    def test_is_right_only_when_exact(
        self, posted: list[int], wanted: str, score: float
    ) -> None:
        instance = item(**SELECT)

        result = answered(instance, *(ids(instance)[value] for value in posted))

        assert (verdict(result), result.score) == (wanted, score)
        assert result.misconception == ("odd" if 5 in posted and wanted == W else None)

    @pytest.mark.parametrize("posted", [[], [""], ["c1", "c9"], ["x"]])
    def test_asks_again(self, posted: list[str]) -> None:
        assert verdict(answered(item(**SELECT), *posted)) == U


class TestOrdering:
    def test_is_never_shown_in_order(self) -> None:
        for seed_name in "abcdefghij":
            instance = item(**{**ORDERING, "id": f"sample-{seed_name}"})
            assert [c.id for c in instance.parts[0].choices] != key_fields(instance)["answer"]

    def test_takes_the_right_order(self) -> None:
        instance = item(**ORDERING)
        right = key_fields(instance)["answer"]

        assert answered(instance, *right).is_correct
        backwards = answered(instance, *reversed(right))
        assert (verdict(backwards), backwards.misconception) == (W, "bottoms")

    @pytest.mark.parametrize(
        "posted", [[], ["o1"], ["o1", "o1", "o2"], ["o1", "o2", "o3", "o4"], ["a", "b", "c"]]
    )
    def test_asks_again(self, posted: list[str]) -> None:
        assert verdict(answered(item(**ORDERING), *posted)) == U


class TestMatching:
    def test_takes_every_pair(self) -> None:
        instance = item(**MATCHING)
        fields = {name: value[0] for name, value in key_fields(instance).items()}

        assert grade(instance, read_response(fields, language="en")).is_correct

    def test_counts_right_pairs_and_names_the_idea(self) -> None:
        instance = item(**MATCHING)
        fields = {name: value[0] for name, value in key_fields(instance).items()}
        part = instance.parts[0]
        error = part.errors[0].pair
        assert error is not None

        result = grade(
            instance, read_response({**fields, f"match-{error[0]}": error[1]}, language="en")
        )

        assert (round(result.score, 2), result.is_correct, result.misconception) == (
            0.67,
            False,
            "shifted",
        )

    @pytest.mark.parametrize(
        "fields",
        [{}, {"match-l1": "r1"}, {"match-l1": "r9", "match-l2": "r1", "match-l3": "r2"}],
    )
    def test_asks_again(self, fields: dict[str, str]) -> None:
        assert verdict(grade(item(**MATCHING), read_response(fields, language="en"))) == U


class TestNumberLine:
    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("3/4", R),
            ("0.75", R),
            ("0.8", R),
            ("0.7", R),
            ("6/8", R),
            (".75", R),
            ("1", W),
            ("0.5", W),
            ("3/2", W),
            ("0", W),
            ("2", W),
            ("1.25", W),
            ("-0.1", W),
            ("5", U),
            ("-3", U),
            ("", U),
            ("abc", U),
            ("3/4 cm", U),
            ("75%", U),
        ],
    )
    def test_takes_the_place(self, text: str, wanted: str) -> None:
        assert verdict(answered(item(**POINT), text)) == wanted

    def test_names_the_idea(self) -> None:
        assert answered(item(**POINT), "1.5").misconception == "two-wholes"


class TestShortText:
    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("right triangle", R),
            ("Right Triangle", R),
            ("RIGHT TRIANGLE.", R),
            ("a right triangle", R),
            ("the right triangle!", R),
            ("  right   triangle ", R),
            ("right-triangle", R),
            ("triángulo rectángulo", R),
            ("triangulo rectangulo", R),
            ("El triángulo rectángulo", R),
            ("un triángulo rectángulo.", R),
            ('"right triangle"', R),
            ("¡Right triangle!", R),
            ("right triangel", W),
            ("triangle", W),
            ("triangle right", W),
            ("acute triangle", W),
            ("righttriangle", W),
            ("not a right triangle", W),
            ("", U),
            ("   ", U),
            ("...", U),
        ],
    )
    def test_does_not_mind_what_does_not_matter(self, text: str, wanted: str) -> None:
        assert verdict(answered(item(**WORDS), text)) == wanted

    @pytest.mark.parametrize(
        ("accept", "text", "wanted"),
        [
            ("(3, -4)", "3,-4", R),
            ("(3, -4)", "( 3 , -4 )", R),
            ("(3, -4)", "(3, 4)", W),
            ("(3, -4)", "(3; -4)", W),
            ("3:45", "3:45", R),
            ("3:45", "3 : 45", R),
            ("3:45", "345", W),
            ("3:45", "3.45", W),
            ("A", "a", R),
            ("x > 3", "x>3", W),
            ("año", "ano", W),
            ("año", "AÑO", R),
            ("Tuesday", "tuesday", R),
            ("1/2", "12", W),
            ("-5", "5", W),
        ],
    )
    def test_keeps_what_numbers_need(self, accept: str, text: str, wanted: str) -> None:
        instance = item(type="short_text", answer={"accept": {"en": [accept], "es": [accept]}})

        assert verdict(answered(instance, text)) == wanted

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("triangel", R),
            ("triangl", R),
            ("triangle", R),
            ("trixngle", R),
            ("trianglee", R),
            ("tringel", W),
            ("rectangle", W),
        ],
    )
    def test_allows_one_letter_where_the_template_says_so(self, text: str, wanted: str) -> None:
        answer = {"accept": {"en": ["triangle"], "es": ["triángulo"]}, "spelling": "near"}

        assert verdict(answered(item(type="short_text", answer=answer), text)) == wanted


class TestCloze:
    @pytest.mark.parametrize(
        ("q", "r", "w", "wanted", "score"),
        [
            ("3", "1/2", "cat", R, 1.0),
            ("3", "0.5", "Gato", R, 1.0),
            ("4", "1/2", "cat", W, 2 / 3),
            ("4", "1", "dog", W, 0.0),
            ("3", "abc", "cat", U, 0.0),
            ("", "1/2", "cat", U, 0.0),
            ("3", "1/2", "", U, 0.0),
        ],
    )
    def test_is_right_when_all_gaps_are(
        self, q: str, r: str, w: str, wanted: str, score: float
    ) -> None:
        fields = {"blank-q": q, "blank-r": r, "blank-w": w}

        result = grade(item(**CLOZE), read_response(fields, language="en"))

        assert verdict(result) == wanted
        assert result.score == pytest.approx(score)
        assert result.misconception == ("over" if q == "4" else None)


class TestEveryGrader:
    @settings(max_examples=60, deadline=None)
    @given(
        st.sampled_from(ALL),
        st.dictionaries(
            st.sampled_from(
                [
                    "answer",
                    "match-l1",
                    "match-l2",
                    "match-l3",
                    "blank-q",
                    "blank-r",
                    "blank-w",
                    "csrf",
                ]
            ),
            st.lists(st.text(max_size=300), max_size=50),
        ),
        st.sampled_from(["en", "es", "xx"]),
    )
    def test_never_raises(
        self, keys: dict[str, object], fields: dict[str, list[str]], language: str
    ) -> None:
        result = grade(item(**keys), read_response(fields, language=language))

        assert verdict(result) in (R, W, U)
        assert 0.0 <= result.score <= 1.0
