"""What went wrong in the field elsewhere, tried through the room: each of it must be impossible.

Mountain View's list: 49 students to one teacher, the same lesson two days running, work above or below readiness, a
dropped accommodation, a whole day at a screen, a child at a screen against the family's word.
"""

from __future__ import annotations

import numpy as np
import pytest
from cast import NOW, TODAY
from facing import sign_in
from grounds import TOMORROW, Grounds, at

from ownpath.engine.promises import PROMISES
from ownpath.school.days.models import BlockRecord, PlanCell, PlanGroup
from ownpath.school.days.queries.calendar import school_day
from ownpath.school.days.queries.judging import judge_plan
from ownpath.school.days.queries.packed import unpack
from ownpath.school.days.queries.problem_words import tell_problems
from ownpath.school.days.services import (
    BreaksRules,
    OutOfRange,
    ask_for_plan,
    opt_out,
    pin_block,
    publish_plan,
    set_accommodation,
    set_group_size,
    set_policy,
)
from ownpath.school.days.services.broken_rules import breaches_of
from ownpath.school.days.services.making import NoPlanPossible
from ownpath.school.days.services.owing import PinCannotBe
from ownpath.school.mastery.queries import beliefs_of

ENGAGES = PROMISES.index("engages")


class TestFortyNineToOneTeacher:
    def test_no_campus_may_set_such_groups(self, grounds: Grounds) -> None:
        with pytest.raises(OutOfRange, match="60"):
            set_group_size(
                campus=grounds.campus, modality="teacher_group", least=3, most=60,
                by=grounds.cast.reyes, now=NOW,
            )  # fmt: skip

    def test_pinning_everybody_into_one_group_does_not_fill_it_past_eight(
        self, grounds: Grounds
    ) -> None:
        first = grounds.cast.competencies[0]
        for student in grounds.students[:12]:
            pin_block(
                student=student, day=TOMORROW, block=0, key=f"competency:{first.uuid}",
                modality="teacher_group", reason="all at once", by=grounds.cast.okafor, now=NOW,
            )  # fmt: skip
        plan = grounds.plan()
        sizes = [
            group.members.count() for group in plan.groups.filter(modality="teacher_group")
        ]
        assert max(sizes) <= 8
        assert breaches_of(plan) == []

    def test_more_pins_than_adults_can_lead_are_named_as_the_conflict(
        self, grounds: Grounds
    ) -> None:
        for staffing in grounds.staff[1:]:
            staffing.delete()
        first = grounds.cast.competencies[0]
        for student in grounds.students:
            pin_block(
                student=student, day=TOMORROW, block=0, key=f"competency:{first.uuid}",
                modality="teacher_group", reason="all at once", by=grounds.cast.okafor, now=NOW,
            )  # fmt: skip
        with pytest.raises(NoPlanPossible) as refused:
            grounds.plan()
        assert refused.value.conflicts


