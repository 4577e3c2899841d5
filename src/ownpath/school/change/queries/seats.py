"""Read the council's seats: who sits where until when, how long a seat stands empty, which campuses are open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.models import CampusChange, Seat, StateChange
from ownpath.school.change.states import LIVE, SITTING
from ownpath.school.people.queries import ids_with_role, open_campuses_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person

DAYS_TO_ALARM: Final = 14  # a vacancy this old is an alarm
DAYS_BEFORE_END: Final = 60  # a term this near its end is said to end soon
STEPS_SHOWN: Final = 100

# Which roles may hold a seat of each kind, at the seat's own campus (the central office's: of the whole district).
ROLES_OF_KIND: Final[dict[str, tuple[str, ...]]] = {
    Seat.Kind.TEACHER: ("teacher", "aide", "counselor"),
    Seat.Kind.PRINCIPAL: ("principal", "administrator", "siteAdministrator"),
    Seat.Kind.STUDENT: ("student",),
    Seat.Kind.FAMILY: ("parent", "guardian", "relative"),
    Seat.Kind.CENTRAL: ("districtAdministrator", "systemAdministrator", "administrator"),
}


def open_campuses(*, district: District, today: date) -> list[Campus]:
    """Return the campuses of a district that are open today: not ended, and not planned to open later."""
    later = set(
        CampusChange.objects.filter(
            district=district,
            kind=CampusChange.Kind.OPENED,
            state=CampusChange.State.PLANNED,
            happened_on__gt=today,
        ).values_list("campus_id", flat=True)
    )
    return [
        one
        for one in open_campuses_of(district_id=district.pk, today=today)
        if one.pk not in later
    ]


def seats_of(*, district: District) -> QuerySet[Seat]:
    """Return the seats of a district that are not closed, with campus and people, the central office's last."""
    seats = Seat.objects.filter(district=district, state__in=LIVE)
    return seats.select_related("campus", "holder", "alternate").order_by(
        "campus__name", "campus_id", "-is_voting", "kind", "pk"
    )


def get_seat(*, district: District, uuid: UUID) -> Seat:
    """Return a seat of a district, closed ones too.

    Raises
    ------
    NotFound
    """
    seats = Seat.objects.select_related("campus", "district", "holder", "alternate")
    seat = seats.filter(district=district, uuid=uuid).first()
    if seat is None:
        raise NotFound(
            _("There is no such seat in your district's council."),
            next_step=_("Pick one from the council's page."),
        )
    return seat


def seats_held(*, person: Person) -> list[Seat]:
    """Return the seats somebody is invited to, holds, or is the alternate of."""
    own = Q(holder=person) | Q(alternate=person)
    seats = Seat.objects.filter(own, state__in=LIVE).select_related("campus", "district")
    return list(seats.order_by("pk"))


def steps_of(*, about: UUID) -> list[StateChange]:
    """Return the history of something, newest first."""
    steps = StateChange.objects.filter(about=about).select_related("by")
    return list(steps.order_by("-done_at", "-pk")[:STEPS_SHOWN])


def sits(*, seat: Seat) -> bool:
    """Return whether somebody sits in a seat; one whose holder was erased is empty."""
    return seat.state in SITTING and seat.holder_id is not None


def days_vacant(*, seat: Seat, today: date) -> int | None:
    """Return for how many days nobody sat in a seat; None where somebody does."""
    if seat.vacant_since is None:
        return None
    return max((today - seat.vacant_since).days, 0)


def voting_seats(*, campus_ids: Iterable[int]) -> dict[int, list[Seat]]:
    """Return the voting seats of campuses that are not closed, by campus id; one query."""
    found: dict[int, list[Seat]] = {campus_id: [] for campus_id in campus_ids}
    seats = Seat.objects.filter(campus_id__in=list(found), is_voting=True, state__in=LIVE)
    for seat in seats.select_related("holder", "alternate").order_by("pk"):
        found[seat.campus_id or 0].append(seat)
    return found


def may_hold(*, seat: Seat, ids: Iterable[int], today: date) -> frozenset[int]:
    """Return which people have the role today that a seat is for; one query."""
    roles = ROLES_OF_KIND[seat.kind]
    return ids_with_role(campus=seat.campus, ids=ids, roles=roles, today=today)
