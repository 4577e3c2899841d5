"""What Ada's browser sends, and what comes back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast, enroll, make_activity
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from facing import is_refused, sign_in

from ownpath.school.plans.models import Goal, Offer
from ownpath.school.plans.services import ensure_offers
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
        html = ada.get("/me/voice/").content.decode()
        assert html.index("is-new") < html.index('id="write"')  # what is new stands first
        assert "wrote back" not in ada.get("/me/").content.decode()

    def test_of_several_adults_none_is_picked_beforehand(self, cast: Cast, ada: Client) -> None:
        assert "checked" in ada.get("/me/voice/").content.decode()  # the only one
        enroll(cast.section, cast.ito, "teacher")
        page = ada.get("/me/voice/").content.decode()
        assert page.count('name="receiver"') > 1
        assert "checked" not in page
        answer = ada.post("/me/voice/write", {"body": "Cups again?"})
        assert answer.status_code == 422
        assert "Pick who should read it." in answer.content.decode()
        assert not Message.objects.exists()

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
