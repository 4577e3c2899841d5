"""A council to test with: Live Oak's seats filled by the cast, and a decision that touches both campuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cast import NOW, TODAY, Cast, make_person

from ownpath.school.change.models import Decision, Seat
from ownpath.school.change.services.decisions import propose_decision, tell_campus
from ownpath.school.change.services.seats import accept_seat, add_seat, invite_to_seat
from ownpath.school.people.models import Campus, Person

TERM_ENDS = TODAY + timedelta(days=200)
A_WEEK_AGO = NOW - timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """The people and seats of Live Oak's council: one voting seat a campus, one of the central office."""

    cast: Cast
    elementary: Campus
    middle: Campus
    mendez: Person  # principal of the middle school
    reyes_seat: Seat
    mendez_seat: Seat
    central_seat: Seat


def fill(seat: Seat, person: Person, now: datetime = NOW, ends_on: date = TERM_ENDS) -> Seat:
    """Invite somebody and let them accept."""
    starts_on = now.date()
    invited = invite_to_seat(
        seat=seat, person=person, starts_on=starts_on, ends_on=ends_on, by=None, now=now
    )
    return accept_seat(seat=invited, by=None, now=now)


def convene(cast: Cast) -> Council:
    """Fill a voting seat of each campus of Live Oak, and the central office's."""
    elementary, middle = cast.section.campus, cast.ben_section.campus
    mendez = make_person(
        cast.live_oak, "mendez", "Luis", "Mendez", "principal", middle, title="Mr."
    )
    return Council(
        cast=cast,
        elementary=elementary,
        middle=middle,
        mendez=mendez,
        reyes_seat=fill(make_seat(cast, elementary), cast.reyes),
        mendez_seat=fill(make_seat(cast, middle), mendez),
        central_seat=fill(make_seat(cast, None, Seat.Kind.CENTRAL), cast.whitfield),
    )


def make_seat(cast: Cast, campus: Campus | None, kind: str = Seat.Kind.PRINCIPAL) -> Seat:
    """Add a voting seat."""
    return add_seat(
        district=cast.live_oak, campus=campus, kind=kind, is_voting=True, by=None, now=NOW
    )


def propose(
    cast: Cast,
    campuses: Sequence[Campus],
    told_at: datetime | None = A_WEEK_AGO,
    title: str = "Stations in grade 4",
) -> Decision:
    """Propose a decision and tell each campus it touches (None: nobody was told)."""
    decision = propose_decision(
        district=cast.live_oak,
        title=title,
        text="We try it from April on.",
        owner=cast.whitfield,
        due_on=TODAY + timedelta(days=30),
        campuses=campuses,
        by=None,
        now=A_WEEK_AGO,
    )
    for campus in campuses if told_at else ():
        tell_campus(decision=decision, campus=campus, by=None, now=told_at or NOW)
    return decision
