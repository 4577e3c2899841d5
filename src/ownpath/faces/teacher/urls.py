"""Addresses of the teacher face."""

from __future__ import annotations

from django.urls import path

from ownpath.faces import dates as dates  # the addresses below name days
from ownpath.faces.quoted import answer_view, words_view
from ownpath.faces.taking_part.urls import addresses
from ownpath.faces.teacher.views import (
    attendance,
    changing,
    deeds,
    first_map,
    marking,
    messages,
    room,
    sheets,
    sign_in_help,
    steering,
    students,
    timeline,
    tomorrow,
    trying,
)

app_name = "teacher"
urlpatterns = [
    path("", room.my_room, name="room"),
    path("class/<uuid:section>/", room.my_room, name="section"),
    path("class/<uuid:section>/attendance/", attendance.attendance, name="attendance"),
    path("class/<uuid:section>/attendance/all-here/", attendance.all_here, name="all_here"),
    path("class/<uuid:section>/attendance/back/", attendance.unmark, name="unmark"),
    path("class/<uuid:section>/attendance/<uuid:student>/", attendance.mark, name="mark"),
    path("blocks/<int:block>/done/", marking.mark_done, name="mark_done"),
    path("class/<uuid:section>/explore/", room.explore, name="explore"),
    path("class/<uuid:section>/timeline/", timeline.timeline, name="timeline"),
    path("class/<uuid:section>/timeline/spread/", timeline.spread, name="timeline_spread"),
    path("class/<uuid:section>/timeline/back/", timeline.timeline_back, name="timeline_back"),
    path("tomorrow/", tomorrow.tomorrow, name="tomorrow"),
    path("tomorrow/review/", tomorrow.review, name="review"),
    path(
        "tomorrow/<day:day>/<uuid:student>/<int:block>/", tomorrow.pin_block, name="pin_block"
    ),
    path(
        "tomorrow/pins/<uuid:student>/<uuid:pin>/lift/",
        tomorrow.lift_block_pin,
        name="lift_block_pin",
    ),
    path(
        "tomorrow/pins/<uuid:student>/<uuid:pin>/back/",
        tomorrow.put_block_pin_back,
        name="put_block_pin_back",
    ),
    path("what-if/out/", changing.what_if_out, name="what_if_out"),
    path("what-if/<uuid:job>/", changing.asked, name="asked"),
    path("what-if/<uuid:job>/do/", changing.carry_out, name="carry_out"),
    path("what-if/<uuid:job>/back/", changing.take_back, name="take_change_back"),
    path(
        "student/<uuid:student>/move/<int:block>/", changing.swap_student, name="swap_student"
    ),
    path("student/<uuid:student>/why/<day:day>/<int:block>/", changing.why, name="why"),
    path("trying/", trying.trying, name="trying"),
    path("trying/colleague/", trying.name_colleague, name="name_colleague"),
    path("trying/<slug:deed>/", trying.trying_deed, name="trying_deed"),
    path("sheets/", sheets.shelf, name="sheets"),
    path("sheets/<uuid:competency>/", sheets.sheet, name="sheet"),
    path("sheets/<uuid:competency>/cards/", sheets.cards, name="cards"),
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
    path(
        "student/<uuid:student>/stuck/<uuid:competency>/back/",
        deeds.not_yet_there,
        name="not_yet_there",
    ),
    path(
        "student/<uuid:student>/signal/<uuid:signal>/back/",
        deeds.not_yet_heard,
        name="not_yet_heard",
    ),
    path("student/<uuid:student>/pin/", steering.pin, name="pin"),
    path("student/<uuid:student>/veto/", steering.veto, name="veto"),
    path("student/<uuid:student>/lift/<uuid:override>/", steering.lift, name="lift"),
    path(
        "student/<uuid:student>/put-back/<uuid:override>/", steering.put_back, name="put_back"
    ),
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
    *addresses("teacher"),
    path("words/", words_view("teacher"), name="words"),
    path("words/<uuid:voice>/<slug:answer>/", answer_view("teacher"), name="words_answer"),
]
