"""Two workers, or a worker and somebody at a page, at the same day in the same moment, on either database.

Each transaction here is of a thread and connection of its own, as in processes of their own. One is held just before it
is kept; what the other does meanwhile is what a race would be.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Event
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from cast import NOW
from django.db import connection, connections
from grounds import TOMORROW, Grounds
from pytest_django.fixtures import Settings

from ownpath.school.days.models import DayPlan, PlanJob
from ownpath.school.days.queries import published_plan
from ownpath.school.days.services import (
    adult_out,
    ask_for_plan,
    ask_for_repair,
    cancel_job,
    publishing,
    working,
)
from ownpath.school.days.services.asking import BeingPlanned
from ownpath.school.days.services.claiming import claim_job
from ownpath.school.days.services.interrupted import LONGEST_REPAIR, begin_anew
from ownpath.school.days.services.queueing import enqueue
from ownpath.school.days.services.working import do_job

State = PlanJob.State
Result = TypeVar("Result")

SECONDS_TO_OVERTAKE = 1.0
SECONDS_AT_MOST = 60.0
CLAIM, KEEP, ASK = (
    'UPDATE "days_planjob"',
    'INSERT INTO "days_dayplan"',
    'INSERT INTO "days_planjob"',
)


class Held:
    """Holds a connection after its first statement of a kind, before its transaction is kept."""

    def __init__(self, statement: str) -> None:
        self.statement, self.reached, self.goes_on = statement, Event(), Event()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Execute a statement, and hold there if it is the one."""
        result = execute(sql, params, many, context)
        if sql.startswith(self.statement) and not self.reached.is_set():
            self.reached.set()
            self.goes_on.wait(SECONDS_AT_MOST)
        return result


def on_own_connection(work: Callable[[], Result], held: Held | None = None) -> Result:
    """Do something on a connection of this thread's own; `held` is what holds it."""
    try:
        with connection.execute_wrapper(held or Held("nothing")):
            return work()
    finally:
        connections.close_all()


def race(
    *, held_at: str, first: Callable[[], Result], second: Callable[[], Result]
) -> tuple[Future[Result], Future[Result]]:
    """Hold the first before it is kept, let the second try to overtake it, then let both end."""
    held = Held(held_at)
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(on_own_connection, first, held)
        assert held.reached.wait(SECONDS_AT_MOST)
        other = pool.submit(on_own_connection, second)
        wait([other], timeout=SECONDS_TO_OVERTAKE)
        held.goes_on.set()
    return one, other


def out(grounds: Grounds, who: int) -> PlanJob:
    """Ask for a repair as an adult is out."""
    return ask_for_repair(
        campus=grounds.campus, day=TOMORROW, by=grounds.cast.reyes, now=NOW,
        event=adult_out(person_uuid=grounds.staff[who].person.uuid),
    )  # fmt: skip


def plan_asked(grounds: Grounds) -> PlanJob:
    """Ask for a plan that will be published."""
    return ask_for_plan(
        campus=grounds.campus, day=TOMORROW, publishes=True, by=grounds.cast.reyes, now=NOW
    )


def claim(job: PlanJob) -> Callable[[], str]:
    """Return what takes a job, and tells the states of repairs and of the plan as they are seen right after."""

    def take() -> str:
        is_taken = claim_job(uuid=job.uuid, now=NOW, mark=uuid4()) is not None
        running = PlanJob.objects.filter(state=State.RUNNING).order_by("kind")
        return f"{is_taken} {','.join(running.values_list('kind', flat=True))}"

    return take


def do(job: PlanJob) -> Callable[[], None]:
    """Return what does a job."""
    return lambda: do_job(uuid=job.uuid, clock=lambda: NOW)


@pytest.fixture(autouse=True)
def each_its_own_transaction(settings: Settings) -> None:
    """Let deeds of threads meet in the database, as those of processes do."""
    settings.GROUP_COMMIT = False


@pytest.mark.django_db(transaction=True)
class TestClaimJob:
    def test_shows_a_plan_the_repair_that_was_taken_in_the_same_moment(
        self, grounds: Grounds
    ) -> None:
        grounds.publish()
        repair, plan = out(grounds, 0), plan_asked(grounds)
        first, second = race(held_at=CLAIM, first=claim(repair), second=claim(plan))
        assert first.result().startswith("True")
        assert second.result() == "True plan,repair"  # so it waits for the repair's end

    def test_keeps_a_repair_waiting_for_a_plan_that_was_taken_in_the_same_moment(
        self, grounds: Grounds
    ) -> None:
        grounds.publish()
        repair, plan = out(grounds, 0), plan_asked(grounds)
        first, second = race(held_at=CLAIM, first=claim(plan), second=claim(repair))
        assert (first.result(), second.result()) == ("True plan", "False plan")
        repair.refresh_from_db()
        assert repair.state == State.WAITING

    def test_gives_a_job_to_one_of_two(self, grounds: Grounds) -> None:
        grounds.publish()
        repair = out(grounds, 0)
        first, second = race(held_at=CLAIM, first=claim(repair), second=claim(repair))
        assert (first.result(), second.result()) == ("True repair", "False repair")


