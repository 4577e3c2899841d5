"""The evening where not all is as it should be: a campus that fails, nobody to plan for, a full disk, odd hours."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from cast import NOW, TODAY, make_person
from grounds import TOMORROW, Grounds, at, bells

from ownpath.school.days.models import DayRecord, PlanJob
from ownpath.school.days.queries import what_is_missing
from ownpath.school.days.services import (
    ask_for_plan,
    mark_all_here,
    nightly,
    publishing,
    put_plan_back,
    setting_up,
    undo_publish,
    withdraw_plan,
)
from ownpath.school.days.services.gathering import CannotPlan
from ownpath.school.days.services.nightly import BEFORE_ASKING_AGAIN, do_the_evening
from ownpath.school.days.services.working import do_job
from ownpath.school.people.models import Campus

EVENING = NOW + timedelta(hours=9)  # seven at the campus
BROKE = "Something broke. Nothing was changed."
State = PlanJob.State


def another_campus(grounds: Grounds) -> Campus:
    """Return a campus of the district with bells, a room and a teacher, and without a student."""
    campus = Campus.objects.create(
        district=grounds.campus.district, sourced_id="fall", source_key="fall",
        name="A campus that opens in fall",
    )  # fmt: skip
    here: dict[str, Any] = {"campus": campus, "by": None, "now": NOW}
    schedule = setting_up.save_schedule(name="Regular", bells=bells(7), **here)
    for weekday in range(5):
        setting_up.set_weekday(weekday=weekday, schedule=schedule, **here)
    setting_up.save_room(name="1", kind="class", seats=20, **here)
    teacher = make_person(campus.district, "fall", "Noor", "Haddad", "teacher", campus)
    setting_up.save_staffing(person=teacher, subjects=["science"], **here)
    return campus


def ended(grounds: Grounds, state: str, problems: list[str]) -> None:
    """Let tomorrow's planning of the evening have ended without a plan."""
    PlanJob.objects.create(
        campus=grounds.campus, day=TOMORROW, publishes=True, asked_at=EVENING, state=state,
        problems=problems, ended_at=EVENING,
    )  # fmt: skip


