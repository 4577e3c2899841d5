"""The addresses of the page, for each face that shows it."""

from __future__ import annotations

from django.urls import URLPattern, path

from ownpath.faces.taking_part.council_views import council_views_of
from ownpath.faces.taking_part.views import views_of


def addresses(face: str) -> list[URLPattern]:
    """Return the addresses to be taken into a face's own."""
    views, council = views_of(face), council_views_of(face)
    return [
        path("change/", views.change, name="change"),
        path("change/vision/<uuid:vision>/", views.say, name="change_comment"),
        path("change/concern/", views.worry, name="change_concern"),
        path("change/ideas/", council.write, name="change_idea"),
        path("change/ideas/<uuid:idea>/<slug:deed>/", council.idea, name="change_back"),
        path("change/seats/<uuid:seat>/<slug:deed>/", council.seat, name="change_seat"),
    ]
