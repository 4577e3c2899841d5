"""Coming in by name and password: who, how alike every refusal is, and where it leads next."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from ownpath.school.people.models import Person, SignInFailure
from ownpath.store.passwords import SchoolArgon2PasswordHasher

ComeIn = Callable[..., HttpResponse]
MakePerson = Callable[..., Person]


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every hash that is reckoned."""
    noted: list[str] = []
    for name in ("encode", "verify"):
        kept = getattr(SchoolArgon2PasswordHasher, name)

        def noting(self: Any, *args: Any, _kept: Any = kept, _name: str = name) -> Any:
            noted.append(_name)
            return _kept(self, *args)

        monkeypatch.setattr(SchoolArgon2PasswordHasher, name, noting)
    return noted


def told(response: HttpResponse) -> str:
    """Return a page without what differs between two visits that are told the same."""
    page = re.sub(
        r'(name="csrfmiddlewaretoken" value|name="csrf-token" content)="[^"]*"',
        "",
        response.content.decode(),
    )
    return re.sub(r'name="name" value="[^"]*"', "", page)


class TestFirstPage:
    @pytest.mark.django_db
    def test_of_an_empty_ownpath_says_what_comes_first(self, client: Client) -> None:
        page = client.get("/sign-in").content.decode()
        assert "ownpath import roster.zip" in page
        assert "Forgot it?" not in page

    @pytest.mark.usefixtures("ada")
    def test_of_a_district_does_not(self, client: Client) -> None:
        page = client.get("/sign-in").content.decode()
        assert "ownpath import" not in page
        assert "Forgot it?" in page


