"""Which question comes next, a few more of them, and items that changed meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from ada_practices import answer, begin, key_of
from cast import NOW, Cast

from ownpath.errors import NotFound
from ownpath.school.curriculum.models import Item, ItemRevision
from ownpath.school.curriculum.queries import definition_at
from ownpath.school.evidence.models import Evidence, Question, Sitting
from ownpath.school.evidence.queries import dots_of, instance_of, shown
from ownpath.school.evidence.queries.asking import _instance_at
from ownpath.school.plans.models import Offer
from ownpath.school.plans.services import (
    ask_following,
    ask_next,
    go_further,
    take_hint,
)
from ownpath.school.plans.services.allowed import NotYours
from ownpath.school.plans.services.asking import EnoughForOnce, NothingToAsk
from ownpath.store.together import commit_together


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
