"""A day from the plan to its close: published, changed, mended, lived, judged; and who may do what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from cast import NOW, TODAY
from grounds import TOMORROW, Grounds

from ownpath.errors import NotAllowed
from ownpath.school.days.models import (
    Attendance,
    BlockRecord,
    DayRecord,
    PlanCell,
    PlanJob,
)
from ownpath.school.days.queries import (
    attendance_of,
    batch_over,
    end_of_day,
    promises_over,
    reasons_of_record,
    stamp_of_day,
    student_records,
    tomorrow_of,
    waiting_lines,
    waiting_rows,
)
from ownpath.school.days.services import (
    ask_for_plan,
    ask_what_if,
    close_day,
    forget_in_plans,
    join_program,
    leave_program,
    mark_all_here,
    mark_attendance,
    note_block,
    opt_out,
    pick_for_day,
    publish_plan,
    review_plan,
    save_room,
    save_schedule,
    start_block,
    swap,
)
from ownpath.school.days.services.picking import TooLate
from ownpath.school.days.services.setting_up import MayNotRun, NotOfHere, OutOfRange
from ownpath.school.days.services.setting_up.calendars import Bell
from ownpath.school.plans.models import Offer
from ownpath.school.plans.services import ensure_offers


class TestTheDay:
    def test_is_judged_on_plan_and_record_and_closed(self, grounds: Grounds) -> None:
        plan = grounds.publish(TODAY)
        okafor = grounds.cast.okafor
        here = mark_all_here(section=grounds.cast.section, day=TODAY, by=okafor, now=NOW)
        assert len(here) == 24
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

    def test_programs_are_told_by_name_one_spelling_each_and_can_be_left(
        self, grounds: Grounds
    ) -> None:
        grounds.publish(TODAY)
        close_day(campus=grounds.campus, day=TODAY, now=NOW)
        deed: dict[str, Any] = {"campus": grounds.campus, "by": grounds.cast.reyes, "now": NOW}
        for place, student in enumerate(grounds.students[:12]):
            said = "English learners/newcomers" if place else "english  learners/newcomers"
            join_program(student=student, name=said, **deed)
        here = {"campus": grounds.campus, "day": TODAY, "by": "program"}
        lines = {line.name: line for line in waiting_lines(**here)}
        assert lines["English learners/newcomers"].n_students == 12
        leave_program(student=grounds.students[0], name="ENGLISH learners/newcomers", **deed)
        rows = waiting_rows(name="English learners/newcomers", **here)
        assert grounds.students[0].pk not in {row.student_id for row in rows}
        with pytest.raises(NotOfHere):
            leave_program(
                student=grounds.students[0], name="English learners/newcomers", **deed
            )
        with pytest.raises(MayNotRun):
            join_program(
                student=grounds.students[0], name="x", **{**deed, "by": grounds.cast.okafor}
            )

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
            pick_for_day(
                student=ada,
                day=TOMORROW,
                key=tomorrow.could[0].key,
                n_shown=6,
                by=ada,
                now=late,
            )

    def test_what_was_picked_stands_there_though_it_is_done_meanwhile(
        self, grounds: Grounds
    ) -> None:
        ada = grounds.cast.ada
        ensure_offers(student=ada, today=TODAY, now=NOW)
        before = tomorrow_of(student=ada, now=NOW)
        assert before is not None
        key = next(one.key for one in before.could if one.offer)
        given = {"student": ada, "day": TOMORROW, "by": ada, "now": NOW, "n_shown": 6}
        picked = pick_for_day(key=key, **given)
        assert pick_for_day(key=key, **given) == picked
        Offer.objects.filter(activity=picked.activity).update(state="done")
        after = tomorrow_of(student=ada, now=NOW)
        assert after is not None
        assert (after.could[0].key, after.could[0].is_picked) == (key, True)
        assert after.could[0].title == before.could[0].title

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
