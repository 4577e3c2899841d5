"""Coming in through a district's own sign-in: by the roster's identifiers, never by e-mail, never as somebody new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from ownpath.config.oidc import IdentityProvider, identity_provider
from ownpath.faces.door.adapters import AccountAdapter, DistrictIdentityAdapter
from ownpath.school.people.models import District, Person
from ownpath.store.sessions import SessionStore

MakePerson = Callable[..., Person]
ENVIRONMENT = {
    "OWNPATH_OIDC_ISSUER": "https://id.liveoak.example/",
    "OWNPATH_OIDC_CLIENT_ID": "ownpath",
    "OWNPATH_OIDC_CLIENT_SECRET": "s3cret",
    "OWNPATH_OIDC_DISTRICT": "LIVE-OAK",
    "OWNPATH_OIDC_CLAIM": "district_id",
}


@pytest.fixture
def provider(settings: Settings) -> IdentityProvider:
    found = identity_provider(ENVIRONMENT)
    assert found is not None
    settings.IDENTITY_PROVIDER = found
    settings.SOCIALACCOUNT_PROVIDERS = found.as_allauth()
    return found


def request_at_the_door() -> HttpRequest:
    request = RequestFactory().get("/account/oidc/district/callback")
    request.session, request.user = SessionStore(), AnonymousUser()
    return request


def vouched(
    token: Mapping[str, Any], *, userinfo: Mapping[str, Any] | None = None
) -> SocialLogin:
    said = {"sub": "opaque-7", **token}
    account = SocialAccount(
        provider="district",
        uid="opaque-7",
        extra_data={"id_token": said, "userinfo": {"sub": "opaque-7", **(userinfo or {})}},
    )
    addresses = (
        [EmailAddress(email=said["email"], verified=True, primary=True)]
        if "email" in said
        else []
    )
    login = SocialLogin(
        user=Person(email=str(said.get("email", ""))),
        account=account,
        email_addresses=addresses,
    )
    login.state = {"next": "/student/hopes"}
    return login


def arrive(
    login: SocialLogin, request: HttpRequest | None = None
) -> tuple[HttpResponse, HttpRequest]:
    request = request or request_at_the_door()
    with pytest.raises(ImmediateHttpResponse) as answered:
        DistrictIdentityAdapter(request).pre_social_login(request, login)
    return answered.value.response, request


def is_in(request: HttpRequest, person: Person) -> bool:
    return request.session.get("_auth_user_id") == str(person.pk)


@pytest.mark.usefixtures("provider")
class TestDistrictIdentity:
    @pytest.mark.parametrize("value", ["sid-ada", "SID-Ada"])
    def test_leads_to_the_person_the_roster_names(self, ada: Person, value: str) -> None:
        response, request = arrive(vouched({"district_id": value}))

        assert response["Location"] == "/student/hopes"
        assert is_in(request, ada)
        assert SocialAccount.objects.count() == EmailAddress.objects.count() == 0

    @pytest.mark.parametrize(
        ("field", "claim"),
        [("identifier", "L-00417"), ("identifier", 417), ("username", "Ada")],
    )
    def test_compares_the_field_the_district_named(
        self, make_person: MakePerson, settings: Settings, field: str, claim: object
    ) -> None:
        ada = make_person("ada", "student", identifier=str(claim))
        settings.IDENTITY_PROVIDER = identity_provider(
            {**ENVIRONMENT, "OWNPATH_OIDC_FIELD": field}
        )

        _response, request = arrive(vouched({"district_id": claim}))

        assert is_in(request, ada)

    @pytest.mark.parametrize(
        "token",
        [
            {"district_id": "sid-nobody"},
            {"district_id": ""},
            {"district_id": None},
            {"district_id": True},
            {"district_id": ["sid-ada"]},
            {"district_id": {"$ne": ""}},
            {"district_id": "sid-ada\x00"},
            {"district_id": "x" * 300},
            {},
        ],
    )
    def test_lets_in_nobody_the_roster_does_not_name(
        self, ada: Person, token: dict[str, Any]
    ) -> None:
        response, request = arrive(vouched(token))

        assert response["Location"] == "/sign-in?said=unknown"
        assert "_auth_user_id" not in request.session
        assert Person.objects.count() == 1

    def test_never_takes_an_address_for_a_person(self, make_person: MakePerson) -> None:
        make_person("ada", "student", email="ada@liveoak.example")
        login = vouched({"email": "ada@liveoak.example", "email_verified": True})

        login.lookup()
        response, request = arrive(login)

        assert not login.is_existing
        assert response["Location"] == "/sign-in?said=unknown"
        assert "_auth_user_id" not in request.session

    def test_does_not_see_over_the_districts_wall(self, make_person: MakePerson) -> None:
        cedar = District.objects.create(name="Cedar", source_key="cedar")
        make_person("lund", "teacher", district=cedar)

        response, _request = arrive(vouched({"district_id": "sid-lund"}))

        assert response["Location"] == "/sign-in?said=unknown"

    @pytest.mark.parametrize("gone", [{"is_active": False}, {"ended_on": date(2020, 1, 1)}])
    def test_lets_in_nobody_who_is_gone(
        self, make_person: MakePerson, gone: dict[str, Any]
    ) -> None:
        make_person("gone", "student", **gone)

        response, _request = arrive(vouched({"district_id": "sid-gone"}))

        assert response["Location"] == "/sign-in?said=unknown"

    def test_lets_in_neither_of_two_who_share_an_identifier(
        self, make_person: MakePerson, settings: Settings
    ) -> None:
        make_person("jo", "student", identifier="7")
        make_person("joe", "student", identifier="7")
        settings.IDENTITY_PROVIDER = identity_provider(
            {**ENVIRONMENT, "OWNPATH_OIDC_FIELD": "identifier"}
        )

        response, _request = arrive(vouched({"district_id": "7"}))

        assert response["Location"] == "/sign-in?said=unknown"

    def test_believes_the_signed_token_before_anything_else(
        self, ada: Person, okafor: Person
    ) -> None:
        login = vouched({"district_id": "sid-ada"}, userinfo={"district_id": "sid-okafor"})

        _response, request = arrive(login)

        assert is_in(request, ada)

    def test_ignores_what_is_said_about_another_subject(self, okafor: Person) -> None:
        login = vouched({}, userinfo={"sub": "somebody-else", "district_id": "sid-okafor"})

        response, _request = arrive(login)

        assert response["Location"] == "/sign-in?said=unknown"

    @pytest.mark.parametrize(
        "wanted", ["https://elsewhere.example/", "//elsewhere.example", "", None]
    )
    def test_leads_only_to_our_own_pages(self, ada: Person, wanted: str | None) -> None:
        login = vouched({"district_id": "sid-ada"})
        login.state = {"next": wanted}

        response, _request = arrive(login)

        assert response["Location"] == "/student/"

    def test_begins_a_new_session(self, ada: Person) -> None:
        request = request_at_the_door()
        request.session["planted"] = "yes"
        request.session.save()
        planted = request.session.session_key

        arrive(vouched({"district_id": "sid-ada"}), request)
        request.session.save()

        assert request.session.session_key != planted
        assert "planted" not in request.session
        assert not Session.objects.filter(session_key=planted).exists()

    @pytest.mark.parametrize(
        ("methods", "state"),
        [
            (["pwd", "mfa"], "passed"),
            (["pwd"], "due"),
            ("mfa", "due"),
            (None, "due"),
            ([], "due"),
        ],
    )
    def test_believes_a_provider_that_asked_for_a_second_factor(
        self, okafor: Person, settings: Settings, methods: object, state: str
    ) -> None:
        settings.SECOND_FACTOR_FOR_STAFF = True

        _response, request = arrive(vouched({"district_id": "sid-okafor", "amr": methods}))

        assert request.session["second_factor"] == state

    def test_starts_from_a_button_at_the_door(self, db: None, client: Client) -> None:
        page = client.get("/sign-in").content.decode()

        assert 'action="/account/oidc/district/login"' in page
        assert "Sign in with your district" in page

    def test_answers_a_broken_return_kindly(self, db: None, client: Client) -> None:
        for query in (
            "",
            "?code=x&state=y",
            "?error=access_denied",
            "?error=server_error&state=z",
        ):
            response = client.get(f"/account/oidc/district/callback{query}")

            assert response["Location"] == "/sign-in?said=provider"

    def test_lets_nobody_sign_up(self, db: None) -> None:
        request = request_at_the_door()
        adapter = DistrictIdentityAdapter(request)

        assert not adapter.is_open_for_signup(request, vouched({}))
        assert not adapter.is_auto_signup_allowed(request, vouched({}))
        assert not AccountAdapter(request).is_open_for_signup(request)


class TestIdentityProvider:
    def test_is_none_without_an_issuer(self) -> None:
        assert identity_provider({"OWNPATH_OIDC_CLIENT_ID": "x"}) is None

    @pytest.mark.parametrize(
        ("change", "named"),
        [
            ({"OWNPATH_OIDC_CLIENT_ID": ""}, "OWNPATH_OIDC_CLIENT_ID"),
            ({"OWNPATH_OIDC_DISTRICT": " "}, "OWNPATH_OIDC_DISTRICT"),
            ({"OWNPATH_OIDC_CLAIM": "email"}, "never matched by e-mail"),
            ({"OWNPATH_OIDC_CLAIM": "Email"}, "never matched by e-mail"),
            ({"OWNPATH_OIDC_FIELD": "email"}, "sourced_id, identifier, username"),
            ({"OWNPATH_OIDC_ISSUER": "http://id.example"}, "https"),
        ],
    )
    def test_says_at_start_what_is_wrong(self, change: dict[str, str], named: str) -> None:
        with pytest.raises(ImproperlyConfigured, match=named):
            identity_provider({**ENVIRONMENT, **change})

    def test_names_the_origin_for_the_policy(self) -> None:
        found = identity_provider(ENVIRONMENT)

        assert found is not None
        assert found.origin == "https://id.liveoak.example"
        assert found.field == "sourced_id"