@pytest.mark.django_db(transaction=True)
class TestWorkersAtOneDay:
    def test_begin_a_plan_once_the_repair_is_kept(self, grounds: Grounds) -> None:
        grounds.publish()
        repair, plan = out(grounds, 0), plan_asked(grounds)
        for done in race(held_at=KEEP, first=do(repair), second=do(plan)):
            done.result()
        repair.refresh_from_db()
        plan.refresh_from_db()
        assert (repair.state, plan.state) == (State.DONE, State.DONE), [
            repair.problems,
            plan.problems,
        ]
        assert plan.plan == published_plan(campus=grounds.campus, day=TOMORROW)
        assert repair.plan is not None
        assert plan.plan is not None
        assert plan.plan.version > repair.plan.version

    def test_mend_it_one_after_the_other(self, grounds: Grounds) -> None:
        grounds.publish()
        one, other = out(grounds, 0), out(grounds, 1)
        for done in race(held_at=KEEP, first=do(one), second=do(other)):
            done.result()
        one.refresh_from_db()
        other.refresh_from_db()
        assert (one.state, other.state) == (State.DONE, State.DONE), [
            one.problems,
            other.problems,
        ]
        stands = published_plan(campus=grounds.campus, day=TOMORROW)
        assert stands is not None
        assert stands == other.plan
        assert stands.follows == one.plan

    def test_leave_a_repair_in_the_queue_to_the_end_of_its_days_plan(
        self, grounds: Grounds
    ) -> None:
        grounds.publish()
        repair, plan = out(grounds, 0), plan_asked(grounds)
        assert claim_job(uuid=plan.uuid, now=NOW, mark=uuid4()) is not None
        do(repair)()  # as the queue of another worker does
        repair.refresh_from_db()
        assert repair.state == State.WAITING
        assert working.do_jobs_at_once(clock=lambda: NOW) == 0


@pytest.mark.django_db(transaction=True)
class TestAskForPlan:
    def test_refuses_one_of_two_who_ask_in_the_same_moment(self, grounds: Grounds) -> None:
        def ask() -> PlanJob:
            return plan_asked(grounds)

        first, second = race(held_at=ASK, first=ask, second=ask)
        assert first.exception() is None
        assert isinstance(second.exception(), BeingPlanned)
        assert PlanJob.objects.count() == 1


class TestWhatIsNoLongerOurs:
    def test_keeps_no_repair_that_was_begun_anew(
        self, grounds: Grounds, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stood = grounds.publish()
        repair = out(grounds, 0)
        after = NOW + LONGEST_REPAIR + timedelta(seconds=1)

        def first_open_block(job: PlanJob, now: object) -> int:  # it is at work, and slow
            mine = PlanJob.objects.filter(pk=job.pk)
            assert begin_anew(mine, before=after, now=after, queue=enqueue) == 1
            claim_job(uuid=job.uuid, now=after, mark=uuid4())  # by another worker
            return 0

        monkeypatch.setattr(working, "first_open_block", first_open_block)
        do(repair)()
        repair.refresh_from_db()
        assert (repair.state, repair.plan) == (State.RUNNING, None)
        assert list(DayPlan.objects.all()) == [stood]
        assert published_plan(campus=grounds.campus, day=TOMORROW) == stood

    def test_publishes_no_plan_that_was_canceled_at_the_last_moment(
        self, grounds: Grounds, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stood = grounds.publish()
        job = plan_asked(grounds)
        check = publishing.ensure_keeps_rules

        def canceled_beside(plan: DayPlan) -> None:
            cancel_job(campus=grounds.campus, job_uuid=job.uuid, by=grounds.cast.reyes, now=NOW)
            check(plan)

        monkeypatch.setattr(publishing, "ensure_keeps_rules", canceled_beside)
        do(job)()
        job.refresh_from_db()
        assert job.state == State.CANCELED
        assert published_plan(campus=grounds.campus, day=TOMORROW) == stood
        assert DayPlan.objects.filter(state=DayPlan.State.DRAFT).count() == 1
