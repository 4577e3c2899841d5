"""Who may come as one of the cast, and what every page of the door answers to whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from ownpath.faces.door.pages import build_cast
from ownpath.school.people.models import District, Person, SignInFailure

ComeIn = Callable[..., HttpResponse]
MakePerson = Callable[..., Person]


class TestDemo:
    @pytest.fixture
    def cast(self, settings: Settings, make_person: MakePerson) -> dict[str, Person]:
        settings.DEMO = True
        simulated = District.objects.create(
            name="Live Oak", source_key="demo", is_simulated=True
        )
        real = District.objects.create(name="Cedar", source_key="cedar")
        return {
            "ada": make_person(
                "d-ada", "student", district=simulated, source_key="cast-ada", grade="04"
            ),
            "crowd": make_person("d-other", "student", district=simulated),
            "real": make_person("real", "student", district=real, source_key="cast-real"),
        }

    def test_offers_the_cast_and_nobody_else(
        self, cast: dict[str, Person], client: Client
    ) -> None:
        page = client.get("/").content.decode()

        assert [name for name, person in cast.items() if str(person.uuid) in page] == ["ada"]
        assert "Student, grade 4" in page

    def test_says_where_each_is_and_whose_district_is_another(
        self, cast: dict[str, Person], make_person: MakePerson, client: Client
    ) -> None:
        elsewhere = District.objects.create(name="Elm", source_key="elm", is_simulated=True)
        make_person("d-lund", "teacher", district=elsewhere, source_key="cast-lund")
        make_person("d-kim", "teacher", district=cast["ada"].district, source_key="cast-kim")
        shown = build_cast()

        assert [one.place for one in shown] == ["Live Oak", "Live Oak", "Elm"]
        assert [one.sees.startswith("Of another district") for one in shown] == [
            False,
            False,
            True,
        ]

    @pytest.mark.parametrize(("name", "status"), [("ada", 302), ("crowd", 404), ("real", 404)])
    def test_lets_a_visitor_be_only_one_of_the_cast(
        self, cast: dict[str, Person], client: Client, name: str, status: int
    ) -> None:
        response = client.post(f"/try/{cast[name].uuid}")

        assert response.status_code == status
        assert ("_auth_user_id" in client.session) is (status == 302)

    def test_is_neither_shown_nor_open_elsewhere(
        self, cast: dict[str, Person], client: Client, settings: Settings
    ) -> None:
        settings.DEMO = False

        assert str(cast["ada"].uuid) not in client.get("/").content.decode()
        assert client.post(f"/try/{cast['ada'].uuid}").status_code == 404
        assert client.post("/try/0f6b1f0e-5d0a-4d8e-9d0b-2f4c3a1b5e77").status_code == 404

    def test_takes_as_many_queries_for_three_as_for_thirty(
        self,
        cast: dict[str, Person],
        client: Client,
        make_person: MakePerson,
        django_assert_num_queries: Any,
    ) -> None:
        for number in range(30):
            make_person(
                f"n{number}",
                "teacher",
                district=cast["ada"].district,
                source_key=f"cast-{number}",
            )

        with django_assert_num_queries(2):  # people with their district, roles
            client.get("/")


class TestEveryView:
    @pytest.mark.parametrize(
        ("address", "anonymous", "student", "teacher"),
        [
            ("/", 200, 302, 302),
            ("/sign-in", 200, 302, 302),
            ("/account", 302, 200, 200),
            ("/account/password", 302, 200, 200),
            ("/account/second-factor", 302, 302, 302),
            ("/account/second-factor/begin", 302, 302, 200),
            ("/account/second-factor/change", 302, 302, 302),
            ("/sign-out", 405, 405, 405),
            ("/language", 405, 405, 405),
            ("/preferences", 405, 405, 405),
            ("/try/0f6b1f0e-5d0a-4d8e-9d0b-2f4c3a1b5e77", 405, 405, 405),
            ("/account/oidc/district/login", 405, 405, 405),
            ("/accounts/signup/", 404, 404, 404),
            ("/accounts/email/", 404, 404, 404),
            ("/account/signup/", 404, 404, 404),
            ("/account/password/reset/", 404, 404, 404),
        ],
    )
    def test_answers_by_who_asks(
        self,
        ada: Person,
        okafor: Person,
        come_in: ComeIn,
        address: str,
        anonymous: int,
        student: int,
        teacher: int,
    ) -> None:
        clients = [Client(), Client(), Client()]
        come_in(clients[1], "ada")
        come_in(clients[2], "okafor")

        assert [one.get(address).status_code for one in clients] == [
            anonymous,
            student,
            teacher,
        ]

    @pytest.mark.parametrize(
        "address",
        ["/sign-in", "/sign-out", "/try/0f6b1f0e-5d0a-4d8e-9d0b-2f4c3a1b5e77", "/language", "/preferences",
         "/account/password", "/account/second-factor", "/account/oidc/district/login"],
    )  # fmt: skip
    def test_refuses_a_post_that_another_site_made(self, db: None, address: str) -> None:
        stranger = Client(enforce_csrf_checks=True)

        assert stranger.post(address, {"name": "ada"}).status_code == 403

    def test_never_shows_what_was_posted_in_an_address(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        come_in(client, "ada", "wrong")

        assert not SignInFailure.objects.filter(account_key__contains="ada").exists()
