"""What a school waits for in its day goes beside the plans of a night, and neither undoes the other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW
from grounds import TOMORROW, Grounds

from ownpath.school.days.models import PlanCell, PlanJob
from ownpath.school.days.queries import published_plan
from ownpath.school.days.services import (
    adult_out,
    ask_for_repair,
    ask_what_if,
    interrupted,
    working,
)
from ownpath.school.days.services.mending import keep_mended
from ownpath.school.days.services.naming import ChangedMeanwhile
from ownpath.school.days.services.standing_aside import others_aside, stand_aside

State = PlanJob.State


def being_planned(grounds: Grounds, *, publishes: bool) -> PlanJob:
    """Return a plan of tomorrow that a worker is at."""
    return PlanJob.objects.create(
        campus=grounds.campus, day=TOMORROW, publishes=publishes, state=State.RUNNING,
        asked_at=NOW, beat_at=NOW,
    )  # fmt: skip


def asked(grounds: Grounds, kind: str) -> PlanJob:
    """Return a question or repair for Ms. Okafor being out that waits."""
    ask = ask_what_if if kind == "what_if" else ask_for_repair
    return ask(
        campus=grounds.campus, day=TOMORROW, by=grounds.cast.reyes, now=NOW,
        event=adult_out(person_uuid=grounds.cast.okafor.uuid),
    )  # fmt: skip


def done_at_once(job: PlanJob) -> PlanJob:
    """Let what waits be done, and return the job as it is then."""
    working.do_jobs_at_once(clock=lambda: NOW)
    job.refresh_from_db()
    return job


class TestDoJobsAtOnce:
    @pytest.mark.parametrize("kind", ["what_if", "repair"])
    def test_does_what_waits_while_another_day_is_made(
        self, grounds: Grounds, kind: str
    ) -> None:
        grounds.publish()
        being_planned(grounds, publishes=False)
        job = done_at_once(asked(grounds, kind))
        assert job.state == State.DONE, job.problems
        assert job.answer["n_changed"] > 0

    def test_leaves_plans_to_the_queue(self, grounds: Grounds) -> None:
        plan = PlanJob.objects.create(campus=grounds.campus, day=TOMORROW, asked_at=NOW)
        assert working.do_jobs_at_once(clock=lambda: NOW) == 0
        plan.refresh_from_db()
        assert plan.state == State.WAITING

    def test_mends_after_a_plan_that_will_be_published_not_before(
        self, grounds: Grounds
    ) -> None:
        grounds.publish()
        plan = being_planned(grounds, publishes=True)
        question, repair = asked(grounds, "what_if"), asked(grounds, "repair")
        assert done_at_once(repair).state == State.WAITING
        question.refresh_from_db()
        assert question.state == State.DONE
        PlanJob.objects.filter(pk=plan.pk).update(state=State.DONE)
        assert done_at_once(repair).state == State.DONE

    def test_works_a_change_out_anew_when_another_came_before_it(
        self, grounds: Grounds, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        grounds.publish()
        n_tried = 0

        def overtaken_once(**told: object) -> object:
            nonlocal n_tried
            n_tried += 1
            if n_tried == 1:
                raise ChangedMeanwhile
            return keep_mended(**told)  # type: ignore[arg-type]

        monkeypatch.setattr("ownpath.school.days.services.mending.keep_mended", overtaken_once)
        job = done_at_once(asked(grounds, "repair"))
        assert (job.state, n_tried) == (State.DONE, 2)
        assert job.plan == published_plan(campus=grounds.campus, day=TOMORROW)


class TestLetRepairsEnd:
    def test_waits_for_a_repair_but_not_for_one_that_died(
        self, grounds: Grounds, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        grounds.publish()
        repair = asked(grounds, "repair")
        PlanJob.objects.filter(pk=repair.pk).update(state=State.RUNNING, beat_at=NOW)
        plan, slept = being_planned(grounds, publishes=True), []

        def sleep(seconds: float) -> None:
            slept.append(seconds)
            PlanJob.objects.filter(pk=repair.pk).update(
                beat_at=NOW - interrupted.LONGEST_REPAIR - timedelta(seconds=1)
            )

        monkeypatch.setattr(interrupted.time, "sleep", sleep)
        interrupted.let_repairs_end(plan, lambda: NOW)
        assert slept == [interrupted.SECONDS_BETWEEN_ASKING]
        repair.refresh_from_db()
        assert (repair.state, repair.n_interrupted) == (State.WAITING, 1)


class TestStandingAside:
    def test_goes_on_once_what_was_waited_for_is_done(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ownpath.school.days.services.standing_aside.LONGEST", 0.01)
        with others_aside():
            stand_aside()  # not longer than the longest
        monkeypatch.setattr("ownpath.school.days.services.standing_aside.LONGEST", 60)
        stand_aside()


class TestIsPinned:
    def test_marks_the_cells_of_pins_and_no_others(self, grounds: Grounds) -> None:
        plan = grounds.publish()
        from ownpath.school.days.queries.packed import unpack

        problem, key, _plan = unpack(plan.problem)
        pins = {(key.students[one.student], one.block) for one in problem.pins}
        cells = PlanCell.objects.filter(plan=plan).exclude(modality__in=("", "class_lesson"))
        for cell in cells:
            assert cell.is_pinned == ((cell.student_id, cell.block) in pins)
