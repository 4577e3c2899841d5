"""What a student may send, and its bounds."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.http import QueryDict

from ownpath.faces.student.forms import (
    AnswerForm,
    GoalForm,
    HopeForm,
    MessageForm,
    PreviewForm,
    SignalForm,
)

ATTEMPT = str(uuid4())


def posted(**fields: str | list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return data


class TestAnswerForm:
    def test_keeps_only_the_fields_that_answer(self) -> None:
        form = AnswerForm(
            posted(
                attempt=ATTEMPT,
                answer=["a", "b"],
                match__l1="r1",
                blank__rest="3",
                score="1",
                is_correct="1",
            )
        )
        assert form.is_valid()
        assert form.cleaned_data["response"] == {
            "answer": ["a", "b"],
            "match-l1": ["r1"],
            "blank-rest": ["3"],
        }

    @pytest.mark.parametrize("held", ["", "0", "12.5"])
    def test_takes_how_long_it_was_held(self, held: str) -> None:
        form = AnswerForm(posted(attempt=ATTEMPT, held_seconds=held, answer="1"))
        assert form.is_valid()
        assert form.cleaned_data["held_seconds"] == float(held or 0)

    @pytest.mark.parametrize("held", ["-1", "nan", "inf", "99999999999", "soon"])
    def test_refuses_a_time_that_cannot_be(self, held: str) -> None:
        assert not AnswerForm(posted(attempt=ATTEMPT, held_seconds=held, answer="1")).is_valid()
        assert not AnswerForm(
            posted(attempt=ATTEMPT, waited_seconds=held, answer="1")
        ).is_valid()

    @pytest.mark.parametrize("attempt", ["", "1", "x" * 36])
    def test_refuses_an_attempt_without_an_id(self, attempt: str) -> None:
        assert not AnswerForm(posted(attempt=attempt, answer="1")).is_valid()

    def test_refuses_more_than_fits(self) -> None:
        assert not AnswerForm(posted(attempt=ATTEMPT, answer="9" * 501)).is_valid()
        assert not AnswerForm(posted(attempt=ATTEMPT, answer=["1"] * 81)).is_valid()
        many = {f"blank__{n}": "1" for n in range(81)}
        assert not AnswerForm(posted(attempt=ATTEMPT, **many)).is_valid()

    def test_reads_an_order_given_as_places(self) -> None:
        form = AnswerForm(
            posted(attempt=ATTEMPT, answer=["o1", "o2"], place__o1="2", place__o2="1")
        )
        assert form.is_valid()
        assert form.cleaned_data["response"]["answer"] == ["o2", "o1"]

    @pytest.mark.parametrize("place", ["", "x", "-1", "²", "99999999999999999999"])
    def test_ignores_a_place_that_is_none(self, place: str) -> None:
        form = AnswerForm(posted(attempt=ATTEMPT, answer=["o1"], place__o1=place))
        assert form.is_valid()
        assert form.cleaned_data["response"]["answer"] == ["o1"]


class TestHopeForm:
    @pytest.mark.parametrize(
        "fields",
        [
            {"kind": "interest", "theme": "pets"},
            {"kind": "hope", "words": "a vet"},
            {"kind": "hope", "words": "x" * 120, "replaces": ATTEMPT},
        ],
    )
    def test_takes_a_card(self, fields: dict[str, str]) -> None:
        assert HopeForm(posted(**fields)).is_valid()

    @pytest.mark.parametrize(
        "fields",
        [
            {"kind": "interest"},
            {"kind": "interest", "words": "   "},
            {"kind": "hope", "words": "x" * 121},
            {"kind": "fear", "words": "no"},
            {"kind": "hope", "theme": "a b"},
            {"kind": "hope", "words": "a", "replaces": "1"},
            {"kind": "hope", "words": "a\x00b"},
        ],
    )
    def test_refuses_what_is_none(self, fields: dict[str, str]) -> None:
        assert not HopeForm(posted(**fields)).is_valid()


class TestMessageForm:
    def test_sends_to_the_adults_one_has_alone(self) -> None:
        adults = [("a", "Ms. Okafor")]
        assert MessageForm(posted(receiver="a", body="Hi"), adults=adults).is_valid()
        assert not MessageForm(posted(receiver="b", body="Hi"), adults=adults).is_valid()
        assert not MessageForm(posted(receiver="a", body="Hi"), adults=[]).is_valid()

    @pytest.mark.parametrize("body", ["", "  \n ", "x" * 2001])
    def test_wants_words_that_fit(self, body: str) -> None:
        assert not MessageForm(posted(receiver="a", body=body), adults=[("a", "A")]).is_valid()


class TestSmallForms:
    @pytest.mark.parametrize("kind", ["", "love", "too_easy "])
    def test_a_signal_is_one_of_six(self, kind: str) -> None:
        assert SignalForm(posted(kind=kind.strip() or "x")).is_valid() == (
            kind.strip() == "too_easy"
        )

    def test_a_goal_is_a_competency(self) -> None:
        assert GoalForm(posted(competency=ATTEMPT)).is_valid()
        assert not GoalForm(posted(competency="FR.1")).is_valid()

    def test_a_formula_is_short(self) -> None:
        assert PreviewForm(posted(answer="")).is_valid()
        assert not PreviewForm(posted(answer="x" * 121)).is_valid()
