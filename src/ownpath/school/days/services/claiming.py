"""Who does which job, and what waits for what: a plan that will be published and the repairs of its day never overlap.

A repair that a plan does not know of would be lost once that plan is in force. So both are taken in the turn of their
campus's day (`take_turns`), one after the other on either database: a repair is not taken while such a plan runs, and a
plan that was taken begins once no repair runs. What a job writes it keeps in one deed with its own end (`end_job`): who
was thought dead, or canceled, meanwhile keeps nothing, so nobody writes behind another's back; each taking of a job has
a mark of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ownpath.school.days.models import PlanJob
from ownpath.school.days.queries.problem_words import Kept
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan

LONGEST_PROBLEMS: Final = 30
AT_ONCE: Final = frozenset(
    {PlanJob.Kind.REPAIR, PlanJob.Kind.WHAT_IF}
)  # wanted in the middle of a day

Clock = Callable[[], datetime]


class NoLongerOurs(Exception):  # noqa: N818 - not an error
    """Somebody canceled the job meanwhile, or took its worker for dead and began it anew."""


def free(jobs: QuerySet[PlanJob]) -> QuerySet[PlanJob]:
    """Return those jobs that need not wait for a plan of their day: all but repairs of a day that is planned anew."""
    planned_anew = PlanJob.objects.filter(
        campus=OuterRef("campus"), day=OuterRef("day"), kind=PlanJob.Kind.PLAN,
        state=PlanJob.State.RUNNING, publishes=True,
    )  # fmt: skip
    return jobs.exclude(Exists(planned_anew), kind=PlanJob.Kind.REPAIR)


@deed
def claim_job(*, uuid: UUID, now: datetime, mark: UUID) -> PlanJob | None:
    """Take a job that waits; return None if somebody else took it or it has to wait for the plan of its day.

    `mark` is what whoever takes it is shown at (`store.alive`), before it is taken.
    """
    waiting = PlanJob.objects.filter(uuid=uuid, state=PlanJob.State.WAITING)
    job = waiting.select_related("campus__district", "base__campus__district").first()
    if job is None:
        return None
    take_turns(about=job.campus_id, on=job.day)
    if not free(waiting).update(state=PlanJob.State.RUNNING, beat_at=now, taken_as=mark):
        return None
    job.state, job.beat_at, job.taken_as = PlanJob.State.RUNNING, now, mark
    return job


def as_taken(job: PlanJob) -> QuerySet[PlanJob]:
    """Return a job as long as it runs and nobody else has begun it since."""
    return PlanJob.objects.filter(pk=job.pk, state=PlanJob.State.RUNNING, taken_as=job.taken_as)


def beat(job: PlanJob, *, now: datetime, step: str, done: int, total: int) -> None:
    """Show a sign of life of a job and how far it is.

    Raises
    ------
    NoLongerOurs
    """
    if not as_taken(job).update(step=step, done=done, total=total, beat_at=now):
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
    if not as_taken(job).update(
        state=state, plan=plan, answer=answer or {}, ended_at=now, beat_at=now,
        problems=list(problems or ())[:LONGEST_PROBLEMS],
    ):  # fmt: skip
        raise NoLongerOurs
