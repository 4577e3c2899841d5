"""What a plan promises, in counts that are kept with it: worked out for a plan from scratch and for a mended one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ownpath.engine.promises import PROMISES
from ownpath.school.days.queries.judging import judge_plan

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.days.queries import SchoolDay


def promises_of(*, plan: DayPlan, school_day: SchoolDay) -> dict[str, Any]:
    """Return how many students and groups a stored plan has, how many it promises what, and how many a whole day."""
    judged = judge_plan(plan=plan, school_day=school_day)
    return {
        "n_students": len(judged.student_ids),
        "n_groups": plan.groups.count(),
        "promised": {name: int(judged.held[:, n].sum()) for n, name in enumerate(PROMISES)},
        "whole_days": int(judged.held.all(axis=1).sum()),
    }
