"""The process beside the server: started anew when it dies, ended when the server ends; and it takes jobs."""

from __future__ import annotations

import sqlite3
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from cast import NOW
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from grounds import TOMORROW, Grounds
from pytest_django import Settings

from ownpath.config.at_once import AtOnce
from ownpath.config.worker import (
    SECONDS_BETWEEN_LOOKS,
    Beside,
    _do_if_alone,
    back_up_at_night,
    do_each,
    fit_at_night,
)
from ownpath.school.days.models import PlanJob
from ownpath.school.days.services import adult_out, ask_for_plan, ask_what_if
from ownpath.school.people.models import District
from ownpath.store.alone import alone

SECONDS_AT_MOST = 120  # so that a fault ends; a busy machine may start a process slowly


class TestBeside:
    def test_is_started_anew_when_it_dies_and_ends_with_us(self) -> None:
        beside = Beside([sys.executable, "-c", "pass"], pause=0.01)
        beside.start()
        latest = time.monotonic() + SECONDS_AT_MOST
        while beside.n_started < 2 and time.monotonic() < latest:
            time.sleep(0.05)
        beside.end()
        assert beside.n_started >= 2

    def test_looks_for_work_at_a_pace_that_can_be_slept(self) -> None:
        time.sleep(SECONDS_BETWEEN_LOOKS / 100)
        assert SECONDS_BETWEEN_LOOKS < 1


@pytest.mark.django_db
class TestFitAtNight:
    def test_asks_once_a_night_and_not_by_day(self, grounds: Grounds) -> None:
        noon, night, later, next_night = (
            timezone.make_aware(datetime(2026, 3, day, hour))  # noqa: DTZ001 - the school's own time
            for day, hour in ((3, 12), (4, 2), (4, 3), (5, 2))
        )
        assert fit_at_night(now=noon, fitted_on=None) is None
        assert not DBTaskResult.objects.exists()
        done = fit_at_night(now=night, fitted_on=None)
        asked = DBTaskResult.objects.count()
        assert asked == District.objects.count() > 0
        assert fit_at_night(now=later, fitted_on=done) == done
        assert DBTaskResult.objects.count() == asked
        fit_at_night(now=next_night, fitted_on=done)
        assert DBTaskResult.objects.count() == 2 * asked


class TestTheEvening:
    def test_one_duty_that_fails_keeps_no_other_from_being_done(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(*, now: datetime) -> None:
            raise RuntimeError("the disk is full")

        def work(*, now: datetime) -> list[str]:
            return [f"done at {now:%H:%M}"]

        do_each([fail, work], clock=lambda: NOW)
        assert "the disk is full" in caplog.text
        assert f"done at {NOW:%H:%M}" in caplog.text


class TestBackUpAtNight:
    @pytest.fixture
    def installed(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> Path:
        """Keep backups of a small database in a folder and return it."""
        settings.DATA_FOLDER = tmp_path / "data"
        settings.DATA_FOLDER.mkdir()
        path = settings.DATA_FOLDER / "ownpath.sqlite3"
        with closing(sqlite3.connect(path)) as made:
            made.execute("CREATE TABLE answer (n INTEGER)")
        kept = {"ENGINE": "x.sqlite3", "NAME": str(path)}
        monkeypatch.setitem(settings.DATABASES, "default", kept)
        settings.BACKUPS_FOLDER = tmp_path / "safe"
        return tmp_path / "safe"

    def test_keeps_one_a_night_and_none_by_day(self, installed: Path) -> None:
        noon, night, later = (
            timezone.make_aware(datetime(2026, 3, 4, hour))  # noqa: DTZ001 - the school's own time
            for hour in (12, 2, 3)
        )
        assert [len(back_up_at_night(now=now)) for now in (noon, night, later)] == [0, 1, 0]
        assert len(list(installed.iterdir())) == 1

    def test_leaves_postgresql_alone(
        self, installed: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "x.postgresql")
        night = timezone.make_aware(datetime(2026, 3, 4, 2))  # noqa: DTZ001 - the school's own time
        assert back_up_at_night(now=night) == []
        assert not installed.exists()


@pytest.mark.django_db(transaction=True)
class TestTheEveningOfSeveralWorkers:
    def test_is_done_by_one_of_them(self, settings: Settings, tmp_path: Path) -> None:
        settings.DATA_FOLDER = tmp_path
        done: list[datetime] = []

        def duty(*, now: datetime) -> None:
            done.append(now)

        def of_another_worker() -> None:
            try:
                _do_if_alone([duty], lambda: NOW)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool:
            with alone("evening"):
                pool.submit(of_another_worker).result()
            assert done == []
            pool.submit(of_another_worker).result()
        assert done == [NOW]


@pytest.mark.django_db(transaction=True)
class TestTheWorker:
    @pytest.mark.usefixtures("moment_of_the_cast")  # by the real clock, tomorrow is long over
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

    def test_goes_on_looking_some_time_after_a_look_failed(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ownpath.config.at_once.SECONDS_AFTER_A_FAILURE", 0.2)
        looked: list[float] = []

        def fail_once(*, clock: object) -> int:
            looked.append(time.monotonic())
            if len(looked) == 1:
                raise OSError("the database is away")
            return 0

        at_once = AtOnce(lambda: NOW, pause=0.01)
        monkeypatch.setattr(at_once, "_do", fail_once)
        at_once.start()
        latest = time.monotonic() + SECONDS_AT_MOST
        while len(looked) < 2 and time.monotonic() < latest:
            time.sleep(0.01)
        at_once.end()
        assert looked[1] - looked[0] >= 0.2

    def test_answers_a_question_at_once_while_the_queue_stands(self, grounds: Grounds) -> None:
        grounds.publish()
        out = adult_out(person_uuid=grounds.cast.okafor.uuid)
        at_once = AtOnce(lambda: NOW, pause=0.01)
        at_once.start()
        try:
            job = ask_what_if(
                campus=grounds.campus, day=TOMORROW, event=out, by=grounds.cast.reyes, now=NOW
            )
            latest = time.monotonic() + SECONDS_AT_MOST
            while job.state in {"waiting", "running"} and time.monotonic() < latest:
                time.sleep(0.02)
                job.refresh_from_db()
        finally:
            at_once.end()
        assert job.state == PlanJob.State.DONE, job.problems
        assert job.answer["n_changed"] > 0
