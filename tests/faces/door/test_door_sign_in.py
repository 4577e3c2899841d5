"""Coming in by name and password: who, how alike every refusal is, what a session holds and when it ends."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from ownpath.school.people.models import District, Person, SignInFailure
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
            began = time.perf_counter()
            come_in(Client(), name, "wrong", REMOTE_ADDR=f"192.0.2.{len(took) + 1}")
            return time.perf_counter() - began

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
        client.get("/student/")
        noted = client.session["seen_at"]

        with django_assert_num_queries(2):
            client.get("/student/")

        assert time.time() - noted < 30
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


def test_a_day_later_failures_are_forgotten(
    ada: Person, client: Client, come_in: ComeIn
) -> None:
    for _ in range(5):
        come_in(client, "ada", "wrong")
    assert come_in(client, "ada").status_code == 422

    SignInFailure.objects.update(failed_at=timezone.now() - timedelta(days=1, seconds=1))

    assert come_in(client, "ada").status_code == 302
