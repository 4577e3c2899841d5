"""What somebody asked for and waits at goes before the work of the night."""

from __future__ import annotations

import pytest
from cast import NOW, TODAY, Cast
from django_tasks_db.models import DBTaskResult
from piloted import running

from ownpath.school.change.models import Reckoning
from ownpath.school.change.services.pilots import queueing as of_pilots
from ownpath.school.days.models import PlanJob
from ownpath.school.days.services import queueing as of_days


def priority() -> int:
    """Return the priority of the one task that waits."""
    return DBTaskResult.objects.get().priority


@pytest.mark.parametrize("is_asked", [True, False])
class TestOrder:
    def test_of_a_reckoning(self, cast: Cast, is_asked: bool) -> None:
        who = cast.whitfield if is_asked else None
        job = Reckoning.objects.create(
            pilot=running(cast), until=TODAY, total=1, asked_at=NOW, asked_by=who
        )
        DBTaskResult.objects.all().delete()
        of_pilots.enqueue(job)
        assert (priority() > 0) is is_asked

    def test_of_a_plan_is_behind_what_the_middle_of_a_day_needs(
        self, cast: Cast, is_asked: bool
    ) -> None:
        who = cast.reyes if is_asked else None
        job = PlanJob.objects.create(
            campus=cast.section.campus, day=TODAY, kind="plan", asked_at=NOW, asked_by=who
        )
        of_days.enqueue(job)
        assert (priority() > 0) is is_asked
        assert priority() < of_days.PRIORITY_AT_ONCE
