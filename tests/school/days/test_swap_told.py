"""What a change costs is told in what children lose: a pick, the one turn with a teacher; and whose change it was."""

from __future__ import annotations

import numpy as np
import pytest
from cast import NOW
from grounds import TOMORROW, Grounds, at

from ownpath.faces.why import tell_change
from ownpath.school.days.models import (
    DayPlan,
    DeviceCart,
    PlanCell,
    PlanChange,
    PlanJob,
    StaffAbsence,
)
from ownpath.school.days.queries import (
    mishap_of,
    mishaps_of,
    published_plan,
    student_day,
    what_could_be,
)
from ownpath.school.days.queries.campuses import stations_of
from ownpath.school.days.queries.changed import (
    ChangedByOthers,
    changed_by_others,
    with_changes,
)
from ownpath.school.days.queries.explaining import NOT_OPEN
from ownpath.school.days.queries.mishaps import mishap_of_plan
from ownpath.school.days.queries.packed import unpack
from ownpath.school.days.services import (
    adult_out,
    ask_for_repair,
    cart_missing,
    pick_for_day,
    room_lost,
    setting_up,
    students_away,
)
from ownpath.school.days.services import swap as swap_to
from ownpath.school.days.services.costing import cost_of
from ownpath.school.days.services.mending import try_event
from ownpath.school.days.services.naming import CannotMend
from ownpath.school.people.models import Person

WITH_A_TEACHER = {"teacher_group", "conference", "class_lesson"}


def with_a_pick(grounds: Grounds) -> int:
    """Plan tomorrow with what Ada picked, and return the block that holds it."""
    ada, bench = grounds.cast.ada, grounds.stations["Bench"]
    pick_for_day(
        student=ada, day=TOMORROW, key=f"station:{bench.uuid}", n_shown=6, by=ada, now=NOW
    )
    grounds.publish()
    cells = student_day(student=ada, day=TOMORROW).cells
    return next(block for block, cell in cells.items() if cell.is_chosen)


class TestWhatCouldBe:
    def test_tells_a_pick_that_would_be_gone(self, grounds: Grounds) -> None:
        block, ada = with_a_pick(grounds), grounds.cast.ada
        plan = published_plan(campus=grounds.campus, day=TOMORROW)
        could = what_could_be(plan=plan, student=ada, block=block)
        assert could
        assert all(("choice" in one.loses) != one.is_picked for one in could)
        told = tell_change(next(one for one in could if one.loses), "Ada")
        assert "Ada picked what is planned now, and would not get it." in told
        elsewhere = next(b for b in student_day(student=ada, day=TOMORROW).cells if b != block)
        others = what_could_be(plan=plan, student=ada, block=elsewhere)
        assert not any("choice" in one.loses for one in others)

    def test_tells_the_only_turn_with_a_teacher(self, grounds: Grounds) -> None:
        for one in grounds.staff[1:]:  # so that turns are rare
            StaffAbsence.objects.create(
                staffing=one, day=TOMORROW, first_block=0, last_block=6, noted_at=NOW
            )
        plan = grounds.publish()
        n_told = 0
        for student in grounds.students[:12]:
            cells = student_day(student=student, day=TOMORROW).cells
            led = {b for b, cell in cells.items() if cell.modality in WITH_A_TEACHER}
            for block in cells:
                for one in what_could_be(plan=plan, student=student, block=block):
                    is_led = one.modality in WITH_A_TEACHER
                    assert ("teacher" in one.loses) == (led == {block} and not is_led)
                    assert ("teacher" in one.gains) == (not led and is_led)
                    n_told += bool(one.loses & {"teacher"})
        assert n_told

    def test_leaves_out_what_is_not_open_unless_it_was_asked_for(
        self, grounds: Grounds
    ) -> None:
        ada, here = grounds.cast.ada, {"campus": grounds.campus, "by": None, "now": NOW}
        setting_up.choose_model(preset="station_rotation", **here)
        plan = grounds.publish()
        shut = self.not_open(plan, ada)
        assert shut
        for block, key in shut:
            could = what_could_be(plan=plan, student=ada, block=block)
            assert key not in {one.key for one in could}
            asked = what_could_be(plan=plan, student=ada, block=block, asked=key)
            assert (asked[0].key, asked[0].bound_by) == (key, NOT_OPEN)

    def not_open(self, plan: DayPlan, student: Person) -> list[tuple[int, str]]:
        """Return blocks with the key of a station whose kind is not open to the student then."""
        problem, key, packed = unpack(plan.problem)
        row, stations = key.students.index(student.pk), stations_of(campus=plan.campus)
        keys = {one.pk: f"station:{one.uuid}" for one in stations}
        own = np.flatnonzero((problem.options.student == row) & (key.station > 0))
        return [
            (block, keys[int(key.station[o])])
            for block in range(problem.n_blocks)
            for o in own
            if packed.option[row, block] >= 0
            and not problem.students.may_do[row, block] >> problem.options.kind[o] & 1
        ][:6]


