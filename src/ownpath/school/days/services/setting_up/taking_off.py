"""Take something off the list of what a campus is set up with.

What nothing refers to is removed. What plans or days that are over refer to is ended: it stays with them and is
offered to no new plan. What something to come still needs stays, and the refusal names what needs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.utils.functional import lazy
from django.utils.translation import gettext

from ownpath.errors import Conflict
from ownpath.school.days.models import (
    BellSchedule,
    Block,
    DayPlan,
    DeviceCart,
    PlanGroup,
    PlanJob,
    Room,
    Staffing,
    StaffTime,
    Station,
)
from ownpath.school.days.queries.referring import is_referred_to
from ownpath.school.days.queries.still_needed import named, needs_of
from ownpath.school.days.services.saying import filled
from ownpath.school.days.services.setting_up.allowed import ensure_may_run, gone, today_at
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

MOST_SHOWN = 5
LISTS: Final[Mapping[str, Any]] = {
    "bells": BellSchedule, "room": Room, "station": Station, "cart": DeviceCart, "staff": Staffing,
}  # fmt: skip
PARTS: Final = (Block, StaffTime, Station.themes.through)  # go with what they are of
AT_WORK: Final = (PlanJob.State.WAITING, PlanJob.State.RUNNING)


class StillNeeded(Conflict):
    """Something to come needs what should go; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOff:
    """Something is off its list; whether it is kept for days that were planned or are over."""

    name: Any
    is_kept: bool


@deed
def take_off(
    *, campus: Campus, what: str, uuid: UUID, by: Person | None, now: datetime
) -> TakenOff:
    """Take a bell schedule, room, station, cart or adult (a key of `LISTS`) off the list of a campus.

    Raises
    ------
    StillNeeded
        If the week, a day to come, something fixed or somebody needs it.
    NotOfHere
        If it is not on the list.
    """
    ensure_may_run(campus, by, now)
    rows = LISTS[what].objects.select_for_update(of=("self",)).filter(campus=campus)
    row = rows.filter(uuid=uuid, ended_on=None).first()
    if row is None:
        raise gone()
    today = today_at(campus, now)
    _ensure_not_needed(row, today)
    taken = TakenOff(name=name_of(row), is_kept=_is_of_a_day(row))
    if taken.is_kept:
        _end(row, today)
    else:
        row.delete()
    return taken


def _end(row: Any, today: date) -> None:
    row.ended_on = today
    if hasattr(row, "is_open"):
        row.is_open = False
    row.save()


def _ensure_not_needed(row: Any, today: date) -> None:
    for need in needs_of(row):
        if things := need.things(row, today):
            told = {"name": name_of(row), "things": _listed(things)}
            raise StillNeeded(filled(need.message, told), next_step=need.next_step)


def _is_of_a_day(row: Any) -> bool:
    """Return whether a plan, a day that is over or a plan in the making knows a row."""
    return (
        is_referred_to(row, but_for=PARTS)
        or PlanJob.objects.filter(campus=row.campus, state__in=AT_WORK).exists()
        or _is_named_in_plans(row)
    )


def _is_named_in_plans(row: Any) -> bool:
    """Return whether plans know a row otherwise than by reference: by what happened, or as what could be done."""
    plans = DayPlan.objects.filter(campus=row.campus)
    jobs = PlanJob.objects.filter(campus=row.campus)
    if isinstance(row, Station):
        return plans.exclude(problem="").exists()
    if isinstance(row, Staffing):
        led = PlanGroup.objects.filter(plan__in=plans, adult=row.person)
        told = {"event__person": str(row.person.uuid)}
        return led.exists() or plans.filter(**told).exists() or jobs.filter(**told).exists()
    path = {Room: "event__room", DeviceCart: "event__cart"}.get(type(row))
    if path is None:
        return False
    told = {path: str(row.uuid)}
    return plans.filter(**told).exists() or jobs.filter(**told).exists()


def name_of(row: Any) -> Any:
    """Return what a row is called; a station in the language of who reads it."""
    if isinstance(row, Station):
        return named(row.words)
    return row.person.full_name if isinstance(row, Staffing) else row.name


def _list(things: Sequence[object]) -> str:
    shown = ", ".join(map(str, things[:MOST_SHOWN]))
    n = len(things) - MOST_SHOWN
    return gettext("%(things)s and %(n)d more") % {"things": shown, "n": n} if n > 0 else shown


_listed = lazy(_list, str)
