"""Publish a plan, only after the independent checker passed on what is stored; take it back; undo."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotFound
from ownpath.school.days.models import (
    DayPlan,
    NextChoice,
    PlanCell,
    PlanReview,
)
from ownpath.school.days.services.broken_rules import Told, breaches_of
from ownpath.school.days.services.setting_up.allowed import (
    ensure_may_run,
    ensure_range,
    today_at,
)
from ownpath.school.people.queries import Aspect, students_at_work
from ownpath.store.many_rows import update_rows
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person


class BreaksRules(Conflict):
    """The plan breaks rules; `breaches` lists all of them."""

    def __init__(self, breaches: list[Told]) -> None:
        super().__init__(
            _("This plan breaks a rule, so it is not published."),
            next_step=_("Plan the day again."),
        )
        self.breaches = breaches


class CannotPublish(Conflict):
    """The plan is past, withdrawn, or only a comparison."""


class DayIsOver(CannotPublish):
    """The day is past at its campus: what was in force on it, and what was recorded of it, stays."""

    def __init__(self, message: object = _("This day is over.")) -> None:
        super().__init__(message, next_step=_("Plan a day that is to come."))


class NoSuchPlan(NotFound):
    """There is no such plan at this campus."""

    def __init__(self) -> None:
        super().__init__(
            _("We cannot find this plan."), next_step=_("Look at the list of plans again.")
        )


def ensure_not_over(campus: Campus, day: date, now: datetime) -> None:
    """Refuse to change what is in force on a day that is past where the campus is."""
    if day < today_at(campus, now):
        raise DayIsOver


def plan_at(campus: Campus, uuid: UUID) -> DayPlan:
    """Return a plan of a campus; refuse one that is not there."""
    plan = DayPlan.objects.filter(campus=campus, uuid=uuid).select_related("schedule").first()
    if plan is None:
        raise NoSuchPlan
    return plan


@deed
def publish_plan(
    *, campus: Campus, plan_uuid: UUID, by: Person | None, now: datetime
) -> DayPlan:
    """Publish a plan; the version that was published before is superseded and kept.

    Raises
    ------
    BreaksRules, CannotPublish, NoSuchPlan
    """
    ensure_may_run(campus, by, now)
    plan = _plan_in_turn(campus, plan_uuid)
    if plan.is_whole_class or plan.state == DayPlan.State.WITHDRAWN:
        raise CannotPublish(
            _("This plan is only for comparing, or was withdrawn."),
            next_step=_("Publish another version, or plan the day again."),
        )
    ensure_not_over(campus, plan.day, now)
    if plan.state == DayPlan.State.PUBLISHED:
        return plan
    return put_in_force(plan, by, now)


def _plan_in_turn(campus: Campus, uuid: UUID) -> DayPlan:
    """Return a plan as it stands once this deed has the turn to change what is in force on its day."""
    plan = plan_at(campus, uuid)
    take_turns(about=campus.pk, on=plan.day)
    plan.refresh_from_db(fields=["state", "published_at", "taken_back_at"])
    return plan


def put_in_force(plan: DayPlan, by: Person | None, now: datetime) -> DayPlan:
    """Check what is stored and publish it; who may, the caller has asked."""
    ensure_keeps_rules(plan)
    return let_stand(plan, by, now)


def ensure_keeps_rules(plan: DayPlan) -> None:
    """Check what is stored; refuse it with every breach."""
    breaches = breaches_of(plan)
    if breaches:
        raise BreaksRules(breaches)


@deed
def let_stand(plan: DayPlan, by: Person | None, now: datetime) -> DayPlan:
    """Publish a plan that was checked: whatever of its day was published before is superseded in the same moment."""
    take_turns(about=plan.campus_id, on=plan.day)
    DayPlan.objects.filter(
        campus_id=plan.campus_id, day=plan.day, state=DayPlan.State.PUBLISHED
    ).update(state=DayPlan.State.SUPERSEDED, ended_at=now)
    plan.state, plan.published_by, plan.published_at = DayPlan.State.PUBLISHED, by, now
    plan.ended_at = plan.taken_back_at = None
    plan.save(
        update_fields=["state", "published_by", "published_at", "ended_at", "taken_back_at"]
    )
    _say_which_choices_are_honored(plan)
    return plan


def _say_which_choices_are_honored(plan: DayPlan) -> None:
    """Note of each choice of the day whether the plan has it; those of whom it says the same as before are left."""
    cells = PlanCell.objects.filter(plan=plan)
    done = set(
        cells.filter(is_chosen=True).values_list("student_id", "activity_id", "station_id")
    )
    stations = {(student, station) for student, _activity, station in done if station}
    activities = {(student, activity) for student, activity, _station in done if activity}
    choices = NextChoice.objects.filter(
        student_id__in=cells.values("student_id"), day=plan.day, taken_back_at=None
    )
    changed = []
    for choice in choices:
        is_honored = (choice.student_id, choice.station_id) in stations or (
            choice.student_id, choice.activity_id,
        ) in activities  # fmt: skip
        if choice.is_honored is not is_honored:
            changed.append({"id": choice.pk, "is_honored": is_honored})
    update_rows(NextChoice, changed)


@deed
def undo_publish(
    *, campus: Campus, day: date, by: Person | None, now: datetime
) -> DayPlan | None:
    """Take the published plan of a day back to a draft; the version it superseded last, if any, stands again.

    Raises
    ------
    DayIsOver, CannotPublish, BreaksRules
    """
    ensure_may_run(campus, by, now)
    ensure_not_over(campus, day, now)
    take_turns(about=campus.pk, on=day)
    here = DayPlan.objects.filter(campus=campus, day=day)
    plan = here.filter(state=DayPlan.State.PUBLISHED).first()
    if plan is None:
        raise CannotPublish(
            _("No plan of this day is published."),
            next_step=_("Look at the list of plans again."),
        )
    plan.state, plan.published_at, plan.published_by = DayPlan.State.DRAFT, None, None
    plan.taken_back_at = now
    plan.save(update_fields=["state", "published_at", "published_by", "taken_back_at"])
    before = (
        here.filter(state=DayPlan.State.SUPERSEDED).order_by("-ended_at", "-version").first()
    )
    return put_in_force(before, by, now) if before is not None else None


@deed
def withdraw_plan(
    *, campus: Campus, plan_uuid: UUID, by: Person | None, now: datetime
) -> DayPlan:
    """Withdraw a plan: it is kept, and never published again. What was in force on a day that is past stays so."""
    ensure_may_run(campus, by, now)
    plan = _plan_in_turn(campus, plan_uuid)
    if plan.state == DayPlan.State.PUBLISHED:
        ensure_not_over(campus, plan.day, now)
        plan.taken_back_at = now
    plan.state, plan.ended_at = DayPlan.State.WITHDRAWN, now
    plan.save(update_fields=["state", "ended_at", "taken_back_at"])
    return plan


@deed
def put_plan_back(
    *, campus: Campus, plan_uuid: UUID, by: Person | None, now: datetime
) -> DayPlan:
    """Make a draft of a plan that was put aside as one; what is no longer put aside stays as it is."""
    ensure_may_run(campus, by, now)
    plan = _plan_in_turn(campus, plan_uuid)
    if plan.state != DayPlan.State.WITHDRAWN:
        return plan
    if plan.published_at is not None:
        raise CannotPublish(
            _("This plan was in force and was withdrawn."),
            next_step=_("Publish another version, or plan the day again."),
        )
    plan.state, plan.ended_at = DayPlan.State.DRAFT, None
    plan.save(update_fields=["state", "ended_at"])
    return plan


@deed
def review_plan(
    *,
    plan: DayPlan,
    is_accepted: bool,
    note: str = "",
    by: Person,
    now: datetime,
) -> PlanReview:
    """Keep that a teacher accepts a plan, or what should be otherwise; the last word counts."""
    ensure_range(_("The length of the note"), len(note), 0, 300)
    today = today_at(plan.campus, now)
    mine = students_at_work(viewer=by, aspect=Aspect.STEERING, today=today)
    if not PlanCell.objects.filter(plan=plan, student__in=mine).exists():
        raise NoSuchPlan
    row, _made = PlanReview.objects.update_or_create(
        plan=plan,
        teacher=by,
        defaults={"is_accepted": is_accepted, "note": note.strip(), "said_at": now},
    )
    return row
