"""Hand a job to the worker: a queue in the database, no further server."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django_tasks import task

from ownpath import clock
from ownpath.school.days.models import PlanJob
from ownpath.school.days.services.claiming import AT_ONCE
from ownpath.school.days.services.interrupted import HANGS, HAS_NO_PROCESS, begin_anew
from ownpath.school.days.services.working import do_job

PRIORITY_AT_ONCE = 50  # of 100; the work of the night has 0
PRIORITY_ASKED = 30


@task()
def work_on(job: str) -> None:
    """Do one job; runs in the worker's process."""
    do_job(uuid=UUID(job), clock=clock.now)  # noqa: TID251 - the worker is where a clock is read


def enqueue(job: PlanJob) -> None:
    """Put a job into the queue; it is seen by the worker once the deed is kept.

    What a school waits for in the middle of its day goes first, then what somebody asked for and waits at, then the
    work of the night.
    """
    asked = PRIORITY_ASKED if job.asked_by_id else 0
    priority = PRIORITY_AT_ONCE if job.kind in AT_ONCE else asked
    work_on.using(priority=priority).enqueue(str(job.uuid))


def begin_anew_what_died(*, now: datetime) -> int:
    """Let everything wait again whose worker is dead, by the system's word or for its silence; return how many."""
    running = PlanJob.objects.filter(state=PlanJob.State.RUNNING)
    return begin_anew(
        running, before=now - HAS_NO_PROCESS, hung_before=now - HANGS, now=now, queue=enqueue
    )
