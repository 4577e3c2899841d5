"""The same attempt, sent again and again from everywhere at once, counts once and is told the same."""

from __future__ import annotations

import random
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, Cast
from django.db import connection, connections
from pytest_django import Settings

from ownpath.engine.items import key_fields
from ownpath.school.evidence.models import Evidence, Question
from ownpath.school.evidence.queries import instance_of
from ownpath.school.evidence.services import AlreadyClosed, put_question, start_sitting
from ownpath.school.mastery.models import KnowledgeState
from ownpath.school.plans.services import Reply, answer_question
from ownpath.school.privacy.models import AuditEntry
from ownpath.school.privacy.services import audited

N_THREADS = 8
N_QUESTIONS = 125
N_REQUESTS = 1_000


@pytest.fixture
def questions(cast: Cast) -> list[Question]:
    """Put many questions to Ada, all of them open."""
    sitting = start_sitting(
        student=cast.ada,
        activity=cast.practices[0],
        competency_id=None,
        n_planned=N_QUESTIONS,
        now=NOW,
    )
    return [
        put_question(
            sitting=sitting,
            item=cast.items[number % len(cast.items)],
            seed=number,
            step=2,
            interest="",
            position=number,
            is_mixed=False,
            now=NOW,
        )
        for number in range(N_QUESTIONS)
    ]


def send(cast: Cast, question: Question, attempt: UUID, said: str) -> Reply:
    """Send one answer as a page does, with its row in the audit."""
    now = NOW + timedelta(minutes=1)
    return audited(
        by=cast.ada,
        about=cast.ada,
        deed="answer",
        now=now,
        do=lambda: answer_question(
            student=cast.ada,
            question_uuid=question.uuid,
            attempt=attempt,
            response={"answer": [said]},
            language="en",
            held_seconds=0.0,
            by=cast.ada,
            now=now,
        ),
    )


def right(question: Question) -> str:
    return key_fields(instance_of(question))["answer"][0]


@pytest.mark.django_db(transaction=True)
class TestReplayedRequests:
    @pytest.fixture(autouse=True)
    def through_the_writer(self, settings: Settings) -> None:
        settings.GROUP_COMMIT = connection.vendor == "sqlite"

    def test_count_once_and_get_the_same_reply(
        self, cast: Cast, questions: list[Question]
    ) -> None:
        attempts = [(question, uuid4(), right(question)) for question in questions]
        requests = attempts * (N_REQUESTS // N_QUESTIONS)
        random.Random(11).shuffle(requests)

        def one(request: tuple[Question, UUID, str]) -> tuple[UUID, Reply]:
            question, attempt, said = request
            try:
                return attempt, send(
                    cast, question, attempt, random.choice([said, said, "9999"])
                )
            finally:
                connections.close_all()

        replies: dict[UUID, set[str]] = defaultdict(set)
        with ThreadPoolExecutor(N_THREADS) as pool:
            for attempt, reply in pool.map(one, requests):
                replies[attempt].add(repr(reply))

        assert len(requests) == N_REQUESTS
        assert {len(told) for told in replies.values()} == {1}
        assert Evidence.objects.count() == len(replies) == N_QUESTIONS
        assert set(Question.objects.values_list("n_attempts", flat=True)) == {1}
        assert sum(KnowledgeState.objects.values_list("n_unaided", flat=True)) == N_QUESTIONS
        assert AuditEntry.objects.filter(deed="answer").count() == N_REQUESTS

    def test_of_one_question_by_many_attempts_at_once_take_three_tries_at_most(
        self, cast: Cast, questions: list[Question]
    ) -> None:
        question = questions[0]

        def one(_number: int) -> bool:
            try:
                return send(cast, question, uuid4(), "9999").is_readable
            except AlreadyClosed:
                return False
            finally:
                connections.close_all()

        with ThreadPoolExecutor(N_THREADS) as pool:
            taken = sum(pool.map(one, range(24)))
        question.refresh_from_db()
        assert (taken, Evidence.objects.count(), question.n_attempts) == (3, 3, 3)
        assert question.is_closed
        assert sorted(Evidence.objects.values_list("number", flat=True)) == [1, 2, 3]
