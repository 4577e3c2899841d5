"""Addresses of the family face."""

from __future__ import annotations

from django.urls import path

from ownpath.faces.family import views
from ownpath.faces.quoted import answer_view, words_view
from ownpath.faces.taking_part.urls import addresses

app_name = "family"
urlpatterns = [
    path("", views.this_week, name="week"),
    path("child/<uuid:child>/", views.this_week, name="child"),
    path("child/<uuid:child>/days/", views.days, name="days"),
    path("child/<uuid:child>/trying/", views.trying, name="trying"),
    path("child/<uuid:child>/trying/<uuid:pilot>/", views.answer_trying, name="trying_answer"),
    path("child/<uuid:child>/choices/", views.choices, name="choices"),
    path("child/<uuid:child>/choices/<slug:what>/", views.choose, name="choose"),
    path("child/<uuid:child>/seats/<uuid:seat>/", views.answer_seat, name="seat_answer"),
    path("child/<uuid:child>/record/", views.record, name="record"),
    path("child/<uuid:child>/record/progress/", views.record_progress, name="record_progress"),
    path("child/<uuid:child>/record/file/", views.record_file, name="record_file"),
    path("child/<uuid:child>/send/", views.send, name="send"),
    path("child/<uuid:child>/read/<uuid:message>/", views.read, name="read"),
    *addresses("family"),
    path("words/", words_view("family"), name="words"),
    path("words/<uuid:voice>/<slug:answer>/", answer_view("family"), name="words_answer"),
]
