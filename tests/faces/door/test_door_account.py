"""What a person changes for themselves: language, colors, how they are addressed, password."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client

from ownpath.school.people.models import Person

ComeIn = Callable[..., HttpResponse]
MakePerson = Callable[..., Person]


class TestAccount:
    def test_changes_the_language_for_good(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        come_in(client, "ada")

        client.post("/language", {"language": "en", "next": "/account"})

        ada.refresh_from_db()
        assert ada.language == "en"
        assert "My account" in client.get("/account").content.decode()

    @pytest.mark.parametrize("language", ["fr", "", "es\x00"])
    def test_takes_no_language_it_does_not_have(
        self, ada: Person, client: Client, come_in: ComeIn, language: str
    ) -> None:
        come_in(client, "ada")

        assert client.post("/language", {"language": language}).status_code == 422

    def test_speaks_to_the_next_visitor_in_the_browsers_language_again(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        come_in(client, "ada")
        client.post("/sign-out")

        assert "Come in" in client.get("/").content.decode()

    def test_keeps_the_language_of_somebody_not_signed_in_without_a_session(
        self, db: None, client: Client
    ) -> None:
        client.post("/language", {"language": "es"})

        assert "Adelante" in client.get("/").content.decode()
        assert Session.objects.count() == 0

    @pytest.mark.parametrize(("theme", "kept"), [("dark", "dark"), ("system", ""), ("", "")])
    def test_keeps_the_colors(
        self, ada: Person, client: Client, come_in: ComeIn, theme: str, kept: str
    ) -> None:
        come_in(client, "ada")

        client.post("/preferences", {"theme": theme})

        ada.refresh_from_db()
        assert ada.theme == kept

    def test_shows_the_name_as_the_school_has_it(
        self, make_person: MakePerson, client: Client, come_in: ComeIn
    ) -> None:
        make_person(
            "alex",
            "student",
            given_name="Alexandra",
            preferred_given_name="Alex",
            language="en",
        )
        come_in(client, "alex")

        page = client.get("/account").content.decode()

        assert "Alexandra Morales" in page
        assert "Alex Morales" in page

    def test_lets_staff_pick_how_they_are_addressed(
        self, make_person: MakePerson, client: Client, come_in: ComeIn
    ) -> None:
        okafor = make_person("okafor", "teacher", given_name="Grace", family_name="Okafor")
        come_in(client, "okafor")

        client.post("/title", {"title": "Ms."})
        client.post("/title", {"title": "Her Majesty"})

        okafor.refresh_from_db()
        assert (okafor.called, okafor.full_name) == ("Ms. Okafor", "Ms. Okafor")
        assert okafor.plain_name == "Grace Okafor"
        page = client.get("/account").content.decode()
        assert '<span class="account-name">Ms. Okafor</span>' in page

    def test_gives_students_no_title(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        come_in(client, "ada")

        client.post("/title", {"title": "Dr."})

        ada.refresh_from_db()
        assert (ada.called, ada.full_name) == ("Ada", "Ada Morales")
        assert "id_title" not in client.get("/account").content.decode()


class TestPassword:
    GOOD = {
        "old": "seven green frogs",
        "new": "nine purple lamps",
        "again": "nine purple lamps",
    }

    def test_changes_and_ends_every_other_session(
        self, okafor: Person, client: Client, come_in: ComeIn
    ) -> None:
        elsewhere = Client()
        come_in(elsewhere, "okafor")
        come_in(client, "okafor")

        assert client.post("/account/password", self.GOOD)["Location"] == "/account"

        assert client.get("/account").status_code == 200
        assert elsewhere.get("/account").status_code == 302
        assert come_in(Client(), "okafor").status_code == 422
        assert come_in(Client(), "okafor", "nine purple lamps").status_code == 302

    @pytest.mark.parametrize(
        "typed",
        [
            {"old": "wrong"},
            {"again": "nine purple lamp"},
            {"new": "short", "again": "short"},
            {"new": "password123", "again": "password123"},
            {"new": "", "again": ""},
            {"new": "x" * 201, "again": "x" * 201},
        ],
    )
    def test_stays_when_something_is_not_right(
        self, okafor: Person, client: Client, come_in: ComeIn, typed: dict[str, str]
    ) -> None:
        come_in(client, "okafor")

        assert client.post("/account/password", {**self.GOOD, **typed}).status_code == 422
        assert come_in(Client(), "okafor").status_code == 302

    def test_cannot_be_guessed_from_an_open_session(
        self, okafor: Person, client: Client, come_in: ComeIn
    ) -> None:
        come_in(client, "okafor")
        for _ in range(5):
            client.post("/account/password", {**self.GOOD, "old": "wrong"})

        assert client.post("/account/password", self.GOOD).status_code == 422

    def test_is_not_ours_for_people_who_come_in_through_their_district(
        self, make_person: MakePerson, client: Client
    ) -> None:
        client.force_login(make_person("oidc", "teacher", password="!x"))  # noqa: S106

        assert "your district’s own sign-in" in client.get("/account").content.decode()
        assert client.post("/account/password", self.GOOD).status_code == 422
