"""Something happened today: who or what is missing, asked first and carried out after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.faces.leader.pages.away import AwayGroup, who_can_be_away
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.faces.mishaps import tell_mishap
from ownpath.school.days.queries import (
    blocks_left,
    carts_of,
    mishap_of,
    published_plan,
    rings_of_job,
    rooms_of,
    staffings_of,
)
from ownpath.school.days.queries.away_together import marked_away
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.days.queries.words import tell_clock
from ownpath.school.people.queries import zone_of

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan, PlanJob
    from ownpath.school.people.models import Campus, Person


def tell_asked(job: PlanJob) -> str:
    """Say what a question or a repair is about, and on which day."""
    happened = mishap_of(event=job.event)
    if happened is None:
        return ""
    day = rings_of_job(job)
    blocks = {one.number: one.name for one in day.blocks} if day else {}
    weekday, on = date_format(job.day, "l"), date_format(job.day, "MONTH_DAY_FORMAT")
    return f"{capfirst(weekday)}, {on}: {tell_mishap(happened, blocks=blocks)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pickable:
    """One thing to pick from a list."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairPage:
    """What can be missing on a day."""

    campus: UUID
    campus_name: str
    day: date
    blocks: tuple[Pickable, ...]  # those that are not over
    adults: tuple[Pickable, ...]
    rooms: tuple[Pickable, ...]
    carts: tuple[Pickable, ...]
    n_absent: int  # students of the plan whom teachers marked as not here
    away: tuple[AwayGroup, ...]  # students who can be away together


def plan_in_force(*, campus: Campus, day: date) -> DayPlan:
    """Return the published plan of a day, which is all that can be mended; refuse where there is none."""
    plan = published_plan(campus=campus, day=day)
    if plan is None:
        raise NotFound(
            _("No plan is published for this day."), next_step=_("Publish one first.")
        )
    return plan


def build_repair(
    *, viewer: Person, campus: UUID, day: date, today: date, now: datetime
) -> RepairPage:
    """Gather who and what a day stands on."""
    place, _led = find_led(leader=viewer, uuid=campus, today=today)
    plan = plan_in_force(campus=place, day=day)
    n_absent = len(marked_away(plan=plan))
    left = blocks_left(school_day=rings_of(plan), now=now, zone=zone_of(person=viewer))
    return RepairPage(
        campus=place.uuid,
        campus_name=place.name,
        day=day,
        blocks=tuple(Pickable(value=str(b.number), label=tell_clock(b)) for b in left),
        adults=tuple(
            Pickable(value=str(one.person.uuid), label=one.person.full_name)
            for one in staffings_of(campus=place)
        ),
        rooms=tuple(
            Pickable(value=str(one.uuid), label=one.name) for one in rooms_of(campus=place)
        ),
        carts=tuple(
            Pickable(value=str(one.uuid), label=one.name) for one in carts_of(campus=place)
        ),
        n_absent=n_absent,
        away=who_can_be_away(plan=plan, n=n_absent, today=today),
    )
