"""Simulated answers point at real questions of the pack, with an answer that our own graders judge as it is told."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from uuid import UUID

from cast import NOW, Cast

from ownpath.demo.answers import SEEDS_EACH, Questions
from ownpath.engine.items import error_fields, grade, instantiate, key_fields, read_response
from ownpath.school.curriculum.queries import definition_at, practice_by_competency
from ownpath.school.evidence.models import Question, Sitting
from ownpath.school.evidence.queries import evidence_of, rows_in_words
from ownpath.school.evidence.services import (
    PastQuestion,
    PastSitting,
    Shown,
    add_many,
    add_past_sittings,
)


class TestQuestions:
    def test_are_few_of_an_item_and_stay_the_same(self, cast: Cast) -> None:
        item, rng, questions = cast.items[0], Random(1), Questions()
        drawn = {questions.draw(item, rng).seed for _ in range(60)}
        assert drawn == set(range(1, SEEDS_EACH + 1))

    def test_are_answered_as_right_or_wrong_as_it_is_told(self, cast: Cast) -> None:
        item, rng, questions = cast.items[0], Random(1), Questions()
        for is_correct in (True, False) * 20:
            made = questions.draw(item, rng)
            said = made.said(rng, is_correct=is_correct)
            instance = instantiate(
                definition_at(item.pk, item.revision), seed=made.seed, step=2, interest=None
            )
            graded = grade(instance, read_response({"answer": said.words}, language="en"))
            assert (graded.is_correct, graded.readable) == (is_correct, True)

    def test_are_left_without_an_answer_where_an_item_names_no_wrong_one(
        self, cast: Cast
    ) -> None:
        made = Questions().draw(cast.items[0], Random(1))
        bare = type(made)(revision=1, seed=1, right=made.right, wrong=())
        assert bare.said(Random(1), is_correct=False).words == ""


def test_wrong_answers_of_an_item_are_never_its_key(cast: Cast) -> None:
    item = cast.items[0]
    instance = instantiate(definition_at(item.pk, item.revision), seed=3, step=2, interest=None)
    wrong = error_fields(instance)
    assert len(wrong) == 2
    assert key_fields(instance) not in wrong


class TestPastSittings:
    def test_stand_behind_the_answers_and_are_over(self, cast: Cast) -> None:
        item, competency = cast.items[0], cast.competencies[0]
        made = Questions().draw(item, Random(1))
        attempts = [UUID(int=n, version=4) for n in (1, 2)]
        questions = tuple(
            PastQuestion(
                attempt=one, item_id=item.pk, revision=made.revision, seed=made.seed,
                is_mixed=False, hints_shown=0, shown_at=NOW - timedelta(minutes=2),
            )
            for one in attempts
        )  # fmt: skip
        ids = add_past_sittings(
            sittings=[
                PastSitting(
                    student_id=cast.ada.pk,
                    activity_id=practice_by_competency(competency_ids=[competency.pk])[
                        competency.pk
                    ],
                    competency_id=competency.pk,
                    started_at=NOW - timedelta(minutes=2),
                    finished_at=NOW,
                    questions=questions,
                )
            ]
        )
        assert set(ids) == set(attempts)
        assert Sitting.objects.get().finished_at == NOW
        put = Question.objects.order_by("position")
        assert [(one.position, one.is_closed, one.n_attempts) for one in put] == [
            (0, True, 1),
            (1, True, 1),
        ]
        self.answer(cast, ids[attempts[0]], attempts[0], made.right.words)
        (row,) = evidence_of(student=cast.ada)
        told = rows_in_words(rows=[row], language="en")[row.pk]
        assert told.asked.startswith("What is half of")
        assert told.answered == made.right.words

    def answer(self, cast: Cast, question: int, attempt: UUID, words: str) -> None:
        add_many(
            all_shown=[
                Shown(
                    attempt=attempt, student_id=cast.ada.pk, score=1.0, is_correct=True,
                    competency_ids=(cast.competencies[0].pk,), source="simulated",
                    answered_at=NOW, item_id=cast.items[0].pk, question_id=question,
                    response={"said": words}, reply={},
                )
            ],
            by=None,
            now=NOW,
        )  # fmt: skip
