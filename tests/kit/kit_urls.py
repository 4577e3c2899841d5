"""Addresses for the page kit's tests: a door, and one view for each way of being refused."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils import timezone
from django.utils.translation import gettext

from ownpath.errors import Conflict, NotAllowed, NotFound, OutOfBounds

REFUSALS = {
    "conflict": Conflict("That class has ended.", next_step="Pick one from this term."),
    "bounds": OutOfBounds("That is too long.", next_step="Use 200 letters or fewer."),
    "found": NotFound("There is no such card.", next_step="Go back to your cards."),
    "allowed": NotAllowed("Ben is in another school.", next_step="Ask Cedar Ridge."),
}


def page(request: HttpRequest) -> HttpResponse:
    return render(request, "kit/print.html")


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    raise REFUSALS[kind]


def spoken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{gettext('Sign out')} {timezone.get_current_timezone_name()}")


def guarded(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(request.get_full_path())


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("our bug")


door = (
    [
        path("language", page, name="language"),
        path("preferences", page, name="preferences"),
        path("sign-out", page, name="sign_out"),
        path("sign-in", page, name="sign_in"),
        path("", page, name="home"),
    ],
    "door",
)
urlpatterns = [
    path("door/", include(door)),
    path("page/", page, name="page"),
    path("refuse/<kind>", refuse),
    path("spoken", spoken),
    path("guarded", guarded),
    path("broken", broken),
]
handler500 = "ownpath.kit.failures.server_error"
