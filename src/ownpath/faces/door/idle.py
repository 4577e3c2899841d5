"""End a session nobody has used for a while, and keep pages behind the door out of the browser's memory."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from ownpath.faces.door.entering import IDLE_MINUTES_KEY, SEEN_AT_KEY

SECONDS_BETWEEN_NOTES = 60


class IdleMiddleware:
    """Sign out whoever has been away longer than their session allows; stands right behind authentication.

    The last activity is a number in the session, written at most once a minute. Sessions without it did not come in
    through the door (there are none in production) and are left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, unless its session has been idle for too long."""
        is_inside = SESSION_KEY in request.session
        if is_inside and has_been_away(request, seconds=int(timezone.now().timestamp())):
            logout(request)
            if request.method == "GET" and not request.headers.get("Accept", "").startswith(
                "application/json"
            ):
                return _goodbye(request)
        response = self.get_response(request)
        if is_inside:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def has_been_away(request: HttpRequest, *, seconds: int) -> bool:
    """Return whether a session was idle for too long; note the activity if not."""
    minutes, seen_at = request.session.get(IDLE_MINUTES_KEY), request.session.get(SEEN_AT_KEY)
    if minutes is None or seen_at is None:
        return False
    if seconds - seen_at >= minutes * 60:
        return True
    if seconds - seen_at >= SECONDS_BETWEEN_NOTES:
        request.session[SEEN_AT_KEY] = seconds
    return False


def _goodbye(request: HttpRequest) -> HttpResponse:
    """Lead to sign-in without the address one was at: the next person on this device is somebody else."""
    sign_in = f"{reverse('door:sign_in')}?said=away"
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": sign_in})
    return redirect(sign_in)
