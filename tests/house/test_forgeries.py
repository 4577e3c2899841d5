"""No forgery is accepted: afterwards nothing has moved but what was earned. The forgeries: tests/forged.py."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from ada_practices import begin
from cast import NOW, TODAY, Cast
from django.test import Client
from forged import CLAIMS, HX, REFUSED, Bench
from kinds import KINDS, put_only
from morning import browser, forget

from ownpath.engine.items import key_fields
from ownpath.school.evidence.models import Evidence, EvidenceCompetency, Question, Sitting
from ownpath.school.evidence.queries import instance_of
from ownpath.school.mastery.models import KnowledgeState, StateChange, StuckFlag, StudentMemory
from ownpath.school.plans.models import Choice, Offer
from ownpath.school.plans.services import make_offers, see_solution

MOVED = (
    Evidence, EvidenceCompetency, KnowledgeState, StudentMemory, StateChange, StuckFlag, Question, Sitting, Offer,
    Choice,
)  # fmt: skip


@pytest.fixture(autouse=True)
def in_term(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be a minute after the questions were put."""
    forget()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=1))


def all_that_counts() -> dict[str, list[str]]:
    """Return every row a forgery could want to move."""
    return {model.__name__: sorted(map(repr, model.objects.values_list())) for model in MOVED}


class TestForgeries:
    def test_are_many(self) -> None:
        assert len(REFUSED) + len(CLAIMS) >= 40

    @pytest.mark.parametrize("forgery", REFUSED)
    def test_are_refused(self, bench: Bench, forgery: str) -> None:
        before = all_that_counts()
        response = REFUSED[forgery](bench)
        assert response.status_code in {204, 302, 400, 403, 404, 405, 409, 413, 422}
        if response.status_code in {204, 302}:
            leads_to = response.headers.get("HX-Redirect") or response["Location"]
            assert leads_to.startswith("/sign-in")
        assert all_that_counts() == before

    @pytest.mark.parametrize("claim", CLAIMS)
    def test_are_not_believed(self, bench: Bench, claim: str) -> None:
        before = set(Evidence.objects.values_list("pk", flat=True))
        response = bench.post(**CLAIMS[claim](bench))
        assert response.status_code in {200, 422}
        assert 'data-correct="yes"' not in response.content.decode()
        made = Evidence.objects.exclude(pk__in=before)
        assert len(made) == (response.status_code == 200)
        for row in made:
            self._was_earned(bench, row)

    def _was_earned(self, bench: Bench, row: Evidence) -> None:
        question = bench.question
        assert (row.student, row.recorded_by, row.question) == (
            bench.cast.ada,
            bench.cast.ada,
            question,
        )
        assert (row.is_correct, row.score, row.number, row.hints_used) == (False, 0.0, 1, 0)
        assert (row.item, row.activity, row.source) == (
            question.item,
            question.sitting.activity,
            "own_page",
        )
        assert (
            question.shown_at
            <= row.answered_at
            <= row.recorded_at
            == NOW + timedelta(minutes=1)
        )
        assert (row.is_mixed, row.corrects) == (question.is_mixed, None)
        touched = {touch.competency for touch in row.touches.all()}
        assert touched == set(question.item.competencies.all())
        beliefs = KnowledgeState.objects.filter(student=bench.cast.ada, competency__in=touched)
        assert {belief.n_unaided_right for belief in beliefs} <= {1}  # the one answered before

    @pytest.mark.parametrize("deed", ["answer", "hint", "solution"])
    def test_are_refused_without_the_token_of_our_own_page(
        self, bench: Bench, deed: str
    ) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = bench.ada.cookies
        before = all_that_counts()
        fields = {
            "attempt": str(uuid4()),
            "answer": bench.right(),
            "csrfmiddlewaretoken": "x" * 64,
        }
        assert (
            strict.post(f"/me/questions/{bench.question.uuid}/{deed}", fields).status_code
            == 403
        )
        assert (
            strict.post(f"/me/practice/{bench.question.sitting.uuid}/next").status_code == 403
        )
        assert all_that_counts() == before

    def test_cannot_move_a_question_that_was_shown_how_to_work(self, bench: Bench) -> None:
        see_solution(
            student=bench.cast.ada,
            question_uuid=bench.question.uuid,
            by=bench.cast.ada,
            language="en",
            now=NOW,
        )
        before = all_that_counts()
        assert bench.post(answer=bench.right()).status_code == 409
        assert all_that_counts() == before

    def test_cannot_take_a_hint_back(self, bench: Bench) -> None:
        bench.post("hint")
        response = bench.post(
            answer=bench.right(), hints_used="0", is_aided="false", hints_shown="0"
        )
        assert 'data-correct="yes"' in response.content.decode()
        assert Evidence.objects.latest("pk").is_aided

    def test_cannot_answer_by_saying_everything(self, bench: Bench) -> None:
        everything = [str(number) for number in range(400)]
        assert bench.right() in everything
        response = bench.post(answer=everything)
        assert 'data-correct="yes"' not in response.content.decode()

    def test_cannot_choose_an_offer_of_another_day(self, bench: Bench) -> None:
        make_offers(student=bench.cast.ada, today=TODAY, now=NOW)
        offer = Offer.objects.filter(student=bench.cast.ada, state="open")[0]
        Offer.objects.filter(pk=offer.pk).update(for_day=TODAY - timedelta(days=1))
        before = all_that_counts()
        assert bench.ada.post(f"/me/offers/{offer.uuid}/choose").status_code == 409
        assert all_that_counts() == before

    def test_cannot_have_a_sitting_finished_by_asking_on(self, bench: Bench) -> None:
        for _ in range(9):
            bench.ada.post(f"/me/practice/{bench.question.sitting.uuid}/next", **HX)
        bench.question.sitting.refresh_from_db()
        assert bench.question.sitting.finished_at is None
        assert Question.objects.filter(sitting=bench.question.sitting).count() == 2


def open_question(cast: Cast, kind: str) -> Question:
    """Put a question of one type to Ada."""
    put_only(cast, kind)
    return begin(cast, seed=3)


class TestSayingEverything:
    """One try is one answer, whatever the type of the item."""

    @staticmethod
    def _all_at_once(question: Question) -> dict[str, list[str]]:
        said: dict[str, Any] = {}
        for part in instance_of(question).parts:
            ids = [choice.id for choice in part.choices]
            if part.targets:
                said.update(
                    {f"match-{one}": [target.id for target in part.targets] for one in ids}
                )
            else:
                said[part.name] = ids or [str(number / 4) for number in range(60)]
        return said

    @pytest.mark.parametrize("kind", KINDS)
    def test_is_not_right(self, cast: Cast, kind: str) -> None:
        question = open_question(cast, kind)
        fields = {"attempt": str(uuid4()), **self._all_at_once(question)}
        response = browser(cast.ada).post(f"/me/questions/{question.uuid}/answer", fields, **HX)
        assert response.status_code in {200, 422}
        if fields != {"attempt": fields["attempt"], **key_fields(instance_of(question))}:
            assert 'data-correct="yes"' not in response.content.decode()

    @pytest.mark.parametrize("kind", KINDS)
    def test_is_not_needed_for_the_right_answer(self, cast: Cast, kind: str) -> None:
        question = open_question(cast, kind)
        fields = {"attempt": str(uuid4()), **key_fields(instance_of(question))}
        response = browser(cast.ada).post(f"/me/questions/{question.uuid}/answer", fields, **HX)
        assert 'data-correct="yes"' in response.content.decode()