class TestSignIn:
    @pytest.mark.parametrize(
        ("kept", "typed"),
        [
            ("ada", "ada"),
            ("ada", "  ADA "),
            ("Ada.Morales@liveoak.example", "ada.morales@LIVEOAK.example"),
            ("josé", "Jose\u0301"),
            ("jose\u0301", "JOSÉ"),
            ("jose", "José"),
            ("weiß", "WEISS"),
        ],
    )
    def test_takes_the_name_as_a_child_types_it(
        self, make_person: MakePerson, client: Client, come_in: ComeIn, kept: str, typed: str
    ) -> None:
        person = make_person(kept, "student")

        response = come_in(client, typed)

        assert response.status_code == 302
        assert response["Location"] == "/student/"
        assert client.session["_auth_user_id"] == str(person.pk)

    def test_prefers_the_name_with_its_accent(
        self, make_person: MakePerson, client: Client, come_in: ComeIn
    ) -> None:
        make_person("jose", "student")
        accented = make_person("josé", "student")

        come_in(client, "José")

        assert client.session["_auth_user_id"] == str(accented.pk)

    @pytest.mark.parametrize("name", ["", " ", "x" * 201, "a\x00da"])
    def test_asks_again_for_a_name_that_cannot_be_one(
        self, db: None, client: Client, come_in: ComeIn, name: str
    ) -> None:
        assert come_in(client, name).status_code == 422

    def test_never_gives_a_typed_password_back(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        response = come_in(client, "ada", "wrong-but-secret")

        assert b"wrong-but-secret" not in response.content

    def test_keeps_language_zone_and_idle_minutes_in_the_session(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        come_in(client, "ada")

        session = client.session
        assert session["language"] == "es"
        assert session["time_zone"] == "America/Chicago"
        assert session["idle_minutes"] == 30

    @pytest.mark.parametrize(
        ("roles", "minutes"),
        [(("student",), 30), (("teacher",), 60), (("teacher", "guardian"), 30), ((), 15)],
    )
    def test_lets_the_shortest_of_several_faces_decide_when_it_ends(
        self,
        make_person: MakePerson,
        client: Client,
        come_in: ComeIn,
        roles: tuple[str, ...],
        minutes: int,
    ) -> None:
        make_person("someone", *roles)

        come_in(client, "someone")

        assert client.session["idle_minutes"] == minutes

    def test_ends_with_the_browser_on_a_shared_device(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        response = come_in(client, "ada", is_shared="on")

        assert client.session["idle_minutes"] == 15
        assert response.cookies["sessionid"]["expires"] == ""

    def test_remembers_that_a_device_is_ones_own(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        assert b'name="is_shared" id="id_is_shared" checked' in client.get("/sign-in").content
        come_in(client, "ada")
        client.post("/sign-out")

        assert (
            b'name="is_shared" id="id_is_shared" checked' not in client.get("/sign-in").content
        )


class TestEveryRefusal:
    @pytest.fixture
    def crowd(self, ada: Person, make_person: MakePerson) -> None:
        make_person("gone", "student", is_active=False)
        make_person("ended", "student", ended_on=timezone.now().date())
        make_person("oidc", "student", password="!unusable")  # noqa: S106
        make_person("broken", "student", password="gibberish$x")  # noqa: S106
        knocks = Client()
        for _ in range(5):
            knocks.post("/sign-in", {"name": "resting", "password": "x"})

    @pytest.mark.parametrize(
        "name", ["ada", "nobody", "gone", "ended", "oidc", "broken", "resting", "ADA", "Ñ"]
    )
    def test_is_told_in_the_same_words_and_costs_one_hash(
        self, crowd: None, client: Client, come_in: ComeIn, hashes: list[str], name: str
    ) -> None:
        first = told(come_in(Client(), "somebody-else", "wrong"))
        hashes.clear()

        refused = come_in(client, name, "wrong")

        assert refused.status_code == 422
        assert told(refused) == first
        assert len(hashes) == 1

    @pytest.mark.parametrize("name", ["gone", "ended", "oidc", "broken"])
    def test_holds_for_the_right_password_too(
        self, crowd: None, client: Client, come_in: ComeIn, name: str
    ) -> None:
        assert come_in(client, name).status_code == 422
        assert "_auth_user_id" not in client.session

    def test_takes_as_long_for_a_name_nobody_has(self, ada: Person, come_in: ComeIn) -> None:
        def seconds(name: str) -> float:
            began = time.process_time()  # of all threads: no other process counts
            come_in(Client(), name, "wrong", REMOTE_ADDR=f"192.0.2.{len(took) + 1}")
            return time.process_time() - began

        took: list[tuple[float, float]] = []
        for number in range(15):
            took.append((seconds("ada" if number < 4 else "ADA"), seconds(f"nobody{number}")))

        known, unknown = (sorted(column)[len(took) // 2] for column in zip(*took, strict=True))
        assert known / unknown == pytest.approx(1, abs=0.5)


class TestNext:
    @pytest.mark.parametrize(
        ("wanted", "leads_to"),
        [
            ("/student/hopes?x=1", "/student/hopes?x=1"),
            ("https://elsewhere.example/", "/student/"),
            ("//elsewhere.example/", "/student/"),
            ("/\\elsewhere.example/", "/student/"),
            ("\\\\elsewhere.example", "/student/"),
            ("javascript:alert(1)", "/student/"),
            ("http:elsewhere.example", "/student/"),
            ("https://testserver@elsewhere.example/", "/student/"),
            ("/" + "x" * 600, "/student/"),
            ("", "/student/"),
        ],
    )
    def test_leads_only_to_our_own_pages(
        self, ada: Person, client: Client, come_in: ComeIn, wanted: str, leads_to: str
    ) -> None:
        assert come_in(client, "ada", next=wanted)["Location"] == leads_to

    def test_is_kept_through_a_refused_form(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        page = come_in(client, "ada", "wrong", next="/student/hopes").content.decode()

        assert 'name="next" value="/student/hopes"' in page

    @pytest.mark.parametrize("address", ["/language", "/preferences"])
    def test_is_safe_for_language_and_colors_too(
        self, db: None, client: Client, address: str
    ) -> None:
        asked = {"next": "https://elsewhere.example/", "language": "es", "theme": "dark"}

        assert client.post(address, asked)["Location"] == "/"


def test_a_day_later_failures_are_forgotten(
    ada: Person, client: Client, come_in: ComeIn
) -> None:
    for _ in range(5):
        come_in(client, "ada", "wrong")
    assert come_in(client, "ada").status_code == 422

    SignInFailure.objects.update(failed_at=timezone.now() - timedelta(days=1, seconds=1))

    assert come_in(client, "ada").status_code == 302
