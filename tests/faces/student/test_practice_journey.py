"""What Ada's browser sends while she practices, and what comes back."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast
from django.db import connection
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ownpath.school.evidence.models import Evidence, Question
from ownpath.school.evidence.queries import instance_of
from ownpath.school.plans.models import Offer
from ownpath.school.plans.services import ensure_offers
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


HX = {"HTTP_HX_REQUEST": "true"}


MOST_QUERIES = 15


def begin(cast: Cast, ada: Client) -> tuple[str, Question]:
    """Let Ada choose practice; return the address of the sitting and its first question."""
    offers = ensure_offers(student=cast.ada, today=TODAY, now=NOW)
    practice = next(offer for offer in offers if offer.activity.kind == "practice")
    response = ada.post(f"/me/offers/{practice.uuid}/choose")
    assert response.status_code == 200
    return opened_at(response.content.decode()), Question.objects.select_related(
        "item", "sitting"
    ).get()


def opened_at(html: str) -> str:
    """Return the address of the practice a page shows, which the browser writes above it."""
    found = re.search(r'data-address="(/me/practice/[0-9a-f-]{36}/)"', html)
    assert found
    return found[1]


def key_of(question: Question) -> str:
    """Return the right answer, as the server alone knows it."""
    return str(instance_of(question).values["n"])


def send(ada: Client, question: Question, answer: str, **more: str) -> HttpResponse:
    fields = {"attempt": str(uuid4()), "held_seconds": "0", "answer": answer, **more}
    return ada.post(f"/me/questions/{question.uuid}/answer", fields, **HX)


# Digits that say nothing of an answer: the number pad, and which question of how many it is.
ALWAYS_THERE = re.compile(r"<(button|h2)[^>]*(?:data-key|turn-count)[^>]*>.*?</\1>", re.DOTALL)


class TestPractice:
    def test_opens_as_it_is_chosen_and_again_where_it_stands(
        self, cast: Cast, ada: Client
    ) -> None:
        address, question = begin(cast, ada)
        practice = question.sitting.offers.get()
        again = ada.post(f"/me/offers/{practice.uuid}/choose").content.decode()
        assert opened_at(again) == address
        assert f'data-question="{question.uuid}"' in again
        assert "data-address" not in ada.get(address).content.decode()
        assert Question.objects.count() == 1

    def test_begins_with_a_question_and_no_key(self, cast: Cast, ada: Client) -> None:
        address, question = begin(cast, ada)
        html = ada.get(address).content.decode()
        assert str(question.uuid) in html
        assert str(question.seed) not in html
        for hidden in (
            "That is all of it.",
            "Share it fairly",
            "Two equal parts",
            "misconception",
            "is_correct",
        ):
            assert hidden not in html
        told = re.sub(r"<[^>]*>", " ", ALWAYS_THERE.sub(" ", html))
        assert not re.search(rf"\b{key_of(question)}\b", told)

    def test_goes_from_look_again_to_right_to_next(self, cast: Cast, ada: Client) -> None:
        address, question = begin(cast, ada)
        double = str(2 * int(key_of(question)))
        first = send(ada, question, double)
        assert first.status_code == 200
        assert "That is all of it." in first.content.decode()
        assert 'data-closed="no"' in first.content.decode()
        second = send(ada, question, key_of(question)).content.decode()
        assert 'data-correct="yes" data-closed="yes" data-finished="no"' in second
        turn = ada.post(f"{address}next", **HX)
        assert turn.status_code == 200
        assert 'id="turn"' in turn.content.decode()
        assert "<html" not in turn.content.decode()
        assert Question.objects.count() == 2

    def test_the_same_attempt_gets_the_same_reply_and_counts_once(
        self, cast: Cast, ada: Client
    ) -> None:
        _address, question = begin(cast, ada)
        attempt = str(uuid4())
        replies = {
            send(ada, question, key_of(question), attempt=attempt).content for _ in range(3)
        }
        assert len(replies) == 1
        assert Evidence.objects.count() == 1

    def test_a_reply_brings_the_next_question_along(self, cast: Cast, ada: Client) -> None:
        address, question = begin(cast, ada)
        wrong = send(ada, question, "0").content.decode()
        assert "data-following" not in wrong
        reply = send(ada, question, key_of(question)).content.decode()
        _told, ahead = reply.split("<template data-following>")
        following = Question.objects.latest("position")
        assert f'data-question="{following.uuid}"' in ahead
        assert "csrfmiddlewaretoken" not in ahead
        asked = ada.post(f"{address}next", **HX).content.decode()
        assert f'data-question="{following.uuid}"' in asked
        assert Question.objects.count() == 2

    def test_a_question_put_ahead_counts_its_time_from_when_it_is_opened(
        self, cast: Cast, ada: Client
    ) -> None:
        address, question = begin(cast, ada)
        send(ada, question, key_of(question))
        Question.objects.filter(position=1).update(shown_at=F("shown_at") - timedelta(hours=3))
        assert 'name="waited_seconds" value="10800"' in ada.get(address).content.decode()

    def test_works_without_script(self, cast: Cast, ada: Client) -> None:
        address, question = begin(cast, ada)
        attempt = re.search(
            r'name="attempt" value="([0-9a-f-]{36})"', ada.get(address).content.decode()
        )
        assert attempt
        fields = {"attempt": attempt[1], "answer": key_of(question)}
        page = ada.post(f"/me/questions/{question.uuid}/answer", fields)
        assert page.status_code == 200
        assert "<html" in page.content.decode()
        assert 'data-correct="yes"' in page.content.decode()
        assert ada.post(f"{address}next").status_code == 302
        for deed in ("hint", "solution"):
            newest = Question.objects.latest("position")
            assert ada.post(f"/me/questions/{newest.uuid}/{deed}").status_code == 302
        assert "This is how it works" in ada.get(address).content.decode()

    @pytest.mark.parametrize("answer", ["abc", "", "1 2 3"])
    def test_asks_again_for_what_it_cannot_read(
        self, cast: Cast, ada: Client, answer: str
    ) -> None:
        _address, question = begin(cast, ada)
        response = send(ada, question, answer)
        assert response.status_code == 422
        assert 'data-readable="no"' in response.content.decode()
        assert not Evidence.objects.exists()

    @pytest.mark.parametrize(
        "fields", [{"attempt": "x"}, {"attempt": ""}, {"held_seconds": "-1"}]
    )
    def test_refuses_a_garbled_answer(
        self, cast: Cast, ada: Client, fields: dict[str, str]
    ) -> None:
        _address, question = begin(cast, ada)
        assert send(ada, question, "1", **fields).status_code == 422
        assert not Evidence.objects.exists()

    def test_hints_unfold_one_by_one_and_are_recorded(self, cast: Cast, ada: Client) -> None:
        _address, question = begin(cast, ada)
        told = [
            ada.post(f"/me/questions/{question.uuid}/hint", **HX).content.decode()
            for _ in range(2)
        ]
        assert [html.count('class="hint"') for html in told] == [1, 2]
        send(ada, question, key_of(question))
        assert Evidence.objects.get().is_aided

    def test_a_solution_closes_the_question(self, cast: Cast, ada: Client) -> None:
        _address, question = begin(cast, ada)
        html = ada.post(f"/me/questions/{question.uuid}/solution", **HX).content.decode()
        assert "Two equal parts" in html
        assert send(ada, question, key_of(question)).status_code == 409

    def test_ends_with_a_way_back_and_the_offer_done(self, cast: Cast, ada: Client) -> None:
        address, _question = begin(cast, ada)
        for _ in range(5):
            newest = Question.objects.select_related("item").latest("position")
            send(ada, newest, key_of(newest))
            html = ada.post(f"{address}next", **HX).content.decode()
        assert 'data-finished="yes"' in html
        assert Offer.objects.filter(state="done").count() == 1
        assert ada.get(address).status_code == 200

    def test_belongs_to_one_student(self, cast: Cast, ada: Client, ben: Client) -> None:
        address, question = begin(cast, ada)
        assert ben.get(address).status_code == 404
        assert send(ben, question, key_of(question)).status_code == 404
        for deed in ("hint", "solution"):
            assert ben.post(f"/me/questions/{question.uuid}/{deed}", **HX).status_code == 404
        assert ben.post(f"{address}next", **HX).status_code == 404
        offer = Offer.objects.filter(student=cast.ada).first()
        assert offer is not None
        for deed in ("choose", "put-back", "done"):
            assert ben.post(f"/me/offers/{offer.uuid}/{deed}").status_code == 404
        assert ben.get(f"/me/offers/{offer.uuid}/").status_code == 404

    def test_can_be_put_back_before_the_first_answer(self, cast: Cast, ada: Client) -> None:
        begin(cast, ada)
        offer = Offer.objects.get(state="chosen")
        assert ada.post(f"/me/offers/{offer.uuid}/put-back").status_code == 302
        offer.refresh_from_db()
        assert offer.state == "open"

    def test_asks_few_queries(self, cast: Cast, ada: Client) -> None:
        address, question = begin(cast, ada)
        with CaptureQueriesContext(connection) as page:
            ada.get(address)
        assert len(page) <= MOST_QUERIES
        with CaptureQueriesContext(connection) as answered:
            send(ada, question, "0")
        # what the page itself adds to the deed: session, person, district, roles
        assert (
            len([one for one in answered if one["sql"].startswith("SELECT")])
            <= MOST_QUERIES + 5
        )

    def test_every_deed_is_in_the_audit(self, cast: Cast, ada: Client) -> None:
        _address, question = begin(cast, ada)
        send(ada, question, key_of(question))
        deeds = set(AuditEntry.objects.filter(about=cast.ada).values_list("deed", flat=True))
        assert {"choose_offer", "answer"} <= deeds

    @pytest.mark.parametrize(
        ("typed", "shown"), [("x^2/3", True), ("", False), ("x" * 121, False), ("((", False)]
    )
    def test_shows_a_formula_while_it_is_typed(
        self, ada: Client, typed: str, shown: bool
    ) -> None:
        response = ada.get("/me/preview", {"answer": typed})
        assert response.status_code == 200
        assert ("<math" in response.content.decode()) == shown