class TestTheSameLessonTwoDaysRunning:
    def test_is_not_planned_for_who_had_it(self, grounds: Grounds) -> None:
        today = grounds.publish(TODAY)
        lesson = grounds.cast.lesson
        had = set(
            PlanCell.objects.filter(plan=today, activity=lesson).values_list(
                "student_id", flat=True
            )
        )
        assert had
        again = PlanCell.objects.filter(
            plan=grounds.publish(), activity=lesson, student__in=had
        )
        assert not again.exists()

    @pytest.mark.parametrize("took_place", [True, False])
    def test_put_there_behind_the_planner_engages_nobody(
        self, grounds: Grounds, took_place: bool
    ) -> None:
        today, plan = grounds.publish(TODAY), grounds.plan()
        rings = school_day(campus=grounds.campus, day=TOMORROW)
        assert rings is not None
        before = judge_plan(plan=plan, school_day=rings)
        engaged = dict(zip(before.student_ids, before.held[:, ENGAGES], strict=True))
        led = PlanCell.objects.filter(plan=plan, modality="teacher_group", is_chosen=False)
        had = PlanCell.objects.filter(plan=today, activity=grounds.cast.lesson)
        again = led.filter(student_id__in=had.values("student_id")).first()
        assert again is not None
        assert engaged[again.student_id]
        if not took_place:
            BlockRecord.objects.create(
                student=again.student, campus=grounds.campus, day=TODAY, state="not_done", set_at=NOW,
                block=had.get(student=again.student).block,
            )  # fmt: skip
        PlanCell.objects.filter(pk=again.pk).update(activity=grounds.cast.lesson)
        judged = judge_plan(plan=plan, school_day=rings, student_ids=[again.student_id])
        assert judged.held[0, ENGAGES] != took_place

    def test_is_not_done_twice_in_a_day(self, grounds: Grounds) -> None:
        problem, _key, plan = unpack(grounds.plan().problem)
        for row in plan.option:
            done = row[row >= 0]
            assert len(set(done.tolist())) == len(done)
        assert problem.limits.groups_per_competency == 1


class TestWorkAboveOrBelowReadiness:
    def test_is_never_planned(self, grounds: Grounds) -> None:
        plan = grounds.plan()
        graph_before = {
            one.pk: [edge.before_id for edge in one.stands_on.all()]
            for one in grounds.cast.competencies
        }
        cells = PlanCell.objects.filter(plan=plan, competency__isnull=False)
        assert cells.exists()
        for cell in cells.select_related("student"):
            beliefs = beliefs_of(
                student=cell.student, framework_id=grounds.cast.framework.pk, now=NOW
            )
            assert all(beliefs[one].holds for one in graph_before[cell.competency_id or 0])
            assert not cell.is_below_readiness

    def test_pinned_by_a_teacher_is_named_instead_of_planned(self, grounds: Grounds) -> None:
        far = grounds.cast.competencies[2]  # two steps ahead of everybody
        pin_block(
            student=grounds.cast.ada, day=TOMORROW, block=1, key=f"competency:{far.uuid}",
            modality="teacher_group", reason="let her try", by=grounds.cast.okafor, now=NOW,
        )  # fmt: skip
        with pytest.raises(PinCannotBe) as refused:
            grounds.plan()
        assert "Ada Morales" in tell_problems(refused.value.conflicts)[0]

    @pytest.mark.usefixtures("moment_of_the_cast")
    def test_pinned_by_a_teacher_does_not_keep_the_evening_from_planning(
        self, grounds: Grounds
    ) -> None:
        far = grounds.cast.competencies[2]
        no_such_block = 12  # the day is shorter now than when it was decided
        pins = [
            pin_block(
                student=grounds.cast.ada, day=TOMORROW, block=block,
                key=f"competency:{far.uuid}", modality="teacher_group", reason="let her try",
                by=grounds.cast.okafor, now=NOW,
            )
            for block in (1, no_such_block)
        ]  # fmt: skip
        job = at(
            ask_for_plan(campus=grounds.campus, day=TOMORROW, publishes=True, by=None, now=NOW)
        )
        assert job.plan is not None, job.problems
        assert job.plan.state == "published"
        assert job.plan.figures["pins_aside"] == [str(pin.uuid) for pin in pins]
        page = sign_in(grounds.cast.okafor).get("/room/tomorrow/").content.decode()
        assert page.count("so the plan goes without it.") == len(pins)


