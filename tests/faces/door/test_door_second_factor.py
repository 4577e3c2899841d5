"""The second factor: led to it, shown once, not around it, and the day the phone is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from ownpath.faces.door.authenticators import code_for, passes, set_up
from ownpath.school.people.models import Person

ComeIn = Callable[..., HttpResponse]
MakePerson = Callable[..., Person]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of a phone that does not exist
NOW = datetime(2026, 3, 8, 8, 0, tzinfo=UTC)
HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture(autouse=True)
def _asked_of_staff(settings: Settings) -> None:
    settings.SECOND_FACTOR_FOR_STAFF = True


def app_of(person: Person, *, minutes_ago: int = 5) -> list[str]:
    """Set up a phone for a person some time ago and return the recovery codes."""
    then = timezone.now() - timedelta(minutes=minutes_ago)
    codes = set_up(
        person=person, secret=SECRET, code=code_for(secret=SECRET, now=then), now=then
    )
    assert codes
    return codes


def shown_now() -> str:
    return code_for(secret=SECRET, now=timezone.now())


class TestCode:
    def test_is_the_standards(self) -> None:
        """RFC 6238, appendix B, cut to six digits."""
        secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105

        shown = [
            code_for(secret=secret, now=datetime.fromtimestamp(seconds, tz=UTC))
            for seconds in (59, 1111111109, 20000000000)
        ]

        assert shown == ["287082", "081804", "353130"]

    @pytest.mark.parametrize(
        ("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
    )
    def test_may_be_half_a_minute_off(self, okafor: Person, steps: int, fits: bool) -> None:
        long_ago = NOW - timedelta(hours=1)
        set_up(
            person=okafor,
            secret=SECRET,
            code=code_for(secret=SECRET, now=long_ago),
            now=long_ago,
        )

        assert (
            passes(
                person=okafor,
                code=code_for(secret=SECRET, now=NOW + steps * HALF_A_MINUTE),
                now=NOW,
            )
            is fits
        )

    def test_counts_once(self, okafor: Person) -> None:
        app_of(okafor)
        now = timezone.now()
        code, next_code = (
            code_for(secret=SECRET, now=one) for one in (now, now + HALF_A_MINUTE)
        )

        assert passes(person=okafor, code=code, now=now)
        assert not passes(person=okafor, code=code, now=now)
        assert passes(person=okafor, code=f"{next_code[:3]} {next_code[3:]}", now=now)
        assert not passes(person=okafor, code=code, now=now)

    @pytest.mark.parametrize(
        "code", ["", "000000", "12345", "1234567", "abcdef", "①②③④⑤⑥", "x" * 40]
    )
    def test_does_not_fit_when_it_is_another(self, okafor: Person, code: str) -> None:
        app_of(okafor)

        assert not passes(person=okafor, code=code, now=NOW)

    def test_of_recovery_works_once_each(self, okafor: Person) -> None:
        codes = app_of(okafor)

        assert len(set(codes)) == 10
        assert passes(person=okafor, code=codes[3], now=NOW)
        assert not passes(person=okafor, code=codes[3], now=NOW)
        assert passes(person=okafor, code=codes[4], now=NOW)

    def test_is_kept_so_that_a_copied_database_does_not_show_it(
        self, okafor: Person, settings: Settings
    ) -> None:
        codes = app_of(okafor)
        kept = str(list(Authenticator.objects.values_list("data", flat=True)))

        assert SECRET not in kept
        settings.SECRET_KEY = "another server's"  # noqa: S105
        assert not passes(person=okafor, code=shown_now(), now=timezone.now())
        assert not passes(person=okafor, code=codes[0], now=timezone.now())

    def test_survives_a_change_of_the_servers_key(
        self, okafor: Person, settings: Settings
    ) -> None:
        app_of(okafor)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "the next"  # noqa: S105

        assert passes(person=okafor, code=shown_now(), now=timezone.now())


class TestStaff:
    def test_are_led_to_set_it_up_and_then_go_on(
        self, okafor: Person, client: Client, come_in: ComeIn
    ) -> None:
        response = come_in(client, "okafor", next="/teacher/")
        response = client.get(response["Location"])
        assert response["Location"] == "/account/second-factor?next=%2Fteacher%2F"
        response = client.get(response["Location"])
        assert response["Location"] == "/account/second-factor/begin?next=%2Fteacher%2F"
        page = client.get(response["Location"]).content.decode()
        secret = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
        assert re.search(rf'href="otpauth://totp/[^"]*secret={secret}', page)
        before = client.session.session_key

        done = client.post(
            "/account/second-factor/begin",
            {"code": code_for(secret=secret, now=timezone.now()), "next": "/teacher/"},
        )

        assert done.status_code == 200
        assert len(re.findall(r"<li>\d{8}</li>", done.content.decode())) == 10
        assert 'href="/teacher/"' in done.content.decode()
        assert client.get("/teacher/").status_code == 200
        assert client.session.session_key != before
        assert secret not in str(dict(client.session))

    def test_pass_with_their_app(self, okafor: Person, client: Client, come_in: ComeIn) -> None:
        app_of(okafor)
        come_in(client, "okafor")
        before = client.session.session_key

        response = client.post(
            "/account/second-factor", {"code": shown_now(), "next": "/teacher/"}
        )

        assert response["Location"] == "/teacher/"
        assert client.get("/teacher/").status_code == 200
        assert client.session.session_key != before

    def test_pass_with_a_recovery_code(
        self, okafor: Person, client: Client, come_in: ComeIn
    ) -> None:
        codes = app_of(okafor)
        come_in(client, "okafor")

        client.post("/account/second-factor", {"code": codes[0]})

        assert client.get("/teacher/").status_code == 200

    @pytest.mark.parametrize("has_app", [True, False])
    @pytest.mark.parametrize(
        "address",
        ["/", "/teacher/", "/account", "/account/password", "/account/second-factor/change",
         "/account/oidc/district/callback", "/sign-in"],
    )  # fmt: skip
    def test_open_no_other_page_before(
        self, okafor: Person, client: Client, come_in: ComeIn, address: str, has_app: bool
    ) -> None:
        if has_app:
            app_of(okafor)
        come_in(client, "okafor")

        for asked in (client.get(address), client.post(address)):
            assert asked["Location"].startswith("/account/second-factor")
        assert (
            client.get(address, headers={"HX-Request": "true"})["HX-Redirect"]
            == "/account/second-factor"
        )

    def test_cannot_set_up_another_app_instead_of_showing_theirs(
        self, okafor: Person, client: Client, come_in: ComeIn
    ) -> None:
        app_of(okafor)
        come_in(client, "okafor")

        assert client.get("/account/second-factor/begin")["Location"] == "/account"
        client.post("/account/second-factor/begin", {"code": shown_now()})
        assert client.get("/teacher/").status_code == 302

    def test_may_sign_out_and_change_the_language_before(
        self, okafor: Person, client: Client, come_in: ComeIn
    ) -> None:
        come_in(client, "okafor")

        assert client.post("/language", {"language": "es"}).status_code == 302
        assert client.post("/sign-out")["Location"] == "/sign-in?said=out"

    def test_are_asked_again_at_the_next_sign_in(
        self, okafor: Person, client: Client, come_in: ComeIn
    ) -> None:
        app_of(okafor)
        come_in(client, "okafor")
        client.post("/account/second-factor", {"code": shown_now()})

        come_in(client, "okafor")

        assert client.get("/teacher/").status_code == 302

    def test_cannot_guess_codes_for_long(
        self, okafor: Person, client: Client, come_in: ComeIn
    ) -> None:
        app_of(okafor)
        come_in(client, "okafor")
        for _ in range(5):
            assert client.post("/account/second-factor", {"code": "000000"}).status_code == 422

        refused = client.post("/account/second-factor", {"code": shown_now()})

        assert refused.status_code == 422
        assert "does not fit" in refused.content.decode()

    def test_are_asked_though_their_session_began_elsewhere(
        self, okafor: Person, client: Client
    ) -> None:
        client.force_login(okafor)

        assert client.get("/teacher/").status_code == 302


class TestOthers:
    def test_are_not_asked(self, ada: Person, client: Client, come_in: ComeIn) -> None:
        come_in(client, "ada")

        assert client.get("/student/").status_code == 200

    def test_may_have_one_and_are_asked_then(
        self, make_person: MakePerson, client: Client, come_in: ComeIn
    ) -> None:
        rosa = make_person("rosa", "guardian")
        app_of(rosa)
        come_in(client, "rosa")

        assert client.get("/family/").status_code == 302

    def test_who_are_students_do_not_set_one_up(
        self, ada: Person, client: Client, come_in: ComeIn
    ) -> None:
        come_in(client, "ada")

        assert client.get("/account/second-factor/begin")["Location"] == "/account"
        assert "second-factor" not in client.get("/account").content.decode()

    def test_are_not_asked_where_the_district_does_not(
        self, okafor: Person, client: Client, come_in: ComeIn, settings: Settings
    ) -> None:
        settings.SECOND_FACTOR_FOR_STAFF = False
        come_in(client, "okafor")

        assert client.get("/teacher/").status_code == 200


class TestChange:
    @pytest.fixture
    def inside(self, okafor: Person, client: Client, come_in: ComeIn) -> Client:
        self.codes = app_of(okafor)
        come_in(client, "okafor")
        client.post("/account/second-factor", {"code": self.codes[0]})
        return client

    def test_gives_new_recovery_codes_and_ends_the_old(
        self, inside: Client, okafor: Person
    ) -> None:
        response = inside.post(
            "/account/second-factor/change", {"code": shown_now(), "what": "codes"}
        )

        new = re.findall(r"<li>(\d{8})</li>", response.content.decode())
        assert len(new) == 10
        assert not passes(person=okafor, code=self.codes[1], now=timezone.now())
        assert passes(person=okafor, code=new[0], now=timezone.now())

    def test_lets_go_of_a_phone_and_asks_for_the_next(self, inside: Client) -> None:
        response = inside.post(
            "/account/second-factor/change", {"code": self.codes[1], "what": "another"}
        )

        assert response["Location"] == "/account/second-factor/begin"
        assert inside.get("/teacher/").status_code == 302

    def test_needs_a_code(self, inside: Client) -> None:
        for code in ("000000", "", self.codes[0]):
            refused = inside.post(
                "/account/second-factor/change", {"code": code, "what": "another"}
            )

            assert refused.status_code == 422
        assert inside.get("/teacher/").status_code == 200
