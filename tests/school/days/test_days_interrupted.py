"""Work whose worker is dead is begun anew: within seconds where it died on this machine, after minutes elsewhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cast import NOW
from django.db import connection
from grounds import TOMORROW, Grounds
from pytest_django.fixtures import Settings

from ownpath.school.days.models import PlanJob
from ownpath.school.days.queries.watching import is_interrupted
from ownpath.school.days.services import adult_out, ask_for_plan, ask_for_repair, working
from ownpath.school.days.services.claiming import NoLongerOurs, beat, claim_job
from ownpath.school.days.services.interrupted import (
    HANGS,
    HAS_NO_PROCESS,
    MOST_INTERRUPTIONS,
)
from ownpath.school.days.services.queueing import begin_anew_what_died
from ownpath.school.days.services.working import do_job
from ownpath.store.alive import is_gone, shown_at

PLANNING = Path(__file__).with_name("planning_until_killed.py")
SECONDS_TO_END = 60
State = PlanJob.State


def plan_asked(grounds: Grounds) -> PlanJob:
    """Ask for a plan that will be published."""
    return ask_for_plan(
        campus=grounds.campus, day=TOMORROW, publishes=True, by=grounds.cast.reyes, now=NOW
    )


def repair_asked(grounds: Grounds) -> PlanJob:
    """Ask for a repair as Ms. Okafor is out."""
    return ask_for_repair(
        campus=grounds.campus, day=TOMORROW, by=grounds.cast.reyes, now=NOW,
        event=adult_out(person_uuid=grounds.cast.okafor.uuid),
    )  # fmt: skip


def as_it_stands(job: PlanJob) -> PlanJob:
    """Return a job as the database has it now."""
    return PlanJob.objects.get(pk=job.pk)


@pytest.fixture
def process(grounds: Grounds, settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """Start a worker of its own that is in the middle of a plan of tomorrow, and return its process."""
    grounds.publish()
    settings.GROUP_COMMIT = False
    job = plan_asked(grounds)
    name = str(connection.settings_dict["NAME"])
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(PLANNING), name, str(job.uuid)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        with process.stdout:
            assert process.stdout.readline() == b"at it\n"
            yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(SECONDS_TO_END)


@pytest.mark.django_db(transaction=True)
class TestAWorkerThatIsKilled:
    def test_leaves_its_plan_to_be_begun_anew_and_keeps_no_repair_waiting(
        self, grounds: Grounds, process: subprocess.Popen[bytes]
    ) -> None:
        plan, repair = PlanJob.objects.get(), repair_asked(grounds)
        assert plan.state == State.RUNNING
        assert begin_anew_what_died(now=NOW) == 0  # it lives
        assert not is_interrupted(plan)
        assert working.do_jobs_at_once(clock=lambda: NOW) == 0

        os.kill(process.pid, signal.SIGKILL)
        assert process.wait(SECONDS_TO_END) == -signal.SIGKILL
        assert is_interrupted(plan)
        assert begin_anew_what_died(now=NOW) == 1
        assert not is_gone(plan.taken_as)  # and nothing is left of it
        plan = as_it_stands(plan)
        assert (plan.state, plan.n_interrupted) == (State.WAITING, 1)
        working.do_jobs_at_once(clock=lambda: NOW)
        assert as_it_stands(repair).state == State.DONE
        do_job(uuid=plan.uuid, clock=lambda: NOW)
        plan = as_it_stands(plan)
        assert (plan.state, plan.n_interrupted) == (State.DONE, 1), plan.problems


class TestBeginAnewWhatDied:
    def test_waits_some_minutes_for_who_is_on_another_machine(self, grounds: Grounds) -> None:
        job = plan_asked(grounds)
        claim_job(uuid=job.uuid, now=NOW, mark=uuid4())
        soon, late = NOW + timedelta(minutes=9), NOW + HAS_NO_PROCESS
        assert (begin_anew_what_died(now=soon), begin_anew_what_died(now=late)) == (0, 1)
        assert as_it_stands(job).state == State.WAITING

    def test_gives_who_is_seen_to_live_an_hour_and_begins_what_hangs_anew_then(
        self, grounds: Grounds
    ) -> None:
        job, mark = plan_asked(grounds), uuid4()
        with shown_at(mark):
            claim_job(uuid=job.uuid, now=NOW, mark=mark)
            assert begin_anew_what_died(now=NOW + HAS_NO_PROCESS) == 0
            assert as_it_stands(job).state == State.RUNNING
            assert begin_anew_what_died(now=NOW + HANGS) == 1
        assert as_it_stands(job).state == State.WAITING

    def test_gives_up_what_ends_its_worker_each_time(self, grounds: Grounds) -> None:
        job = plan_asked(grounds)
        for _attempt in range(MOST_INTERRUPTIONS + 1):
            claim_job(uuid=job.uuid, now=NOW, mark=uuid4())
            begin_anew_what_died(now=NOW + HAS_NO_PROCESS)
        job = as_it_stands(job)
        assert (job.state, job.problems) == (State.FAILED, ["The worker stopped on the way."])
        assert begin_anew_what_died(now=NOW + HAS_NO_PROCESS) == 0

    def test_lets_who_was_taken_for_dead_write_no_more(self, grounds: Grounds) -> None:
        asked = plan_asked(grounds)
        slow = claim_job(uuid=asked.uuid, now=NOW, mark=uuid4())
        begin_anew_what_died(now=NOW + HAS_NO_PROCESS)
        claim_job(uuid=asked.uuid, now=NOW, mark=uuid4())
        assert slow is not None
        with pytest.raises(NoLongerOurs):
            beat(slow, now=NOW, step="writing", done=0, total=1)

    def test_begins_anew_what_could_not_write_down_how_it_ended(
        self, grounds: Grounds, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def disk_full(*_told: object, **_how: object) -> None:
            raise OSError("no space left on the disk")

        job = plan_asked(grounds)
        monkeypatch.setattr(working, "end_job", disk_full)
        monkeypatch.setattr(working, "_do", disk_full)
        with pytest.raises(OSError, match="no space"):
            do_job(uuid=job.uuid, clock=lambda: NOW)
        assert as_it_stands(job).state == State.RUNNING
        assert begin_anew_what_died(now=NOW) == 1
