"""What a question about the day comes to, as who asked reads it: who would do what else, with whom, at what cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY
from django.utils.formats import date_format
from grounds import Grounds

from ownpath.faces.leader.pages.repairing import tell_asked
from ownpath.faces.what_if import Addresses, AskedPage, build_asked
from ownpath.school.days.models import PlanCell, PlanJob
from ownpath.school.days.services import adult_out, room_lost
from ownpath.school.days.services.costing import cost_of
from ownpath.school.days.services.mending import try_event
from ownpath.school.people.models import Person

TO = Addresses(again="/again/", carry_out="/do/", back="/room/")


@pytest.fixture
def job(grounds: Grounds) -> PlanJob:
    """Return the answered question what would be if Ms. Okafor were out for a block."""
    plan = grounds.publish(TODAY)
    okafor = grounds.cast.okafor
    block = PlanCell.objects.filter(plan=plan, group__adult=okafor).earliest("block").block
    event = adult_out(person_uuid=okafor.uuid, first_block=block, last_block=block)
    answer = cost_of(try_event(base=plan, event=event, now_block=0))
    return PlanJob.objects.create(
        campus=grounds.campus, day=TODAY, kind="what_if", event=event, answer=answer,
        state="done", base=plan, asked_by=okafor, asked_at=NOW,
    )  # fmt: skip


def read(job: PlanJob, viewer: Person) -> AskedPage:
    """Return the page of a question."""
    return build_asked(viewer=viewer, job=job, to=TO, today=TODAY, now=NOW, language="en")


class TestTheAnswer:
    def test_says_what_each_of_ones_groups_would_do(
        self, grounds: Grounds, job: PlanJob
    ) -> None:
        lines = read(job, grounds.cast.okafor).lines
        assert lines
        assert all(line.what and line.names and line.block for line in lines)
        assert all("Okafor" not in line.what for line in lines)

    def test_tells_numbers_alone_to_whom_the_students_are_not_known(
        self, grounds: Grounds, job: PlanJob
    ) -> None:
        names = {one.called for one in Person.objects.filter(grade__in=["04", "08"])}
        told = " ".join(line.names for line in read(job, grounds.cast.lund).lines)
        assert "student" in told
        assert not {word.strip(",") for word in told.split()} & names

    def test_opens_to_everybody_where_it_names_some(
        self, grounds: Grounds, job: PlanJob
    ) -> None:
        many, few = ([str(one.uuid) for one in grounds.students[:n]] for n in (12, 3))
        job.answer = {**job.answer, "losses": {"fit": many, "teacher": few, "choice": []}}
        teacher, fit = read(job, grounds.cast.reyes).losses
        assert teacher.everybody == ""
        assert "4 more" in fit.names
        assert all(one.full_name in fit.everybody for one in grounds.students[:12])

    def test_says_of_a_lost_room_that_the_others_are_enough(
        self, grounds: Grounds, job: PlanJob
    ) -> None:
        job.event = room_lost(room_uuid=grounds.rooms[0].uuid)
        job.answer = {"n_changed": 0, "changes": [], "losses": {}}
        page = read(job, grounds.cast.reyes)
        assert page.sentence == "Nobody has to do anything else: the other rooms are enough."

    @pytest.mark.parametrize(
        ("is_room", "said"),
        [
            (True, "Done. Nobody had to move: the other rooms were enough."),
            (False, "Done. Nobody had to change: everybody’s day is as it was."),
        ],
    )
    def test_says_of_a_change_that_moved_nobody_that_it_is_done(
        self, grounds: Grounds, job: PlanJob, is_room: bool, said: str
    ) -> None:
        job.kind = PlanJob.Kind.REPAIR
        if is_room:
            job.event = room_lost(room_uuid=grounds.rooms[0].uuid)
        job.answer = {"n_changed": 0, "changes": [], "losses": {}}
        assert read(job, grounds.cast.reyes).sentence == said

    def test_says_what_was_asked_and_for_which_day(
        self, grounds: Grounds, job: PlanJob
    ) -> None:
        told = tell_asked(job)
        assert "Ms. Okafor is out" in told
        assert date_format(TODAY, "MONTH_DAY_FORMAT") in told
        job.event = room_lost(room_uuid=grounds.rooms[0].uuid)
        assert f"{grounds.rooms[0].name} cannot be used, all day." in tell_asked(job)
        job.event = {}
        assert tell_asked(job) == ""

    def test_says_who_loses_what(self, grounds: Grounds, job: PlanJob) -> None:
        ada = str(grounds.cast.ada.uuid)
        job.answer = {**job.answer, "losses": {"fit": [ada], "teacher": [ada], "choice": []}}
        page = read(job, grounds.cast.okafor)
        assert [(line.what, line.names) for line in page.losses] == [
            ("No turn with a teacher any more today", grounds.cast.ada.full_name),
            ("Something that fits them clearly less", grounds.cast.ada.full_name),
        ]
        assert page.cost == ""

    def test_says_that_nobody_loses_anything(self, grounds: Grounds, job: PlanJob) -> None:
        job.answer = {**job.answer, "losses": {"fit": [], "teacher": [], "choice": []}}
        page = read(job, grounds.cast.okafor)
        assert page.losses == ()
        assert "Nobody loses" in page.cost

    @pytest.mark.parametrize(
        ("kind", "told"), [("what_if", "would change"), ("repair", "has changed")]
    )
    def test_says_how_many_students_it_is_about(
        self, grounds: Grounds, job: PlanJob, kind: str, told: str
    ) -> None:
        job.kind = kind
        n = len({one["student"] for one in job.answer["changes"]})
        assert read(job, grounds.cast.okafor).sentence == f"The day of {n} students {told}."

    def test_says_nothing_of_what_was_not_kept(self, grounds: Grounds, job: PlanJob) -> None:
        job.answer = {key: told for key, told in job.answer.items() if key != "losses"}
        page = read(job, grounds.cast.okafor)
        assert (page.losses, page.cost) == ((), "")

    def test_says_instead_of_what(self, grounds: Grounds, job: PlanJob) -> None:
        changes = [
            {**one, "instead_of": {"en": "Number line"}} for one in job.answer["changes"]
        ]
        job.answer = {**job.answer, "changes": changes}
        lines = read(job, grounds.cast.okafor).lines
        assert {line.instead_of for line in lines} == {"Number line"}

    def test_names_as_losing_only_who_changes(self, job: PlanJob) -> None:
        losses = job.answer["losses"]
        changed = {one["student"] for one in job.answer["changes"]}
        assert list(losses) == ["teacher", "choice", "fit"]
        assert set().union(*losses.values()) <= changed

    def test_holds_no_names_of_people(self, grounds: Grounds, job: PlanJob) -> None:
        said = str(job.answer)
        for person in (grounds.cast.ada, grounds.cast.okafor, grounds.cast.ito):
            assert person.family_name not in said

    def test_is_asked_for_quickly_at_first_and_then_seldom(
        self, grounds: Grounds, job: PlanJob
    ) -> None:
        assert read(job, grounds.cast.okafor).asks_again == "300ms"
        job.asked_at = NOW - timedelta(seconds=4)
        assert read(job, grounds.cast.okafor).asks_again == "1s"
