"""Seats of the council: filled by invitation, watched by the calendar, never fewer than one vote a campus."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast
from convened import TERM_ENDS, convene, fill, make_seat

from ownpath.school.change.access import NotALeader
from ownpath.school.change.models import Seat, StateChange
from ownpath.school.change.queries.seats import days_vacant, get_seat, open_campuses
from ownpath.school.change.services import seats
from ownpath.school.change.services.seat_terms import age_seats
from ownpath.school.change.states import NotFromHere

TOMORROW = TODAY + timedelta(days=1)


def invite(seat: Seat, cast: Cast, **given: object) -> Seat:
    """Invite Dr. Reyes for a usual term, or what is given instead."""
    term = {"person": cast.reyes, "starts_on": TODAY, "ends_on": TERM_ENDS, "by": None}
    return seats.invite_to_seat(seat=seat, now=NOW, **{**term, **given})


class TestEnsureSeats:
    def test_gives_every_open_campus_without_a_vote_one_and_does_it_once(
        self, cast: Cast
    ) -> None:
        made = seats.ensure_seats(district=cast.live_oak, by=cast.whitfield, now=NOW)
        assert {one.campus for one in made} == set(
            open_campuses(district=cast.live_oak, today=TODAY)
        )
        assert all(one.is_voting and one.vacant_since == TODAY for one in made)
        assert seats.ensure_seats(district=cast.live_oak, by=None, now=NOW) == []

    def test_is_for_who_runs_the_district(self, cast: Cast) -> None:
        with pytest.raises(NotALeader):
            seats.ensure_seats(district=cast.live_oak, by=cast.reyes, now=NOW)


class TestInvitation:
    def test_is_accepted_by_the_person_and_the_vacancy_lasts_until_then(
        self, cast: Cast
    ) -> None:
        seat = invite(make_seat(cast, cast.section.campus), cast)
        later = NOW + timedelta(days=3)
        assert days_vacant(seat=seat, today=later.date()) == 3
        seat = seats.accept_seat(seat=seat, by=cast.reyes, now=later)
        assert (seat.state, seat.vacant_since) == (Seat.State.FILLED, None)

    def test_declined_leaves_the_seat_as_long_vacant_as_before(self, cast: Cast) -> None:
        seat = invite(make_seat(cast, cast.section.campus), cast)
        seat = seats.decline_seat(seat=seat, by=cast.reyes, now=NOW + timedelta(days=2))
        assert (seat.state, seat.holder, seat.vacant_since) == (Seat.State.VACANT, None, TODAY)

    def test_is_answered_by_nobody_else(self, cast: Cast) -> None:
        seat = invite(make_seat(cast, cast.section.campus), cast)
        with pytest.raises(NotALeader):
            seats.accept_seat(seat=seat, by=cast.okafor, now=NOW)

    @pytest.mark.parametrize("who", ["okafor", "ada", "whitfield", "lund"])
    def test_goes_only_to_whom_the_seat_is_for(self, cast: Cast, who: str) -> None:
        with pytest.raises(seats.NotForThisSeat):
            invite(make_seat(cast, cast.section.campus), cast, person=cast.everybody[who])

    def test_goes_to_nobody_who_has_a_seat(self, cast: Cast) -> None:
        fill(make_seat(cast, cast.section.campus), cast.reyes)
        with pytest.raises(seats.HasASeat):
            invite(make_seat(cast, cast.section.campus), cast)

    @pytest.mark.parametrize(
        ("starts", "ends"), [(0, 0), (0, -1), (5, 3), (-2000, 1), (0, 2000)]
    )
    def test_is_for_a_term_that_can_be(self, cast: Cast, starts: int, ends: int) -> None:
        with pytest.raises(seats.BadTerm):
            invite(
                make_seat(cast, cast.section.campus),
                cast,
                starts_on=TODAY + timedelta(days=starts),
                ends_on=TODAY + timedelta(days=ends),
            )

    def test_of_the_alternate_makes_them_the_holder_only(self, cast: Cast) -> None:
        seat = fill(make_seat(cast, cast.section.campus, Seat.Kind.TEACHER), cast.okafor)
        Seat.objects.filter(pk=seat.pk).update(
            alternate=cast.okafor, holder=None, state="vacant"
        )
        seat.refresh_from_db()
        assert invite(seat, cast, person=cast.okafor).alternate is None


class TestLastVotingSeat:
    def test_is_not_closed_while_its_campus_is_open(self, cast: Cast) -> None:
        council = convene(cast)
        with pytest.raises(seats.LastVotingSeat) as refused:
            seats.close_seat(seat=council.reyes_seat, by=cast.whitfield, now=NOW)
        assert "Add another voting seat" in str(refused.value)
        council.reyes_seat.refresh_from_db()
        assert council.reyes_seat.state == Seat.State.FILLED

    def test_is_closed_once_there_is_another(self, cast: Cast) -> None:
        council = convene(cast)
        make_seat(cast, council.elementary, Seat.Kind.TEACHER)
        seat = seats.close_seat(seat=council.reyes_seat, by=cast.reyes, now=NOW)
        assert (seat.state, seat.holder) == (Seat.State.CLOSED, None)
        assert seats.reopen_seat(seat=seat, by=cast.reyes, now=NOW).vacant_since == TODAY

    def test_does_not_count_the_central_office(self, cast: Cast) -> None:
        council = convene(cast)
        seat = seats.close_seat(seat=council.central_seat, by=cast.whitfield, now=NOW)
        assert seat.state == Seat.State.CLOSED


class TestAgeSeats:
    @pytest.mark.parametrize(
        ("days_left", "state"),
        [(61, "filled"), (60, "expiring"), (0, "expiring"), (-1, "vacant")],
    )
    def test_goes_by_the_end_of_the_term(self, cast: Cast, days_left: int, state: str) -> None:
        council = convene(cast)
        Seat.objects.update(ends_on=TODAY + timedelta(days=days_left))
        age_seats(district=cast.live_oak, now=NOW)
        council.reyes_seat.refresh_from_db()
        assert council.reyes_seat.state == state
        if state == "vacant":
            assert council.reyes_seat.vacant_since == TODAY
            assert council.reyes_seat.holder is None

    def test_again_on_the_same_day_does_nothing(self, cast: Cast) -> None:
        convene(cast)
        Seat.objects.update(ends_on=TODAY + timedelta(days=10))
        assert len(age_seats(district=cast.live_oak, now=NOW)) == 3
        n_steps = StateChange.objects.count()
        assert age_seats(district=cast.live_oak, now=NOW) == []
        assert StateChange.objects.count() == n_steps

    def test_empties_the_seat_of_who_left(self, cast: Cast) -> None:
        council = convene(cast)
        cast.reyes.roles.update(ended_on=TODAY)
        council.mendez.is_active = False
        council.mendez.save()
        age_seats(district=cast.live_oak, now=NOW)
        assert list(
            Seat.objects.filter(campus__isnull=False).values_list("state", flat=True)
        ) == ["vacant", "vacant"]

    def test_makes_no_council_where_there_is_none(self, cast: Cast) -> None:
        assert age_seats(district=cast.live_oak, now=NOW) == []
        assert not Seat.objects.exists()


class TestTerm:
    def test_extended_is_filled_again(self, cast: Cast) -> None:
        council = convene(cast)
        Seat.objects.update(ends_on=TODAY + timedelta(days=10))
        age_seats(district=cast.live_oak, now=NOW)
        council.reyes_seat.refresh_from_db()
        seat = seats.extend_term(
            seat=council.reyes_seat, ends_on=TERM_ENDS, by=cast.reyes, now=NOW
        )
        assert (seat.state, seat.ends_on) == (Seat.State.FILLED, TERM_ENDS)

    def test_is_not_extended_backwards(self, cast: Cast) -> None:
        council = convene(cast)
        with pytest.raises(seats.BadTerm):
            seats.extend_term(seat=council.reyes_seat, ends_on=TOMORROW, by=None, now=NOW)

    def test_ends_when_the_holder_resigns(self, cast: Cast) -> None:
        council = convene(cast)
        seat = seats.resign_seat(seat=council.reyes_seat, by=cast.reyes, now=NOW)
        assert (seat.state, seat.vacant_since, seat.ends_on) == ("vacant", TODAY, None)
        with pytest.raises(NotFromHere):
            seats.resign_seat(seat=seat, by=None, now=NOW)


class TestOtherDistricts:
    def test_find_nothing(self, cast: Cast) -> None:
        council = convene(cast)
        with pytest.raises(Exception, match="no such seat"):
            get_seat(district=cast.cedar, uuid=council.reyes_seat.uuid)
        with pytest.raises(NotALeader):
            seats.resign_seat(seat=council.reyes_seat, by=cast.lund, now=NOW)
