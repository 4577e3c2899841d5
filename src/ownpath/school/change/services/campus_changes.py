"""Let a campus open, close or merge into another: planned for a day, carried out on it, seats and history kept.

Students and rosters are the records office's. While students are enrolled, a change can be planned for a later day
but not carried out; the evening's work tries again until the roster has moved them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import CampusChange, CampusTold
from ownpath.school.change.models.shared import LINE_LENGTH
from ownpath.school.change.queries.campus_changes import CampusPlan, draw_campus_plan
from ownpath.school.change.services.seats import ensure_seats, vacate_and_close
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.states import CAMPUS_CHANGE, SEAT
from ownpath.school.people.services import close_campus, open_campus_again
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person


class CannotChange(Conflict):
    """Something stands against the change."""


class PlanIsStale(Conflict):
    """What was shown is no longer what would happen."""


@deed
def plan_campus_change(
    *,
    kind: str,
    campus: Campus,
    into: Campus | None,
    happens_on: date,
    digest: str,
    by: Person | None,
    now: datetime,
    note: str = "",
) -> CampusChange:
    """Do what a plan showed: today at once, else on its day.

    Parameters
    ----------
    digest
        Of the `CampusPlan` that was shown.

    Raises
    ------
    CannotChange, PlanIsStale
    """
    ensure_may_decide(by=by, district=campus.district, campus=None, now=now)
    if into is not None:
        ensure_may_decide(by=by, district=into.district, campus=None, now=now)
    plan = draw_campus_plan(
        kind=kind,
        campus=campus,
        into=into,
        happens_on=happens_on,
        today=today_in(campus.district, now),
    )
    _ensure_possible(plan)
    if plan.digest != digest:
        raise PlanIsStale(
            _("Something changed since this was shown."), next_step=_("Look at the plan again.")
        )
    change = CampusChange.objects.create(
        district=campus.district,
        kind=kind,
        campus=campus,
        into=into,
        happened_on=happens_on,
        note=note.strip()[:LINE_LENGTH],
        made_by=by,
        made_at=now,
    )
    return _carry_out(change, plan, by, now) if plan.is_today else change


@deed
def cancel_campus_change(
    *, change: CampusChange, by: Person | None, now: datetime
) -> CampusChange:
    """Cancel a change before its day."""
    ensure_may_decide(by=by, district=change.district, campus=None, now=now)
    return take_step(row=change, machine=CAMPUS_CHANGE, deed="cancel", by=by, now=now)


def carry_out_changes(*, district: District, now: datetime) -> list[str]:
    """Carry out a district's changes whose day has come, and return which; one with students enrolled waits."""
    today = today_in(district, now)
    due = CampusChange.objects.filter(
        district=district, state=CampusChange.State.PLANNED, happened_on__lte=today
    ).select_related("campus__district", "into", "district")
    done = []
    for change in due.order_by("happened_on", "pk"):
        plan = draw_campus_plan(
            kind=change.kind,
            campus=change.campus,
            into=change.into,
            happens_on=today,
            today=today,
            planned=change,
        )
        if _carry_out_if_possible(change, plan, now):
            done.append(f"{change.campus}: {change.kind}")
    return done


@deed
def _carry_out_if_possible(change: CampusChange, plan: CampusPlan, now: datetime) -> bool:
    if plan.obstacles:
        return False
    _carry_out(change, plan, None, now)
    return True


def _ensure_possible(plan: CampusPlan) -> None:
    if plan.obstacles:
        lines = " ".join(["{}"] * len(plan.obstacles))
        raise CannotChange(
            format_lazy(lines, *plan.obstacles),
            next_step=_("Put that right first, then look at the plan again."),
        )


def _carry_out(
    change: CampusChange, plan: CampusPlan, by: Person | None, now: datetime
) -> CampusChange:
    done = take_step(row=change, machine=CAMPUS_CHANGE, deed="carry_out", by=by, now=now)
    if change.kind == CampusChange.Kind.OPENED:
        open_campus_again(campus=change.campus)
        ensure_seats(district=change.district, by=by, now=now)
        return done
    note = plan.campus.name
    for fate in plan.seats:
        holder = fate.seat.holder
        vacate_and_close(seat=fate.seat, by=by, now=now, note=note)
        if fate.alternate_of is not None and holder is not None:
            take_step(
                row=fate.alternate_of,
                machine=SEAT,
                deed="name_alternate",
                by=by,
                now=now,
                note=holder.full_name,
                alternate=holder,
            )
    for decision in plan.decisions if change.into else ():
        CampusTold.objects.get_or_create(decision=decision, campus=change.into)
    close_campus(campus=change.campus, on=today_in(change.district, now))
    return done
