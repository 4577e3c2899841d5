"""What tomorrow would become under a vision: worked out beside the server, told in counts, and nothing written."""

from __future__ import annotations

import pytest
from cast import NOW
from envisioned import out
from grounds import Grounds

from ownpath.school.change.access import NotALeader
from ownpath.school.change.services.adopting import ask_for_preview
from ownpath.school.days.models import DayPlan, PlanCell, PlanGroup, PlanJob, Policy
from ownpath.school.days.queries import policy_jobs
from ownpath.school.days.services import BeingPlanned
from ownpath.school.days.services.working import do_job


@pytest.mark.django_db
def test_a_preview_tells_both_ways_and_leaves_every_plan_alone(grounds: Grounds) -> None:
    published = grounds.publish()
    policy = Policy.objects.values().get(campus=grounds.campus)
    before = [model.objects.count() for model in (DayPlan, PlanGroup, PlanCell)]
    vision = out(grounds.cast)

    with pytest.raises(NotALeader):
        ask_for_preview(vision=vision, campus=grounds.campus, by=grounds.cast.ito, now=NOW)
    job = ask_for_preview(vision=vision, campus=grounds.campus, by=grounds.cast.reyes, now=NOW)
    with pytest.raises(BeingPlanned):
        ask_for_preview(vision=vision, campus=grounds.campus, by=grounds.cast.reyes, now=NOW)
    do_job(uuid=job.uuid, clock=lambda: NOW)

    told = policy_jobs(campuses=[grounds.campus], about=vision.uuid)[grounds.campus.pk]
    assert told.state == PlanJob.State.DONE, told.problems
    assert told.answer["n_students"] == len(grounds.students)
    assert set(told.answer["before"]["promised"]) == set(told.answer["after"]["promised"])
    assert 0 <= told.answer["n_students_changed"] <= told.answer["n_students"]
    assert told.answer["n_cells_changed"] >= told.answer["n_students_changed"]
    assert [model.objects.count() for model in (DayPlan, PlanGroup, PlanCell)] == before
    assert Policy.objects.values().get(campus=grounds.campus) == policy
    published.refresh_from_db()
    assert published.state == DayPlan.State.PUBLISHED


@pytest.mark.django_db
def test_the_same_policy_changes_nothing(grounds: Grounds) -> None:
    from ownpath.school.days.services.comparing import compare_policies

    told = compare_policies(
        campus=grounds.campus, day=grounds.plan().day, weights={}, numbers={}, now=NOW,
        tell=lambda *_how_far: None,
    )  # fmt: skip
    assert told["before"] == told["after"]
    assert (told["n_students_changed"], told["n_cells_changed"]) == (0, 0)
