"""The addresses of the page, for each face that shows it."""

from __future__ import annotations

from django.urls import URLPattern, path

from ownpath.faces.taking_part.views import views_of


def addresses(face: str) -> list[URLPattern]:
    """Return the addresses to be taken into a face's own."""
    views = views_of(face)
    return [
        path("change/", views.change, name="change"),
        path("change/vision/<uuid:vision>/", views.say, name="change_comment"),
        path("change/concern/", views.worry, name="change_concern"),
    ]