class TestACostThatIsTold:
    def test_names_whose_pick_is_gone(self, grounds: Grounds) -> None:
        block, ada = with_a_pick(grounds), grounds.cast.ada
        plan = published_plan(campus=grounds.campus, day=TOMORROW)
        for one in what_could_be(plan=plan, student=ada, block=block):
            event = swap_to(
                student_uuid=ada.uuid, block=block, key=one.key, modality=one.modality
            )
            try:
                mended = try_event(base=plan, event=event, now_block=0)
            except CannotMend:
                continue
            told = {
                reason for s, _b, reason in mended.changes if mended.key.students[s] == ada.pk
            }
            assert "made_room" not in told
            still = any(
                int(mended.key.station[o]) == grounds.stations["Bench"].pk
                for o in mended.after.option[mended.key.students.index(ada.pk)]
                if o >= 0
            )
            assert (str(ada.uuid) in cost_of(mended)["losses"]["choice"]) != still
            return
        raise AssertionError("no change of the block can be made")


def changed(plan: DayPlan, adult: Person, student_ids: list[int]) -> ChangedByOthers | None:
    """Return what the last change of a plan did near an adult."""
    plans = DayPlan.objects.filter(pk=plan.pk)
    read = with_changes(plans, adult=adult, student_ids=student_ids).get()
    return changed_by_others(plan=read, adult=adult)


class TestWhatOthersChanged:
    def test_is_counted_for_whom_it_touches_and_not_for_who_did_it(
        self, grounds: Grounds
    ) -> None:
        first = grounds.publish()
        okafor, gone = grounds.cast.okafor, grounds.staff[1].person
        ids = [one.pk for one in grounds.students]
        assert changed(first, okafor, ids) is None
        job = at(
            ask_for_repair(
                campus=grounds.campus, day=TOMORROW, event=adult_out(person_uuid=gone.uuid),
                by=grounds.cast.reyes, now=NOW,
            )
        )  # fmt: skip
        assert job.state == PlanJob.State.DONE, job.problems
        found = changed(job.plan, okafor, ids)
        assert found is not None
        rows = PlanChange.objects.filter(plan=job.plan, student_id__in=ids)
        assert found.n_students == len(set(rows.values_list("student_id", flat=True)))
        assert found.happened == mishaps_of(plans=[job.plan])[job.plan.pk]
        assert found.happened.name == gone.full_name
        assert changed(job.plan, grounds.cast.reyes, ids) is None
        assert changed(job.plan, grounds.cast.lund, []) is None

    @pytest.mark.parametrize("kind", ["room_lost", "cart_missing", "students_away", "swap"])
    def test_are_named_as_a_leader_reads_them(self, grounds: Grounds, kind: str) -> None:
        first = grounds.publish()
        cart = DeviceCart.objects.get(campus=grounds.campus)
        event = {
            "room_lost": room_lost(room_uuid=grounds.rooms[0].uuid),
            "cart_missing": cart_missing(cart_uuid=cart.uuid),
            "students_away": students_away(student_uuids=[grounds.cast.ada.uuid]),
            "swap": {"kind": "swap", "student": str(grounds.cast.ada.uuid), "blocks": [1, 1]},
        }[kind]
        DayPlan.objects.filter(pk=first.pk).update(event=event)
        ids: list[int] = []
        plans = with_changes(DayPlan.objects.all(), adult=grounds.cast.okafor, student_ids=ids)
        plan = plans.get()
        assert mishap_of_plan(plan) == mishap_of(event=event)
        assert vars(plan)["n_changed_near"] is None


class TestSomethingFixed:
    def test_names_nobody_whom_a_roster_has_ended(self, grounds: Grounds) -> None:
        art = grounds.staff[2]
        setting_up.save_commitment(
            campus=grounds.campus, kind="special", words={"en": {"name": "Art"}}, block=2,
            staffing=art, by=None, now=NOW,
        )  # fmt: skip
        grounds.publish()
        here = student_day(student=grounds.cast.ada, day=TOMORROW).cells[2]
        assert (here.is_fixed, here.adult) == (True, art.person)
        type(art.person).objects.filter(pk=art.person_id).update(is_active=False)
        assert student_day(student=grounds.cast.ada, day=TOMORROW).cells[2].adult is None
        assert PlanCell.objects.filter(commitment__staffing=art).exists()
