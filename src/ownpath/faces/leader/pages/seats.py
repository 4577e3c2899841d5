"""One seat: who holds it, what can be done with it now, and all that was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.council import Places, SeatCard, draw_seat, places_at
from ownpath.school.change.access import reach_of
from ownpath.school.change.queries.seat_consents import SeatAsked, asked_about
from ownpath.school.change.queries.seats import ROLES_OF_KIND, get_seat, steps_of
from ownpath.school.change.states import SEAT, Machine
from ownpath.school.people.directory import own_district
from ownpath.school.people.queries import people_with_role

if TYPE_CHECKING:
    from ownpath.school.change.models import Seat, StateChange
    from ownpath.school.people.models import Person

MOST_SUGGESTED = 60  # names offered while typing; longer lists are typed


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step of a history."""

    done_at: datetime
    words: str
    note: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatPage:
    """One seat and its history."""

    places: Places
    uuid: UUID
    campus: str
    card: SeatCard
    starts_on: date | None
    deeds: frozenset[str]  # what the viewer may do now
    is_empty: bool
    family: tuple[str, ...]  # what families said; only of a student's seat
    suggestions: tuple[str, ...]
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatSeen:
    """A seat as the viewer may handle it."""

    seat: Seat
    may_lead: bool
    people: tuple[Person, ...]  # who could hold it; empty for who may not lead here


def see_seat(*, viewer: Person, uuid: UUID, today: date) -> SeatSeen:
    """Find a seat of the viewer's district, and who could hold it."""
    district = own_district(viewer=viewer)
    seat = get_seat(district=district, uuid=uuid)
    may_lead = reach_of(person=viewer, today=today).may_decide(seat.campus_id)
    people = (
        people_with_role(
            district=district, campus=seat.campus, roles=ROLES_OF_KIND[seat.kind], today=today
        )
        if may_lead
        else []
    )
    return SeatSeen(seat=seat, may_lead=may_lead, people=tuple(people))


def build_seat(*, seen: SeatSeen, viewer: Person, today: date) -> SeatPage:
    """Lay out one seat."""
    seat = seen.seat
    possible = {one.deed for one in SEAT.deeds_from(state=seat.state)}
    own = possible & {"accept", "decline", "resign"} if seat.holder_id == viewer.pk else set()
    names = tuple(one.full_name for one in seen.people)
    asked = _asked(seat)
    if any(not one.is_alternate and not one.may_sit for one in asked):
        possible, own = possible - {"accept"}, own - {"accept"}  # the family says yes first
    return SeatPage(
        places=places_at("leader:council"),
        uuid=seat.uuid,
        campus=seat.campus.name if seat.campus else _("Central office"),
        card=draw_seat(seat, today),
        starts_on=seat.starts_on,
        deeds=frozenset(possible if seen.may_lead else own),
        is_empty=seat.holder_id is None,
        family=tuple(_family(seat, asked)),
        suggestions=names if len(names) <= MOST_SUGGESTED else (),
        steps=draw_steps(SEAT, steps_of(about=seat.uuid)),
    )


def _asked(seat: Seat) -> list[SeatAsked]:
    """Return whose families are asked about a student's seat; none of another."""
    people = [one for one in (seat.holder, seat.alternate) if one is not None]
    if seat.kind != "student" or not people:
        return []
    return [one for one in asked_about(students=people) if one.seat.pk == seat.pk]


def _family(seat: Seat, asked: list[SeatAsked]) -> Iterator[str]:
    """Yield what the families of who holds a student's seat, or stands in, said, and when."""
    zone = ZoneInfo(seat.district.time_zone)
    for one in asked:
        told = {"name": one.student.called}
        if one.word is None:
            yield _("The family of %(name)s is asked and has not answered yet.") % told
        elif one.may_sit:
            day = date_format(one.word.said_at.astimezone(zone), "DATE_FORMAT")
            who = one.word.by.full_name if one.word.by else _("a guardian")
            yield _("%(who)s said yes for %(name)s on %(day)s.") % {
                **told,
                "who": who,
                "day": day,
            }


def draw_steps(machine: Machine, steps: list[StateChange]) -> tuple[StepLine, ...]:
    """Return a history in words: what each step led to, what was said with it, and who took it."""
    named: dict[Any, Any] = dict(machine.states)
    deeds = {one.deed: one.words for one in machine.steps}
    return tuple(
        StepLine(
            done_at=one.done_at,
            words=str(deeds[one.deed] if one.before == one.after else named[one.after]),
            note=one.note,
            by=one.by.full_name if one.by else "",
        )
        for one in steps
    )
