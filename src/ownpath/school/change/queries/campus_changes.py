"""What becomes of seats, decisions and pilots when a campus opens, closes or merges: shown before it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.models import CampusChange, CampusTold, Decision, Pilot, Seat
from ownpath.school.change.queries.seats import open_campuses, seats_of, sits
from ownpath.school.people.queries import student_ids_by_campus

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District

Kind = CampusChange.Kind
MOST_TOLD: Final = 5
ENDED_PILOTS: Final = ("adopted", "adapted", "abandoned", "stopped")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFate:
    """What becomes of one seat; `alternate_of` is the seat its holder will stand in for."""

    seat: Seat
    alternate_of: Seat | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusPlan:
    """All that a change of campuses would do, and what stands against doing it on its day."""

    kind: str
    campus: Campus
    into: Campus | None
    happens_on: date
    seats: tuple[SeatFate, ...]
    decisions: tuple[Decision, ...]  # that wait and touch the campus
    pilots: tuple[Pilot, ...]  # not ended yet
    told: tuple[str, ...]  # who sits for the campus: full names
    n_students: int
    is_today: bool
    obstacles: tuple[Promise, ...] = field(default=())

    @property
    def digest(self) -> str:
        """What was shown, in short: a change that no longer fits it is refused."""
        shown = [
            (self.kind, self.campus.pk, self.into.pk if self.into else 0, self.happens_on),
            [(one.seat.pk, one.seat.state, one.seat.holder_id) for one in self.seats],
            [one.alternate_of.pk if one.alternate_of else 0 for one in self.seats],
            [one.pk for one in (*self.decisions, *self.pilots)],
        ]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def campus_changes_of(*, district: District) -> QuerySet[CampusChange]:
    """Return what became of a district's campuses, and what is planned, the latest first."""
    changes = CampusChange.objects.filter(district=district)
    return changes.select_related("campus", "into", "made_by", "district").order_by(
        "-happened_on", "-pk"
    )


def changes_touching(*, campuses: Sequence[Campus]) -> list[CampusChange]:
    """Return what happens or happened to some campuses and was not canceled, the latest first."""
    changes = CampusChange.objects.filter(
        Q(campus__in=campuses) | Q(into__in=campuses)
    ).exclude(state=CampusChange.State.CANCELED)
    return list(
        changes.select_related("campus", "into").order_by("-happened_on", "-pk")[:MOST_TOLD]
    )


def get_campus_change(*, district: District, uuid: UUID) -> CampusChange:
    """Return a change of a district's campuses.

    Raises
    ------
    NotFound
    """
    change = campus_changes_of(district=district).filter(uuid=uuid).first()
    if change is None:
        raise NotFound(
            _("There is no such change in your district."),
            next_step=_("Look at the list of campuses."),
        )
    return change


def draw_campus_plan(
    *,
    kind: str,
    campus: Campus,
    into: Campus | None,
    happens_on: date,
    today: date,
    planned: CampusChange | None = None,
) -> CampusPlan:
    """Return what a change would do if it happened now, and what stands against it.

    `planned` is the change itself once it is planned; without it the plan is a new one.
    """
    every_seat = list(seats_of(district=campus.district))
    own = [one for one in every_seat if one.campus_id == campus.pk]
    people = [person for one in own for person in (one.holder, one.alternate) if person]
    is_opening = kind == Kind.OPENED
    plan = CampusPlan(
        kind=kind,
        campus=campus,
        into=into,
        happens_on=happens_on,
        seats=() if is_opening else tuple(_fates(own, every_seat, into)),
        decisions=() if is_opening else tuple(_waiting(campus)),
        pilots=() if is_opening else tuple(_pilots(campus)),
        told=tuple(dict.fromkeys(one.full_name for one in people)),
        n_students=len(student_ids_by_campus(campuses=[campus], today=today)[campus.pk]),
        is_today=happens_on <= today,
    )
    obstacles = [*_ones_of_the_day(plan, today), *_ones_of_campuses(plan, today)]
    if planned is None:
        obstacles += _ones_of_a_new_plan(plan, has_vote=any(one.is_voting for one in own))
    return replace(plan, obstacles=tuple(obstacles))


def _waiting(campus: Campus) -> QuerySet[Decision]:
    told = CampusTold.objects.filter(campus=campus).values("decision_id")
    return Decision.objects.filter(state=Decision.State.PROPOSED, pk__in=told).order_by("pk")


def _pilots(campus: Campus) -> QuerySet[Pilot]:
    pilots = Pilot.objects.filter(campus=campus).exclude(state__in=ENDED_PILOTS)
    return pilots.only("pk", "uuid", "title", "state").order_by("pk")


def _fates(own: list[Seat], every_seat: list[Seat], into: Campus | None) -> list[SeatFate]:
    """Pair each holder with a filled seat of the same kind at the other campus that has no alternate yet."""
    free = [
        one
        for one in every_seat
        if into is not None
        and one.campus_id == into.pk
        and sits(seat=one)
        and one.alternate_id is None
    ]
    fates = []
    for seat in own:
        match = next((one for one in free if one.kind == seat.kind and sits(seat=seat)), None)
        if match is not None:
            free.remove(match)
        fates.append(SeatFate(seat=seat, alternate_of=match))
    return fates


def _ones_of_the_day(plan: CampusPlan, today: date) -> Iterator[Promise]:
    if plan.happens_on < today:
        yield _("The day is over: pick today or a later one.")
    if plan.kind != Kind.OPENED and plan.is_today and plan.n_students:
        yield format_lazy(
            _(
                "{campus} still has {n} students: the records office moves them first. "
                "Or plan it for a later day."
            ),
            campus=plan.campus.name,
            n=plan.n_students,
        )


def _ones_of_campuses(plan: CampusPlan, today: date) -> Iterator[Promise]:
    open_ids = {one.pk for one in open_campuses(district=plan.campus.district, today=today)}
    if plan.kind != Kind.OPENED and plan.campus.pk not in open_ids:
        yield format_lazy(_("{campus} is not open."), campus=plan.campus.name)
    if (plan.kind == Kind.MERGED) != (plan.into is not None) or plan.into == plan.campus:
        yield _("Pick the campus it merges into, another one.")
    elif plan.into is not None and plan.into.pk not in open_ids:
        yield format_lazy(_("{campus} is not open."), campus=plan.into.name)


def _ones_of_a_new_plan(plan: CampusPlan, *, has_vote: bool) -> Iterator[Promise]:
    planned = CampusChange.objects.filter(campus=plan.campus, state=CampusChange.State.PLANNED)
    if planned.exists():
        yield format_lazy(
            _("Another change of {campus} is planned: cancel it first."),
            campus=plan.campus.name,
        )
    if plan.kind == Kind.OPENED and has_vote:
        yield format_lazy(_("{campus} has seats: it is open."), campus=plan.campus.name)
