"""The council at a glance: who sits for each campus, until when, and how long a seat has stood empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ownpath.kit.navigation import TabItem
from ownpath.school.change.access import Reach, reach_of
from ownpath.school.change.queries.meetings import next_meeting
from ownpath.school.change.queries.seats import (
    DAYS_TO_ALARM,
    days_vacant,
    open_campuses,
    seats_of,
    sits,
)
from ownpath.school.people.directory import own_district

if TYPE_CHECKING:
    from ownpath.school.change.models import Meeting, Seat
    from ownpath.school.people.models import Campus, Person

PLACES = {
    "leader:council": gettext_lazy("Seats"),
    "leader:meetings": gettext_lazy("Meetings"),
    "leader:decisions": gettext_lazy("Decisions"),
    "leader:ideas": gettext_lazy("Ideas"),
    "leader:campuses": gettext_lazy("Campuses"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The parts of the council as tabs, and which is open."""

    tabs: tuple[TabItem, ...]
    current: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatCard:
    """One seat as it is seen from afar."""

    url: str
    kind: str
    state: str
    state_words: str
    is_voting: bool
    holder: str
    alternate: str
    ends_on: date | None
    vacancy: str
    is_alarm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusSeats:
    """The seats of one campus."""

    name: str
    note: str
    has_vote: bool
    seats: tuple[SeatCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilPage:
    """All seats, and the next meeting."""

    places: Places
    sentence: str
    campuses: tuple[CampusSeats, ...]
    n_without_seat: int
    next_meeting: Meeting | None
    may_add: bool
    may_run: bool


def places_at(current: str) -> Places:
    """Return the parts of the council, one of them open."""
    tabs = tuple(TabItem(label=str(words), url=reverse(name)) for name, words in PLACES.items())
    return Places(tabs=tabs, current=reverse(current))


def build_council(*, viewer: Person, today: date) -> CouncilPage:
    """Lay out all seats by campus."""
    district = own_district(viewer=viewer)
    reach = reach_of(person=viewer, today=today)
    campuses = open_campuses(district=district, today=today)
    seats = list(seats_of(district=district))
    rows = [_campus(one.name, _of(one.pk, seats), today) for one in campuses]
    rows += _not_open_yet(seats, campuses, today)
    central = [seat for seat in seats if seat.campus_id is None]
    if central:
        rows.append(_campus(_("Central office"), central, today))
    voting = [seat for seat in seats if seat.is_voting]
    ids = {one.pk for one in campuses}
    n_filled = len(ids & {seat.campus_id for seat in voting if sits(seat=seat)})
    return CouncilPage(
        places=places_at("leader:council"),
        sentence=_sentence(n_filled, len(campuses)),
        campuses=tuple(rows),
        n_without_seat=len(ids - {seat.campus_id for seat in voting}),
        next_meeting=next_meeting(district=district, today=today),
        may_add=decides_anything(reach),
        may_run=reach.runs_district,
    )


def decides_anything(reach: Reach) -> bool:
    """Return whether somebody decides about the district or one of its campuses."""
    return reach.runs_district or bool(reach.run)


def draw_seat(seat: Seat, today: date) -> SeatCard:
    """Return a seat as it is seen from afar."""
    days = days_vacant(seat=seat, today=today)
    return SeatCard(
        url=reverse("leader:seat", args=[seat.uuid]),
        kind=seat.get_kind_display(),
        state=seat.state,
        state_words=seat.get_state_display(),
        is_voting=seat.is_voting,
        holder=seat.holder.full_name if seat.holder else "",
        alternate=seat.alternate.full_name if seat.alternate else "",
        ends_on=seat.ends_on if sits(seat=seat) else None,
        vacancy=vacancy_words(days),
        is_alarm=days is not None and days >= DAYS_TO_ALARM,
    )


def vacancy_words(days: int | None) -> str:
    """Say for how long nobody has sat in a seat; "" where somebody does."""
    if days is None:
        return ""
    if days == 0:
        return _("empty since today")
    return ngettext("empty for %(n)s day", "empty for %(n)s days", days) % {"n": days}


def _campus(name: str, seats: Sequence[Seat], today: date, note: str = "") -> CampusSeats:
    return CampusSeats(
        name=name,
        note=note,
        has_vote=any(one.is_voting and sits(seat=one) for one in seats),
        seats=tuple(draw_seat(one, today) for one in seats),
    )


def _of(campus_id: int | None, seats: Sequence[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.campus_id == campus_id]


def _not_open_yet(
    seats: Sequence[Seat], campuses: Sequence[Campus], today: date
) -> list[CampusSeats]:
    """Return campuses that have seats before they open."""
    known = {one.pk for one in campuses}
    later = {s.campus_id: s.campus for s in seats if s.campus and s.campus_id not in known}
    return [
        _campus(
            campus.name,
            _of(pk, seats),
            today,
            note=_("not open yet"),
        )
        for pk, campus in later.items()
    ]


def _sentence(n_filled: int, n_open: int) -> str:
    if n_open == 0:
        return _("No campus is open yet.")
    if n_filled == n_open:
        return _("Every campus has its voice in the council.")
    return ngettext(
        "%(n)s of %(of)s campus has its voice in the council.",
        "%(n)s of %(of)s campuses have their voice in the council.",
        n_open,
    ) % {"n": n_filled, "of": n_open}
