"""Who sits in Live Oak's council, seated a while ago through the services; a child only with the family's yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from ownpath.school.change.queries.seats import ROLES_OF_KIND
from ownpath.school.change.services.seat_consents import say_seat_consent
from ownpath.school.change.services.seats import (
    accept_seat,
    add_seat,
    ensure_seats,
    invite_to_seat,
)
from ownpath.school.people.queries import guardians_of, people_with_role

if TYPE_CHECKING:
    from ownpath.school.change.models import Seat
    from ownpath.school.people.models import Campus, District, Person

BEGUN: Final = 150  # days ago
TERM: Final = timedelta(days=210)
SHORT_TERM: Final = timedelta(days=45)  # from today: one that ends soon
FIRST_SATURDAY: Final = 5
NOT_OPEN_YET, ENDS_SOON = "Mill Creek School", "Riverbend Elementary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The district, and its clock."""

    district: District
    today: date
    now: datetime
    campuses: Sequence[Campus]  # those that are open

    def ago(self, days: int) -> dict[str, Any]:
        """Return who does it (whoever starts the demonstration) and when."""
        return {"by": None, "now": self.now - timedelta(days=days)}

    def at(self, days: int) -> datetime:
        """Return half past three on the school day nearest to so many days from today."""
        day = self.today + timedelta(days=days)
        while day.weekday() >= FIRST_SATURDAY:
            day += timedelta(days=1)
        return datetime.combine(day, time(15, 30), tzinfo=ZoneInfo(self.district.time_zone))

    def named(self, *names: str) -> list[Campus]:
        """Return the campuses of some names."""
        return [one for one in self.campuses if one.name in names]


def seat_everybody(past: Past) -> list[Seat]:
    """Fill a voting seat of each open campus, and a few more: teachers, a student, a family, the central office."""
    begun = past.ago(BEGUN)
    voting = ensure_seats(district=past.district, **begun)
    more = [
        add_seat(district=past.district, campus=campus, kind=kind, is_voting=False, **begun)
        for campus, kind in _more(past)
    ]
    central = add_seat(
        district=past.district, campus=None, kind="central", is_voting=True, **begun
    )
    return [_fill(past, seat) for seat in (*voting, *more, central)]


def _more(past: Past) -> list[tuple[Campus, str]]:
    teachers = [(one, "teacher") for one in past.campuses if one.name != NOT_OPEN_YET]
    families = [(one, "family") for one in past.named("Live Oak Elementary")]
    students = [(one, "student") for one in past.named("Cedar Ridge Middle")]
    return [*teachers, *families, *students]


def _fill(past: Past, seat: Seat) -> Seat:
    is_short = seat.kind == "teacher" and seat.campus and seat.campus.name == ENDS_SOON
    ends_on = past.today + (SHORT_TERM if is_short else TERM)
    who, guardian = _who(past, seat), None
    if seat.kind == "student":
        who, guardian = _child_with_guardian(past, seat)
    seat = invite_to_seat(
        seat=seat,
        person=who,
        starts_on=past.today - timedelta(days=BEGUN),
        ends_on=ends_on,
        **past.ago(BEGUN),
    )
    if guardian is not None:
        said = {"by": guardian, "now": past.ago(BEGUN - 1)["now"]}
        say_seat_consent(seat=seat, student=who, is_yes=True, **said)
    return accept_seat(seat=seat, **past.ago(BEGUN - 3))


def _child_with_guardian(past: Past, seat: Seat) -> tuple[Person, Person]:
    """Return the first student who can hold the seat and has a guardian to say yes."""
    for one in _able(past, seat):
        guardians = guardians_of(student=one, today=past.today)
        if guardians:
            return one, guardians[0]
    raise LookupError(f"seat {seat.pk}: expected a student with a guardian at its campus")


def _able(past: Past, seat: Seat) -> list[Person]:
    return people_with_role(
        district=past.district, campus=seat.campus, roles=ROLES_OF_KIND[seat.kind],
        today=past.today,
    )  # fmt: skip


def _who(past: Past, seat: Seat) -> Person:
    """Return one of the cast where one can hold the seat, else the first who can."""
    able = _able(past, seat)
    cast = ("okafor", "ito", "ben", "rosa", "reyes", "whitfield")
    return next((one for one in able if one.username in cast), able[0])
