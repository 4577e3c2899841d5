"""A day is planned: gathered, stored, published, explained; and the jobs that do it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from cast import NOW, TODAY
from grounds import TOMORROW, Grounds, at

from ownpath.engine.offers import propose
from ownpath.school.days.models import (
    DayPlan,
    DayRecord,
    PlanCell,
    PlanJob,
)
from ownpath.school.days.queries import (
    differing,
    published_plan,
    rooms_with_sheets,
    sheets_of_rooms,
    sheets_of_teachers,
    student_day,
    teacher_day,
    teachers_with_sheets,
    what_could_be,
    why_cell,
)
from ownpath.school.days.queries.judging import judge_plan
from ownpath.school.days.queries.packed import pack, unpack
from ownpath.school.days.services import (
    ask_for_plan,
    cancel_job,
    close_day,
    mark_all_here,
    pick_for_day,
    save_room,
    undo_publish,
)
from ownpath.school.days.services.asking import BeingPlanned
from ownpath.school.days.services.broken_rules import breaches_of
from ownpath.school.days.services.making import get_ready, plan_campus
from ownpath.school.days.services.nightly import do_the_evening
from ownpath.school.plans.services import look_out_for_many
from ownpath.school.plans.services.situations import look_out


class TestGathering:
    def test_of_many_gives_what_it_gives_of_one(self, grounds: Grounds) -> None:
        ada = grounds.cast.ada
        many = look_out_for_many(students=grounds.students, today=TODAY, now=NOW, n_wanted=6)
        one = look_out(student=ada, today=TODAY, now=NOW)
        assert one is not None
        alone = propose(situation=one.situation, candidates=one.candidates, n_wanted=6)
        assert [p.activity for p in many[ada.pk].proposals] == [p.activity for p in alone]


class TestPlans:
    def test_are_stored_as_they_were_planned(self, grounds: Grounds) -> None:
        plan = grounds.plan()
        problem, key, packed = unpack(plan.problem)
        assert unpack(pack(problem, key, packed))[1].groups == key.groups
        assert (unpack(pack(problem, key, packed))[2].option == packed.option).all()
        assert breaches_of(plan) == []

    def test_are_foretold_as_their_rows_are_judged(self, grounds: Grounds) -> None:
        grounds.teach_whole_classes()
        for preset in ("", "whole_class"):
            ready = get_ready(campus=grounds.campus, day=TOMORROW, now=NOW, preset=preset)
            plan = plan_campus(
                campus=grounds.campus, day=TOMORROW, by=None, now=NOW, preset=preset
            )
            judged = judge_plan(plan=plan, school_day=ready.gathered.school_day)
            rows = [ready.key.students.index(one) for one in judged.student_ids]
            _problem, _key, packed = unpack(plan.problem)
            assert np.array_equal(ready.aims.held(packed)[rows], judged.held)
            assert judged.held.any() == (preset == "")

    def test_give_everybody_something_in_every_block(self, grounds: Grounds) -> None:
        plan = grounds.plan()
        cells = PlanCell.objects.filter(plan=plan).exclude(modality="")
        assert cells.count() == len(grounds.students) * 6
        assert plan.figures["n_without_teacher"] == 0

    def test_are_the_same_again(self, grounds: Grounds) -> None:
        first, second = grounds.plan(), grounds.plan()
        assert first.value == second.value
        assert differing(plan=second, against=first).changes == []

    def test_honor_what_a_student_picked(self, grounds: Grounds) -> None:
        bench = grounds.stations["Bench"]
        picked = pick_for_day(
            student=grounds.cast.ada, day=TOMORROW, key=f"station:{bench.uuid}",
            n_shown=6, by=grounds.cast.ada, now=NOW,
        )  # fmt: skip
        plan = grounds.publish()
        cell = PlanCell.objects.get(plan=plan, student=grounds.cast.ada, station=bench)
        picked.refresh_from_db()
        assert cell.is_chosen
        assert picked.is_honored
        assert len(picked.among) > 1

    def test_once_published_supersede_and_come_back(self, grounds: Grounds) -> None:
        first, second = grounds.publish(), grounds.publish()
        first.refresh_from_db()
        assert first.state == DayPlan.State.SUPERSEDED
        here = {"campus": grounds.campus, "day": TOMORROW, "by": grounds.cast.reyes, "now": NOW}
        back = undo_publish(**here)
        second.refresh_from_db()
        assert (back, second.state) == (first, DayPlan.State.DRAFT)
        assert undo_publish(**here) is None
        assert published_plan(campus=grounds.campus, day=TOMORROW) is None

    def test_are_explained(self, grounds: Grounds) -> None:
        plan = grounds.plan()
        why = why_cell(plan=plan, student=grounds.cast.ada, block=0)
        assert why is not None
        assert why.because["kind"]
        could = what_could_be(plan=plan, student=grounds.cast.ada, block=0)
        assert all(one.bound_words for one in could if one.bound_by)

    def test_are_read_by_student_teacher_and_on_paper(self, grounds: Grounds) -> None:
        plan = grounds.publish()
        day = student_day(student=grounds.cast.ada, day=TOMORROW)
        assert day.state == "planned"
        assert set(day.cells) == {0, 1, 2, 4, 5, 6}
        room = teacher_day(teacher=grounds.cast.okafor, day=TOMORROW)
        assert all(g.adult == grounds.cast.okafor for own in room.groups.values() for g in own)
        teachers = teachers_with_sheets(plan=plan)
        assert grounds.cast.okafor.pk in {pk for _, pk in teachers}
        sheets = sheets_of_teachers(plan=plan, teachers=teachers)
        assert [sheet.name for sheet in sheets] == [name for name, _ in teachers]
        assert all(line.students for sheet in sheets for line in sheet.lines)
        rooms = rooms_with_sheets(plan=plan)
        assert rooms
        for sheet in sheets_of_rooms(plan=plan, rooms=rooms):
            assert {line.room for line in sheet.lines} == {sheet.name}
        assert student_day(student=grounds.cast.ben, day=TOMORROW).state == "no_school"


class TestJobs:
    def test_plan_and_publish_beside_the_server(self, grounds: Grounds) -> None:
        here = {"campus": grounds.campus, "day": TOMORROW, "by": grounds.cast.reyes, "now": NOW}
        job = ask_for_plan(publishes=True, **here)
        with pytest.raises(BeingPlanned):
            ask_for_plan(**here)
        job = at(job)
        assert job.state == PlanJob.State.DONE
        assert job.plan is not None
        assert job.plan.state == DayPlan.State.PUBLISHED
        assert job.plan.bound is not None
        assert 0 <= (job.plan.gap or 0) < 0.2

    def test_that_cannot_be_done_say_what_conflicts(self, grounds: Grounds) -> None:
        for one in grounds.stations.values():
            one.is_open = False
            one.save()
        for staffing in grounds.staff:
            staffing.delete()
        save_room(campus=grounds.campus, name="Last", kind="class", seats=1, by=None, now=NOW)
        job = at(
            ask_for_plan(campus=grounds.campus, day=TOMORROW, by=grounds.cast.reyes, now=NOW)
        )
        assert job.state == PlanJob.State.FAILED
        assert len(job.problems) > 1

    def test_that_were_canceled_are_left_alone(self, grounds: Grounds) -> None:
        here = {"campus": grounds.campus, "by": grounds.cast.reyes, "now": NOW}
        job = ask_for_plan(day=TOMORROW, **here)
        cancel_job(job_uuid=job.uuid, **here)
        assert at(job).state == PlanJob.State.CANCELED
        assert not DayPlan.objects.exists()

    def test_of_the_evening_are_asked_for_once(self, grounds: Grounds) -> None:
        morning = NOW  # ten at the campus
        evening = NOW + timedelta(hours=9)
        assert do_the_evening(now=morning) == []
        assert len(do_the_evening(now=evening)) == 1
        assert do_the_evening(now=evening) == []
        job = PlanJob.objects.get()
        assert (job.day, job.publishes) == (TOMORROW, True)

    def test_of_a_machine_that_was_off_are_caught_up_with(self, grounds: Grounds) -> None:
        grounds.publish(TODAY)
        okafor = grounds.cast.okafor
        mark_all_here(section=grounds.cast.section, day=TODAY, by=okafor, now=NOW)
        before_bells = NOW + timedelta(hours=20)  # six at the campus
        done = do_the_evening(now=before_bells)
        assert [one.partition(": ")[2].split()[0] for one in done] == ["closed", "asked"]
        assert set(DayRecord.objects.values_list("day", flat=True)) == {TODAY}
        assert PlanJob.objects.get().day == TOMORROW
        assert do_the_evening(now=before_bells) == []

    def test_of_a_day_that_has_begun_are_not_asked_for(self, grounds: Grounds) -> None:
        grounds.publish(TODAY)
        assert do_the_evening(now=NOW + timedelta(hours=24)) == []

    def test_of_a_campus_that_never_went_by_plans_wait_for_its_evening(
        self, grounds: Grounds
    ) -> None:
        assert do_the_evening(now=NOW + timedelta(hours=20)) == []
        assert not PlanJob.objects.exists()

    def test_no_day_before_one_that_is_closed_is_closed_late(self, grounds: Grounds) -> None:
        grounds.publish(TODAY)
        grounds.publish(TOMORROW)
        for day in (TODAY, TOMORROW):
            mark_all_here(
                section=grounds.cast.section, day=day, by=grounds.cast.okafor, now=NOW
            )
        close_day(campus=grounds.campus, day=TOMORROW, now=NOW)
        assert not any("closed" in one for one in do_the_evening(now=NOW + timedelta(hours=33)))
