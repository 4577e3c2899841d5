"""A change to the day is taken back by whoever asked for it, until the first block it changed begins.

What was changed in a block that ran already is taken back as long as that block runs: a slip shows at once.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.days.models import DayPlan, PlanJob
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.days.services.publishing import put_in_force
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from ownpath.school.days.models import Block
    from ownpath.school.people.models import Person


class TooLateToTakeBack(Conflict):
    """A block that was changed has begun, or the day was changed again."""


def take_back_until(*, job: PlanJob, by: Person, now: datetime) -> datetime | None:
    """Return until when somebody may take back the change they asked for; None where they may not, or no more."""
    plan = job.plan
    is_own = job.kind == PlanJob.Kind.REPAIR and job.asked_by_id == by.pk
    if not is_own or plan is None or plan.follows_id is None:
        return None
    blocks = {int(one["block"]) for one in job.answer.get("changes", ())}
    if plan.state != DayPlan.State.PUBLISHED or not blocks:
        return None
    zone = ZoneInfo(job.campus.district.time_zone)
    changed = (one for one in rings_of(plan).blocks if one.number in blocks)
    until = min((_last_moment(one, job, zone) for one in changed), default=now)
    return until if now < until else None


def _last_moment(block: Block, job: PlanJob, zone: ZoneInfo) -> datetime:
    """Return until when what a job changed in a block may be taken back."""
    begins = datetime.combine(job.day, block.starts_at, tzinfo=zone)
    ran_already = job.ended_at is not None and job.ended_at >= begins
    return datetime.combine(job.day, block.ends_at, tzinfo=zone) if ran_already else begins


@deed
def take_change_back(*, job: PlanJob, by: Person, now: datetime) -> DayPlan:
    """Let the plan stand again that a change replaced; the changed one is kept as a draft.

    Raises
    ------
    TooLateToTakeBack, BreaksRules
    """
    take_turns(about=job.campus_id, on=job.day)
    plan = job.plan
    if plan is not None:
        plan.refresh_from_db(fields=["state"])
    before = plan.follows if plan is not None else None
    if plan is None or before is None or take_back_until(job=job, by=by, now=now) is None:
        raise TooLateToTakeBack(
            _("This change cannot be taken back any more."),
            next_step=_(
                "A changed block has begun, or the day was changed again. Change that block, or ask your principal."
            ),
        )
    plan.state, plan.published_at, plan.published_by = DayPlan.State.DRAFT, None, None
    plan.save(update_fields=["state", "published_at", "published_by"])
    return put_in_force(before, by, now)
