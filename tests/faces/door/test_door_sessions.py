"""What a session holds, when it ends, and where it leads."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from ownpath.school.people.models import Person

ComeIn = Callable[..., HttpResponse]
MakePerson = Callable[..., Person]


class TestSession:
    def test_is_new_at_every_sign_in(
        self, ada: Person, okafor: Person, client: Client, come_in: ComeIn
    ) -> None:
        client.post(
            "/preferences", {"theme": "dark"}
        )  # an anonymous session that somebody may have planted
        planted = client.session.session_key

        come_in(client, "ada")
        first = client.session.session_key
        come_in(client, "okafor")
        second = client.session.session_key
        come_in(client, "okafor")

        assert len({planted, first, second, client.session.session_key}) == 4
        assert not Session.objects.filter(session_key__in=[planted, first, second]).exists()
        assert "theme" not in client.session

    def test_is_gone_after_signing_out(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        come_in(client, "ada")
        key = client.session.session_key

        response = client.post("/sign-out")

        assert response["Location"] == "/sign-in?said=out"
        assert not Session.objects.filter(session_key=key).exists()

    def test_ends_when_the_person_is_no_longer_the_districts(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        come_in(client, "ada")
        Person.objects.filter(pk=ada.pk).update(ended_on=timezone.now().date())

        assert client.get("/account").status_code == 302

    def test_takes_two_reads_and_no_write_for_a_page(
        self, ada: Person, client: Client, come_in: ComeIn, django_assert_num_queries: Any
    ) -> None:
        come_in(client, "ada")

        with django_assert_num_queries(2):  # the session; the person with their district
            client.get("/student/")

    def test_is_not_kept_by_the_browser(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        come_in(client, "ada")

        assert client.get("/student/")["Cache-Control"] == "no-store"


class TestIdle:
    @staticmethod
    def seen(client: Client, *, minutes_ago: float) -> None:
        session = client.session
        session["seen_at"] = int(time.time() - minutes_ago * 60)
        session.save()

    @pytest.mark.parametrize(
        ("minutes", "stays"), [(0, True), (29, True), (30, False), (600, False)]
    )
    def test_ends_a_session_on_the_server(
        self, ada: Person, client: Client, come_in: ComeIn, minutes: float, stays: bool
    ) -> None:
        come_in(client, "ada")
        self.seen(client, minutes_ago=minutes)

        response = client.get("/student/")

        assert (response.status_code == 200) is stays
        assert ("_auth_user_id" in client.session) is stays

    def test_does_not_carry_the_address_over_to_the_next_person(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        come_in(client, "ada")
        self.seen(client, minutes_ago=31)

        assert client.get("/student/")["Location"] == "/sign-in?said=away"
        assert "You were away" in client.get("/sign-in?said=away").content.decode()

    def test_sends_a_part_of_a_page_to_sign_in_as_a_whole(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        come_in(client, "ada")
        self.seen(client, minutes_ago=31)

        assert (
            client.get("/student/", headers={"HX-Request": "true"})["HX-Redirect"]
            == "/sign-in?said=away"
        )

    def test_writes_at_most_once_a_minute(
        self, ada: Person, client: Client, come_in: ComeIn, django_assert_num_queries: Any
    ) -> None:
        come_in(client, "ada")
        self.seen(client, minutes_ago=1.1)
        begun = int(time.time())
        client.get("/student/")
        noted = client.session["seen_at"]

        with django_assert_num_queries(2):
            client.get("/student/")

        assert noted >= begun
        assert client.session["seen_at"] == noted


class TestHome:
    @pytest.mark.parametrize(
        ("role", "face"),
        [
            ("student", "student"),
            ("teacher", "teacher"),
            ("aide", "teacher"),
            ("guardian", "family"),
            ("parent", "family"),
            ("principal", "leader"),
            ("counselor", "leader"),
            ("systemAdministrator", "office"),
        ],
    )
    def test_leads_to_ones_own_face(
        self, make_person: MakePerson, client: Client, come_in: ComeIn, role: str, face: str
    ) -> None:
        make_person("someone", role)
        come_in(client, "someone")

        assert client.get("/")["Location"] == f"/{face}/"

    def test_asks_where_to_when_there_are_several(
        self, make_person: MakePerson, client: Client, come_in: ComeIn
    ) -> None:
        make_person("whitfield", "districtAdministrator", "guardian")

        assert come_in(client, "whitfield")["Location"] == "/"
        page = client.get("/").content.decode()

        assert [
            face
            for face in ("student", "teacher", "family", "leader", "office")
            if f'href="/{face}/"' in page
        ] == [
            "family",
            "leader",
            "office",
        ]

    def test_says_kindly_that_there_is_nothing_yet(
        self, make_person: MakePerson, client: Client, come_in: ComeIn
    ) -> None:
        make_person("newcomer")
        come_in(client, "newcomer")

        assert "nothing here for you yet" in client.get("/").content.decode()

    @pytest.mark.parametrize(
        ("browser", "words"),
        [("en", "A school day made for you"), ("es", "Un día de escuela hecho para ti")],
    )
    def test_speaks_the_language_of_the_browser(
        self, db: None, client: Client, browser: str, words: str
    ) -> None:
        assert words in client.get("/", headers={"Accept-Language": browser}).content.decode()
