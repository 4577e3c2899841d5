"""Approve a pilot: by a council's decision that touches its campus, or by who leads the campus with its seat told."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import Decision, Pilot
from ownpath.school.change.queries.decidable import SCHOOL_DAYS_TOLD, readiness_of
from ownpath.school.change.queries.seats import sits, voting_seats
from ownpath.school.change.services.pilots.refusing import (
    NotHeard,
    OutOfRange,
    ensure_before,
    ensure_open,
    school_days_since,
)
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.states import PILOT
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

DECIDED: Final = (Decision.State.DECIDED, Decision.State.DONE)


@deed
def tell_campus(*, pilot: Pilot, told_on: date, by: Person | None, now: datetime) -> Pilot:
    """Note on which day the campus's seat was told of a pilot, where no council decision carries it."""
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    ensure_open(pilot)
    if told_on > today_in(pilot.district, now):
        raise OutOfRange(
            _("This day has not come yet."), next_step=_("Give the day the seat was told.")
        )
    pilot.campus_told_on = told_on
    pilot.save(update_fields=["campus_told_on"])
    return pilot


@deed
def approve(
    *, pilot: Pilot, decision: Decision | None = None, by: Person | None, now: datetime
) -> Pilot:
    """Approve a proposed pilot.

    With a decision of the council: it must be decided, touch the campus, and the campus's seat must have been filled
    and told. Without one: who leads the campus may, with a voting seat of the campus filled and told five school days
    before.
    """
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    ensure_before(pilot, "approve")
    _ensure_seat(pilot)
    day = today_in(pilot.district, now)
    if decision is None:
        _ensure_told(pilot, pilot.campus_told_on, day)
    else:
        _ensure_carried(pilot, decision, day)
    return take_step(
        row=pilot, machine=PILOT, deed="approve", by=by, now=now, decision=decision
    )


def _ensure_seat(pilot: Pilot) -> None:
    seats = voting_seats(campus_ids=[pilot.campus_id])[pilot.campus_id]
    if not any(sits(seat=one) for one in seats):
        raise NotHeard(
            format_lazy(_("No voting seat of {campus} is filled."), campus=pilot.campus.name),
            next_step=_("Fill a seat of this campus in the council first."),
        )


def _ensure_carried(pilot: Pilot, decision: Decision, today: date) -> None:
    """Refuse a decision that is not made, or was made without this campus: by the council's own rule."""
    decided_on = decision.decided_on or today
    ready = readiness_of(decisions=[decision], today=decided_on)[decision.pk]
    ours = next((one for one in ready if one.campus.pk == pilot.campus_id), None)
    is_ours = decision.district_id == pilot.district_id
    if not is_ours or decision.state not in DECIDED or ours is None:
        raise NotHeard(
            _("This decision is not made, or does not touch this campus."),
            next_step=_("Pick a decision of the council that names the campus."),
        )
    for obstacle in ours.obstacles:
        if not obstacle.is_seat:  # who sits there today was looked at already
            raise NotHeard(obstacle.words, next_step=obstacle.way)


def _ensure_told(pilot: Pilot, told_on: date | None, day: date) -> None:
    if (
        told_on is None
        or school_days_since(campus=pilot.campus, told_on=told_on, day=day) < SCHOOL_DAYS_TOLD
    ):
        raise NotHeard(
            format_lazy(
                _("{campus} was not told five school days before."), campus=pilot.campus.name
            ),
            next_step=_("Tell its seat, note the day, and decide five school days later."),
        )
