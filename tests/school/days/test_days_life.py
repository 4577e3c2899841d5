"""A day from the plan to its close: published, changed, mended, lived, judged; and who may do what."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import numpy as np
import pytest
from cast import NOW, TODAY
from grounds import TOMORROW, Grounds

from ownpath.engine.offers import propose
from ownpath.errors import NotAllowed
from ownpath.school.days.models import (
    Attendance,
    BlockRecord,
    DayPlan,
    DayRecord,
    PlanCell,
    PlanChange,
    PlanJob,
)
from ownpath.school.days.queries import (
    attendance_of,
    batch_over,
    difference_lines,
    differing,
    end_of_day,
    promises_over,
    published_plan,
    reasons_of_record,
    rooms_with_sheets,
    sheets_of_rooms,
    sheets_of_teachers,
    stamp_of_day,
    student_day,
    student_records,
    teacher_day,
    teachers_with_sheets,
    tomorrow_of,
    waiting_lines,
    waiting_rows,
    what_could_be,
    why_cell,
)
from ownpath.school.days.queries.judging import judge_plan
from ownpath.school.days.queries.packed import pack, unpack
from ownpath.school.days.services import (
    adult_out,
    ask_for_plan,
    ask_for_repair,
    ask_what_if,
    cancel_job,
    cart_missing,
    close_day,
    forget_in_plans,
    mark_all_here,
    mark_attendance,
    note_block,
    opt_out,
    pick_for_day,
    publish_plan,
    review_plan,
    room_lost,
    save_room,
    save_schedule,
    start_block,
    students_away,
    swap,
    undo_publish,
)
from ownpath.school.days.services.asking import BeingPlanned
from ownpath.school.days.services.broken_rules import breaches_of
from ownpath.school.days.services.making import get_ready, plan_campus
from ownpath.school.days.services.mending import keep_mended, try_event
from ownpath.school.days.services.naming import CannotMend
from ownpath.school.days.services.nightly import do_the_evening
from ownpath.school.days.services.picking import TooLate
from ownpath.school.days.services.setting_up import MayNotRun, OutOfRange
from ownpath.school.days.services.setting_up.calendars import Bell
from ownpath.school.days.services.working import do_job, give_up_dead_jobs
from ownpath.school.plans.services import look_out_for_many
from ownpath.school.plans.services.situations import look_out


def at(job: PlanJob) -> PlanJob:
    """Let the worker do a job, and return it as it stands then."""
    do_job(uuid=job.uuid, clock=lambda: NOW)
    job.refresh_from_db()
    return job


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
        assert differing(plan=second, against=first).places == []

    def test_honor_what_a_student_picked(self, grounds: Grounds) -> None:
        bench = grounds.stations["Bench"]
        picked = pick_for_day(
            student=grounds.cast.ada, day=TOMORROW, key=f"station:{bench.uuid}",
            by=grounds.cast.ada, now=NOW,
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

    def test_whose_worker_died_are_given_up(self, grounds: Grounds) -> None:
        job = ask_for_plan(campus=grounds.campus, day=TOMORROW, by=None, now=NOW)
        PlanJob.objects.update(state=PlanJob.State.RUNNING, beat_at=NOW)
        assert give_up_dead_jobs(now=NOW + timedelta(minutes=5)) == 0
        assert give_up_dead_jobs(now=NOW + timedelta(minutes=20)) == 1
        job.refresh_from_db()
        assert job.state == PlanJob.State.FAILED

    def test_of_the_evening_are_asked_for_once(self, grounds: Grounds) -> None:
        morning = NOW  # ten at the campus
        evening = NOW + timedelta(hours=9)
        assert do_the_evening(now=morning) == []
        assert len(do_the_evening(now=evening)) == 1
        assert do_the_evening(now=evening) == []
        job = PlanJob.objects.get()
        assert (job.day, job.publishes) == (TOMORROW, True)


class TestMending:
    def test_what_if_tells_the_cost_and_writes_nothing(self, grounds: Grounds) -> None:
        plan = grounds.publish()
        event = adult_out(person_uuid=grounds.cast.okafor.uuid)
        job = at(
            ask_what_if(
                campus=grounds.campus,
                day=TOMORROW,
                event=event,
                by=grounds.cast.okafor,
                now=NOW,
            )
        )
        assert job.state == PlanJob.State.DONE, job.problems
        assert job.answer["n_changed"] > 0
        assert job.plan is None
        assert published_plan(campus=grounds.campus, day=TOMORROW) == plan

    def test_tells_everyone_whose_cell_changed_why(self, grounds: Grounds) -> None:
        before = grounds.publish()
        event = adult_out(person_uuid=grounds.cast.okafor.uuid)
        job = at(
            ask_for_repair(
                campus=grounds.campus, day=TOMORROW, event=event, by=grounds.cast.reyes, now=NOW
            )
        )
        assert job.plan is not None, job.problems
        assert not job.plan.groups.filter(adult=grounds.cast.okafor).exists()
        told = set(PlanChange.objects.values_list("student_id", "block"))
        changed = {
            (line.student.pk, line.block)
            for line in difference_lines(
                plan=job.plan,
                against=before,
                places=differing(plan=job.plan, against=before).places,
            )
            if line.before
            and line.after
            and (line.before.key, line.before.modality, line.before.adult)
            != (line.after.key, line.after.modality, line.after.adult)
        }
        assert changed <= told
        day = student_day(
            student=PlanChange.objects.select_related("student")[0].student, day=TOMORROW
        )
        assert day.changes
        assert str(day.changes[0].words)

    def test_of_any_mishap_breaks_no_rule(self, grounds: Grounds) -> None:
        rng = Random(4)
        plan = grounds.publish()
        n_mended = 0
        for turn in range(8):
            event = random_event(grounds, rng, turn)
            try:
                mended = try_event(base=plan, event=event, now_block=rng.randrange(4))
            except CannotMend:
                continue
            plan = keep_mended(mended=mended, event=event, by=None, now=NOW)
            assert breaches_of(plan) == []
            n_mended += 1
        assert n_mended >= 4

    def test_a_pick_after_publishing_is_made_room_for(self, grounds: Grounds) -> None:
        grounds.publish()
        ada, bench = grounds.cast.ada, grounds.stations["Bench"]
        pick_for_day(student=ada, day=TOMORROW, key=f"station:{bench.uuid}", by=ada, now=NOW)
        job = at(PlanJob.objects.get(kind=PlanJob.Kind.REPAIR))
        assert job.state == PlanJob.State.DONE, job.problems
        cells = student_day(student=ada, day=TOMORROW).cells
        assert f"station:{bench.uuid}" in {cell.key for cell in cells.values()}
        assert "chosen" in set(PlanChange.objects.values_list("reason", flat=True))


def random_event(grounds: Grounds, rng: Random, turn: int) -> dict[str, object]:
    """Return some mishap."""
    first = rng.randrange(6)
    makers = (
        lambda: adult_out(
            person_uuid=rng.choice(grounds.staff).person.uuid,
            first_block=first,
            last_block=first,
        ),
        lambda: students_away(
            student_uuids=[one.uuid for one in rng.sample(grounds.students, 3)],
            first_block=first,
        ),
        lambda: room_lost(
            room_uuid=rng.choice(grounds.rooms[:4]).uuid, first_block=first, last_block=first
        ),
        lambda: cart_missing(
            cart_uuid=UUID(str(grounds.campus.carts.get().uuid)), first_block=5, last_block=5
        ),
        lambda: swap(
            student_uuid=rng.choice(grounds.students).uuid,
            block=rng.choice((4, 5, 6)),
            key=f"station:{grounds.stations['Writing'].uuid}",
        ),
    )
    return makers[turn % len(makers)]()


class TestTheDay:
    def test_is_judged_on_plan_and_record_and_closed(self, grounds: Grounds) -> None:
        plan = grounds.publish(TODAY)
        okafor = grounds.cast.okafor
        assert mark_all_here(section=grounds.cast.section, day=TODAY, by=okafor, now=NOW) == 24
        absent = grounds.students[5]
        mark_attendance(student=absent, day=TODAY, state="absent", by=okafor, now=NOW)
        for student in grounds.students:
            for block in (0, 1, 2, 4, 5, 6):
                note_block(
                    student=student, day=TODAY, block=block, state="done", by=okafor, now=NOW
                )
        ada = end_of_day(student=grounds.cast.ada, day=TODAY)
        assert ada.kept == ada.promised
        assert close_day(campus=grounds.campus, day=TODAY, now=NOW) == 24
        away = DayRecord.objects.get(student=absent)
        assert (away.was_here, away.kept, away.waiting_days) == (False, 0, 0)
        here = DayRecord.objects.get(student=grounds.cast.ada)
        assert here.kept == here.promised
        assert here.waiting_days == 1  # nothing was chosen, so the day was not whole
        plan.refresh_from_db()
        assert plan.problem == ""

    def test_what_was_not_done_is_not_kept_and_says_why(self, grounds: Grounds) -> None:
        grounds.publish(TODAY)
        note_block(
            student=grounds.cast.ada, day=TODAY, block=0, state="not_done",
            by=grounds.cast.okafor, now=NOW,
        )  # fmt: skip
        close_day(campus=grounds.campus, day=TODAY, now=NOW)
        (closed,) = student_records(student=grounds.cast.ada, since=TODAY, until=TODAY)
        lines = {one.promise: one for one in reasons_of_record(closed)}
        assert lines["connects"].is_promised
        assert not lines["connects"].is_kept
        assert "did not take place" in str(lines["connects"].words)

    def test_leaders_figures_open_to_rows_and_small_groups_are_hidden(
        self, grounds: Grounds
    ) -> None:
        grounds.publish(TODAY)
        close_day(campus=grounds.campus, day=TODAY, now=NOW)
        here = {"campus": grounds.campus, "day": TODAY}
        (line,) = waiting_lines(by="grade", **here)
        assert line.n_students == len(waiting_rows(by="grade", name="04", **here)) == 24
        DayRecord.objects.filter(student__in=grounds.students[:15]).delete()
        (line,) = waiting_lines(by="grade", **here)
        assert (line.n_students, line.is_hidden, line.longest) == (9, True, 0)
        window = {"campus": grounds.campus, "since": TODAY, "until": TODAY}
        assert promises_over(**window)[0].n_here == 9
        assert batch_over(**window) is not None
        assert batch_over(grade="05", **window) is None

    def test_programs_open_to_their_rows_and_small_ones_are_hidden(
        self, grounds: Grounds
    ) -> None:
        grounds.publish(TODAY)
        close_day(campus=grounds.campus, day=TODAY, now=NOW)
        here = {"campus": grounds.campus, "day": TODAY}
        before = {line.name for line in waiting_lines(by="program", **here)}
        owed, few = grounds.students[:12], grounds.students[12:14]
        for student in owed:
            student.language = "es"
            student.save(update_fields=["language"])
        for student in few:
            opt_out(campus=grounds.campus, student=student, by=None, now=NOW)
        lines = {line.name: line for line in waiting_lines(by="program", **here)}
        assert set(lines) == before | {"spanish", "off_screens"}
        assert (lines["spanish"].n_students, lines["spanish"].is_hidden) == (12, False)
        assert (lines["off_screens"].n_students, lines["off_screens"].is_hidden) == (2, True)
        rows = waiting_rows(by="program", name="spanish", **here)
        assert {row.student_id for row in rows} == {one.pk for one in owed}
        assert waiting_rows(by="program", name="no such", **here) == []

    def test_begins_with_an_offer_that_can_be_opened(self, grounds: Grounds) -> None:
        plan = grounds.publish(TODAY)
        cell = (
            PlanCell.objects.filter(plan=plan, activity__kind="practice", student__grade="04")
            .select_related("student", "activity")
            .first()
        )
        assert cell is not None
        offer = start_block(
            student=cell.student, day=TODAY, block=cell.block, by=cell.student, now=NOW
        )
        assert offer.activity == cell.activity
        assert BlockRecord.objects.get(student=cell.student).state == "going"

    def test_choosing_ends_at_the_campus_hour(self, grounds: Grounds) -> None:
        ada = grounds.cast.ada
        late = datetime(2026, 3, 11, 1, 0, tzinfo=NOW.tzinfo)  # six in the evening there
        tomorrow = tomorrow_of(student=ada, now=NOW)
        assert tomorrow is not None
        assert tomorrow.is_open
        with pytest.raises(TooLate):
            pick_for_day(student=ada, day=TOMORROW, key=tomorrow.could[0].key, by=ada, now=late)

    def test_its_stamp_moves_when_something_happens(self, grounds: Grounds) -> None:
        grounds.publish(TODAY)
        ada = grounds.cast.ada
        before = stamp_of_day(day=TODAY, student=ada)
        assert stamp_of_day(day=TODAY, student=ada) == before
        note_block(student=ada, day=TODAY, block=0, state="done", by=ada, now=NOW)
        assert stamp_of_day(day=TODAY, student=ada) != before


class TestWhoMay:
    @pytest.mark.parametrize("name", ["ada", "okafor", "ito", "rosa", "clerk", "lund"])
    def test_set_nothing_up_and_publish_nothing(self, grounds: Grounds, name: str) -> None:
        by = grounds.cast.everybody[name]
        plan = grounds.plan()
        with pytest.raises(MayNotRun):
            save_room(campus=grounds.campus, name="X", kind="class", seats=1, by=by, now=NOW)
        with pytest.raises(MayNotRun):
            publish_plan(campus=grounds.campus, plan_uuid=plan.uuid, by=by, now=NOW)
        with pytest.raises(MayNotRun):
            ask_for_plan(campus=grounds.campus, day=TOMORROW, by=by, now=NOW)

    @pytest.mark.parametrize("name", ["ben", "ito", "rosa", "lund"])
    def test_say_nothing_of_ada(self, grounds: Grounds, name: str) -> None:
        by = grounds.cast.everybody[name]
        grounds.publish(TODAY)
        ada = grounds.cast.ada
        with pytest.raises(NotAllowed):
            mark_attendance(student=ada, day=TODAY, state="absent", by=by, now=NOW)
        with pytest.raises(NotAllowed):
            note_block(student=ada, day=TODAY, block=0, state="done", by=by, now=NOW)
        with pytest.raises(NotAllowed):
            ask_what_if(
                campus=grounds.campus, day=TODAY, by=by, now=NOW,
                event=swap(student_uuid=ada.uuid, block=0, key="conference"),
            )  # fmt: skip
        assert not Attendance.objects.exists()

    def test_a_teacher_of_the_plan_reviews_it(self, grounds: Grounds) -> None:
        plan = grounds.plan()
        review_plan(plan=plan, is_accepted=True, by=grounds.cast.okafor, now=NOW)
        assert attendance_of(section=grounds.cast.section, day=TODAY)


class TestBounds:
    @pytest.mark.parametrize("seats", [0, 1_001])
    def test_a_room_has_some_seats(self, grounds: Grounds, seats: int) -> None:
        with pytest.raises(OutOfRange, match=str(seats)):
            save_room(
                campus=grounds.campus, name="R", kind="class", seats=seats, by=None, now=NOW
            )

    @pytest.mark.parametrize("name", ["", " ", "x" * 121, "101", "a\x00b"])
    def test_a_room_has_a_name_of_its_own(self, grounds: Grounds, name: str) -> None:
        with pytest.raises(OutOfRange):
            save_room(campus=grounds.campus, name=name, kind="class", seats=9, by=None, now=NOW)

    def test_a_schedule_has_blocks_in_order(self, grounds: Grounds) -> None:
        from datetime import time

        bad = Bell(name="1", kind="learning", starts_at=time(9), ends_at=time(8))
        for bells in ([], [bad], [bad] * 17):
            with pytest.raises(OutOfRange):
                save_schedule(campus=grounds.campus, name="S", bells=bells, by=None, now=NOW)


class TestErasing:
    def test_leaves_no_number_or_name_of_a_student_in_plans(self, grounds: Grounds) -> None:
        plan = grounds.publish()
        ada = grounds.cast.ada
        event = swap(student_uuid=ada.uuid, block=0, key="conference")
        ask_what_if(campus=grounds.campus, day=TOMORROW, event=event, by=None, now=NOW)
        forget_in_plans(people=[ada])
        plan.refresh_from_db()
        assert plan.problem == ""
        assert PlanJob.objects.get().event == {}
