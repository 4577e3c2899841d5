"""A teacher takes back a change to the day that she made herself, until the first changed block begins (or ends)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY
from django.test import Client
from django.urls import reverse
from facing import sign_in
from grounds import Grounds, at

from ownpath.school.days.models import DayPlan, PlanJob
from ownpath.school.days.queries import published_plan
from ownpath.school.days.services import adult_out, ask_for_repair, take_back_until
from ownpath.school.days.services.taking_back import TooLateToTakeBack, take_change_back
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
RUNNING = 2  # the block that begins at the moment of the cast
LAST_BLOCKS = 5  # from one o'clock on; at the moment of the cast it is ten


@pytest.fixture
def okafor(grounds: Grounds) -> Client:
    """Return a client signed in as the teacher."""
    return sign_in(grounds.cast.okafor)


@pytest.fixture
def before(grounds: Grounds) -> DayPlan:
    """Return what is published of today."""
    return grounds.publish(TODAY)


@pytest.fixture
def change(grounds: Grounds, before: DayPlan) -> PlanJob:
    """Return that Ms. Okafor is out from the sixth block on, as she carried it out."""
    event = adult_out(person_uuid=grounds.cast.okafor.uuid, first_block=LAST_BLOCKS)
    job = at(
        ask_for_repair(
            campus=grounds.campus, day=TODAY, event=event, by=grounds.cast.okafor, now=NOW
        )
    )
    assert job.state == PlanJob.State.DONE, job.problems
    assert job.answer["n_changed"]
    return job


class TestTakingBack:
    def test_is_offered_where_the_change_is_shown_and_done_from_there(
        self, okafor: Client, grounds: Grounds, before: DayPlan, change: PlanJob
    ) -> None:
        asked = reverse("teacher:asked", args=[change.uuid])
        back = reverse("teacher:take_change_back", args=[change.uuid])
        page = okafor.get(asked).content.decode()
        assert f'action="{back}"' in page
        assert "until 1" in page
        assert published_plan(campus=grounds.campus, day=TODAY) == change.plan
        answer = okafor.post(back)
        assert answer.url == reverse("teacher:room")
        assert published_plan(campus=grounds.campus, day=TODAY) == before
        assert AuditEntry.objects.filter(
            deed="take_change_back", actor=grounds.cast.okafor
        ).exists()
        page = okafor.get(asked).content.decode()
        assert "This was taken back" in page
        assert back not in page
        assert okafor.post(back).status_code == 409

    def test_is_offered_in_the_room_after_one_watched_it(
        self, okafor: Client, change: PlanJob
    ) -> None:
        asked = reverse("teacher:asked", args=[change.uuid])
        okafor.get(asked, headers={"HX-Request": "true"})
        room = okafor.get(reverse("teacher:room")).content.decode()
        assert reverse("teacher:take_change_back", args=[change.uuid]) in room

    def test_is_offered_no_more_once_it_is_done(self, okafor: Client, change: PlanJob) -> None:
        back = reverse("teacher:take_change_back", args=[change.uuid])
        okafor.get(reverse("teacher:asked", args=[change.uuid]), headers={"HX-Request": "true"})
        room = okafor.post(back, follow=True).content.decode()
        assert "Taken back." in room
        assert back not in room

    def test_ends_when_the_first_changed_block_begins(
        self, grounds: Grounds, before: DayPlan, change: PlanJob
    ) -> None:
        by = grounds.cast.okafor
        until = take_back_until(job=change, by=by, now=NOW)
        assert until is not None
        changed = min(one["block"] for one in change.answer["changes"])
        assert until.hour == 8 + changed
        a_second = timedelta(seconds=1)
        assert take_back_until(job=change, by=by, now=until - a_second) == until
        with pytest.raises(TooLateToTakeBack):
            take_change_back(job=change, by=by, now=until)
        assert published_plan(campus=grounds.campus, day=TODAY) == change.plan

    def test_lasts_while_a_block_runs_that_ran_already_when_it_was_changed(
        self, grounds: Grounds, before: DayPlan
    ) -> None:
        by = grounds.cast.okafor
        event = adult_out(person_uuid=by.uuid, first_block=RUNNING, last_block=RUNNING)
        job = at(ask_for_repair(campus=grounds.campus, day=TODAY, event=event, by=by, now=NOW))
        assert {one["block"] for one in job.answer["changes"]} == {RUNNING}
        until = take_back_until(job=job, by=by, now=NOW + timedelta(minutes=20))
        assert until == NOW + timedelta(minutes=45)
        assert take_back_until(job=job, by=by, now=until) is None
        take_change_back(job=job, by=by, now=NOW + timedelta(minutes=20))
        assert published_plan(campus=grounds.campus, day=TODAY) == before

    def test_is_not_of_a_change_that_was_changed_again_or_of_a_question(
        self, grounds: Grounds, change: PlanJob
    ) -> None:
        by = grounds.cast.okafor
        again = at(
            ask_for_repair(
                campus=grounds.campus, day=TODAY, by=grounds.cast.reyes, now=NOW,
                event=adult_out(person_uuid=grounds.staff[1].person.uuid, first_block=6),
            )
        )  # fmt: skip
        assert again.plan is not None, again.problems
        change.refresh_from_db()
        assert take_back_until(job=change, by=by, now=NOW) is None
        assert take_back_until(job=again, by=by, now=NOW) is None
        again.kind = PlanJob.Kind.WHAT_IF
        assert take_back_until(job=again, by=grounds.cast.reyes, now=NOW) is None

    def test_is_nobody_elses(self, grounds: Grounds, change: PlanJob) -> None:
        back = reverse("teacher:take_change_back", args=[change.uuid])
        answer = sign_in(grounds.staff[1].person).post(back)
        assert answer.status_code == 404
        assert published_plan(campus=grounds.campus, day=TODAY) == change.plan