class TestADroppedAccommodation:
    @pytest.mark.parametrize(
        ("kind", "amount"), [("small_groups", 4), ("adult_every_day", 0), ("no_peer_work", 0)]
    )
    def test_is_in_every_plan(self, grounds: Grounds, kind: str, amount: int) -> None:
        set_group_size(
            campus=grounds.campus, modality="teacher_group", least=2, most=4, by=None, now=NOW
        )
        set_accommodation(
            campus=grounds.campus, student=grounds.cast.ada, kind=kind, amount=amount,
            by=grounds.cast.reyes, now=NOW,
        )  # fmt: skip
        assert breaches_of(grounds.plan()) == []

    def test_keeps_a_plan_from_being_published(self, grounds: Grounds) -> None:
        plan = grounds.plan()
        ada = grounds.cast.ada
        set_accommodation(
            campus=grounds.campus, student=ada, kind="small_groups", amount=1,
            by=grounds.cast.reyes, now=NOW,
        )  # fmt: skip
        assert PlanCell.objects.filter(plan=plan, student=ada, group__isnull=False).exists()
        with pytest.raises(BreaksRules) as refused:
            publish_plan(campus=grounds.campus, plan_uuid=plan.uuid, by=None, now=NOW)
        assert "large_group" in {one["key"] for one in refused.value.breaches}


class TestAWholeDayAtAScreen:
    def test_no_campus_may_allow_it(self, grounds: Grounds) -> None:
        with pytest.raises(OutOfRange):
            set_policy(
                campus=grounds.campus, numbers={"max_screen_share": 0.9}, by=None, now=NOW
            )

    def test_nobody_has_more_than_half_or_three_in_a_row(self, grounds: Grounds) -> None:
        plan = grounds.plan()
        for student in grounds.students:
            cells = PlanCell.objects.filter(plan=plan, student=student, is_screen=True)
            blocks = sorted(cells.values_list("block", flat=True))
            assert len(blocks) <= 3
            runs = np.split(blocks, np.flatnonzero(np.diff(blocks) != 1) + 1)
            assert max(len(run) for run in runs) <= 2


class TestAnOptedOutChildAtAScreen:
    def test_is_never_planned_and_learns_the_same(self, grounds: Grounds) -> None:
        opt_out(campus=grounds.campus, student=grounds.cast.ada, by=grounds.cast.rosa, now=NOW)
        cells = PlanCell.objects.filter(plan=grounds.plan(), student=grounds.cast.ada)
        assert not cells.filter(is_screen=True).exists()
        assert cells.filter(competency__isnull=False).exists()

    def test_after_planning_keeps_the_plan_from_being_published(self, grounds: Grounds) -> None:
        plan = grounds.plan()
        at_screen = PlanCell.objects.filter(plan=plan, is_screen=True).select_related("student")
        child = at_screen.first()
        assert child is not None
        opt_out(campus=grounds.campus, student=child.student, by=None, now=NOW)
        with pytest.raises(BreaksRules) as refused:
            publish_plan(campus=grounds.campus, plan_uuid=plan.uuid, by=None, now=NOW)
        assert "at_a_screen" in {one["key"] for one in refused.value.breaches}

    def test_put_there_behind_the_planner_is_seen(self, grounds: Grounds) -> None:
        plan = grounds.plan()
        cell = PlanCell.objects.filter(plan=plan, is_screen=False).exclude(modality="").first()
        assert cell is not None
        opt_out(campus=grounds.campus, student=cell.student, by=None, now=NOW)
        PlanCell.objects.filter(pk=cell.pk).update(
            modality="independent", option=cell.option + 1
        )
        assert {"at_a_screen", "rows_differ"} <= {one["key"] for one in breaches_of(plan)}


class TestOneTeacherInTwoPlaces:
    def test_put_there_behind_the_planner_is_seen(self, grounds: Grounds) -> None:
        plan = grounds.plan()
        block = plan.groups.exclude(modality="peer").values_list("block", flat=True)[0]
        here = list(plan.groups.exclude(modality="peer").filter(block=block))
        other = PlanGroup.objects.create(
            plan=plan, number=999, block=block, modality="teacher_group",
            adult=here[0].adult, room=grounds.rooms[3],
        )  # fmt: skip
        assert any(one["key"].endswith("_twice") for one in breaches_of(plan)), other
