"""What time does to seats, every evening: terms that near their end, terms that end, holders who are gone."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from ownpath.school.change.access import today_in
from ownpath.school.change.models import Seat
from ownpath.school.change.queries.seats import (
    DAYS_BEFORE_END,
    may_hold,
    open_campuses,
    seats_of,
)
from ownpath.school.change.services.seats import NOBODY, ensure_seats, vacate_and_close
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.states import SEAT
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District


def age_seats(*, district: District, now: datetime) -> list[str]:
    """Move every seat to where it stands today; asking again the same day does nothing. Return the steps, in words.

    A term that ends within 60 days is said to end soon; the day after its end the seat is vacant, and so is one whose
    holder left the campus or the role. A campus that opened gets its voting seat, one that ended loses its seats.
    Nothing happens in a district without a council.
    """
    today = today_in(district, now)
    seats = list(seats_of(district=district))
    here = _still_here(seats, today)
    due = [(one, _due(one, today, is_here=one.pk in here)) for one in seats]
    steps = [(seat, step) for seat, step in due if step is not None]
    voting = {one.campus_id for one in seats if one.is_voting}
    campuses = open_campuses(district=district, today=today) if seats else []
    if steps or any(one.pk not in voting for one in campuses):
        return _take_all(district, steps, today, now)
    return []


@deed
def _take_all(
    district: District, steps: list[tuple[Seat, str]], today: date, now: datetime
) -> list[str]:
    for seat, step in steps:
        _take(seat, step, today, now)
    done = [f"{seat.campus or district}: {seat.kind} seat: {step}" for seat, step in steps]
    made = ensure_seats(district=district, by=None, now=now)
    return done + [f"{seat.campus}: made its voting seat" for seat in made]


def _due(seat: Seat, today: date, *, is_here: bool) -> str | None:
    if seat.campus is not None and seat.campus.ended_on and seat.campus.ended_on <= today:
        return "close"
    if seat.state == Seat.State.VACANT:
        return None
    if not is_here:
        return "leave"
    if seat.state == Seat.State.INVITED or seat.ends_on is None:
        return None
    if seat.ends_on < today:
        return "end_term"
    ends_soon = seat.ends_on - today <= timedelta(days=DAYS_BEFORE_END)
    return "near_end" if ends_soon and seat.state == Seat.State.FILLED else None


def _take(seat: Seat, step: str, today: date, now: datetime) -> None:
    if step == "near_end":
        take_step(row=seat, machine=SEAT, deed=step, by=None, now=now)
        return
    if step == "close":
        vacate_and_close(seat=seat, by=None, now=now, note="")
        return
    since = seat.vacant_since or today
    if step == "end_term" and seat.ends_on is not None:
        since = seat.ends_on + timedelta(days=1)
    take_step(row=seat, machine=SEAT, deed=step, by=None, now=now, vacant_since=since, **NOBODY)


def _still_here(seats: list[Seat], today: date) -> set[int]:
    """Return the ids of seats whose holder is still what the seat is for; one query a campus and kind."""
    alike: dict[tuple[int | None, str], list[Seat]] = defaultdict(list)
    for seat in seats:
        if seat.holder is not None and seat.holder.is_active:
            alike[seat.campus_id, seat.kind].append(seat)
    here = set()
    for some in alike.values():
        ids = may_hold(seat=some[0], ids=[one.holder_id or 0 for one in some], today=today)
        here |= {one.pk for one in some if one.holder_id in ids}
    return here
