"""Ms. Okafor would try, and asked her principal to stand behind her."""

from __future__ import annotations

from typing import Any

from cast import NOW, Cast
from django.urls import reverse

from ownpath.school.change.models import EagerTeacher
from ownpath.school.change.services.surveying import answer_survey, ask_for_backing, nominate


def make(
    cast: Cast,
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]], dict[str, list[str]]]:
    """Return the arguments, the fields and the pages of teachers who would try."""
    answer_survey(
        by=cast.okafor, stage="5", willingness=4, ideas="Stations on Fridays.",
        constraints="Time to plan.", wants_partner=True, now=NOW,
    )  # fmt: skip
    ask_for_backing(by=cast.okafor, now=NOW)
    nominate(nominee=cast.okafor, why="She listens.", by=cast.ito, now=NOW)
    row = EagerTeacher.objects.get(person=cast.okafor)
    teacher = {"teacher": row.uuid}
    places = {
        "leader:eager_do": {**teacher, "deed": "invite"},
        "leader:eager_back": teacher,
        "leader:eager_unback": teacher,
        "teacher:trying_deed": {"deed": "ask"},
    }
    fields = {
        "leader:eager_pair": {"first": str(row.uuid), "second": str(row.uuid)},
        "teacher:trying": {"stage": "4", "willingness": "3"},
        "teacher:name_colleague": {"colleague": "", "why": "He is patient."},
    }
    pages = {
        "okafor": [reverse("teacher:trying")],
        "reyes": [reverse("leader:eager")],
        "whitfield": [reverse("leader:eager")],
    }
    return places, fields, pages
