"""Addresses of the Friday page."""

from __future__ import annotations

from django.urls import path

from ownpath.faces.leader.views import friday

urlpatterns = [
    path("begin/", friday.begin, name="begin"),
    path("change/", friday.friday, name="friday"),
    path("change/mail/", friday.choose, name="friday_mail"),
]
