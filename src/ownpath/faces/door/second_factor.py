"""Nobody who owes a second factor gets past its page, whatever address they ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from ownpath.faces.door.entering import DUE, SECOND_FACTOR_KEY, faces_today, second_factor_for

OPEN = frozenset(
    {
        "door:second_factor",
        "door:second_factor_set_up",
        "door:sign_out",
        "door:language",
        "door:preferences",
    }
)


class SecondFactorMiddleware:
    """Lead whoever owes a second factor to it; what they owe was settled when they came in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; `process_view` stops it where it must."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        *_view: Any,
    ) -> HttpResponse | None:
        """Return the way to the second factor, or None if the person may go on."""
        if not request.user.is_authenticated or not owes_second_factor(request):
            return None
        if request.resolver_match and request.resolver_match.view_name in OPEN:
            return None
        place = reverse("door:second_factor")
        if "HX-Request" in request.headers:
            return HttpResponse(headers={"HX-Redirect": place})
        if request.method == "GET":
            place += "?" + urlencode({"next": request.get_full_path()})
        return redirect(place)


def owes_second_factor(request: HttpRequest) -> bool:
    """Return whether this session still owes one; sessions that did not come in by the door are asked now."""
    owed = request.session.get(SECOND_FACTOR_KEY)
    person = request.user
    if owed is None and settings.SECOND_FACTOR_FOR_STAFF and person.is_authenticated:
        now = timezone.now()  # noqa: TID251 - the edge of a request, where the clock is read
        owed = second_factor_for(person, faces_today(person, now=now))
        request.session[SECOND_FACTOR_KEY] = owed
    return owed == DUE
