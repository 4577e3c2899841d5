"""A day that is over stays as it was: no way in puts another plan in force, however late the work on it comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from cast import NOW, TODAY
from grounds import TOMORROW, Grounds

from ownpath.school.days.models import DayPlan, PlanJob
from ownpath.school.days.queries import published_plan
from ownpath.school.days.services import (
    adult_out,
    ask_for_plan,
    ask_for_repair,
    making,
    publish_plan,
    undo_publish,
    withdraw_plan,
)
from ownpath.school.days.services.publishing import DayIsOver
from ownpath.school.days.services.working import do_job

BEFORE_MIDNIGHT = NOW + timedelta(hours=13, minutes=59)  # ten in the morning at the campus
AFTER_MIDNIGHT = NOW + timedelta(hours=14)
State = PlanJob.State


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = BEFORE_MIDNIGHT

    def __call__(self) -> datetime:
        """Return the moment it is."""
        return self.now


def plan_asked(grounds: Grounds) -> PlanJob:
    """Ask for a plan of today that will be published."""
    return ask_for_plan(
        campus=grounds.campus, day=TODAY, publishes=True, by=grounds.cast.reyes, now=NOW
    )


def repair_asked(grounds: Grounds, now: datetime) -> PlanJob:
    """Ask for a repair of today as Ms. Okafor is out."""
    return ask_for_repair(
        campus=grounds.campus, day=TODAY, by=grounds.cast.reyes, now=now,
        event=adult_out(person_uuid=grounds.cast.okafor.uuid),
    )  # fmt: skip


def done(job: PlanJob, clock: Any) -> PlanJob:
    """Let the worker do a job, and return it as it stands then."""
    do_job(uuid=job.uuid, clock=clock)
    job.refresh_from_db()
    return job


class TestWhatIsAskedFor:
    def test_is_refused_from_the_midnight_of_the_campus_on(self, grounds: Grounds) -> None:
        plan = grounds.publish(TODAY)
        here: dict[str, Any] = {"campus": grounds.campus, "by": grounds.cast.reyes}
        late = {**here, "now": AFTER_MIDNIGHT}
        draft = grounds.plan(TODAY)
        for refused in (
            lambda: ask_for_plan(day=TODAY, publishes=True, **late),
            lambda: publish_plan(plan_uuid=draft.uuid, **late),
            lambda: undo_publish(day=TODAY, **late),
            lambda: withdraw_plan(plan_uuid=plan.uuid, **late),
            lambda: repair_asked(grounds, AFTER_MIDNIGHT),
        ):
            with pytest.raises(
                DayIsOver, match=r"This day is over\. Plan a day that is to come\."
            ):
                refused()
        assert published_plan(campus=grounds.campus, day=TODAY) == plan
        assert not PlanJob.objects.exists()
        withdraw_plan(plan_uuid=draft.uuid, **late)  # was never in force
        assert undo_publish(day=TODAY, **here, now=BEFORE_MIDNIGHT) is None

    def test_may_be_planned_to_look_at(self, grounds: Grounds) -> None:
        here: dict[str, Any] = {"campus": grounds.campus, "by": grounds.cast.reyes}
        job = ask_for_plan(day=TODAY, now=AFTER_MIDNIGHT, **here)
        assert done(job, lambda: AFTER_MIDNIGHT).state == State.DONE, job.problems
        assert DayPlan.objects.get().state == DayPlan.State.DRAFT


class TestWorkThatComesTooLate:
    def test_makes_no_plan(self, grounds: Grounds) -> None:
        job = done(plan_asked(grounds), lambda: AFTER_MIDNIGHT)
        assert job.state == State.FAILED
        assert job.problems[0].startswith("This day was over before the work on it was done.")
        assert not DayPlan.objects.exists()

    def test_leaves_what_was_made_over_midnight_a_draft(
        self, grounds: Grounds, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clock, plan_campus = Clock(), making.plan_campus

        def long_planned(**asked: Any) -> DayPlan:
            plan = plan_campus(**asked)
            clock.now = AFTER_MIDNIGHT
            return plan

        stood = grounds.publish(TODAY)
        monkeypatch.setattr(making, "plan_campus", long_planned)
        job = done(plan_asked(grounds), clock)
        assert (job.state, job.plan) == (State.FAILED, None)
        assert published_plan(campus=grounds.campus, day=TODAY) == stood
        assert DayPlan.objects.filter(state=DayPlan.State.DRAFT).count() == 1

    def test_mends_nothing(self, grounds: Grounds) -> None:
        stood = grounds.publish(TODAY)
        job = done(repair_asked(grounds, BEFORE_MIDNIGHT), lambda: AFTER_MIDNIGHT)
        assert (job.state, job.plan) == (State.FAILED, None)
        assert list(DayPlan.objects.all()) == [stood]

    def test_of_the_next_day_is_done(self, grounds: Grounds) -> None:
        job = ask_for_plan(
            campus=grounds.campus, day=TOMORROW, publishes=True, by=None, now=BEFORE_MIDNIGHT
        )
        assert done(job, lambda: AFTER_MIDNIGHT).state == State.DONE, job.problems
