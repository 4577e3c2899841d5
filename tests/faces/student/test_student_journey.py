"""What Ada's browser sends, and what comes back."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast, make_activity
from django.db import connection
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from facing import is_refused, sign_in

from ownpath.school.evidence.models import Evidence, Question
from ownpath.school.evidence.queries import instance_of
from ownpath.school.plans.models import Goal, Offer
from ownpath.school.plans.services import ensure_offers
from ownpath.school.privacy.models import AuditEntry
from ownpath.school.voice.models import Hope, Message, Signal
from ownpath.school.voice.services import send_message

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")

HX = {"HTTP_HX_REQUEST": "true"}
MOST_QUERIES = 15
PAGES = ("/me/", "/me/path/", "/me/path/look/FR/", "/me/hopes/", "/me/voice/", "/me/person/")
DEEDS = (
    "/me/offers/{}/choose",
    "/me/questions/{}/answer",
    "/me/practice/{}/next",
    "/me/hopes/say",
)


@pytest.fixture
def ada(cast: Cast) -> Client:
    """Return a browser in which Ada is signed in."""
    return sign_in(cast.ada)


@pytest.fixture
def ben(cast: Cast) -> Client:
    """Return a browser in which Ben is signed in."""
    return sign_in(cast.ben)


def begin(cast: Cast, ada: Client) -> tuple[str, Question]:
    """Let Ada choose practice; return the address of the sitting and its first question."""
    offers = ensure_offers(student=cast.ada, today=TODAY, now=NOW)
    practice = next(offer for offer in offers if offer.activity.kind == "practice")
    response = ada.post(f"/me/offers/{practice.uuid}/choose")
    assert response.status_code == 302
    return response["Location"], Question.objects.select_related("item", "sitting").get()


def key_of(question: Question) -> str:
    """Return the right answer, as the server alone knows it."""
    return str(instance_of(question).values["n"])


def send(ada: Client, question: Question, answer: str, **more: str) -> HttpResponse:
    fields = {"attempt": str(uuid4()), "held_seconds": "0", "answer": answer, **more}
    return ada.post(f"/me/questions/{question.uuid}/answer", fields, **HX)


class TestMyDay:
    def test_opens_and_offers_at_least_three_things(self, ada: Client) -> None:
        html = ada.get("/me/").content.decode()
        assert html.count("/choose") >= 3
        assert "Good morning, Ada" in html

    def test_takes_as_many_queries_for_many_things_as_for_few(
        self, cast: Cast, ada: Client
    ) -> None:
        ada.get("/me/")
        with CaptureQueriesContext(connection) as few:
            ada.get("/me/")
        for number in range(5):
            make_activity(
                f"more-{number}", "project", "project_team", cast.competencies[0], cast.cooking
            )
        send_message(
            about=cast.ada,
            sender=cast.okafor,
            receiver_uuid=cast.ada.uuid,
            body="Hi",
            today=TODAY,
            now=NOW,
        )
        with CaptureQueriesContext(connection) as many:
            ada.get("/me/")
        assert len(many) == len(few) <= MOST_QUERIES

    def test_is_for_students(self, cast: Cast, client: Client) -> None:
        assert client.get("/me/").status_code == 302
        for person in (
            cast.okafor,
            cast.rosa,
            cast.reyes,
            cast.whitfield,
            cast.clerk,
            cast.lund,
        ):
            assert is_refused(sign_in(person).get("/me/"))


class TestPractice:
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
        assert not re.search(rf"\b{key_of(question)}\b", re.sub(r"<[^>]*>", " ", html))

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


class TestActivities:
    def test_are_chosen_done_and_spoken_about(self, cast: Cast, ada: Client) -> None:
        offers = ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        project = next(offer for offer in offers if offer.activity.kind != "practice")
        response = ada.post(f"/me/offers/{project.uuid}/choose")
        assert response["Location"] == f"/me/offers/{project.uuid}/"
        assert "I did this" in ada.get(response["Location"]).content.decode()
        said = ada.post(
            "/me/signals/send", {"kind": "too_easy", "offer": str(project.uuid)}, **HX
        )
        assert 'aria-pressed="true"' in said.content.decode()
        signal = Signal.objects.get()
        back = ada.post(
            f"/me/signals/{signal.uuid}/take-back", {"offer": str(project.uuid)}, **HX
        )
        assert 'aria-pressed="true"' not in back.content.decode()
        ada.post(f"/me/offers/{project.uuid}/done")
        project.refresh_from_db()
        assert project.state == "done"

    def test_a_person_is_one_tap_away_and_can_be_told_all_is_well(self, ada: Client) -> None:
        response = ada.post("/me/signals/send", {"kind": "need_a_person"})
        assert response["Location"] == "/me/person/"
        assert "Ms. Okafor can see" in ada.get("/me/person/").content.decode()
        assert "A person knows" in ada.get("/me/").content.decode()
        ada.post(f"/me/signals/{Signal.objects.get().uuid}/take-back")
        assert "Who can help?" in ada.get("/me/person/").content.decode()

    @pytest.mark.parametrize("kind", ["", "hate"])
    def test_no_other_buttons(self, ada: Client, kind: str) -> None:
        assert ada.post("/me/signals/send", {"kind": kind}).status_code == 422


class TestMyPath:
    def test_opens_with_few_queries(self, ada: Client) -> None:
        ada.get("/me/path/")
        with CaptureQueriesContext(connection) as asked:
            assert ada.get("/me/path/").status_code == 200
        assert len(asked) <= MOST_QUERIES
        with CaptureQueriesContext(connection) as asked:
            assert ada.get("/me/path/look/FR/").status_code == 200
        assert len(asked) <= MOST_QUERIES

    def test_a_goal_is_set_once_lit_and_let_go(self, cast: Cast, ada: Client) -> None:
        goal = {"competency": str(cast.competencies[2].uuid)}
        for _ in range(2):
            assert ada.post("/me/goals/set", goal).status_code == 302
        assert Goal.objects.filter(let_go_at=None).count() == 1
        html = ada.get("/me/path/").content.decode()
        assert html.count("is-lit") == 3
        assert "3 blocks to go" in html
        ada.post(f"/me/goals/{Goal.objects.get().uuid}/let-go")
        assert "is-lit" not in ada.get("/me/path/").content.decode()

    @pytest.mark.parametrize("competency", ["", "x", "0f6b1f0e-5d0a-4d8e-9d0b-2f4c3a1b5e77"])
    def test_no_goal_beside_the_path(self, ada: Client, competency: str) -> None:
        assert ada.post("/me/goals/set", {"competency": competency}).status_code == 404

    def test_no_tower_of_that_name(self, ada: Client) -> None:
        assert ada.get("/me/path/look/XX/").status_code == 404


class TestMyHopes:
    def test_are_picked_written_changed_and_taken_back(self, cast: Cast, ada: Client) -> None:
        ada.post("/me/hopes/say", {"kind": "interest", "theme": "cooking"})
        page = ada.post(
            "/me/hopes/say", {"kind": "hope", "words": "a vet"}, **HX
        ).content.decode()
        assert "a vet" in page
        assert "<html" not in page
        old = Hope.objects.get(words="a vet")
        ada.post(
            "/me/hopes/say",
            {"kind": "hope", "words": "a vet for big cats", "replaces": str(old.uuid)},
        )
        assert [hope.words for hope in Hope.objects.filter(let_go_at=None, kind="hope")] == [
            "a vet for big cats"
        ]
        cooking = Hope.objects.get(theme=cast.cooking)
        html = ada.post(f"/me/hopes/{cooking.uuid}/let-go", **HX).content.decode()
        assert f"/me/hopes/{cooking.uuid}/keep" in html
        ada.post(f"/me/hopes/{cooking.uuid}/keep")
        assert Hope.objects.get(theme=cast.cooking).let_go_at is None

    def test_show_what_they_changed(self, cast: Cast, ada: Client) -> None:
        ada.post("/me/hopes/say", {"kind": "interest", "theme": "cooking"})
        Offer.objects.all().delete()
        ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        assert "1 thing this week" in ada.get("/me/hopes/").content.decode()

    @pytest.mark.parametrize(
        "fields", [{}, {"kind": "hope"}, {"kind": "hope", "words": "x" * 121}]
    )
    def test_a_card_that_cannot_be_kept_says_so(
        self, ada: Client, fields: dict[str, str]
    ) -> None:
        response = ada.post("/me/hopes/say", fields, **HX)
        assert response.status_code == 422
        assert "form-errors" in response.content.decode()

    def test_belong_to_one_student(self, ada: Client, ben: Client) -> None:
        ada.post("/me/hopes/say", {"kind": "hope", "words": "a vet"})
        hope = Hope.objects.get()
        assert ben.post(f"/me/hopes/{hope.uuid}/let-go").status_code == 404


class TestMyVoice:
    def test_words_go_to_my_teacher_and_answers_come_back(
        self, cast: Cast, ada: Client
    ) -> None:
        fields = {"receiver": str(cast.okafor.uuid), "body": "Cups again?"}
        assert ada.post("/me/voice/write", fields).status_code == 302
        assert "sent, not read yet" in ada.get("/me/voice/").content.decode()
        mine = Message.objects.get()
        Message.objects.create(
            about=cast.ada,
            sender=cast.okafor,
            receiver=cast.ada,
            body="Yes!",
            sent_at=NOW,
            answers=mine,
        )
        assert "Ms. Okafor wrote back" in ada.get("/me/").content.decode()
        assert "is-new" in ada.get("/me/voice/").content.decode()
        assert "wrote back" not in ada.get("/me/").content.decode()

    def test_words_go_to_nobody_else(self, cast: Cast, ada: Client) -> None:
        for stranger in (cast.ito, cast.lund, cast.ben):
            fields = {"receiver": str(stranger.uuid), "body": "Hi"}
            assert ada.post("/me/voice/write", fields).status_code == 422
        assert not Message.objects.exists()

    @pytest.mark.parametrize("body", ["", "x" * 2001])
    def test_wants_words_that_fit(self, cast: Cast, ada: Client, body: str) -> None:
        fields = {"receiver": str(cast.okafor.uuid), "body": body}
        assert ada.post("/me/voice/write", fields).status_code == 422

    def test_asks_few_queries(self, ada: Client) -> None:
        for address in ("/me/voice/", "/me/hopes/", "/me/person/"):
            with CaptureQueriesContext(connection) as asked:
                assert ada.get(address).status_code == 200
            assert len(asked) <= MOST_QUERIES


class TestEveryPage:
    @pytest.mark.parametrize("language", ["en", "es"])
    @pytest.mark.parametrize(
        "address",
        ["/me/", "/me/path/", "/me/path/look/FR/", "/me/hopes/", "/me/voice/", "/me/person/"],
    )
    def test_speaks_the_student_s_language(
        self, cast: Cast, ada: Client, address: str, language: str
    ) -> None:
        cast.ada.language = language
        cast.ada.save(update_fields=["language"])
        response = ada.get(address)
        assert f'<html lang="{language}"' in response.content.decode()
        assert ("Mi día" in response.content.decode()) == (language == "es")

    @pytest.mark.parametrize(
        "address",
        [
            "/me/offers/{}/choose",
            "/me/questions/{}/answer",
            "/me/practice/{}/next",
            "/me/hopes/say",
        ],
    )
    def test_a_look_changes_nothing(self, ada: Client, address: str) -> None:
        assert ada.get(address.format(uuid4())).status_code == 405
