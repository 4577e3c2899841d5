"""Pages on days that went another way than planned: they cost few queries too, the same for many as for few."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from cast import NOW, TODAY, Cast, make_students
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from facing import asked_of, sign_in
from planned import NOW_BLOCK, Planned, plan_further, plan_today

from ownpath.school.days.models import DayPlan, PlanCell, PlanChange, PlanJob
from ownpath.school.days.services import adult_out, note_block, room_lost, students_away
from ownpath.school.people.models import Person
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
MOST_QUERIES = 15
EN = {"HTTP_ACCEPT_LANGUAGE": "en"}
NO_QUERIES = ("SAVEPOINT", "RELEASE")
FEW, MANY = 3, 30
LATER = NOW + timedelta(minutes=1)

Happening = Callable[[Cast, Planned], Mapping[str, Any]]
HAPPENINGS: Mapping[str, Happening] = {
    "adult_out": lambda cast, _planned: adult_out(person_uuid=cast.ito.uuid),
    "room_lost": lambda _cast, planned: room_lost(room_uuid=planned.room.uuid),
    "students_away": lambda cast, _planned: students_away(student_uuids=[cast.ada.uuid]),
}


def mend(cast: Cast, planned: Planned, event: Mapping[str, Any]) -> DayPlan:
    """Let a plan made by Dr. Reyes follow the published one: everybody with Ms. Okafor does something else now."""
    old = planned.plan
    DayPlan.objects.filter(pk=old.pk).update(state="superseded")
    mended = DayPlan.objects.create(
        campus=old.campus, day=TODAY, version=2, schedule=old.schedule, state="published",
        made_at=NOW, published_at=NOW, follows=old, made_by=cast.reyes, event=dict(event),
        value=1, bound=1, figures=old.figures,
    )  # fmt: skip
    planned.group.plan = mended
    planned.group.save()
    cells = PlanCell.objects.filter(plan=old)
    cells.update(plan=mended)
    for cell in PlanCell.objects.filter(plan=mended, block=NOW_BLOCK):
        PlanChange.objects.create(
            plan=mended, student=cell.student, block=cell.block, after=cell,
            reason="adult_out", made_at=NOW,
        )  # fmt: skip
    return mended


def answer(question: PlanJob, students: Sequence[Person], adult: Person) -> None:
    """Let what was asked come to another group for each student, and a turn with a teacher lost for each."""
    uuids = [str(one.uuid) for one in students]
    question.event = adult_out(person_uuid=adult.uuid)
    question.answer = {
        "is_possible": True,
        "n_changed": len(uuids),
        "losses": {"teacher": uuids, "choice": [], "fit": []},
        "changes": [
            {"student": uuid, "block": NOW_BLOCK, "title": {"en": f"Task {n}"}, "modality": "peer",
             "adult": str(adult.uuid), "reason": "adult_out", "instead_of": {"en": "Halves"}}
            for n, uuid in enumerate(uuids)
        ],
    }  # fmt: skip
    question.save()


def first_of(client: Client, path: str) -> int:
    """Return how many queries a page takes as it is opened; what begins and ends a deed is none."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return sum(not one["sql"].startswith(NO_QUERIES) for one in captured.captured_queries)


class TestMyRoomOnAChangedDay:
    @pytest.mark.parametrize("kind", HAPPENINGS)
    @pytest.mark.parametrize("n", [FEW, MANY])
    def test_costs_few_queries_at_its_first_opening_and_after(
        self, cast: Cast, kind: str, n: int
    ) -> None:
        planned = plan_today(cast, [cast.ada, *make_students(cast, n)])
        mend(cast, planned, HAPPENINGS[kind](cast, planned))
        client = sign_in(cast.okafor)
        assert first_of(client, "/room/") <= MOST_QUERIES
        again, response = asked_of(client, "/room/")
        told = f"{n + 1} of your students do something else."
        assert told in response.content.decode()
        assert again == 14

    def test_asks_for_nothing_more_while_nothing_changed(self, cast: Cast) -> None:
        planned = plan_today(cast, [cast.ada])
        mend(cast, planned, HAPPENINGS["adult_out"](cast, planned))
        client = sign_in(cast.okafor)
        note_block(student=cast.ada, day=TODAY, block=0, state="done", by=cast.ada, now=NOW)
        stamp = client.get("/room/", **EN).context["page"].now.stamp
        again = {"HTTP_HX_REQUEST": "true", **EN}
        assert client.get("/room/", {"stamp": stamp}, **again).status_code == 204
        note_block(student=cast.ada, day=TODAY, block=1, state="done", by=cast.ada, now=LATER)
        assert client.get("/room/", {"stamp": stamp}, **again).status_code == 200

    def test_notes_whose_records_it_shows(self, cast: Cast) -> None:
        kids = make_students(cast, FEW)
        plan_today(cast, [cast.ada, *kids])
        sign_in(cast.okafor).get("/room/", **EN)
        for deed in ("read.room", "read.room_now"):
            noted = AuditEntry.objects.filter(deed=deed, actor=cast.okafor)
            assert {one.about_id for one in noted} == {one.pk for one in (cast.ada, *kids)}


class TestTheAnswerToAQuestion:
    @pytest.mark.parametrize("kind", ["what_if", "repair"])
    @pytest.mark.parametrize("n", [FEW, MANY])
    def test_costs_few_queries(self, cast: Cast, kind: str, n: int) -> None:
        kids = make_students(cast, n)
        planned = plan_today(cast, [cast.ada, *kids])
        question = plan_further(cast, planned).question
        answer(question, kids, cast.okafor)
        if kind == "repair":
            follows = DayPlan.objects.create(
                campus=planned.plan.campus, day=TODAY, version=0, schedule=planned.schedule,
                state="superseded", made_at=NOW,
            )  # fmt: skip
            DayPlan.objects.filter(pk=planned.plan.pk).update(follows=follows)
            PlanJob.objects.filter(pk=question.pk).update(kind=kind, plan=planned.plan)
        own = f"/room/what-if/{question.uuid}/"
        led = reverse("leader:asked", args=[planned.plan.campus.uuid, question.uuid])
        n_own = 10 if kind == "repair" else 9  # until when it can be taken back
        for person, path, asked in ((cast.okafor, own, n_own), (cast.reyes, led, 11)):
            client = sign_in(person)
            assert first_of(client, path) <= MOST_QUERIES
            again, response = asked_of(client, path)
            assert "Task 0" in response.content.decode()
            assert again == asked
