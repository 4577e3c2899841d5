"""A class whose teacher is out: somebody is with it, its students know what to do, and nobody calls it a lesson."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from cast import NOW, enroll, make_section
from django.utils.translation import override
from grounds import TOMORROW, Grounds

from ownpath.school.days.models import DayPlan, PlanCell, PlanChange, StaffAbsence, StaffTime
from ownpath.school.days.queries import published_plan, student_day
from ownpath.school.days.queries.packed import unpack
from ownpath.school.days.queries.papers import papers_of
from ownpath.school.days.queries.problem_words import tell_problems
from ownpath.school.days.services import adult_out, ask_for_repair, choose_model
from ownpath.school.days.services.covering import with_own_work
from ownpath.school.days.services.making import get_ready
from ownpath.school.days.services.mending import keep_mended, try_event
from ownpath.school.days.services.naming import CannotMend, ChangedMeanwhile
from ownpath.school.days.services.publishing import breaches_of
from ownpath.school.days.services.setting_up import set_policy
from ownpath.school.days.services.working import do_job


@pytest.fixture
def whole_class(grounds: Grounds) -> DayPlan:
    """Return a published day on which everybody is taught as a class: mathematics by Ms. Okafor."""
    grounds.teach_whole_classes()
    choose_model(campus=grounds.campus, preset="whole_class", by=None, now=NOW)
    return grounds.publish()


def with_okafor_out(grounds: Grounds, plan: DayPlan) -> DayPlan:
    """Return the day mended after Ms. Okafor is out."""
    event = adult_out(person_uuid=grounds.cast.okafor.uuid)
    mended = try_event(base=plan, event=event, now_block=0)
    return keep_mended(mended=mended, event=event, by=None, now=NOW)


def with_nobody_else(grounds: Grounds) -> DayPlan:
    """Return a published day of whole classes on which Ms. Okafor is the only adult."""
    for staffing in grounds.staff[1:]:
        staffing.delete()
    numbers = {"blocks_per_subject": 6, "blocks_per_competency": 6}
    set_policy(campus=grounds.campus, numbers=numbers, by=None, now=NOW)
    choose_model(campus=grounds.campus, preset="whole_class", by=None, now=NOW)
    return grounds.publish()


class TestAClassWhoseTeacherIsOut:
    def test_has_an_adult_in_every_block_and_breaks_no_rule(
        self, grounds: Grounds, whole_class: DayPlan
    ) -> None:
        okafor = grounds.cast.okafor
        n_lessons = whole_class.groups.filter(adult=okafor).count()
        assert n_lessons > 0
        after = with_okafor_out(grounds, whole_class)
        assert breaches_of(after) == []
        assert not after.groups.filter(adult=okafor).exists()
        assert not after.groups.filter(adult=None).exists()
        assert after.groups.count() == whole_class.groups.count()

    def test_works_on_its_own_which_is_no_lesson(
        self, grounds: Grounds, whole_class: DayPlan
    ) -> None:
        lessons = {
            (cell.student_id, cell.block)
            for cell in PlanCell.objects.filter(
                plan=whole_class, group__adult=grounds.cast.okafor
            )
        }
        after = with_okafor_out(grounds, whole_class)
        covered = PlanCell.objects.filter(plan=after, reason__kind="covered")
        assert {(cell.student_id, cell.block) for cell in covered} == lessons
        assert not covered.exclude(competency=None, activity=None, is_in_band=False).exists()

    def test_stays_in_its_room(self, grounds: Grounds, whole_class: DayPlan) -> None:
        here = whole_class.groups.filter(adult=grounds.cast.okafor)
        before = dict(here.values_list("block", "room"))
        after = with_okafor_out(grounds, whole_class)
        covered = PlanCell.objects.filter(plan=after, reason__kind="covered")
        assert {(one.block, one.room_id) for one in covered} == set(before.items())

    def test_is_called_so_on_the_paper_of_who_is_with_it(
        self, grounds: Grounds, whole_class: DayPlan
    ) -> None:
        after = with_okafor_out(grounds, whole_class)
        covering = PlanCell.objects.filter(plan=after, reason__kind="covered").first()
        assert covering is not None
        assert covering.group is not None
        adult = covering.group.adult
        papers = papers_of(
            plan=after, by="teachers", whose=[(adult.full_name, adult.pk)], language="es"
        )
        titles = [line.title for line in papers[0].lines]
        assert "Una clase cuyo docente no está" in titles

    def test_is_told_why(self, grounds: Grounds, whole_class: DayPlan) -> None:
        after = with_okafor_out(grounds, whole_class)
        told = Counter(PlanChange.objects.filter(plan=after).values_list("reason", flat=True))
        assert told["covered"] == len(grounds.students) * 2
        day = student_day(student=grounds.cast.ada, day=TOMORROW)
        assert "Your teacher cannot be" in str(day.changes[0].words)

    def test_is_covered_again_where_who_covers_must_go_too(
        self, grounds: Grounds, whole_class: DayPlan
    ) -> None:
        after = with_okafor_out(grounds, whole_class)
        first = PlanCell.objects.filter(plan=after, reason__kind="covered")[0]
        assert first.group is not None
        event = adult_out(
            person_uuid=first.group.adult.uuid, first_block=first.block, last_block=first.block
        )
        again = try_event(base=after, event=event, now_block=0)
        row = keep_mended(mended=again, event=event, by=None, now=NOW)
        assert breaches_of(row) == []
        assert PlanCell.objects.filter(plan=row, reason__kind="covered").count() >= 24

    def test_known_the_evening_before_is_planned_with_cover(
        self, grounds: Grounds, whole_class: DayPlan
    ) -> None:
        StaffAbsence.objects.create(staffing=grounds.staff[0], day=TOMORROW, noted_at=NOW)
        plan = grounds.plan()
        assert breaches_of(plan) == []
        assert not plan.groups.filter(adult=grounds.cast.okafor).exists()
        assert PlanCell.objects.filter(plan=plan, reason__kind="covered").exists()

    def test_cannot_be_covered_by_nobody(self, grounds: Grounds) -> None:
        plan = with_nobody_else(grounds)
        with pytest.raises(CannotMend) as refused:
            with_okafor_out(grounds, plan)
        assert "substitute" in str(refused.value.next_step)

    def test_that_would_be_alone_is_named_with_its_blocks(self, grounds: Grounds) -> None:
        plan = with_nobody_else(grounds)
        job = ask_for_repair(
            campus=grounds.campus, day=TOMORROW, by=None, now=NOW,
            event=adult_out(person_uuid=grounds.cast.okafor.uuid, last_block=1),
        )  # fmt: skip
        do_job(uuid=job.uuid, clock=lambda: NOW)
        job.refresh_from_db()
        title = grounds.cast.section.title
        told = tell_problems(job.problems)
        assert f"{title} would have no adult in: 1, 2." in told
        with override("es"):
            assert f"{title} no tendría a ningún adulto en: 1, 2." in tell_problems(
                job.problems
            )
        assert published_plan(campus=grounds.campus, day=TOMORROW) == plan


@pytest.fixture
def two_classes(grounds: Grounds) -> DayPlan:
    """Return a published day on which half of the students are taught mathematics while the other half has science."""
    for place, own in ((1, grounds.students[::2]), (2, grounds.students[1::2])):
        section = make_section(
            grounds.campus, f"half{place}", f"Science {place}", grounds.cast.section.terms.get()
        )
        section.subjects = ["Science"]
        section.save()
        enroll(section, grounds.staff[place].person, "teacher")
        for student in own:
            enroll(section, student, "student")
    numbers = {"blocks_per_subject": 6, "blocks_per_competency": 6}
    set_policy(campus=grounds.campus, numbers=numbers, by=None, now=NOW)
    choose_model(campus=grounds.campus, preset="whole_class", by=None, now=NOW)
    return grounds.publish()


class TestTwoTeachersOfOneGradeOut:
    def out(self, grounds: Grounds) -> list[dict[str, object]]:
        """Return that the teacher of mathematics and one of science are out."""
        return [adult_out(person_uuid=grounds.staff[n].person.uuid) for n in (0, 1)]

    def test_leave_an_adult_with_each_class_in_the_same_block(
        self, grounds: Grounds, two_classes: DayPlan
    ) -> None:
        gone = [grounds.staff[n].person for n in (0, 1)]
        taught = Counter(
            two_classes.groups.filter(adult__in=gone).values_list("block", flat=True)
        )
        assert max(taught.values()) == 2, "the two classes are never taught at one time"
        row = two_classes
        for event in self.out(grounds):
            mended = try_event(base=row, event=event, now_block=0)
            row = keep_mended(mended=mended, event=event, by=None, now=NOW)
        assert breaches_of(row) == []
        assert not row.groups.filter(adult__in=gone).exists()
        assert not row.groups.filter(adult=None).exists()
        covered = PlanCell.objects.filter(plan=row, reason__kind="covered")
        assert set(covered.values_list("block", flat=True)) == set(taught)

    def test_told_one_right_after_the_other_are_both_out(
        self, grounds: Grounds, two_classes: DayPlan
    ) -> None:
        jobs = [
            ask_for_repair(campus=grounds.campus, day=TOMORROW, event=event, by=None, now=NOW)
            for event in self.out(grounds)
        ]
        for job in jobs:
            do_job(uuid=job.uuid, clock=lambda: NOW)
            job.refresh_from_db()
            assert job.problems == []
        row = published_plan(campus=grounds.campus, day=TOMORROW)
        assert row is not None
        gone = [grounds.staff[n].person for n in (0, 1)]
        assert not row.groups.filter(adult__in=gone).exists()

    def test_a_change_worked_out_before_another_is_not_put_over_it(
        self, grounds: Grounds, two_classes: DayPlan
    ) -> None:
        first, second = self.out(grounds)
        early = try_event(base=two_classes, event=second, now_block=0)
        keep_mended(
            mended=try_event(base=two_classes, event=first, now_block=0),
            event=first, by=None, now=NOW,
        )  # fmt: skip
        with pytest.raises(ChangedMeanwhile):
            keep_mended(mended=early, event=second, by=None, now=NOW)


class TestTheTimetableToCompareWith:
    def test_has_teachers_there_for_their_lessons_but_not_who_is_out(
        self, grounds: Grounds
    ) -> None:
        grounds.teach_whole_classes()
        for block in range(7):
            StaffTime.objects.create(staffing=grounds.staff[1], block=block)
        StaffAbsence.objects.create(staffing=grounds.staff[0], day=TOMORROW, noted_at=NOW)
        here = {"campus": grounds.campus, "day": TOMORROW, "now": NOW}
        compared = get_ready(**here, preset="whole_class")  # type: ignore[arg-type]
        row = [one.pk for one in grounds.staff]
        there = compared.problem.teachers.is_available
        assert compared.n_hours_moved == 2  # two lessons of language arts
        assert there[row.index(grounds.staff[1].pk)].sum() == 2
        assert not there[row.index(grounds.staff[0].pk)].any()
        assert get_ready(**here).n_hours_moved == 0  # type: ignore[arg-type]


class TestATurnWithATeacher:
    def test_may_be_work_on_paper_where_an_adult_is_out(self, grounds: Grounds) -> None:
        choose_model(campus=grounds.campus, preset="station_rotation", by=None, now=NOW)
        ready = get_ready(campus=grounds.campus, day=TOMORROW, now=NOW)
        after = with_own_work(ready.problem, ready.key, [0])
        paper = ready.key.kind_modality.index("offline")
        before_may, may = ready.problem.students.may_do, after.students.may_do
        is_turn = before_may[:, 0] >> paper & 1 == 0
        assert is_turn.any()
        assert (may[:, 0] >> paper & 1).all()
        assert np.array_equal(may[:, 1:], before_may[:, 1:])
        assert np.array_equal(may[~is_turn], before_may[~is_turn])

    def test_leaves_the_whole_class_together(
        self, grounds: Grounds, whole_class: DayPlan
    ) -> None:
        problem, key, _plan = unpack(whole_class.problem)
        after = with_own_work(problem, key, range(problem.n_blocks))
        assert np.array_equal(after.students.may_do, problem.students.may_do)
