"""Addresses for the door's tests: the door itself, and a plain page where each face begins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from ownpath.faces.door.faces import FACES


def face(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"inside as {request.user}")


def _face(name: str, first_page: str) -> tuple[list[object], str]:
    return [path("", face, name=first_page.partition(":")[2])], name


urlpatterns = [
    path("", include("ownpath.faces.door.urls")),
    path("account/oidc/", include("ownpath.faces.door.identity_urls")),
    *(path(f"{one.name}/", include(_face(one.name, one.first_page))) for one in FACES),
]
