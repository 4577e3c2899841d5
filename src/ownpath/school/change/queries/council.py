"""The council's lines of the Friday page: seats nobody sits in, decisions that wait or are late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import F
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import Decision, Seat
from ownpath.school.change.queries.friday import FridayLine, LineKind
from ownpath.school.change.queries.seats import (
    DAYS_TO_ALARM,
    days_vacant,
    seats_of,
    sits,
)
from ownpath.school.change.states import WAITING

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District

DAYS_BEFORE_DUE: Final = 7  # a decision that is made is named this long before its day


def friday_lines_of_council(
    *, district: District, campuses: Sequence[Campus], today: date
) -> list[FridayLine]:
    """Return what of the council waits at some campuses, and at the central office; two queries."""
    ids = {one.pk for one in campuses}
    seats = list(seats_of(district=district))
    near = [one for one in seats if one.campus_id is None or one.campus_id in ids]
    lines = [_seat_line(one, today) for one in near if one.state in WAITING]
    return lines + _decision_lines(district, ids, seats, today)


def _seat_line(seat: Seat, today: date) -> FridayLine:
    days = days_vacant(seat=seat, today=today) or 0
    words = (
        _("{kind}: somebody is invited and has not answered")
        if seat.state == Seat.State.INVITED
        else _("{kind}: nobody sits there")
    )
    return FridayLine(
        kind=LineKind.SEAT,
        words=format_lazy(words, kind=Seat.Kind(seat.kind).label),
        campus=seat.campus.name if seat.campus else "",
        about=seat.uuid,
        day=seat.vacant_since,
        days=days,
        is_alarm=days >= DAYS_TO_ALARM,
    )


def _decision_lines(
    district: District, ids: set[int], seats: list[Seat], today: date
) -> list[FridayLine]:
    live = (Decision.State.PROPOSED, Decision.State.DECIDED)
    decisions = Decision.objects.filter(district=district, state__in=live)
    found: dict[int, tuple[Decision, list[_Touched]]] = {}
    with_campuses = decisions.select_related("owner").annotate(
        place=F("touched__campus_id"),
        place_name=F("touched__campus__name"),
        place_ended_on=F("touched__campus__ended_on"),
    )
    for row in with_campuses.order_by("due_on", "pk", "touched__pk"):
        _decision, places = found.setdefault(row.pk, (row, []))
        if row.place is not None:
            places.append(_Touched(row.place, row.place_name, row.place_ended_on))
    filled = {one.campus_id for one in seats if one.is_voting and sits(seat=one)}
    lines = []
    for decision, places in found.values():
        if not places or any(one.campus_id in ids for one in places):
            empty = [
                one.name
                for one in places
                if one.campus_id not in filled and one.ended_on is None
            ]
            lines += _decision_line(decision, empty, today)
    return lines


class _Touched(NamedTuple):
    """A campus that a decision touches."""

    campus_id: int
    name: str
    ended_on: date | None


def _decision_line(decision: Decision, empty: list[str], today: date) -> list[FridayLine]:
    due_on = decision.due_on or today
    days = (due_on - today).days
    is_made = decision.state == Decision.State.DECIDED
    if is_made and days > DAYS_BEFORE_DUE:
        return []
    return [
        FridayLine(
            kind=LineKind.DECISION,
            words=_decision_words(decision, empty),
            campus=empty[0] if empty and not is_made else "",
            about=decision.uuid,
            day=decision.due_on,
            days=days,
            is_alarm=days < 0 or (bool(empty) and not is_made),
        )
    ]


def _decision_words(decision: Decision, empty: list[str]) -> Promise:
    if decision.state == Decision.State.DECIDED:
        owner = decision.owner.full_name if decision.owner else "–"
        return format_lazy(_("“{title}” is {owner}'s to do"), title=decision.title, owner=owner)
    if empty:
        return format_lazy(
            _("“{title}” cannot be decided: the voting seat is empty"), title=decision.title
        )
    return format_lazy(_("“{title}” waits for the council's vote"), title=decision.title)
