"""Plan, do, study, act: one cycle open at a time, one main change in it, what was foretold beside what was seen."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.school.change.access import ensure_may_decide
from ownpath.school.change.models import Cycle, Pilot
from ownpath.school.change.models.shared import TEXT_LENGTH
from ownpath.school.change.services.pilots.refusing import (
    CycleStandsOpen,
    IsLocked,
    OutOfRange,
    ensure_in_order,
)
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.services.wording import ensure_words
from ownpath.school.change.states import CYCLE
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@deed
def plan_cycle(
    *,
    pilot: Pilot,
    main_change: str,
    predicted: str,
    starts_on: date,
    ends_on: date,
    by: Person | None,
    now: datetime,
) -> Cycle:
    """Plan the next cycle of a pilot that runs; refused while one is open."""
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    if pilot.state not in (Pilot.State.APPROVED, Pilot.State.RUNNING):
        raise IsLocked(
            _("Cycles belong to a pilot that is approved or runs."),
            next_step=_("Approve and start it first."),
        )
    open_one = pilot.cycles.exclude(state=Cycle.State.ACT).first()
    if open_one is not None:
        raise CycleStandsOpen(
            _("One cycle is open already."),
            next_step=_("Say what it showed and what comes next, then plan another."),
        )
    change = ensure_words(_("The main change"), main_change)
    if "\n" in change:
        raise OutOfRange(
            _("A cycle has one main change."),
            next_step=_("Write one line; keep the rest for the next cycle."),
        )
    ensure_in_order(starts_on, ends_on)
    return Cycle.objects.create(
        pilot=pilot, number=pilot.cycles.count() + 1, main_change=change,
        predicted=ensure_words(_("The prediction"), predicted),
        starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip


@deed
def begin_cycle(*, cycle: Cycle, by: Person | None, now: datetime) -> Cycle:
    """Begin to do what a cycle planned; its pilot must run."""
    pilot = cycle.pilot
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    CYCLE.after(state=cycle.state, deed="begin")
    if pilot.state != Pilot.State.RUNNING:
        raise IsLocked(
            _("The pilot does not run."), next_step=_("Start the pilot, then its cycle.")
        )
    return take_step(row=cycle, machine=CYCLE, deed="begin", by=by, now=now)


@deed
def look_at_cycle(*, cycle: Cycle, seen: str, by: Person | None, now: datetime) -> Cycle:
    """Write what was seen beside what was foretold."""
    pilot = cycle.pilot
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    CYCLE.after(state=cycle.state, deed="look")
    told = ensure_words(_("What was seen"), seen, most=TEXT_LENGTH)
    return take_step(row=cycle, machine=CYCLE, deed="look", by=by, now=now, seen=told)


@deed
def conclude_cycle(
    *, cycle: Cycle, learned: str, next_step: str, by: Person | None, now: datetime
) -> Cycle:
    """Close a cycle with what was learned and what comes next."""
    pilot = cycle.pilot
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    CYCLE.after(state=cycle.state, deed="conclude")
    return take_step(
        row=cycle, machine=CYCLE, deed="conclude", by=by, now=now,
        learned=ensure_words(_("What was learned"), learned, most=TEXT_LENGTH),
        next_step=ensure_words(_("What comes next"), next_step),
    )  # fmt: skip
