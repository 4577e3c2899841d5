"""Do the work of a job, wherever jobs are worked on, and let its row tell how far it is.

What loads a compiler or a solver is loaded here only once a job is done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ownpath.errors import Refusal
from ownpath.school.days.models import PlanJob
from ownpath.school.days.queries.calendar import blocks_left, school_day
from ownpath.school.days.queries.plans import published_plan
from ownpath.school.days.queries.problem_words import BROKE
from ownpath.school.days.services.claiming import (
    AT_ONCE,
    Clock,
    NoLongerOurs,
    beat,
    claim_job,
    end_job,
    free,
)
from ownpath.school.days.services.happenings import POLICY
from ownpath.school.days.services.interrupted import let_repairs_end
from ownpath.school.days.services.setting_up.allowed import today_at
from ownpath.school.days.services.standing_aside import others_aside, stand_aside
from ownpath.store.alive import shown_at
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.school.days.services.mending import Mended

SECONDS_BETWEEN_BEATS = 0.5

logger = logging.getLogger(__name__)


def do_job(*, uuid: UUID, clock: Clock) -> None:
    """Do one job. What it refuses stands in its row; what breaks is logged and told without details.

    A repair that waits for the plan of its day is left to the thread that does jobs at once.
    """
    mark = uuid4()
    with shown_at(mark):
        job = claim_job(uuid=uuid, now=clock(), mark=mark)
        if job is not None:
            _do_claimed(job, clock)


def do_jobs_at_once(*, clock: Clock) -> int:
    """Do the questions and repairs that wait, beside whatever else is being planned; return how many were looked at.

    A repair of a day that is being planned anew waits for the plan, if that will be published: it would be lost with
    the one it mends.
    """
    waiting = PlanJob.objects.filter(state=PlanJob.State.WAITING, kind__in=AT_ONCE)
    jobs = list(free(waiting).order_by("pk").values_list("uuid", "event"))
    short = [uuid for uuid, event in jobs if event.get("kind") != POLICY]
    for uuid in short:
        with others_aside():
            do_job(uuid=uuid, clock=clock)
    return len(short)


def _do_claimed(job: PlanJob, clock: Clock) -> None:
    """Do a job that is ours; once it is not any more, nothing of it is kept."""
    try:
        try:
            _do(job, clock)
        except Refusal as refused:
            _end_refused(job, refused, clock())
        except NoLongerOurs:
            raise
        except Exception:
            logger.exception("A job on a plan stopped; nothing of it was kept.")
            end_job(job, now=clock(), state=PlanJob.State.FAILED, problems=[BROKE])
    except NoLongerOurs:
        return


def _end_refused(job: PlanJob, refused: Refusal, now: datetime) -> None:
    conflicts = [*getattr(refused, "conflicts", []), *getattr(refused, "breaches", [])]
    with override("en"):  # said again in the language of whoever reads it
        said = [str(refused.message), str(refused.next_step)]
    problems = [said[0], *conflicts, said[1]]
    end_job(job, now=now, state=PlanJob.State.FAILED, problems=problems)


def _do(job: PlanJob, clock: Clock) -> None:
    if job.kind == PlanJob.Kind.PLAN:
        _plan(job, clock)
    elif job.event.get("kind") == POLICY:
        from ownpath.school.days.services.comparing import compare_policies

        answer = compare_policies(
            campus=job.campus, day=job.day, weights=job.event["weights"],
            numbers=job.event["numbers"], now=clock(), tell=_teller(job, clock),
        )  # fmt: skip
        end_job(job, now=clock(), answer=answer)
    else:
        _mend(job, clock)


def _plan(job: PlanJob, clock: Clock) -> None:
    """Plan the day once repairs of it have ended, and put the plan in force if that is wanted and the day not over."""
    from ownpath.school.days.services import making
    from ownpath.school.days.services.publishing import ensure_keeps_rules, let_stand

    if job.publishes:
        _ensure_still_in_time(job, clock())
    let_repairs_end(job, clock)
    plan = making.plan_campus(
        campus=job.campus, day=job.day, by=job.asked_by, now=clock(), preset=job.preset,
        sets_pins_aside=job.asked_by_id is None, tell=_teller(job, clock),
    )  # fmt: skip
    if not job.publishes:
        end_job(job, now=clock(), plan=plan)
        return
    # Before the turn to write is taken: what is stored of a plan never changes.
    ensure_keeps_rules(plan)

    def publish() -> None:
        _ensure_still_in_time(job, clock())
        let_stand(plan, job.asked_by, clock())
        end_job(job, now=clock(), plan=plan)

    commit_together(publish)


def _ensure_still_in_time(job: PlanJob, now: datetime) -> None:
    """Refuse to change a day that ended while its job waited or ran: nobody can live it otherwise any more."""
    from ownpath.school.days.services.publishing import DayIsOver

    if job.day < today_at(job.campus, now):
        raise DayIsOver(
            _("This day was over before the work on it was done. What was in force stays.")
        )


def _mend(job: PlanJob, clock: Clock) -> None:
    """Try or carry out a change; one that another change of the day overtook is worked out once more."""
    from ownpath.school.days.services import mending
    from ownpath.school.days.services.costing import cost_of
    from ownpath.school.days.services.naming import ChangedMeanwhile

    if job.kind == PlanJob.Kind.REPAIR:
        _ensure_still_in_time(job, clock())
    for is_last in (False, False, True):
        stands = published_plan(campus=job.campus, day=job.day) or job.base
        if stands is None:
            raise ValueError("expected a job that mends to have a plan to mend, got none")
        mended = mending.try_event(  # what stands by now: another change may have come before this one
            base=stands, event=job.event, now_block=first_open_block(job, clock())
        )
        if job.kind == PlanJob.Kind.WHAT_IF:
            end_job(job, now=clock(), answer=cost_of(mended))
            return
        try:
            _keep(mended, job, clock)
        except ChangedMeanwhile:
            if is_last:
                raise
        else:
            return


def _keep(mended: Mended, job: PlanJob, clock: Clock) -> None:
    """Keep a mended day together with the end of its job."""
    from ownpath.school.days.services import mending
    from ownpath.school.days.services.costing import cost_of

    answer = cost_of(mended)

    def keep() -> None:
        _ensure_still_in_time(job, clock())
        plan = mending.keep_mended(mended=mended, event=job.event, by=job.asked_by, now=clock())
        end_job(job, now=clock(), plan=plan, answer=answer)

    commit_together(keep)


def first_open_block(job: PlanJob, now: datetime) -> int:
    """Return the first block that can still be changed: the one going on, else the next; 0 on another day."""
    rings = school_day(campus=job.campus, day=job.day)
    if rings is None:
        return 0
    zone = ZoneInfo(job.campus.district.time_zone)
    left = blocks_left(school_day=rings, now=now, zone=zone)
    return left[0].number if left else 0


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
        beat(job, now=now, step=step, done=done, total=total)

    return tell
