"""Language and time of a person, and refusals as pages, fragments and JSON."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone, translation

from ownpath.kit.middleware import PersonLocaleMiddleware, RefusalMiddleware
from ownpath.kit.whereabouts import page_of

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://testserver/page/?a=1"}


def answer_in(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{translation.get_language()} {timezone.get_current_timezone_name()}")


def heard(
    *, language: str = "", browser: str = "", session: dict[str, str] | None = None
) -> str:
    request = RequestFactory().get("/", headers={"Accept-Language": browser} if browser else {})
    request.user = SimpleNamespace(language=language)  # type: ignore[assignment]
    request.session = session or {}  # type: ignore[assignment]
    return PersonLocaleMiddleware(answer_in)(request).content.decode()


class TestPersonLocale:
    @pytest.mark.parametrize(
        ("language", "session", "browser", "spoken"),
        [
            ("es", {"language": "en"}, "en", "es"),
            ("", {"language": "es"}, "en", "es"),
            ("", {}, "es-MX,es;q=0.9", "es"),
            ("", {}, "fr", "en"),
            ("", {}, "", "en"),
            ("xx", {"language": "yy"}, "es", "es"),
        ],
    )
    def test_asks_the_person_then_the_session_then_the_browser(
        self, language: str, session: dict[str, str], browser: str, spoken: str
    ) -> None:
        assert heard(language=language, session=session, browser=browser).startswith(
            spoken + " "
        )

    @pytest.mark.parametrize(
        ("named", "zone"),
        [
            ("America/Chicago", "America/Chicago"),
            ("", "America/Denver"),
            ("Mars/Olympus", "America/Denver"),
            ("../x", "America/Denver"),
        ],
    )
    @override_settings(TIME_ZONE="America/Denver")
    def test_keeps_the_district_s_time(self, named: str, zone: str) -> None:
        assert heard(session={"time_zone": named}).endswith(" " + zone)

    def test_leaves_nothing_behind(self) -> None:
        before = translation.get_language(), timezone.get_current_timezone_name()
        heard(language="es", session={"time_zone": "America/Chicago"})
        assert (translation.get_language(), timezone.get_current_timezone_name()) == before


@pytest.mark.django_db
@pytest.mark.urls("kit.kit_urls")
class TestRefusals:
    @pytest.mark.parametrize(
        ("kind", "status"),
        [("conflict", 409), ("bounds", 422), ("found", 404), ("allowed", 403)],
    )
    def test_become_a_page_with_their_status(
        self, client: Client, kind: str, status: int
    ) -> None:
        response = client.get(f"/refuse/{kind}")
        assert response.status_code == status
        assert "<main" in response.content.decode()

    def test_tell_what_happened_and_what_to_do(self, client: Client) -> None:
        html = client.get("/refuse/conflict").content.decode()
        assert "That class has ended." in html
        assert "Pick one from this term." in html

    def test_of_a_form_lead_back_to_the_page_it_was_sent_from(self, client: Client) -> None:
        sent = client.post("/refuse/conflict", HTTP_REFERER="http://testserver/page/?a=1&b=2")
        assert 'href="/page/?a=1&amp;b=2">Back to where I was' in sent.content.decode()
        for referer in ("", "http://elsewhere.example/page/", "http://testserver/"):
            away = client.post("/refuse/conflict", HTTP_REFERER=referer)
            assert "Back to where I was" not in away.content.decode()
        opened = client.get("/refuse/conflict", HTTP_REFERER="http://testserver/page/")
        assert "Back to where I was" not in opened.content.decode()

    @pytest.mark.parametrize("headers", [{}, HTMX, {"HTTP_ACCEPT": "application/json"}])
    def test_reveal_nothing_to_those_who_may_not_see(
        self, client: Client, headers: dict[str, str]
    ) -> None:
        body = client.get("/refuse/allowed", **headers).content.decode()  # type: ignore[arg-type]
        assert "not open to you" in body
        assert "Ben" not in body
        assert "Cedar" not in body

    def test_come_to_htmx_as_a_notice_that_leaves_the_page_alone(self, client: Client) -> None:
        response = client.get("/refuse/conflict", **HTMX)  # type: ignore[arg-type]
        assert response["HX-Retarget"] == "#notices"
        assert "<html" not in response.content.decode()
        assert response.status_code == 409

    def test_come_to_programs_as_json(self, client: Client) -> None:
        told = client.get("/refuse/bounds", HTTP_ACCEPT="application/json").json()
        assert told == {
            "message": "That is too long.",
            "next_step": "Use 200 letters or fewer.",
        }

    def test_leave_our_own_bugs_to_the_calm_page(self) -> None:
        client = Client(raise_request_exception=False)
        assert client.get("/broken").status_code == 500

    def test_send_a_signed_out_fragment_to_the_sign_in_page_as_a_whole(
        self, client: Client
    ) -> None:
        response = client.get("/guarded", **HTMX)  # type: ignore[arg-type]
        assert response.status_code == 204
        assert response["HX-Redirect"] == "/door/sign-in?next=/page/%3Fa%3D1"
        assert client.get("/guarded").status_code == 302


class TestTheAddressOfAPage:
    @pytest.mark.parametrize(
        ("sent_from", "page"),
        [
            ("http://testserver/page/?a=1", "/page/?a=1"),
            ("http://testserver/page/", "/page/"),
            ("http://elsewhere.example/page/", "/"),
            ("http://testserver", "/"),
            ("not an address", "/"),
            ("", "/"),
        ],
    )
    def test_of_a_form_is_where_it_was_sent_from(self, sent_from: str, page: str) -> None:
        request = RequestFactory().post("/send", HTTP_REFERER=sent_from)
        assert page_of(request) == page

    def test_of_what_is_opened_is_its_own_and_of_an_answer_what_the_view_says(self) -> None:
        assert page_of(RequestFactory().get("/page/?a=1")) == "/page/?a=1"
        request = RequestFactory().post("/send")
        request.address = "/shown/"  # type: ignore[attr-defined]
        assert page_of(request) == "/shown/"

    @pytest.mark.parametrize(
        ("accept", "status"), [("text/html,*/*", 302), ("*/*", 405), ("", 405)]
    )
    def test_that_only_takes_forms_leads_a_person_to_the_first_page(
        self, accept: str, status: int
    ) -> None:
        request = RequestFactory().get("/send", HTTP_ACCEPT=accept)
        answer = RefusalMiddleware(lambda _request: HttpResponseNotAllowed(["POST"]))(request)
        assert answer.status_code == status


class TestStyleSheets:
    def test_resolve_under_hashed_names(self, tmp_path: object) -> None:
        storage = ManifestStaticFilesStorage(location=str(tmp_path), base_url="/static/")
        found = {
            path: (source, path)
            for path, source in AppDirectoriesFinder().list([])
            if path.startswith("kit/")
        }
        for path, (source, _path) in found.items():
            with source.open(path) as held:
                storage.save(path, held)
        outcomes = list(storage.post_process({path: (storage, path) for path in found}))
        assert {name for name, _hashed, _done in outcomes} == set(found)
        assert not [name for name, _hashed, done in outcomes if isinstance(done, Exception)]