class TestCampuses:
    def test_have_their_evening_though_another_one_fails(
        self,
        grounds: Grounds,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        failing, calendar_of = another_campus(grounds), nightly.calendar_of

        def broken_at_one(*, campus: Campus) -> object:
            if campus == failing:
                raise OSError("no space left on the disk")
            return calendar_of(campus=campus)

        monkeypatch.setattr(nightly, "calendar_of", broken_at_one)
        done = do_the_evening(now=EVENING)
        assert done == [f"{grounds.campus.name}: asked to plan {TOMORROW}"]
        assert f"The evening of {failing.name} stopped" in caplog.text

    def test_without_students_are_not_asked_to_be_planned(self, grounds: Grounds) -> None:
        empty = another_campus(grounds)
        assert not what_is_missing(campus=empty)
        assert do_the_evening(now=EVENING) == [
            f"{grounds.campus.name}: asked to plan {TOMORROW}"
        ]


class TestADay:
    def test_without_a_block_to_plan_is_not_asked_for(self, grounds: Grounds) -> None:
        here: dict[str, Any] = {"campus": grounds.campus, "by": None, "now": NOW}
        trip = setting_up.save_schedule(name="Trip", bells=bells(7)[3:4], **here)
        setting_up.set_weekday(weekday=TOMORROW.weekday(), schedule=trip, **here)
        assert do_the_evening(now=EVENING) == []
        with pytest.raises(CannotPlan, match="No block of this day is for learning"):
            grounds.plan()  # as a leader may ask for

    def test_is_not_closed_before_its_last_bell(self, grounds: Grounds) -> None:
        grounds.publish(TODAY)
        mark_all_here(section=grounds.cast.section, day=TODAY, by=grounds.cast.okafor, now=NOW)
        early: dict[str, Any] = {"campus": grounds.campus, "by": None, "now": NOW}
        setting_up.set_policy(plan_at=time(7), **early)
        assert not any("closed" in one for one in do_the_evening(now=NOW))
        assert not DayRecord.objects.exists()
        last_bell = NOW + timedelta(hours=4, minutes=45)
        assert any("closed" in one for one in do_the_evening(now=last_bell))

    def test_is_planned_at_the_hour_of_the_clock_on_the_wall(self, grounds: Grounds) -> None:
        sunday_at_six = datetime(2026, 3, 9, 1, tzinfo=UTC)  # clocks changed that morning
        assert do_the_evening(now=sunday_at_six - timedelta(minutes=1)) == []
        done = do_the_evening(now=sunday_at_six)
        assert done == [f"{grounds.campus.name}: asked to plan {TODAY - timedelta(days=1)}"]


class TestADraft:
    def test_that_nobody_published_leaves_the_day_to_the_evening(
        self, grounds: Grounds
    ) -> None:
        by_reyes: dict[str, Any] = {"campus": grounds.campus, "by": grounds.cast.reyes}
        job = at(ask_for_plan(day=TOMORROW, now=NOW, **by_reyes))
        assert job.plan is not None
        assert do_the_evening(now=EVENING) == [
            f"{grounds.campus.name}: asked to plan {TOMORROW}"
        ]
        assert PlanJob.objects.get(asked_by=None).publishes
        assert do_the_evening(now=EVENING + BEFORE_ASKING_AGAIN) == []

    def test_made_a_moment_ago_is_left_to_whoever_is_at_it(self, grounds: Grounds) -> None:
        by_reyes: dict[str, Any] = {"campus": grounds.campus, "by": grounds.cast.reyes}
        job = ask_for_plan(day=TOMORROW, now=EVENING, **by_reyes)
        assert do_the_evening(now=EVENING + timedelta(hours=3)) == []  # it is being planned
        do_job(uuid=job.uuid, clock=lambda: EVENING)
        later = EVENING + BEFORE_ASKING_AGAIN
        assert do_the_evening(now=later - timedelta(minutes=1)) == []
        assert len(do_the_evening(now=later)) == 1

    @pytest.mark.parametrize("way", ["undone", "withdrawn", "undone, put aside", "put back"])
    def test_that_was_in_force_and_taken_back_keeps_the_evening_off(
        self, grounds: Grounds, way: str
    ) -> None:
        by_reyes: dict[str, Any] = {
            "campus": grounds.campus,
            "by": grounds.cast.reyes,
            "now": NOW,
        }
        plan = grounds.publish(TOMORROW)
        if way != "withdrawn":
            assert undo_publish(day=TOMORROW, **by_reyes) is None
        if way != "undone":
            withdraw_plan(plan_uuid=plan.uuid, **by_reyes)
        if way == "put back":
            put_plan_back(plan_uuid=plan.uuid, **by_reyes)
        assert do_the_evening(now=EVENING) == []

    def test_put_aside_just_as_somebody_took_it_back_stays_taken_back(
        self, grounds: Grounds, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        by_reyes: dict[str, Any] = {"campus": grounds.campus, "by": grounds.cast.reyes}
        read_before = grounds.publish(TOMORROW)
        undo_publish(day=TOMORROW, now=NOW, **by_reyes)
        monkeypatch.setattr(publishing, "plan_at", lambda _campus, _uuid: read_before)
        withdraw_plan(plan_uuid=read_before.uuid, now=NOW, **by_reyes)
        assert do_the_evening(now=EVENING) == []

    def test_that_was_only_put_aside_does_not(self, grounds: Grounds) -> None:
        plan = grounds.plan(TOMORROW)
        withdraw_plan(
            campus=grounds.campus, plan_uuid=plan.uuid, by=grounds.cast.reyes, now=NOW
        )
        assert len(do_the_evening(now=EVENING)) == 1


class TestAPlanThatCameToNothing:
    @pytest.mark.parametrize("problems", [[BROKE], ["The worker stopped on the way."], []])
    def test_is_asked_for_again_after_a_while_where_the_machine_stopped_it(
        self, grounds: Grounds, problems: list[str]
    ) -> None:
        ended(grounds, State.FAILED, problems)
        later = EVENING + BEFORE_ASKING_AGAIN
        assert do_the_evening(now=later - timedelta(minutes=1)) == []
        assert len(do_the_evening(now=later)) == 1
        assert do_the_evening(now=later) == []

    @pytest.mark.parametrize(
        ("state", "problems"),
        [(State.FAILED, ["There are no rooms yet."]), (State.CANCELED, [])],
    )
    def test_is_left_to_people_where_they_have_to_decide(
        self, grounds: Grounds, state: str, problems: list[str]
    ) -> None:
        ended(grounds, state, problems)
        assert do_the_evening(now=EVENING + BEFORE_ASKING_AGAIN) == []
