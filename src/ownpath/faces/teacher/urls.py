"""Addresses of the teacher face."""

from __future__ import annotations

from django.urls import path

from ownpath.faces.teacher.views import (
    deeds,
    first_map,
    messages,
    room,
    sheets,
    sign_in_help,
    steering,
    students,
)

app_name = "teacher"
urlpatterns = [
    path("", room.my_room, name="room"),
    path("class/<uuid:section>/", room.my_room, name="section"),
    path("sheets/", sheets.shelf, name="sheets"),
    path("sheets/<uuid:competency>/", sheets.sheet, name="sheet"),
    path("later/", room.put_off, name="later"),
    path("messages/", messages.inbox, name="messages"),
    path("messages/<uuid:message>/answer/", messages.answer, name="answer"),
    path("messages/<uuid:message>/read/", messages.read, name="read"),
    path("student/<uuid:student>/", students.now, name="student"),
    path("student/<uuid:student>/knows/", students.knows, name="knows"),
    path("student/<uuid:student>/evidence/", students.evidence, name="evidence"),
    path("student/<uuid:student>/voice/", students.voice, name="voice"),
    path("student/<uuid:student>/plan/", students.plan, name="plan"),
    path("student/<uuid:student>/write/", messages.write, name="write"),
    path("student/<uuid:student>/observe/", deeds.observe, name="observe"),
    path(
        "student/<uuid:student>/observe/<uuid:attempt>/back/", deeds.take_back, name="take_back"
    ),
    path("student/<uuid:student>/stuck/<uuid:competency>/", deeds.went, name="went"),
    path("student/<uuid:student>/signal/<uuid:signal>/", deeds.heard, name="heard"),
    path("student/<uuid:student>/pin/", steering.pin, name="pin"),
    path("student/<uuid:student>/veto/", steering.veto, name="veto"),
    path("student/<uuid:student>/lift/<uuid:override>/", steering.lift, name="lift"),
    path("student/<uuid:student>/pace/<uuid:section>/", steering.pace, name="pace"),
    path(
        "student/<uuid:student>/pace/<uuid:section>/lift/", steering.pace_lift, name="pace_lift"
    ),
    path(
        "student/<uuid:student>/sign-in-help/", sign_in_help.sign_in_help, name="sign_in_help"
    ),
    path("student/<uuid:student>/first-map/", first_map.ask, name="ask_first_map"),
    path(
        "student/<uuid:student>/first-map/<uuid:placement>/back/",
        first_map.take_back,
        name="take_back_first_map",
    ),
    path("student/<uuid:student>/move-on/", steering.move_on, name="move_on"),
]
