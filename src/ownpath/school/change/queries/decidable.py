"""What stands between a decision and its vote: a touched campus has a voting seat filled and was told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import date_format
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import CampusTold, Decision, Seat
from ownpath.school.change.queries.school_days import SchoolDays, school_days_of
from ownpath.school.change.queries.seats import sits, voting_seats

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

SCHOOL_DAYS_TOLD: Final = 5

day_words: Callable[..., Any] = lazy(date_format, str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why a campus is not ready for a decision, and what to do about it; both are lazy texts."""

    campus: Campus
    is_seat: bool  # the seat, else the telling
    words: Promise
    way: Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusReady:
    """How one touched campus stands towards a decision."""

    campus: Campus
    seat: Seat | None  # one that is filled, else any voting seat of the campus
    is_filled: bool
    told_on: date | None
    n_days_told: int  # school days since it was told
    ready_on: date | None  # from when on it was told long enough; None: not told
    obstacles: tuple[Obstacle, ...]


def readiness_of(
    *, decisions: Iterable[Decision], today: date
) -> dict[int, tuple[CampusReady, ...]]:
    """Return by decision how each campus it touches stands today; at most seven queries for any number.

    A campus that closed is not asked any more.
    """
    touched: dict[int, list[CampusTold]] = {one.pk: [] for one in decisions}
    rows = CampusTold.objects.filter(decision_id__in=list(touched)).select_related("campus")
    for row in rows.order_by("campus__name", "pk"):
        if row.campus.ended_on is None or row.campus.ended_on > today:
            touched[row.decision_id].append(row)
    campuses = {row.campus_id: row.campus for some in touched.values() for row in some}
    seats = voting_seats(campus_ids=campuses)
    days = school_days_of(campuses=list(campuses.values()))
    return {
        decision_id: tuple(_ready(row, seats[row.campus_id], days, today) for row in some)
        for decision_id, some in touched.items()
    }


def obstacles_of(*, decision: Decision, today: date) -> tuple[Obstacle, ...]:
    """Return all that stands between a decision and its vote today, campus by campus."""
    ready = readiness_of(decisions=[decision], today=today)[decision.pk]
    return tuple(obstacle for campus in ready for obstacle in campus.obstacles)


def _ready(
    row: CampusTold, seats: Sequence[Seat], days: SchoolDays, today: date
) -> CampusReady:
    filled = next((one for one in seats if sits(seat=one)), None)
    told_on, n_days, ready_on = row.told_on, 0, None
    if told_on is not None:
        n_days = days.between(row.campus_id, told_on, today)
        ready_on = days.nth_after(row.campus_id, told_on, SCHOOL_DAYS_TOLD)
    obstacles = []
    if filled is None:
        obstacles.append(_empty_seat(row.campus, seats))
    if n_days < SCHOOL_DAYS_TOLD:
        obstacles.append(_not_told(row, n_days, ready_on))
    return CampusReady(
        campus=row.campus,
        seat=filled or next(iter(seats), None),
        is_filled=filled is not None,
        told_on=told_on,
        n_days_told=n_days,
        ready_on=ready_on,
        obstacles=tuple(obstacles),
    )


def _empty_seat(campus: Campus, seats: Sequence[Seat]) -> Obstacle:
    is_invited = any(one.state == Seat.State.INVITED for one in seats)
    words = (
        _("{campus}: somebody is invited to its voting seat and has not answered.")
        if is_invited
        else _("{campus}: its voting seat is vacant.")
    )
    way = (
        _("Ask for the answer of {campus}, or invite somebody else.")
        if is_invited
        else _("Fill the voting seat of {campus}.")
    )
    return Obstacle(
        campus=campus,
        is_seat=True,
        words=format_lazy(words, campus=campus.name),
        way=format_lazy(way, campus=campus.name),
    )


def _not_told(row: CampusTold, n_days: int, ready_on: date | None) -> Obstacle:
    if row.told_on is None:
        words = format_lazy(_("{campus}: it was not told yet."), campus=row.campus.name)
        way = format_lazy(
            _("Tell {campus}, then wait five school days."), campus=row.campus.name
        )
        return Obstacle(campus=row.campus, is_seat=False, words=words, way=way)
    words = format_lazy(
        _("{campus}: it was told on {day}; {n} of five school days are over."),
        campus=row.campus.name,
        day=day_words(row.told_on, "MONTH_DAY_FORMAT"),
        n=n_days,
    )
    way = (
        format_lazy(_("Decide on {day} or later."), day=day_words(ready_on, "MONTH_DAY_FORMAT"))
        if ready_on
        else format_lazy(_("Set the calendar of {campus}."), campus=row.campus.name)
    )
    return Obstacle(campus=row.campus, is_seat=False, words=words, way=way)
