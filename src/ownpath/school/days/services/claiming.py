"""Who does which job, and what waits for what: a plan that will be published and the repairs of its day never overlap.

A repair that a plan does not know of would be lost once that plan is in force. So both are taken in the turn of their
campus's day (`take_turns`), one after the other on either database: a repair is not taken while such a plan runs, and a
plan that was taken begins once no repair runs. What a job writes it keeps in one deed with its own end (`end_job`): who
was given up, or canceled, meanwhile keeps nothing, so nobody who was thought dead writes behind the other's back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_noop

from ownpath.school.days.models import PlanJob
from ownpath.school.days.queries.problem_words import Kept
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan

LONGEST_PROBLEMS: Final = 30
HAS_NO_PROCESS: Final = timedelta(minutes=10)  # without a sign of life
# A repair that takes more was left by a worker that died.
LONGEST_REPAIR: Final = timedelta(minutes=1)
SECONDS_BETWEEN_ASKING: Final = 0.1

STOPPED = gettext_noop("The worker stopped on the way.")

Clock = Callable[[], datetime]


class NoLongerOurs(Exception):  # noqa: N818 - not an error
    """Somebody canceled the job meanwhile, or gave it up."""


def free(jobs: QuerySet[PlanJob]) -> QuerySet[PlanJob]:
    """Return those jobs that need not wait for a plan of their day: all but repairs of a day that is planned anew."""
    planned_anew = PlanJob.objects.filter(
        campus=OuterRef("campus"), day=OuterRef("day"), kind=PlanJob.Kind.PLAN,
        state=PlanJob.State.RUNNING, publishes=True,
    )  # fmt: skip
    return jobs.exclude(Exists(planned_anew), kind=PlanJob.Kind.REPAIR)


@deed
def claim_job(*, uuid: UUID, now: datetime) -> PlanJob | None:
    """Take a job that waits; return None if somebody else took it or it has to wait for the plan of its day."""
    waiting = PlanJob.objects.filter(uuid=uuid, state=PlanJob.State.WAITING)
    job = waiting.select_related("campus__district", "base__campus__district").first()
    if job is None:
        return None
    take_turns(about=job.campus_id, on=job.day)
    if not free(waiting).update(state=PlanJob.State.RUNNING, beat_at=now):
        return None
    job.state, job.beat_at = PlanJob.State.RUNNING, now
    return job


def let_repairs_end(job: PlanJob, clock: Clock) -> None:
    """Wait for repairs of the day that another thread or process is at: what is planned must know of them.

    No further one is taken meanwhile. One without an end is given up: its worker died, and if not, it keeps nothing.
    """
    repairs = PlanJob.objects.filter(
        campus_id=job.campus_id, day=job.day, kind=PlanJob.Kind.REPAIR,
        state=PlanJob.State.RUNNING,
    )  # fmt: skip
    while repairs.exists():
        now = clock()
        if not give_up(repairs, before=now - LONGEST_REPAIR, now=now):
            time.sleep(SECONDS_BETWEEN_ASKING)


def give_up_dead_jobs(*, now: datetime) -> int:
    """Mark jobs without a sign of life as failed, so that they can be asked for again; return how many."""
    running = PlanJob.objects.filter(state=PlanJob.State.RUNNING)
    return give_up(running, before=now - HAS_NO_PROCESS, now=now)


def give_up(running: QuerySet[PlanJob], *, before: datetime, now: datetime) -> int:
    """Mark those of some running jobs as failed that showed no life since; return how many."""
    dead = running.filter(beat_at__lte=before)
    if not dead.exists():  # looked at often: to read takes no turn to write
        return 0
    return dead.update(state=PlanJob.State.FAILED, ended_at=now, problems=[STOPPED])


def beat(job: PlanJob, *, now: datetime, step: str, done: int, total: int) -> None:
    """Show a sign of life of a job and how far it is.

    Raises
    ------
    NoLongerOurs
    """
    mine = PlanJob.objects.filter(pk=job.pk, state=PlanJob.State.RUNNING)
    if not mine.update(step=step, done=done, total=total, beat_at=now):
        raise NoLongerOurs


def end_job(
    job: PlanJob,
    *,
    now: datetime,
    state: PlanJob.State = PlanJob.State.DONE,
    plan: DayPlan | None = None,
    answer: dict[str, Any] | None = None,
    problems: Sequence[Kept] | None = None,
) -> None:
    """Write down how a job ended; in one deed with what it wrote, so that it keeps both or neither.

    Raises
    ------
    NoLongerOurs
    """
    mine = PlanJob.objects.filter(pk=job.pk, state=PlanJob.State.RUNNING)
    if not mine.update(
        state=state, plan=plan, answer=answer or {}, ended_at=now, beat_at=now,
        problems=list(problems or ())[:LONGEST_PROBLEMS],
    ):  # fmt: skip
        raise NoLongerOurs
