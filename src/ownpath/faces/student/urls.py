"""Addresses of the student face."""

from __future__ import annotations

from django.urls import path

from ownpath.faces.quoted import answer_view, words_view
from ownpath.faces.student.views import (
    choosing,
    day,
    first_map,
    hopes,
    planned,
    practice,
    record,
    skyline,
    telling,
    voice,
)
from ownpath.faces.taking_part.urls import addresses

app_name = "student"
urlpatterns = [
    path("", day.my_day, name="my_day"),
    path("ideas/", day.ideas, name="ideas"),
    path("blocks/<int:block>/here", planned.arrive, name="arrive"),
    path("blocks/<int:block>/open", planned.open_block, name="open_block"),
    path("blocks/<int:block>/why", planned.why, name="why"),
    path("blocks/<int:block>/tell", telling.tell, name="tell"),
    path("blocks/<int:block>/say", telling.say, name="say_of_block"),
    path("next-day/", planned.next_day, name="next_day"),
    path("next-day/pick", planned.pick, name="pick"),
    path("next-day/<uuid:uuid>/take-back", planned.unpick, name="unpick"),
    path("day-changes/seen", planned.see_day_changes, name="see_day_changes"),
    path("reflect", planned.reflect, name="reflect"),
    path("changes/seen", day.see_changes, name="see_changes"),
    path("offers/<uuid:uuid>/", day.activity, name="activity"),
    path("offers/<uuid:uuid>/choose", choosing.choose, name="choose"),
    path("offers/<uuid:uuid>/put-back", day.put_back, name="put_back"),
    path("offers/<uuid:uuid>/done", day.finish, name="finish"),
    path("practice/<uuid:uuid>/", practice.sitting, name="practice"),
    path("practice/<uuid:uuid>/next", practice.next_question, name="next"),
    path("practice/<uuid:uuid>/more", practice.more_questions, name="more"),
    path("questions/<uuid:uuid>/answer", practice.answer, name="answer"),
    path("questions/<uuid:uuid>/hint", practice.hint, name="hint"),
    path("questions/<uuid:uuid>/solution", practice.solution, name="solution"),
    path("first-map/", first_map.begin, name="begin_first_map"),
    path("first-map/<uuid:uuid>/", first_map.first_map, name="first_map"),
    path(
        "first-map/<uuid:uuid>/<uuid:question>/answer",
        first_map.answer,
        name="answer_first_map",
    ),
    path("record/", record.record, name="record"),
    path("record/progress/", record.record_progress, name="record_progress"),
    path("record/file/", record.record_file, name="record_file"),
    path("preview", practice.preview, name="preview"),
    path("path/", skyline.my_path, name="my_path"),
    path("path/look/<path:domain>/", skyline.path_domain, name="path_domain"),
    path("goals/set", skyline.aim, name="aim"),
    path("goals/<uuid:uuid>/let-go", skyline.let_go, name="let_go_goal"),
    path("hopes/", hopes.my_hopes, name="my_hopes"),
    path("hopes/say", hopes.say, name="say_hope"),
    path("hopes/<uuid:uuid>/let-go", hopes.let_go, name="let_go_hope"),
    path("hopes/<uuid:uuid>/keep", hopes.keep, name="keep_hope"),
    path("voice/", voice.my_voice, name="my_voice"),
    path("voice/write", voice.write, name="write"),
    path("person/", voice.person, name="person"),
    path("signals/send", voice.signal, name="signal"),
    path("signals/<uuid:uuid>/take-back", voice.take_back, name="take_back"),
    *addresses("student"),
    path("words/", words_view("student"), name="words"),
    path("words/<uuid:voice>/<slug:answer>/", answer_view("student"), name="words_answer"),
]
