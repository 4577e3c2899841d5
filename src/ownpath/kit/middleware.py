"""Every page in the person's own language and time, and every refusal as words instead of an error."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from ownpath.errors import NotAllowed, Refusal
from ownpath.kit.whereabouts import FIRST_PAGE, page_of

View = Callable[[HttpRequest], HttpResponse]
LANGUAGE_KEY = "language"
TIME_ZONE_KEY = "time_zone"


class PersonLocaleMiddleware:
    """Speak the person's language and keep the district's time, for the length of one request.

    A signed-in person's own choice wins; then the session's `language`, the cookie, and what the browser asks for.
    The session's `time_zone` is written at sign-in, so that no page asks the database for it.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in the person's language and time."""
        language = _language_of(request)
        with translation.override(language), timezone.override(_zone_of(request)):
            request.LANGUAGE_CODE = translation.get_language() or language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class RefusalMiddleware:
    """Turn a `Refusal` raised in a view into a calm page, a fragment or JSON, with its own status."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; a fragment asked for by someone signed out becomes the sign-in page."""
        response = self.get_response(request)
        htmx = getattr(request, "htmx", None)
        if _leads_to_sign_in(response) and htmx:
            came_from = htmx.current_url_abs_path or "/"
            asked = redirect_to_login(came_from, resolve_url(settings.LOGIN_URL))
            response = HttpResponse(status=204, headers={"HX-Redirect": asked["Location"]})
        if _is_a_forms_address(request, response) and not htmx:
            response = redirect(FIRST_PAGE)
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Return the refusal in the form the caller reads, or None for any other exception."""
        if not isinstance(exception, Refusal):
            return None
        told = _told(exception)
        if getattr(request, "htmx", False):
            response = render(
                request, "kit/refusal_fragment.html", told, status=exception.status
            )
            response["HX-Retarget"], response["HX-Reswap"] = "#notices", "innerHTML"
            return response
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse(told, status=exception.status)
        shown = {**told, "back": _sent_from(request)}
        return render(request, "kit/refusal.html", shown, status=exception.status)


def _leads_to_sign_in(response: HttpResponse) -> bool:
    if response.status_code != 302:
        return False
    return urlsplit(response.headers.get("Location", "")).path == resolve_url(
        settings.LOGIN_URL
    )


def _is_a_forms_address(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether somebody came by themselves to an address that only takes forms; there is nothing to see."""
    if response.status_code != 405 or request.method != "GET":
        return False
    return "text/html" in request.headers.get("Accept", "")


def _sent_from(request: HttpRequest) -> str:
    """Return the page whose form was refused, to go back to; nothing where none was sent from a page of ours."""
    if request.method in {"GET", "HEAD"}:
        return ""
    page = page_of(request)
    return "" if page == FIRST_PAGE else page


def _told(refusal: Refusal) -> dict[str, str]:
    if isinstance(refusal, NotAllowed):  # the same words whatever stands behind the door
        return {
            "message": gettext("This page is not open to you."),
            "next_step": gettext(
                "If you think it should be, ask the person who gave you the address."
            ),
        }
    return {"message": str(refusal.message), "next_step": str(refusal.next_step)}


def _language_of(request: HttpRequest) -> str:
    offered = dict(settings.LANGUAGES)
    person = getattr(request, "user", None)
    for language in (
        getattr(person, "language", ""),
        request.session.get(LANGUAGE_KEY, "") if hasattr(request, "session") else "",
    ):
        if language in offered:
            return str(language)
    asked = translation.get_language_from_request(request)
    return asked if asked in offered else settings.LANGUAGE_CODE


def _zone_of(request: HttpRequest) -> ZoneInfo:
    named = request.session.get(TIME_ZONE_KEY, "") if hasattr(request, "session") else ""
    try:
        return ZoneInfo(named or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)
