"""Addresses of the council: seats, meetings, decisions, ideas, campuses."""

from __future__ import annotations

from django.urls import path

from ownpath.faces.leader.views import (
    campus_changes,
    council,
    decisions,
    ideas,
    meetings,
    seats,
)

urlpatterns = [
    path("change/council/", council.council, name="council"),
    path("change/council/make-seats/", council.make_seats, name="make_seats"),
    path("change/council/seats/new/", council.new_seat, name="seat_new"),
    path("change/council/seats/<uuid:seat>/", seats.seat, name="seat"),
    path("change/council/seats/<uuid:seat>/<slug:deed>/", seats.do, name="seat_do"),
    path("change/council/meetings/", meetings.meetings, name="meetings"),
    path("change/council/meetings/<uuid:meeting>/", meetings.meeting, name="meeting"),
    path("change/council/meetings/<uuid:meeting>/minutes/", meetings.minutes, name="minutes"),
    path("change/council/meetings/<uuid:meeting>/<slug:deed>/", meetings.do, name="meeting_do"),
    path("change/council/decisions/", decisions.decisions, name="decisions"),
    path("change/council/decisions/new/", decisions.new, name="decision_new"),
    path("change/council/decisions/<uuid:decision>/", decisions.decision, name="decision"),
    path(
        "change/council/decisions/<uuid:decision>/<slug:deed>/",
        decisions.do,
        name="decision_do",
    ),
    path("change/council/ideas/", ideas.ideas, name="ideas"),
    path("change/council/ideas/<uuid:idea>/<slug:deed>/", ideas.do, name="idea_do"),
    path("change/council/campuses/", campus_changes.campuses, name="campuses"),
    path("change/council/campuses/plan/", campus_changes.plan, name="campus_plan"),
    path(
        "change/council/campuses/<uuid:change>/cancel/",
        campus_changes.cancel,
        name="campus_cancel",
    ),
]
