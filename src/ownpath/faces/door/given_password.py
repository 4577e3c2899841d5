"""Whoever comes in by a password that somebody else gave out chooses one of their own before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from ownpath.faces.door.entering import GIVEN_PASSWORD_KEY
from ownpath.faces.door.second_factor import OPEN

OPEN_TOO = OPEN | {"door:password"}


class GivenPasswordMiddleware:
    """Lead whoever still has a given password to the page where they choose their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; `process_view` stops it where it must."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Return the way to one's own password, or None if the person may go on."""
        if not owes_password(request):
            return None
        if request.resolver_match and request.resolver_match.view_name in OPEN_TOO:
            return None
        place = reverse("door:password")
        if "HX-Request" in request.headers:
            return HttpResponse(headers={"HX-Redirect": place})
        if request.method == "GET":
            place += "?" + urlencode({"next": request.get_full_path()})
        return redirect(place)


def owes_password(request: HttpRequest) -> bool:
    """Return whether this session came in by a password that still has to be changed."""
    if not request.user.is_authenticated or not request.user.must_change_password:
        return False
    return bool(request.session.get(GIVEN_PASSWORD_KEY))
