"""What is foretold of today, and why: the model's own sum in words, in both languages."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast
from judged import let_a_model_judge

from ownpath.engine.knowledge.explaining import Term
from ownpath.engine.knowledge.features import Group
from ownpath.school.evidence.services import Shown
from ownpath.school.mastery.queries import Foretold, foretell, foretell_many, foretell_why
from ownpath.school.mastery.services import record_answer
from ownpath.school.mastery.words import why_for_student, why_for_teacher
from ownpath.school.plans.services import look_out_for_many, make_offers
from ownpath.school.plans.words import BEHIND, CHALLENGE, behind_it

FACTS = {
    "right_lately": 3.0,
    "n_lately": 4.0,
    "n_right": 3.0,
    "n_wrong": 1.0,
    "days_since": 14.5,
}


def told(*terms: tuple[Group, float], **facts: float) -> Foretold:
    return Foretold(
        p_right=0.7249,
        terms=tuple(Term(group=group, contribution=value) for group, value in terms),
        facts={**FACTS, **facts},
    )


def answers(cast: Cast, *outcomes: bool, which: int = 0, days_ago: int = 14) -> None:
    for minute, right in enumerate(outcomes):
        shown = Shown(
            attempt=uuid4(),
            student_id=cast.ada.pk,
            competency_ids=(cast.competencies[which].pk,),
            score=float(right),
            is_correct=right,
            source="own_page",
            answered_at=NOW - timedelta(days=days_ago) + timedelta(minutes=minute),
            item_id=cast.items[which].pk,
            response={},
            reply={},
        )
        record_answer(shown=shown, by=cast.ada, now=NOW)


class TestWhyForTeacher:
    def test_is_a_probability_and_its_strongest_parts_signed(self) -> None:
        why = told(
            (Group.RECENT, 0.8),
            (Group.TIME, -0.5),
            (Group.DIFFICULTY, -0.3),
            (Group.OVERALL, 0.2),
        )
        assert why_for_teacher(why, language="en") == (
            "about 7 in 10: 3 of the last 4 answers right (+), 2 weeks ago (−), harder than usual (−)"
        )
        assert why_for_teacher(why, language="es") == (
            "cerca de 7 de cada 10: 3 de las últimas 4 respuestas correctas (+), hace 2 semanas (−), "
            "más difícil de lo usual (−)"
        )

    def test_calls_few_what_is_all_right_and_still_less_than_usual(self) -> None:
        why = told((Group.COMPETENCY, -0.6), n_right=5.0, n_wrong=0.0)
        assert (
            why_for_teacher(why, language="en")
            == "about 7 in 10: only 5 answers in this skill so far (−)"
        )
        assert "only a few times" in why_for_student(why, language="en")

    def test_tells_no_count_that_points_the_other_way(self) -> None:
        why = told((Group.RECENT, -0.6), (Group.TIME, -0.2), right_lately=4.0)
        assert why_for_teacher(why, language="en") == "about 7 in 10: 2 weeks ago (−)"

    def test_leaves_out_what_hardly_moves_it(self) -> None:
        why = told((Group.COMPETENCY, 0.6), (Group.ECHO, 0.05))
        assert (
            why_for_teacher(why, language="en")
            == "about 7 in 10: 3 of 4 right in this skill (+)"
        )

    @pytest.mark.parametrize(
        ("days", "words"),
        [
            (5.0, "5 days ago"),
            (13.0, "13 days ago"),
            (15.0, "2 weeks ago"),
            (90.0, "3 months ago"),
        ],
    )
    def test_tells_how_long_ago(self, days: float, words: str) -> None:
        assert words in why_for_teacher(
            told((Group.TIME, -1.0), days_since=days), language="en"
        )

    def test_says_nothing_of_a_short_while_that_speaks_against(self) -> None:
        why = told((Group.TIME, -1.0), (Group.COMPETENCY, 0.4), days_since=0.4)
        assert (
            why_for_teacher(why, language="en")
            == "about 7 in 10: 3 of 4 right in this skill (+)"
        )
        assert why_for_student(why, language="en") == "Your answers here have been good."

    def test_says_the_facts_alone_where_no_model_judges(self) -> None:
        assert why_for_teacher(told(), language="en") == (
            "about 7 in 10: 3 of the last 4 answers right, 2 weeks ago"
        )


class TestWhyForStudent:
    @pytest.mark.parametrize("group", list(Group))
    @pytest.mark.parametrize("sign", [1.0, -1.0])
    def test_is_one_sentence_or_two_without_a_number(self, group: Group, sign: float) -> None:
        for language in ("en", "es"):
            why = told((group, sign), days_since=1.0 if sign > 0 else 14.0)
            words = why_for_student(why, language=language)
            assert words.endswith(".")
            assert not re.search(r"\d|%", words)

    def test_speaks_of_the_skill_before_the_student_as_a_whole(self) -> None:
        why = told((Group.OVERALL, -2.0), (Group.TIME, -0.3))
        assert why_for_student(why, language="en") == "It has been a while since you did this."


class TestForetelling:
    def test_adds_up_to_what_is_said(self, cast: Cast) -> None:
        let_a_model_judge(cast)
        answers(cast, True, False, True, True)
        competency = cast.competencies[0].pk
        why = foretell_why(student_id=cast.ada.pk, competency_ids=[competency], now=NOW)
        said = foretell(student_id=cast.ada.pk, competency_ids=[competency], now=NOW)
        assert why[competency].p_right == said[competency]
        assert why[competency].facts["n_right"] == 3.0
        assert round(why[competency].facts["days_since"]) == 14

    def test_foretells_what_was_never_shown_but_does_not_explain_it(self, cast: Cast) -> None:
        let_a_model_judge(cast)
        answers(cast, True, True)
        other = cast.competencies[3].pk
        assert 0 < foretell(student_id=cast.ada.pk, competency_ids=[other], now=NOW)[other] < 1
        assert foretell_why(student_id=cast.ada.pk, competency_ids=[other], now=NOW) == {}

    def test_of_many_students_is_the_same(self, cast: Cast) -> None:
        let_a_model_judge(cast)
        answers(cast, True, False, True)
        ids = [one.pk for one in cast.competencies[:4]]
        many = foretell_many(
            asked={cast.ada.pk: ids, cast.ben.pk: ids[:1]}, like=cast.ada.pk, now=NOW
        )
        for student, own in ((cast.ada, ids), (cast.ben, ids[:1])):
            said = foretell(student_id=student.pk, competency_ids=own, now=NOW)
            assert many[student.pk] == pytest.approx(said)

    def test_without_a_model_comes_from_the_last_answers(self, cast: Cast) -> None:
        answers(cast, False, True, True)
        competency = cast.competencies[0].pk
        why = foretell_why(student_id=cast.ada.pk, competency_ids=[competency], now=NOW)
        assert why[competency].terms == ()
        assert (why[competency].facts["right_lately"], why[competency].facts["n_lately"]) == (
            2,
            3,
        )
        assert foretell(student_id=cast.ada.pk, competency_ids=[competency], now=NOW) == {}


class TestOffers:
    def test_carry_what_was_foretold_and_it_can_be_looked_up(self, cast: Cast) -> None:
        let_a_model_judge(cast)
        answers(cast, True, True, days_ago=1)
        offers = make_offers(student=cast.ada, today=TODAY, now=NOW)
        assert len(offers) >= 3
        for offer in offers:
            said = foretell(
                student_id=cast.ada.pk, competency_ids=[offer.competency_id or 0], now=NOW
            )
            assert offer.reason["predicted"] == round(said[offer.competency_id or 0], 3)

    def test_of_a_whole_campus_carry_it_too(self, cast: Cast) -> None:
        let_a_model_judge(cast)
        answers(cast, True, True, days_ago=1)
        found = look_out_for_many(
            students=[cast.ada, cast.ben], today=TODAY, now=NOW, n_wanted=6
        )
        offers = make_offers(student=cast.ada, today=TODAY, now=NOW)
        said = {one.competency_id: one.reason["predicted"] for one in offers}
        for proposal in found[cast.ada.pk].proposals:
            assert proposal.predicted is not None
            if proposal.competency in said:
                assert round(proposal.predicted, 3) == said[proposal.competency]

    @pytest.mark.parametrize(
        ("predicted", "is_told"), [(0.3, False), (0.7, True), (0.95, False)]
    )
    def test_tell_a_student_only_of_a_fair_challenge(
        self, predicted: float, *, is_told: bool
    ) -> None:
        words = behind_it({"kind": "next", "predicted": predicted}, language="en")
        assert (str(CHALLENGE % {"of_ten": 7}) in words) is is_told

    @pytest.mark.parametrize("kind", sorted(BEHIND))
    def test_say_no_half_sentence_where_nothing_is_named(self, kind: str) -> None:
        assert behind_it({"kind": kind, "count": 2}, language="en") == ""
        assert (
            behind_it({"kind": kind, "says": {"competency": {"en": ""}}}, language="es") == ""
        )
