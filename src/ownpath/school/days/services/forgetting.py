"""Let a person be forgotten where plans name people outside of rows: packed problems, and what jobs were about."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ownpath.school.days.models import DayPlan, PlanJob

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


def forget_in_plans(*, people: Iterable[Person]) -> None:
    """Empty the packed problems that hold numbers of people, and forget what jobs and repairs said of them.

    Such a plan's rows stay; it cannot be mended or explained any more, the day is planned anew.
    """
    everybody = list(people)
    ids, named = [one.pk for one in everybody], {str(one.uuid) for one in everybody}
    plans = DayPlan.objects.filter(cells__student_id__in=ids).exclude(problem="")
    DayPlan.objects.filter(pk__in=list(plans.values_list("pk", flat=True))).update(problem="")
    led = DayPlan.objects.filter(groups__adult_id__in=ids).exclude(problem="")
    DayPlan.objects.filter(pk__in=list(led.values_list("pk", flat=True))).update(problem="")
    for plan in DayPlan.objects.exclude(event={}).only("pk", "event"):
        if _speaks_of(named, plan.event):
            DayPlan.objects.filter(pk=plan.pk).update(event={})
    for job in PlanJob.objects.exclude(event={}, problems=[]).only(
        "pk", "event", "answer", "problems"
    ):
        if _speaks_of(named, [job.event, job.answer, job.problems]):
            PlanJob.objects.filter(pk=job.pk).update(event={}, answer={}, problems=[])


def _speaks_of(named: set[str], data: object) -> bool:
    text = json.dumps(data)
    return any(one in text for one in named)
