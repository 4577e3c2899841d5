"""Addresses of the vision and of concerns."""

from __future__ import annotations

from django.urls import path

from ownpath.faces.leader.views import (
    concerns,
    vision_drafts,
    vision_preview,
    vision_talk,
    visions,
)

V = "change/vision/<uuid:vision>/"

urlpatterns = [
    path("change/vision/", visions.home, name="vision"),
    path("change/vision/begin/", visions.begin, name="vision_begin"),
    path("change/vision/measure/", visions.measure, name="vision_measure"),
    path(V, visions.version, name="vision_version"),
    path(f"{V}discard/", visions.discard, name="vision_discard"),
    path(f"{V}end/", visions.end, name="vision_end"),
    path(f"{V}readings/<uuid:indicator>/", visions.reading, name="vision_reading"),
    path(f"{V}write/", vision_drafts.draft, name="vision_draft"),
    path(f"{V}write/words/", vision_drafts.words, name="vision_words"),
    path(f"{V}write/for/<slug:audience>/", vision_drafts.statements, name="vision_statements"),
    path(f"{V}write/indicator/", vision_drafts.indicator, name="vision_indicator"),
    path(
        f"{V}write/indicator/<uuid:indicator>/",
        vision_drafts.indicator,
        name="vision_indicator",
    ),
    path(
        f"{V}write/indicator/<uuid:indicator>/take-out/",
        vision_drafts.take_out,
        name="vision_take_out",
    ),
    path(f"{V}write/planner/", vision_drafts.aims, name="vision_aims"),
    path(f"{V}send/", vision_drafts.send, name="vision_send"),
    path(f"{V}preview/", vision_preview.preview, name="vision_preview"),
    path(f"{V}preview/<uuid:campus>/", vision_preview.ask, name="vision_preview_ask"),
    path(f"{V}preview/<uuid:campus>/part/", vision_preview.part, name="vision_preview_part"),
    path(f"{V}comments/", vision_talk.talk, name="vision_talk"),
    path(f"{V}comments/<uuid:comment>/", vision_talk.answer, name="vision_answer"),
    path(f"{V}decline/<uuid:campus>/", vision_talk.decline_for, name="vision_decline"),
    path(f"{V}time/", vision_talk.more_time, name="vision_time"),
    path(f"{V}adopt/", vision_talk.adopt_it, name="vision_adopt"),
    path("change/concerns/", concerns.concerns, name="concerns"),
    path("change/concerns/<uuid:concern>/", concerns.concern, name="concern"),
]
