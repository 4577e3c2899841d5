"""The process beside the server: started anew when it dies, ended when the server ends; and it takes jobs."""

from __future__ import annotations

import sys
import time

import pytest
from cast import NOW
from django.core.management import call_command
from grounds import TOMORROW, Grounds
from pytest_django import Settings

from ownpath.config.worker import SECONDS_BETWEEN_LOOKS, Beside
from ownpath.school.days.models import PlanJob
from ownpath.school.days.services import ask_for_plan


class TestBeside:
    def test_is_started_anew_when_it_dies_and_ends_with_us(self) -> None:
        beside = Beside([sys.executable, "-c", "pass"], pause=0.01).start()
        latest = time.monotonic() + 20
        while beside.n_started < 2 and time.monotonic() < latest:
            time.sleep(0.05)
        beside.end()
        assert beside.n_started >= 2

    def test_looks_for_work_at_a_pace_that_can_be_slept(self) -> None:
        time.sleep(SECONDS_BETWEEN_LOOKS / 100)
        assert SECONDS_BETWEEN_LOOKS < 1


@pytest.mark.django_db(transaction=True)
class TestTheWorker:
    def test_takes_a_job_out_of_the_database_and_does_it(
        self, grounds: Grounds, settings: Settings
    ) -> None:
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
        job = ask_for_plan(
            campus=grounds.campus, day=TOMORROW, publishes=True, by=grounds.cast.reyes, now=NOW
        )
        call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
        job.refresh_from_db()
        assert job.state == PlanJob.State.DONE, job.problems
        assert job.ended_at is not None
