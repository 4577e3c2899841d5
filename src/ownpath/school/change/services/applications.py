"""Take an application from watching to closed: nothing goes out with a requirement open or after the deadline."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotFound, OutOfBounds
from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import Application, Duty, Opportunity, RequirementMet
from ownpath.school.change.queries.applications import requirements_of
from ownpath.school.change.queries.deadlines import is_over
from ownpath.school.change.services.opportunity_words import MOST_DOLLARS
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.states.opportunities import APPLICATION, LIVE
from ownpath.school.people.queries import faces_of
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

MOST_NAMED = 5
PLAIN_DEEDS = (
    "plan",
    "draft",
    "submit",
    "name_finalist",
    "withdraw",
    "report",
    "close",
    "step_back",
)


class AppliedAlready(Conflict):
    """There is an application for this already, and it is still alive."""


class RequirementsOpen(Conflict):
    """Something that is required is not there yet."""


class DeadlineOver(Conflict):
    """The deadline has passed."""


class DutiesOpen(Conflict):
    """A duty of the award is not done yet."""


class NotOfHere(NotFound):
    """A campus, an owner or a requirement that is not of this district or opportunity."""


class NoSuchAmount(OutOfBounds):
    """An amount that cannot be."""


@deed
def start_application(
    *,
    opportunity: Opportunity,
    campus: Campus | None,
    owner: Person | None,
    asked: int | None,
    by: Person | None,
    now: datetime,
) -> Application:
    """Begin to watch an opportunity, for the district or for one campus.

    Raises
    ------
    NotALeader, AppliedAlready, NotOfHere, NoSuchAmount
    """
    district = opportunity.district
    ensure_may_decide(by=by, district=district, campus=campus, now=now)
    Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    there = Application.objects.filter(opportunity=opportunity, campus=campus, state__in=LIVE)
    if there.filter(missed_on=None).exists():
        raise AppliedAlready(
            _("There is an application for this already."),
            next_step=_("Open it and go on with it."),
        )
    application = Application(
        district=district, opportunity=opportunity, campus=campus, made_by=by, made_at=now
    )
    _say(application, owner, asked, now)
    application.save()
    return application


@deed
def change_application(
    *,
    application: Application,
    owner: Person | None,
    asked: int | None,
    by: Person | None,
    now: datetime,
) -> Application:
    """Say who drives an application and what is asked for.

    Raises
    ------
    NotALeader, NotOfHere, NoSuchAmount
    """
    ensure_may_act(application, by, now)
    row = Application.objects.select_for_update().get(pk=application.pk)
    _say(row, owner, asked, now)
    row.save(update_fields=["owner", "asked"])
    return row


def _say(
    application: Application, owner: Person | None, asked: int | None, now: datetime
) -> None:
    if owner is not None:
        today = today_in(application.district, now)
        is_here = owner.district_id == application.district_id and owner.is_active
        if not is_here or "leader" not in faces_of(person=owner, today=today):
            raise NotOfHere(
                _("An application is driven by somebody who leads in this district."),
                next_step=_("Pick somebody from the list."),
            )
    ensure_dollars(asked)
    application.owner, application.asked = owner, asked


def ensure_dollars(amount: int | None) -> None:
    """Refuse an amount that cannot be (whole US dollars)."""
    if amount is not None and not 0 <= amount <= MOST_DOLLARS:
        raise NoSuchAmount(
            _("The amount is not between 0 and a billion dollars."),
            next_step=_("Give whole dollars."),
        )


def ensure_may_act(application: Application, by: Person | None, now: datetime) -> None:
    """Refuse whoever does not lead what an application is for.

    Raises
    ------
    NotALeader
    """
    ensure_may_decide(by=by, district=application.district, campus=application.campus, now=now)


@deed
def move_application(
    *,
    application: Application,
    deed_name: str,
    by: Person | None,
    now: datetime,
    note: str = "",
) -> Application:
    """Take one plain step: plan, draft, submit, name_finalist, withdraw, report, close, step_back.

    Raises
    ------
    NotALeader, NotFromHere, RequirementsOpen, DeadlineOver, DutiesOpen
    ValueError
        For `award` and `lose`, which need more said (services/outcomes.py), and for what is no deed.
    """
    if deed_name not in PLAIN_DEEDS:
        raise ValueError(f"{deed_name!r} is no plain step of an application: {PLAIN_DEEDS}")
    ensure_may_act(application, by, now)
    here = Application.objects.select_for_update().get(pk=application.pk)
    APPLICATION.after(state=here.state, deed=deed_name)
    fields: dict[str, Any] = {}
    if deed_name == "submit":
        _ensure_complete(here)
        _ensure_in_time(here, now)
        fields = {"submitted_at": now}
    elif deed_name == "close":
        _ensure_no_duty(here)
    elif deed_name == "step_back" and here.state == Application.State.SUBMITTED:
        fields = {"submitted_at": None}
    return take_step(
        row=here, machine=APPLICATION, deed=deed_name, by=by, now=now, note=note, **fields
    )


def _ensure_complete(application: Application) -> None:
    missing = [
        one.text for one, is_met in requirements_of(application=application) if not is_met
    ]
    if missing:
        raise RequirementsOpen(
            format_lazy(
                _("Not everything that is required is there yet: {what}."),
                what="; ".join(missing[:MOST_NAMED]) + (" …" if missing[MOST_NAMED:] else ""),
            ),
            next_step=_("Tick each of them once it is there, then submit."),
        )


def _ensure_in_time(application: Application, now: datetime) -> None:
    if is_over(deadline_at=application.opportunity.deadline_at, now=now):
        raise DeadlineOver(
            _("The deadline has passed, so nothing can be submitted any more."),
            next_step=_("Withdraw it, and open next year's round to go on with what you have."),
        )


def _ensure_no_duty(application: Application) -> None:
    still = Duty.objects.filter(application=application, done_at=None).order_by("due_on", "pk")
    texts = list(still.values_list("text", flat=True)[: MOST_NAMED + 1])
    if texts:
        raise DutiesOpen(
            format_lazy(
                _("The award still has duties to be done: {what}."),
                what="; ".join(texts[:MOST_NAMED]) + (" …" if texts[MOST_NAMED:] else ""),
            ),
            next_step=_("Do them and tick them, then close."),
        )


@deed
def set_requirement_met(
    *,
    application: Application,
    requirement: Any,
    is_met: bool,
    by: Person | None,
    now: datetime,
) -> None:
    """Tick one requirement of an application, or take the tick back.

    Raises
    ------
    NotALeader, NotOfHere
    """
    ensure_may_act(application, by, now)
    if requirement.opportunity_id != application.opportunity_id:
        raise NotOfHere(
            _("This is not required here."), next_step=_("Look at the application again.")
        )
    if is_met:
        RequirementMet.objects.get_or_create(
            application=application,
            requirement=requirement,
            defaults={"by": by, "met_at": now},
        )
    else:
        RequirementMet.objects.filter(application=application, requirement=requirement).delete()
