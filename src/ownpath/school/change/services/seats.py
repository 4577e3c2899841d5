"""Fill a seat of the council: make it, invite, accept or decline, name an alternate, extend, resign, close."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotAllowed, OutOfBounds
from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import Seat
from ownpath.school.change.queries.seats import may_hold, open_campuses
from ownpath.school.change.services.seat_consents import ensure_family_agrees
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.states import LIVE, SEAT
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person

MOST_SEATS_OF_A_CAMPUS: Final = 20
LONGEST_TERM: Final = timedelta(days=4 * 366)


class NotForThisSeat(NotAllowed):
    """The person is not what the seat is for."""


class HasASeat(Conflict):
    """One person holds one seat."""


class BadTerm(OutOfBounds):
    """A term that is over, ends before it begins, or is longer than four years."""


class LastVotingSeat(Conflict):
    """Every open campus keeps one voting seat."""


class TooManySeats(OutOfBounds):
    """More seats than a council can hear."""


@deed
def ensure_seats(*, district: District, by: Person | None, now: datetime) -> list[Seat]:
    """Give every open campus without a voting seat one for its principal, and return the new seats."""
    ensure_may_decide(by=by, district=district, campus=None, now=now)
    today = today_in(district, now)
    voting = Seat.objects.filter(district=district, is_voting=True, state__in=LIVE)
    served = set(voting.values_list("campus_id", flat=True))
    return [
        _make(district, campus, Seat.Kind.PRINCIPAL, by=by, now=now, is_voting=True)
        for campus in open_campuses(district=district, today=today)
        if campus.pk not in served
    ]


@deed
def add_seat(
    *,
    district: District,
    campus: Campus | None,
    kind: str,
    is_voting: bool,
    by: Person | None,
    now: datetime,
) -> Seat:
    """Add a vacant seat of a campus, or of the central office where no campus is named.

    Raises
    ------
    NotForThisSeat
        The central office's seats belong to no campus, all others to one.
    TooManySeats
    """
    ensure_may_decide(by=by, district=district, campus=campus, now=now)
    if kind not in Seat.Kind.values or (campus is None) != (kind == Seat.Kind.CENTRAL):
        raise NotForThisSeat(
            _("A seat belongs to one campus, or is the central office's."),
            next_step=_("Pick the campus, or the kind “central office” without one."),
        )
    there = Seat.objects.filter(district=district, campus=campus, state__in=LIVE)
    if there.count() >= MOST_SEATS_OF_A_CAMPUS:
        raise TooManySeats(
            _("There are twenty seats already."), next_step=_("Close one that is not needed.")
        )
    return _make(district, campus, kind, by=by, now=now, is_voting=is_voting)


def _make(
    district: District,
    campus: Campus | None,
    kind: str,
    *,
    is_voting: bool,
    by: Person | None,
    now: datetime,
) -> Seat:
    return Seat.objects.create(
        district=district,
        campus=campus,
        kind=kind,
        is_voting=is_voting,
        vacant_since=today_in(district, now),
        made_by=by,
        made_at=now,
    )


@deed
def invite_to_seat(
    *,
    seat: Seat,
    person: Person,
    starts_on: date,
    ends_on: date,
    by: Person | None,
    now: datetime,
) -> Seat:
    """Invite somebody to a vacant seat for a term; the seat still counts as vacant until they accept.

    Raises
    ------
    NotForThisSeat, HasASeat, BadTerm, NotFromHere
    """
    ensure_may_decide(by=by, district=seat.district, campus=seat.campus, now=now)
    today = today_in(seat.district, now)
    _ensure_term(starts_on, ends_on, today)
    _ensure_fits(seat, person, today)
    term: dict[str, Any] = {"holder": person, "starts_on": starts_on, "ends_on": ends_on}
    if seat.alternate_id == person.pk:
        term["alternate"] = None
    return _step(seat, "invite", by=by, now=now, note=person.full_name, **term)


@deed
def accept_seat(*, seat: Seat, by: Person | None, now: datetime) -> Seat:
    """Accept an invitation: the person themselves, or whoever leads here and was told; a child with the family's yes.

    Raises
    ------
    FamilyNotAsked
    """
    _ensure_own_or_leads(seat, by, now)
    if seat.state == Seat.State.INVITED:
        ensure_family_agrees(seat=seat, student_id=seat.holder_id)
    return _step(seat, "accept", by=by, now=now, vacant_since=None)


@deed
def decline_seat(*, seat: Seat, by: Person | None, now: datetime, note: str = "") -> Seat:
    """Decline an invitation: the seat is vacant again, and as long as it was before."""
    _ensure_own_or_leads(seat, by, now)
    return _step(seat, "decline", by=by, now=now, note=note, **NOBODY)


@deed
def resign_seat(*, seat: Seat, by: Person | None, now: datetime, note: str = "") -> Seat:
    """Give a seat back: it is vacant from today on."""
    _ensure_own_or_leads(seat, by, now)
    since = today_in(seat.district, now)
    return _step(seat, "resign", by=by, now=now, note=note, vacant_since=since, **NOBODY)


@deed
def extend_term(*, seat: Seat, ends_on: date, by: Person | None, now: datetime) -> Seat:
    """Let the holder stay until a later day."""
    ensure_may_decide(by=by, district=seat.district, campus=seat.campus, now=now)
    _ensure_term(seat.starts_on or ends_on, ends_on, today_in(seat.district, now))
    if seat.ends_on is not None and ends_on <= seat.ends_on:
        raise BadTerm(
            _("That is not later than the term's end now."),
            next_step=_("Give a later day, or end the term by resigning."),
        )
    return _step(seat, "extend", by=by, now=now, note=ends_on.isoformat(), ends_on=ends_on)


@deed
def name_alternate(
    *, seat: Seat, person: Person | None, by: Person | None, now: datetime
) -> Seat:
    """Name who stands in for the holder (None: nobody); the holder may do it too.

    Raises
    ------
    NotForThisSeat, HasASeat, NotFromHere
    """
    _ensure_own_or_leads(seat, by, now)
    if person is not None:
        _ensure_fits(seat, person, today_in(seat.district, now))
    note = person.full_name if person else ""
    return _step(seat, "name_alternate", by=by, now=now, note=note, alternate=person)


@deed
def close_seat(*, seat: Seat, by: Person | None, now: datetime, note: str = "") -> Seat:
    """Close a seat for good; the last voting seat of an open campus stays.

    Raises
    ------
    LastVotingSeat, NotFromHere
    """
    ensure_may_decide(by=by, district=seat.district, campus=seat.campus, now=now)
    others = Seat.objects.filter(
        campus=seat.campus, is_voting=True, state__in=LIVE, district=seat.district
    )
    is_needed = seat.campus is not None and seat.is_voting and seat.state in LIVE
    if is_needed and not others.exclude(pk=seat.pk).exists():
        raise LastVotingSeat(
            _("This is the last voting seat of its campus, and every open campus keeps one."),
            next_step=_("Add another voting seat first, or close the campus."),
        )
    return vacate_and_close(seat=seat, by=by, now=now, note=note)


def vacate_and_close(*, seat: Seat, by: Person | None, now: datetime, note: str) -> Seat:
    """Close a seat whatever it is; inside a deed that made sure it may."""
    return _step(
        seat, "close", by=by, now=now, note=note, vacant_since=None, alternate=None, **NOBODY
    )


@deed
def reopen_seat(*, seat: Seat, by: Person | None, now: datetime) -> Seat:
    """Open a closed seat again, vacant from today on; not at a campus that is closed itself."""
    ensure_may_decide(by=by, district=seat.district, campus=seat.campus, now=now)
    today = today_in(seat.district, now)
    ended = seat.campus.ended_on if seat.campus else None
    if ended is not None and ended <= today:
        raise NotForThisSeat(
            _("The campus of this seat is closed."),
            next_step=_("What was decided there stays in the history."),
        )
    return _step(seat, "reopen", by=by, now=now, vacant_since=today)


NOBODY: Final[dict[str, Any]] = {"holder": None, "starts_on": None, "ends_on": None}


def _step(seat: Seat, deed_name: str, *, by: Person | None, now: datetime, **more: Any) -> Seat:
    return take_step(row=seat, machine=SEAT, deed=deed_name, by=by, now=now, **more)


def _ensure_own_or_leads(seat: Seat, by: Person | None, now: datetime) -> None:
    if by is not None and by.is_active and by.pk == seat.holder_id:
        return
    ensure_may_decide(by=by, district=seat.district, campus=seat.campus, now=now)


def _ensure_term(starts_on: date, ends_on: date, today: date) -> None:
    if starts_on <= ends_on and ends_on > today and ends_on - starts_on <= LONGEST_TERM:
        return
    raise BadTerm(
        _("A term ends after it begins, after today, and within four years."),
        next_step=_("Look at the two days again."),
    )


def _ensure_fits(seat: Seat, person: Person, today: date) -> None:
    is_here = person.is_active and person.district_id == seat.district_id
    if not is_here or person.pk not in may_hold(seat=seat, ids=[person.pk], today=today):
        raise NotForThisSeat(
            _("This person does not have the role this seat is for."),
            next_step=_("Pick somebody who has it at this campus."),
        )
    if Seat.objects.filter(holder=person, state__in=LIVE).exists():
        raise HasASeat(
            _("This person is on the council already."),
            next_step=_("One person has one seat: pick somebody else."),
        )
