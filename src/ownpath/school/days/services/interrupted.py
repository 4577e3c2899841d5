"""Begin work on plans anew whose worker died: at once where it died on this machine, after some minutes elsewhere.

A worker that is seen to live on this machine may be silent for longer: on a machine with too much to do the first plan
of an installation is, while the planner is compiled.

Nothing is lost or done twice by that: what a job writes it keeps in one deed with its own end.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from ownpath.school.days.models import PlanJob
from ownpath.school.days.queries.problem_words import STOPPED
from ownpath.school.days.services.claiming import Clock, as_taken
from ownpath.store import alive
from ownpath.store.together import deed

HAS_NO_PROCESS: Final = timedelta(minutes=10)  # without a sign of life, on whatever machine
HANGS: Final = timedelta(hours=1)  # silent that long, though it is seen to live
# A repair that takes more was left by a worker that died.
LONGEST_REPAIR: Final = timedelta(minutes=1)
MOST_INTERRUPTIONS: Final = 2  # then it is perhaps the work itself that ends its worker
SECONDS_BETWEEN_ASKING: Final = 0.1


def begin_anew(
    running: QuerySet[PlanJob],
    *,
    before: datetime,
    now: datetime,
    queue: Callable[[PlanJob], None],
    hung_before: datetime | None = None,
) -> int:
    """Let those of some running jobs wait again whose worker is dead or showed no life since; return how many.

    `hung_before` counts instead of `before` where the worker is seen to live. `queue` puts a job where workers look for
    it, in the same deed.
    """

    def is_dead(job: PlanJob) -> bool:
        if alive.is_gone(job.taken_as):
            return True
        if hung_before is not None and alive.is_seen(job.taken_as):
            return _is_silent(job, hung_before)
        return _is_silent(job, before)

    dead = [job for job in running.all() if is_dead(job)]
    n_ended = sum(_end_this_attempt(job, now, queue) for job in dead)
    for job in dead:
        alive.forget(job.taken_as)
    return n_ended


def let_repairs_end(job: PlanJob, clock: Clock) -> None:
    """Wait for repairs of the day that another thread or process is at: what is planned must know of them.

    No further one is taken meanwhile. One without an end waits again, for after the plan: its worker died, and if not,
    it keeps nothing.
    """
    repairs = PlanJob.objects.filter(
        campus_id=job.campus_id, day=job.day, kind=PlanJob.Kind.REPAIR,
        state=PlanJob.State.RUNNING,
    )  # fmt: skip
    while repairs.exists():
        now = clock()
        if not begin_anew(repairs, before=now - LONGEST_REPAIR, now=now, queue=_found_at_once):
            time.sleep(SECONDS_BETWEEN_ASKING)


def _found_at_once(_repair: PlanJob) -> None:
    """Leave a repair where it is: whoever does what is wanted at once looks for it there."""


def _is_silent(job: PlanJob, before: datetime) -> bool:
    return job.beat_at is not None and job.beat_at <= before


@deed
def _end_this_attempt(job: PlanJob, now: datetime, queue: Callable[[PlanJob], None]) -> bool:
    """Let a job wait again, or fail if it was interrupted too often; return whether it was still as it was read."""
    mine, n = as_taken(job), job.n_interrupted + 1
    if n > MOST_INTERRUPTIONS:
        ended = mine.update(
            state=PlanJob.State.FAILED, ended_at=now, n_interrupted=n, problems=[STOPPED]
        )
        return bool(ended)
    waits_again = mine.update(
        state=PlanJob.State.WAITING, step="", done=0, total=0, taken_as=None, n_interrupted=n
    )
    if waits_again:
        queue(job)
    return bool(waits_again)
