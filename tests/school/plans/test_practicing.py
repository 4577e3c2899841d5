"""Practice: questions, hints, answers."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from ada_practices import answer, begin, key_of
from cast import NOW, TODAY, Cast
from django.db import IntegrityError, connection, transaction

from ownpath.engine.knowledge import State
from ownpath.errors import NotFound
from ownpath.school.evidence.models import Evidence, Question
from ownpath.school.evidence.queries import dots_of, hints_so_far
from ownpath.school.evidence.services import AlreadyClosed
from ownpath.school.mastery.queries import beliefs_of, open_flags
from ownpath.school.plans.models import Choice, Offer
from ownpath.school.plans.services import (
    ask_next,
    choose_offer,
    ensure_offers,
    put_back_offer,
    see_solution,
    take_hint,
)
from ownpath.school.plans.services.allowed import NotYours
from ownpath.school.plans.services.offering import NotOpen
from ownpath.school.plans.services.practicing import AnotherAttempt


class TestAnswerQuestion:
    def test_keeps_a_right_answer_and_closes_the_question(self, cast: Cast) -> None:
        question = begin(cast)
        reply = answer(cast, question, key_of(question))
        row = Evidence.objects.get()
        assert reply.is_correct
        assert not reply.may_try_again
        assert (row.student, row.is_correct, row.number, row.is_aided) == (
            cast.ada,
            True,
            1,
            False,
        )
        assert row.shown_at == NOW
        assert [link.competency_id for link in row.touches.all()] == [
            question.item.competencies.get().pk
        ]

    def test_gives_a_repeated_attempt_the_same_reply_and_counts_it_once(
        self, cast: Cast
    ) -> None:
        question, attempt = begin(cast), uuid4()
        first = answer(cast, question, "1", attempt=attempt)
        again = answer(cast, question, key_of(question), attempt=attempt)
        assert again == first
        assert Evidence.objects.count() == 1

    def test_does_not_count_what_it_cannot_read(self, cast: Cast) -> None:
        question = begin(cast)
        reply = answer(cast, question, "many")
        assert not reply.is_readable
        assert Evidence.objects.count() == 0

    def test_counts_a_later_try_as_aided(self, cast: Cast) -> None:
        question = begin(cast)
        answer(cast, question, "1")
        answer(cast, question, key_of(question))
        assert list(Evidence.objects.order_by("pk").values_list("number", "is_aided")) == [
            (1, False),
            (2, True),
        ]

    def test_closes_after_three_tries(self, cast: Cast) -> None:
        question = begin(cast)
        replies = [answer(cast, question, "1") for _ in range(3)]
        assert [reply.may_try_again for reply in replies] == [True, True, False]
        with pytest.raises(AlreadyClosed):
            answer(cast, question, key_of(question))

    def test_refuses_another_students_question(self, cast: Cast) -> None:
        question = begin(cast)
        with pytest.raises(NotFound):
            answer(cast, question, "1", student=cast.ben, by=cast.ben)

    def test_refuses_to_let_a_teacher_answer_for_a_student(self, cast: Cast) -> None:
        question = begin(cast)
        with pytest.raises(NotYours):
            answer(cast, question, "1", by=cast.okafor)

    def test_refuses_an_attempt_made_for_another_question(self, cast: Cast) -> None:
        question, attempt = begin(cast), uuid4()
        answer(cast, question, key_of(question), attempt=attempt)
        following = ask_next(
            student=cast.ada, sitting_uuid=question.sitting.uuid, by=cast.ada, now=NOW, seed=8
        )
        assert following is not None
        with pytest.raises(AnotherAttempt):
            answer(cast, following, "1", attempt=attempt)

    @pytest.mark.parametrize(
        ("held", "seconds"), [(0.0, 30), (10.0, 20), (1e9, 0), (-5.0, 30), (float("nan"), 30)]
    )
    def test_dates_an_answer_between_showing_and_now(
        self, cast: Cast, held: float, seconds: int
    ) -> None:
        question = begin(cast)
        answer(cast, question, "1", held_seconds=held)
        assert Evidence.objects.get().answered_at == NOW + timedelta(seconds=seconds)

    def test_moves_the_belief(self, cast: Cast) -> None:
        question = begin(cast)
        answer(cast, question, key_of(question))
        beliefs = beliefs_of(student=cast.ada, framework_id=cast.framework.pk, now=NOW)
        touched = beliefs[question.item.competencies.get().pk]
        assert (touched.state, touched.n_unaided_right) == (State.LEARNING, 1)

    def test_finishes_the_sitting_and_the_offer_with_the_last_question(
        self, cast: Cast
    ) -> None:
        question = begin(cast)
        replies = []
        for seed in range(5):
            replies.append(answer(cast, question, key_of(question)))
            following = ask_next(
                student=cast.ada,
                sitting_uuid=question.sitting.uuid,
                by=cast.ada,
                now=NOW,
                seed=seed,
            )
            question = following or question
        assert [reply.is_sitting_finished for reply in replies] == [False] * 4 + [True]
        assert Offer.objects.filter(state=Offer.State.DONE).count() == 1
        assert dots_of(sitting=question.sitting) == ["right"] * 5

    def test_opens_a_flag_after_three_misses_and_clears_it_by_success(self, cast: Cast) -> None:
        question = begin(cast)
        for seed in range(3):
            answer(cast, question, "1")
            see_solution(
                student=cast.ada,
                question_uuid=question.uuid,
                by=cast.ada,
                language="en",
                now=NOW,
            )
            following = ask_next(
                student=cast.ada,
                sitting_uuid=question.sitting.uuid,
                by=cast.ada,
                now=NOW,
                seed=seed,
            )
            assert following is not None
            question = following
        assert [flag.n_failures for flag in open_flags(student_ids=[cast.ada.pk])] == [3]
        answer(cast, question, key_of(question))
        assert open_flags(student_ids=[cast.ada.pk]) == []


class TestPutBackOffer:
    def put_back(self, cast: Cast, question: Question) -> Offer:
        offer = Offer.objects.get(sitting=question.sitting)
        return put_back_offer(student=cast.ada, offer_uuid=offer.uuid, by=cast.ada, today=TODAY)

    def test_opens_the_offer_again_while_nothing_was_done(self, cast: Cast) -> None:
        assert self.put_back(cast, begin(cast)).state == Offer.State.OPEN

    def test_is_refused_once_a_hint_or_the_solution_was_seen_or_something_answered(
        self, cast: Cast
    ) -> None:
        question = begin(cast)
        whose = {"student": cast.ada, "question_uuid": question.uuid, "by": cast.ada}
        deeds = (
            lambda: take_hint(**whose),
            lambda: answer(cast, question, "0"),
            lambda: see_solution(**whose, language="en", now=NOW),
        )
        for do in deeds:
            with transaction.atomic():
                do()
                with pytest.raises(NotOpen, match="cannot be put back"):
                    self.put_back(cast, question)
                transaction.set_rollback(True)


class TestTakeHint:
    def test_unfolds_one_at_a_time_and_makes_the_answer_aided(self, cast: Cast) -> None:
        question = begin(cast)
        assert [
            take_hint(student=cast.ada, question_uuid=question.uuid, by=cast.ada)
            for _ in range(3)
        ] == [1, 2, 2]
        answer(cast, question, key_of(question))
        row = Evidence.objects.get()
        assert (row.hints_used, row.is_aided) == (2, True)

    def test_shows_nothing_before_it_is_asked(self, cast: Cast) -> None:
        assert hints_so_far(question=begin(cast), language="en") == []


class TestChooseOffer:
    def test_keeps_what_else_was_on_the_table(self, cast: Cast) -> None:
        offers = ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        choose_offer(
            student=cast.ada, offer_uuid=offers[0].uuid, by=cast.ada, today=TODAY, now=NOW
        )
        assert set(Choice.objects.get().among) == {str(offer.uuid) for offer in offers}


class TestTheLedger:
    def test_refuses_to_be_changed(self, cast: Cast) -> None:
        answer(cast, begin(cast), "1")
        with pytest.raises(Exception, match="append-only") as refusal, transaction.atomic():
            Evidence.objects.update(is_correct=True)
        assert isinstance(refusal.value, IntegrityError)
        assert connection.vendor in {"sqlite", "postgresql"}
