"""Ask for work on plans: plan a day, show what a change would cost, mend a day. The work is done beside the server."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.days.models import DayPlan, PlanJob, Preset
from ownpath.school.days.queries.plans import published_plan
from ownpath.school.days.queries.watching import job_of
from ownpath.school.days.services.happenings import POLICY
from ownpath.school.days.services.publishing import ensure_not_over
from ownpath.school.days.services.queueing import enqueue
from ownpath.school.days.services.setting_up.allowed import (
    MayNotRun,
    ensure_may_run,
    ensure_one_of,
    today_at,
)
from ownpath.school.people.queries import Aspect, students_at_work
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

RUNNING = (PlanJob.State.WAITING, PlanJob.State.RUNNING)


class BeingPlanned(Conflict):
    """The day is being planned already."""


class NothingPublished(Conflict):
    """There is no published plan to change."""


@deed
def ask_for_plan(
    *,
    campus: Campus,
    day: date,
    preset: str = "",
    publishes: bool = False,
    by: Person | None,
    now: datetime,
) -> PlanJob:
    """Ask for a day to be planned; `preset` replaces what the campus chose, `publishes` puts it in force once checked.

    Raises
    ------
    BeingPlanned
        If the same day is being planned; look at that job.
    DayIsOver
        If a plan of a day that is past would be put in force; to look at, it may be planned.
    """
    ensure_may_run(campus, by, now)
    if publishes:
        ensure_not_over(campus, day, now)
    if preset:
        ensure_one_of(_("The model"), preset, Preset.values)
    take_turns(about=campus.pk, on=day)
    going = PlanJob.objects.filter(
        campus=campus, day=day, kind=PlanJob.Kind.PLAN, preset=preset, state__in=RUNNING
    )
    if going.exists():
        raise BeingPlanned(
            _("This day is being planned already."), next_step=_("Wait for it, or cancel it.")
        )
    job = PlanJob.objects.create(
        campus=campus, day=day, preset=preset, asked_by=by, asked_at=now,
        publishes=publishes and preset != Preset.WHOLE_CLASS,
    )  # fmt: skip
    enqueue(job)
    return job


@deed
def cancel_job(*, campus: Campus, job_uuid: UUID, by: Person | None, now: datetime) -> PlanJob:
    """Cancel work that is waiting or going on; what was planned before stands."""
    ensure_may_run(campus, by, now)
    job = job_of(uuid=job_uuid, campus=campus)
    PlanJob.objects.filter(pk=job.pk, state__in=RUNNING).update(
        state=PlanJob.State.CANCELED, ended_at=now
    )
    job.refresh_from_db()
    return job


@deed
def ask_what_if(
    *, campus: Campus, day: date, event: Mapping[str, Any], by: Person | None, now: datetime
) -> PlanJob:
    """Ask what a change would cost; nothing of the plan is written."""
    return ask_to_mend(campus, day, event, PlanJob.Kind.WHAT_IF, by, now)


@deed
def ask_what_policy_does(
    *,
    campus: Campus,
    day: date,
    about: UUID,
    weights: Mapping[str, float],
    numbers: Mapping[str, float],
    by: Person | None,
    now: datetime,
) -> PlanJob:
    """Ask what a day would become under other weights and thresholds; no plan and no policy is written.

    `about` names what the question is for, so that the answer can be found again (`queries.policy_jobs`).

    Raises
    ------
    MayNotRun, BeingPlanned
    """
    ensure_may_run(campus, by, now)
    asked = PlanJob.objects.filter(
        campus=campus, kind=PlanJob.Kind.WHAT_IF, state__in=RUNNING, event__kind=POLICY
    )
    if asked.exists():
        raise BeingPlanned(
            _("This is being worked out already."), next_step=_("Wait for the answer.")
        )
    event = {
        "kind": POLICY, "about": str(about), "weights": dict(weights), "numbers": dict(numbers),
    }  # fmt: skip
    job = PlanJob.objects.create(
        campus=campus,
        day=day,
        kind=PlanJob.Kind.WHAT_IF,
        event=event,
        asked_by=by,
        asked_at=now,
    )
    enqueue(job)
    return job


@deed
def ask_for_repair(
    *, campus: Campus, day: date, event: Mapping[str, Any], by: Person | None, now: datetime
) -> PlanJob:
    """Ask for the published day to be mended after something happened."""
    return ask_to_mend(campus, day, event, PlanJob.Kind.REPAIR, by, now)


def ask_to_mend(
    campus: Campus,
    day: date,
    event: Mapping[str, Any],
    kind: PlanJob.Kind,
    by: Person | None,
    now: datetime,
    *,
    is_own: bool = False,
) -> PlanJob:
    """Make the job of a change, if whoever asks may; `is_own` when a student asks about the own day."""
    if kind == PlanJob.Kind.REPAIR:
        ensure_not_over(campus, day, now)
    if not is_own:
        _ensure_may_mend(campus, event, by, now)
    plan: DayPlan | None = published_plan(campus=campus, day=day)
    if plan is None:
        raise NothingPublished(
            _("No plan of this day is published."), next_step=_("Plan and publish it first.")
        )
    job = PlanJob.objects.create(
        campus=campus, day=day, kind=kind, event=dict(event), base=plan,
        asked_by=by, asked_at=now,
    )  # fmt: skip
    enqueue(job)
    return job


def _ensure_may_mend(
    campus: Campus, event: Mapping[str, Any], by: Person | None, now: datetime
) -> None:
    """Let a teacher change the day of students taught, and say of oneself to be out; all else is the campus's."""
    if by is not None:
        named = {event["student"]} if "student" in event else set(event.get("students", ()))
        if event.get("person") == str(by.uuid):
            return
        if named:
            mine = students_at_work(
                viewer=by, aspect=Aspect.STEERING, today=today_at(campus, now)
            )
            found = mine.filter(uuid__in=named).values_list("uuid", flat=True)
            if {str(one) for one in found} == named:
                return
    try:
        ensure_may_run(campus, by, now)
    except MayNotRun:
        raise MayNotRun(
            _("These students are not all among yours."),
            next_step=_("Pick names from your own list, or ask the principal."),
        ) from None
