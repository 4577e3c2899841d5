"""Hand a reckoning to the worker: a queue in the database, no further server."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from ownpath import clock
from ownpath.school.change.models import Reckoning
from ownpath.school.change.services.pilots.reckoning import do_reckoning

PRIORITY_ASKED = 30  # of 100; the work of the night has 0


@task()
def reckon(job: str) -> None:
    """Do one reckoning; runs in the worker's process."""
    do_reckoning(uuid=UUID(job), clock=clock.now)  # noqa: TID251 - the worker is where a clock is read


def enqueue(job: Reckoning) -> None:
    """Put a reckoning into the queue; the worker sees it once the deed is kept.

    What somebody asked for and waits at goes before the work of the night.
    """
    priority = PRIORITY_ASKED if job.asked_by_id else 0
    reckon.using(priority=priority).enqueue(str(job.uuid))
