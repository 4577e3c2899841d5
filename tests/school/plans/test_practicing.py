"""Practice: questions, hints, answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast
from django.db import IntegrityError, connection, transaction

from ownpath.engine.knowledge import State
from ownpath.errors import NotFound
from ownpath.school.curriculum.models import Item, ItemRevision
from ownpath.school.curriculum.queries import definition_at
from ownpath.school.evidence.models import Evidence, Question, Sitting
from ownpath.school.evidence.queries import dots_of, hints_so_far, instance_of, shown
from ownpath.school.evidence.queries.asking import _instance_at
from ownpath.school.evidence.services import AlreadyClosed
from ownpath.school.mastery.queries import beliefs_of, open_flags
from ownpath.school.plans.models import Choice, Offer
from ownpath.school.plans.services import (
    answer_question,
    ask_following,
    ask_next,
    choose_offer,
    ensure_offers,
    go_further,
    put_back_offer,
    see_solution,
    take_hint,
)
from ownpath.school.plans.services.allowed import NotYours
from ownpath.school.plans.services.asking import EnoughForOnce, NothingToAsk
from ownpath.school.plans.services.offering import NotOpen
from ownpath.school.plans.services.practicing import AnotherAttempt
from ownpath.store.together import commit_together


def begin(cast: Cast) -> Question:
    """Let Ada choose practice and get her first question."""
    offers = ensure_offers(student=cast.ada, today=TODAY, now=NOW)
    practice = next(offer for offer in offers if offer.activity.kind == "practice")
    offer = choose_offer(
        student=cast.ada, offer_uuid=practice.uuid, by=cast.ada, today=TODAY, now=NOW
    )
    assert offer.sitting is not None
    question = ask_next(
        student=cast.ada, sitting_uuid=offer.sitting.uuid, by=cast.ada, now=NOW, seed=7
    )
    assert question is not None
    return question


def key_of(question: Question) -> str:
    """Return the right answer, as only the server knows it."""
    prompt = shown(question=question, language="en").spoken
    return str(int(prompt.removeprefix("What is half of ").removesuffix("?")) // 2)


def answer(cast: Cast, question: Question, said: str, **more: object) -> object:
    given = {
        "student": cast.ada,
        "question_uuid": question.uuid,
        "attempt": uuid4(),
        "response": {"answer": [said]},
        "language": "en",
        "held_seconds": 0.0,
        "by": cast.ada,
        "now": NOW + timedelta(seconds=30),
    }
    return answer_question(**{**given, **more})  # type: ignore[arg-type]


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


class TestAskFollowing:
    def ask(self, cast: Cast, question: Question, seed: int = 8) -> Question | None:
        return ask_following(
            student=cast.ada, question_uuid=question.uuid, by=cast.ada, now=NOW, seed=seed
        )

    def test_puts_the_next_question_once_this_one_is_closed(self, cast: Cast) -> None:
        question = begin(cast)
        assert self.ask(cast, question) is None
        answer(cast, question, key_of(question))
        following = self.ask(cast, question)
        assert following is not None
        assert (following.position, following.sitting_id) == (1, question.sitting_id)

    def test_is_the_one_that_is_asked_next(self, cast: Cast) -> None:
        question = begin(cast)
        answer(cast, question, key_of(question))
        following, again = self.ask(cast, question), self.ask(cast, question, seed=9)
        asked = ask_next(
            student=cast.ada, sitting_uuid=question.sitting.uuid, by=cast.ada, now=NOW, seed=10
        )
        assert following == again == asked

    def test_is_not_told_again_once_it_was_tried(self, cast: Cast) -> None:
        question = begin(cast)
        answer(cast, question, key_of(question))
        following = self.ask(cast, question)
        assert following is not None
        take_hint(student=cast.ada, question_uuid=following.uuid, by=cast.ada)
        assert self.ask(cast, question) is None

    def test_puts_none_after_the_last(self, cast: Cast) -> None:
        question: Question | None = begin(cast)
        while question is not None:
            answer(cast, question, key_of(question))
            last, question = question, self.ask(cast, question)
        assert last.position + 1 == last.sitting.n_planned
        assert Question.objects.count() == last.sitting.n_planned

    def test_keeps_the_answer_where_there_is_nothing_more_to_ask(self, cast: Cast) -> None:
        question = begin(cast)
        question.item.competencies.clear()

        def both() -> tuple[object, Question | None]:
            return answer(cast, question, key_of(question)), self.ask(cast, question)

        _reply, following = commit_together(both)
        assert following is None
        assert Evidence.objects.count() == 1
        with pytest.raises(NothingToAsk):
            ask_next(
                student=cast.ada,
                sitting_uuid=question.sitting.uuid,
                by=cast.ada,
                now=NOW,
                seed=8,
            )

    def test_is_the_student_s_own(self, cast: Cast) -> None:
        question = begin(cast)
        with pytest.raises(NotYours):
            ask_following(
                student=cast.ada, question_uuid=question.uuid, by=cast.okafor, now=NOW, seed=3
            )

    @pytest.mark.parametrize(
        ("waited", "seconds"), [(0.0, 0), (12.0, 12), (1e9, 30), (-5.0, 0), (float("nan"), 0)]
    )
    def test_counts_the_time_from_when_the_page_showed_it(
        self, cast: Cast, waited: float, seconds: int
    ) -> None:
        question = begin(cast)
        answer(cast, question, "1", waited_seconds=waited)
        answer(cast, question, "2", waited_seconds=1.0)  # only the first try says it
        shown_at = NOW + timedelta(seconds=seconds)
        assert set(Evidence.objects.values_list("shown_at", flat=True)) == {shown_at}


class TestGoFurther:
    def through(self, cast: Cast, question: Question) -> Sitting:
        """Answer right until the sitting is through."""
        sitting = question.sitting
        asked: Question | None = question
        while asked is not None:
            answer(cast, asked, key_of(asked))
            asked = self.ask(cast, sitting, ask_next)
        sitting.refresh_from_db()
        return sitting

    def ask(self, cast: Cast, sitting: Sitting, deed: Any) -> Question | None:
        return deed(student=cast.ada, sitting_uuid=sitting.uuid, by=cast.ada, now=NOW, seed=3)

    def test_adds_a_few_questions_and_opens_the_offer_again(self, cast: Cast) -> None:
        sitting = self.through(cast, begin(cast))
        question = self.ask(cast, sitting, go_further)
        sitting.refresh_from_db()
        assert question is not None
        assert (question.position, sitting.n_planned, sitting.finished_at) == (5, 10, None)
        assert Offer.objects.get(sitting=sitting).state == Offer.State.CHOSEN
        assert len(dots_of(sitting=sitting)) == 10

    def test_gives_the_open_question_when_asked_twice(self, cast: Cast) -> None:
        sitting = self.through(cast, begin(cast))
        assert self.ask(cast, sitting, go_further) == self.ask(cast, sitting, go_further)
        sitting.refresh_from_db()
        assert sitting.n_planned == 10

    def test_ends_some_time(self, cast: Cast) -> None:
        sitting = self.through(cast, begin(cast))
        for planned in (10, 15, 20):
            question = self.ask(cast, sitting, go_further)
            assert question is not None
            sitting = self.through(cast, question)
            assert sitting.n_planned == planned
        with pytest.raises(EnoughForOnce, match="a lot of this one"):
            self.ask(cast, sitting, go_further)
        assert Offer.objects.get(sitting=sitting).state == Offer.State.DONE

    def test_is_the_student_s_own(self, cast: Cast) -> None:
        sitting = self.through(cast, begin(cast))
        with pytest.raises(NotYours):
            go_further(
                student=cast.ada, sitting_uuid=sitting.uuid, by=cast.okafor, now=NOW, seed=3
            )
        with pytest.raises(NotFound):
            go_further(
                student=cast.ben, sitting_uuid=sitting.uuid, by=cast.ben, now=NOW, seed=3
            )


class TestAnItemThatChanged:
    def change(self, question: Question) -> None:
        """Write another item in the place of the one that was put, as an import does."""
        item = question.item
        ItemRevision.objects.create(
            item=item, revision=item.revision, definition=item.definition
        )
        other = {**item.definition, "answer": {"value": "whole * 100"}, "errors": []}
        Item.objects.filter(pk=item.pk).update(definition=other, revision=item.revision + 1)

    def test_is_graded_as_it_was_put(self, cast: Cast) -> None:
        question = begin(cast)
        key = key_of(question)
        self.change(question)
        _instance_at.cache_clear()
        definition_at.cache_clear()
        assert answer(cast, question, key).is_correct

    def test_is_put_as_it_is_now_to_the_next(self, cast: Cast) -> None:
        first = begin(cast)
        self.change(first)
        answer(cast, first, key_of(first))
        following = ask_next(
            student=cast.ada,
            sitting_uuid=first.sitting.uuid,
            by=cast.ada,
            now=NOW + timedelta(minutes=2),
            seed=8,
        )
        assert following is not None
        assert (first.revision, following.revision) == (1, 2)


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


class TestAskNext:
    def test_gives_the_open_question_again(self, cast: Cast) -> None:
        question = begin(cast)
        again = ask_next(
            student=cast.ada, sitting_uuid=question.sitting.uuid, by=cast.ada, now=NOW, seed=99
        )
        assert again == question

    def test_never_says_the_key(self, cast: Cast) -> None:
        question = begin(cast)
        sent = repr(shown(question=question, language="en"))
        assert f"'{key_of(question)}'" not in sent
        assert (
            repr(instance_of(question).seed) not in sent
            if instance_of(question).seed > 9
            else True
        )


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
