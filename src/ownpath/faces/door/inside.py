"""Views that only somebody who is signed in may open, whatever their face."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


class InsideRequest(HttpRequest):
    """A request of somebody who is signed in, and when it came."""

    user: Person
    now: datetime


def signed_in(
    view: Callable[[InsideRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Lead whoever is not signed in to sign-in, and read the clock once for the others."""

    @functools.wraps(view)
    def opened(request: InsideRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("door:sign_in"))
        request.now = timezone.now()  # noqa: TID251 - the edge of a request, where the clock is read
        return view(request)

    return opened  # type: ignore[return-value]  # Django hands in its own request
