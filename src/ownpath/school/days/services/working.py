"""Do the work of a job, wherever jobs are worked on, and let its row tell how far it is.

What loads a compiler or a solver is loaded here only once a job is done.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_noop, override

from ownpath.errors import Refusal
from ownpath.school.days.models import PlanJob
from ownpath.school.days.queries.calendar import block_now, school_day
from ownpath.school.days.queries.plans import published_plan
from ownpath.school.days.queries.problem_words import Kept
from ownpath.school.days.services.happenings import POLICY
from ownpath.school.days.services.standing_aside import others_aside, stand_aside

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan

SECONDS_BETWEEN_BEATS = 0.5
LONGEST_PROBLEMS = 30
HAS_NO_PROCESS = timedelta(minutes=10)  # without a sign of life
LONGEST_REPAIR = timedelta(seconds=30)  # one that takes more was left by a worker that died
SECONDS_BETWEEN_ASKING = 0.1
AT_ONCE = frozenset(
    {PlanJob.Kind.REPAIR, PlanJob.Kind.WHAT_IF}
)  # wanted in the middle of a day

BROKE = gettext_noop("Something broke. Nothing was changed.")
STOPPED = gettext_noop("The worker stopped on the way.")

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


class _Canceled(Exception):  # noqa: N818 - not an error
    """Somebody canceled the job meanwhile."""


def do_job(*, uuid: UUID, clock: Clock) -> None:
    """Do one job. What it refuses stands in its row; what breaks is logged and told without details."""
    _do_claimed(PlanJob.objects.filter(uuid=uuid), uuid, clock)


def do_jobs_at_once(*, clock: Clock) -> int:
    """Do the questions and repairs that wait, beside whatever else is being planned; return how many were looked at.

    A repair of a day that is being planned anew waits for the plan, if that will be published: it would be lost with
    the one it mends.
    """
    waiting = PlanJob.objects.filter(state=PlanJob.State.WAITING, kind__in=AT_ONCE)
    jobs = list(waiting.order_by("pk").values_list("uuid", "event"))
    short = [uuid for uuid, event in jobs if event.get("kind") != POLICY]
    planned_anew = PlanJob.objects.filter(
        campus=OuterRef("campus"), day=OuterRef("day"), kind=PlanJob.Kind.PLAN,
        state=PlanJob.State.RUNNING, publishes=True,
    )  # fmt: skip
    for uuid in short:
        free = PlanJob.objects.filter(uuid=uuid).exclude(
            Exists(planned_anew), kind=PlanJob.Kind.REPAIR
        )
        with others_aside():
            _do_claimed(free, uuid, clock)
    return len(short)


def _do_claimed(claimable: QuerySet[PlanJob], uuid: UUID, clock: Clock) -> None:
    """Do a job if nobody else took it, in one statement, so that no two do the same."""
    waiting = claimable.filter(state=PlanJob.State.WAITING)
    if not waiting.update(state=PlanJob.State.RUNNING, beat_at=clock()):
        return
    job = PlanJob.objects.select_related("campus__district", "base__campus__district").get(
        uuid=uuid
    )
    try:
        _do(job, clock)
    except _Canceled:
        return
    except Refusal as refused:
        conflicts = [*getattr(refused, "conflicts", []), *getattr(refused, "breaches", [])]
        with override("en"):  # said again in the language of whoever reads it
            said = [str(refused.message), str(refused.next_step)]
        _end(job, clock, PlanJob.State.FAILED, problems=[said[0], *conflicts, said[1]])
    except Exception:
        logger.exception("A job on a plan stopped; nothing of it was kept.")
        _end(job, clock, PlanJob.State.FAILED, problems=[BROKE])


def _do(job: PlanJob, clock: Clock) -> None:
    from ownpath.school.days.services import making
    from ownpath.school.days.services.publishing import put_in_force

    if job.kind == PlanJob.Kind.PLAN:
        _let_repairs_end(job, clock)
        plan = making.plan_campus(
            campus=job.campus, day=job.day, by=job.asked_by, now=clock(), preset=job.preset,
            tell=_teller(job, clock),
        )  # fmt: skip
        if job.publishes:
            put_in_force(plan, job.asked_by, clock())
        _end(job, clock, PlanJob.State.DONE, plan=plan)
        return
    if job.event.get("kind") == POLICY:
        from ownpath.school.days.services.comparing import compare_policies

        answer = compare_policies(
            campus=job.campus, day=job.day, weights=job.event["weights"],
            numbers=job.event["numbers"], now=clock(), tell=_teller(job, clock),
        )  # fmt: skip
        _end(job, clock, PlanJob.State.DONE, answer=answer)
        return
    _mend(job, clock)


def _mend(job: PlanJob, clock: Clock) -> None:
    """Try or carry out a change; one that another change of the day overtook is worked out once more."""
    from ownpath.school.days.services import mending
    from ownpath.school.days.services.costing import cost_of
    from ownpath.school.days.services.naming import ChangedMeanwhile

    for is_last in (False, False, True):
        stands = published_plan(campus=job.campus, day=job.day) or job.base
        if stands is None:
            raise ValueError("expected a job that mends to have a plan to mend, got none")
        mended = mending.try_event(  # what stands by now: another change may have come before this one
            base=stands, event=job.event, now_block=first_open_block(job, clock())
        )
        answer = cost_of(mended)
        if job.kind == PlanJob.Kind.WHAT_IF:
            _end(job, clock, PlanJob.State.DONE, answer=answer)
            return
        try:
            plan = mending.keep_mended(
                mended=mended, event=job.event, by=job.asked_by, now=clock()
            )
        except ChangedMeanwhile:
            if is_last:
                raise
        else:
            _end(job, clock, PlanJob.State.DONE, plan=plan, answer=answer)
            return


def _let_repairs_end(job: PlanJob, clock: Clock) -> None:
    """Wait for repairs of the day that another thread or process is at: what is planned must know of them."""
    repairs = PlanJob.objects.filter(
        campus_id=job.campus_id, day=job.day, kind=PlanJob.Kind.REPAIR,
        state=PlanJob.State.RUNNING,
    )  # fmt: skip
    while repairs.filter(beat_at__gt=clock() - LONGEST_REPAIR).exists():
        time.sleep(SECONDS_BETWEEN_ASKING)


def first_open_block(job: PlanJob, now: datetime) -> int:
    """Return the first block that can still be changed: the one going on, else the next; 0 on another day."""
    here = now.astimezone(ZoneInfo(job.campus.district.time_zone))
    rings = school_day(campus=job.campus, day=job.day)
    if rings is None or here.date() != job.day:
        return 0
    at = here.time()
    going = block_now(school_day=rings, at=at)
    if going is not None:
        return going.number
    return next((block.number for block in rings.blocks if block.starts_at > at), 0)


def _teller(job: PlanJob, clock: Clock) -> Callable[[str, int, int], None]:
    """Return what writes progress into the job's row, now and then, and stops work that was canceled."""
    last: dict[str, Any] = {"step": "", "at": None}

    def tell(step: str, done: int, total: int) -> None:
        stand_aside()
        now = clock()
        is_news = step != last["step"] or last["at"] is None
        if not is_news and (now - last["at"]).total_seconds() < SECONDS_BETWEEN_BEATS:
            return
        last.update(step=step, at=now)
        mine = PlanJob.objects.filter(pk=job.pk, state=PlanJob.State.RUNNING)
        if not mine.update(step=step, done=done, total=total, beat_at=now):
            raise _Canceled

    return tell


def _end(
    job: PlanJob,
    clock: Clock,
    state: PlanJob.State,
    *,
    plan: DayPlan | None = None,
    answer: dict[str, Any] | None = None,
    problems: Sequence[Kept] | None = None,
) -> None:
    PlanJob.objects.filter(pk=job.pk).update(
        state=state, plan=plan, answer=answer or {}, ended_at=clock(), beat_at=clock(),
        problems=list(problems or ())[:LONGEST_PROBLEMS],
    )  # fmt: skip


def give_up_dead_jobs(*, now: datetime) -> int:
    """Mark jobs without a sign of life as failed, so that they can be asked for again; return how many."""
    dead = PlanJob.objects.filter(state=PlanJob.State.RUNNING, beat_at__lt=now - HAS_NO_PROCESS)
    return dead.update(state=PlanJob.State.FAILED, ended_at=now, problems=[STOPPED])
