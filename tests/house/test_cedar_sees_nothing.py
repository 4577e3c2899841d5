"""Mr. Lund and everybody else of the other district get nothing of Live Oak, at any address, in any form."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from all_tables import everything
from cast import make_person
from django.apps import apps
from django.http import FileResponse, HttpResponse
from morning import browser
from opening import (
    School,
    carries_a_name,
    fields,
    places,
    questions,
    shared_content,
)
from who_may_open import ROWS

from ownpath.school.people.models import Person

LIVE_OAK_WORDS = (
    "Live Oak", "Morales", "Carter", "Okafor", "Ito", "Rosa", "Reyes", "Whitfield", "Nakamura", "Mathematics 4A",
    "Mathematics 8A", "Cedar Ridge Middle", "cook for everybody", "come at ten", "durmió", "Together first",
)  # fmt: skip
HX = {"HTTP_HX_REQUEST": "true"}
AS_DATA = {"HTTP_ACCEPT": "application/json"}
ROLES_IN_CEDAR = {
    "clerk": "systemAdministrator",
    "superintendent": "districtAdministrator",
    "principal": "principal",
    "guardian": "guardian",
    "student": "student",
}
OWN_THINGS = {  # what Cedar's people may make or change, and who of them it belongs to
    "change.MailChoice": "person",
    "change.SurveyAnswer": "person",
    "change.Concern": "made_by",
    "days.BlockRecord": "student",
    "days.Reflection": "student",
    "people.Person": "pk",
    "people.RosterImport": "planned_by",
    "plans.Offer": "student",
    "voice.Hope": "student",
    "voice.Signal": "student",
}


TASKS = "django_tasks_database.DBTaskResult"  # what waits for the worker, whoever asked for it
UUID_ALONE = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)  # sent: it may be said again
RANDOM_TOKEN = re.compile(r"\b[A-Za-z0-9]{32,64}\b")


def said(response: HttpResponse | FileResponse) -> str:
    """Return all that a response says, unpacked."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    said = content.decode() + " ".join(map(str, response.headers.values()))
    said = RANDOM_TOKEN.sub("", said)  # sixty-four letters by chance may spell a short name
    return said.replace("America/Rosario", "")  # a time zone, which is no Rosa


def told_of_live_oak(school: School, response: HttpResponse, asked: list[str]) -> list[str]:
    """Return what a response says of Live Oak beyond what was asked with."""
    uuids = {
        str(value)
        for one in places(school).values()
        for value in one.values()
        if isinstance(value, UUID)
    }
    uuids -= {str(one) for one in shared_content(school)}  # both districts work with it
    page = said(response)
    for own in asked:
        page = page.replace(own, "")
    return [word for word in (*LIVE_OAK_WORDS, *uuids) if word in page]


def live_oak(school: School) -> dict[str, list[str]]:
    """Return everything but what belongs to Cedar's people, who may change their own."""
    cedars = {str(person.pk) for person in Person.objects.filter(district=school.cast.cedar)}
    kept = everything()
    for label in OWN_THINGS:
        model = apps.get_model(label)
        rows = model.objects.exclude(**{f"{OWN_THINGS[label]}__in": cedars}).values_list()
        kept[label] = sorted(map(repr, rows))
    for model in apps.get_app_config("change").get_models():
        path = way_to_district(model)
        if path:
            rows = model.objects.exclude(**{path: school.cast.cedar}).values_list()
            kept[model._meta.label] = sorted(map(repr, rows))
    del kept[TASKS]
    return kept


def way_to_district(model: type[Any]) -> str:
    """Return how a row of the change names its district, itself or by what it belongs to; "" where it does not."""
    fields = {field.name: field for field in model._meta.fields}
    if "district" in fields:
        return "district"
    for name, field in fields.items():
        there = field.related_model
        if there is not None and there._meta.app_label == "change" and way_to_district(there):
            return f"{name}__{way_to_district(there)}"
    return ""


class TestCedar:
    """Mr. Lund, a teacher whose class works on the same framework, and everybody else of the other district."""

    @pytest.fixture(
        params=["lund", "clerk", "superintendent", "principal", "guardian", "student"]
    )
    def neighbor(self, school: School, request: pytest.FixtureRequest) -> Person:
        if request.param == "lund":
            return school.cast.lund
        role = ROLES_IN_CEDAR[request.param]
        return make_person(
            school.cast.cedar,
            request.param,
            "Sam",
            "Berg",
            role,
            school.cast.lund.roles.get().campus,
        )

    def test_reads_and_changes_nothing_of_live_oak(
        self, school: School, neighbor: Person
    ) -> None:
        client, before = browser(neighbor), live_oak(school)
        for method, name in ROWS:
            asking = browser(neighbor) if name == "door:sign_out" else client
            asked = [school.address(name), *map(str, questions(school).get(name, {}).values())]
            if method == "POST":
                sent = fields(school).get(name, {})
                asked += [
                    one
                    for one in sent.values()
                    if isinstance(one, str) and UUID_ALONE.fullmatch(one)
                ]
                response = asking.post(asked[0], sent)
            else:
                response = asking.get(asked[0], questions(school).get(name, {}))
            assert told_of_live_oak(school, response, asked) == [], f"{method} {name}"
            if carries_a_name(school, name):
                assert response.status_code in {403, 404}, f"{method} {name}"
        assert live_oak(school) == before

    @pytest.mark.parametrize("form", [HX, AS_DATA], ids=["part", "data"])
    def test_reads_nothing_in_any_other_form(
        self, school: School, form: dict[str, str]
    ) -> None:
        client = browser(school.cast.lund)
        for method, name in ROWS:
            asked = [school.address(name), *map(str, questions(school).get(name, {}).values())]
            response = school.ask(client, method, name, **form)
            assert told_of_live_oak(school, response, asked) == [], f"{method} {name}"
