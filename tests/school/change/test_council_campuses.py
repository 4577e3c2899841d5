"""Campuses open, close and merge: shown first, then done; seats and history are kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from cast import NOW, TODAY, Cast
from convened import convene, fill, make_seat, propose

from ownpath.school.change.models import CampusChange, CampusTold, Seat
from ownpath.school.change.queries.campus_changes import CampusPlan, draw_campus_plan
from ownpath.school.change.queries.council import friday_lines_of_council
from ownpath.school.change.queries.seats import open_campuses
from ownpath.school.change.services import campus_changes
from ownpath.school.change.services.nightly import do_the_change
from ownpath.school.change.services.seats import resign_seat
from ownpath.school.people.models import Campus, Role

LATER = TODAY + timedelta(days=30)


def draw(
    campus: Campus, kind: str, into: Campus | None = None, on: date = TODAY, today: date = TODAY
) -> CampusPlan:
    """Draw a plan."""
    return draw_campus_plan(kind=kind, campus=campus, into=into, happens_on=on, today=today)


def do(plan: CampusPlan, **given: object) -> CampusChange:
    """Do what a plan showed."""
    said = {"digest": plan.digest, "by": None, "now": NOW, **given}
    return campus_changes.plan_campus_change(
        kind=plan.kind, campus=plan.campus, into=plan.into, happens_on=plan.happens_on, **said
    )


def send_home(campus: Campus) -> None:
    """End the enrollment of all students of a campus."""
    Role.objects.filter(campus=campus, name="student").update(ended_on=TODAY)


class TestClosing:
    def test_waits_while_students_are_enrolled(self, cast: Cast) -> None:
        council = convene(cast)
        plan = draw(council.middle, "closed")
        with pytest.raises(campus_changes.CannotChange, match="still has 1 students"):
            do(plan)
        change = do(draw(council.middle, "closed", on=LATER))
        assert change.state == CampusChange.State.PLANNED
        then = NOW + timedelta(days=30)
        assert "Cedar Ridge Middle: closed" not in do_the_change(now=then)
        send_home(council.middle)
        assert "Cedar Ridge Middle: closed" in do_the_change(now=then)
        council.middle.refresh_from_db()
        assert council.middle.ended_on == LATER

    def test_closes_its_seats_and_keeps_the_history(self, cast: Cast) -> None:
        council = convene(cast)
        send_home(council.middle)
        plan = draw(council.middle, "closed")
        assert plan.told == ("Mr. Mendez",)
        assert do(plan).state == CampusChange.State.DONE
        council.mendez_seat.refresh_from_db()
        assert (council.mendez_seat.state, council.mendez_seat.holder) == ("closed", None)
        assert open_campuses(district=cast.live_oak, today=TODAY) == [council.elementary]

    def test_is_refused_when_it_is_no_longer_what_was_shown(self, cast: Cast) -> None:
        council = convene(cast)
        send_home(council.middle)
        plan = draw(council.middle, "closed")
        resign_seat(seat=council.mendez_seat, by=None, now=NOW)
        with pytest.raises(campus_changes.PlanIsStale):
            do(plan)

    def test_planned_is_canceled_before_its_day(self, cast: Cast) -> None:
        council = convene(cast)
        change = do(draw(council.middle, "closed", on=LATER))
        with pytest.raises(campus_changes.CannotChange, match="Another change"):
            do(draw(council.middle, "merged", council.elementary, LATER))
        canceled = campus_changes.cancel_campus_change(
            change=change, by=cast.whitfield, now=NOW
        )
        assert canceled.state == CampusChange.State.CANCELED


class TestMerging:
    def test_moves_holders_where_an_alternate_is_free(self, cast: Cast) -> None:
        council = convene(cast)
        fill(make_seat(cast, council.middle, Seat.Kind.TEACHER), cast.ito)
        decision = propose(cast, [council.middle])
        send_home(council.middle)
        plan = draw(council.middle, "merged", council.elementary)
        assert [one.alternate_of for one in plan.seats] == [council.reyes_seat, None]
        do(plan)
        council.reyes_seat.refresh_from_db()
        assert council.reyes_seat.alternate == council.mendez
        assert CampusTold.objects.get(campus=council.elementary).decision == decision

    def test_needs_another_open_campus(self, cast: Cast) -> None:
        council = convene(cast)
        for into in (None, council.middle, cast.lund.roles.get().campus):
            assert draw(council.middle, "merged", into, LATER).obstacles


class TestOpening:
    def test_makes_the_voting_seat_on_its_day(self, cast: Cast) -> None:
        convene(cast)
        new = Campus.objects.create(
            district=cast.live_oak, sourced_id="mil", source_key="mil", name="Mill Creek"
        )
        do(draw(new, "opened", on=LATER))
        assert new not in open_campuses(district=cast.live_oak, today=TODAY)
        do_the_change(now=NOW)
        assert not Seat.objects.filter(campus=new).exists()
        then = NOW + timedelta(days=30)
        assert "Mill Creek: opened" in do_the_change(now=then)
        assert Seat.objects.get(campus=new).vacant_since == LATER
        assert new in open_campuses(district=cast.live_oak, today=LATER)

    def test_again_lifts_the_closing(self, cast: Cast) -> None:
        council = convene(cast)
        send_home(council.middle)
        do(draw(council.middle, "closed"))
        council.middle.refresh_from_db()
        assert council.middle.closed_on == TODAY
        do(draw(council.middle, "opened"))
        council.middle.refresh_from_db()
        assert (council.middle.ended_on, council.middle.closed_on) == (None, None)
        assert Seat.objects.filter(campus=council.middle, state="vacant").count() == 1
        assert council.middle in open_campuses(district=cast.live_oak, today=TODAY)


class TestFridayLines:
    def test_name_empty_seats_and_what_they_block(self, cast: Cast) -> None:
        council = convene(cast)
        decision = propose(cast, [council.middle])
        resign_seat(seat=council.mendez_seat, by=None, now=NOW)
        today = TODAY + timedelta(days=14)
        both = [council.elementary, council.middle]
        lines = friday_lines_of_council(district=cast.live_oak, campuses=both, today=today)
        seat, waiting = lines
        assert (seat.about, seat.days, seat.is_alarm) == (council.mendez_seat.uuid, 14, True)
        assert (waiting.about, waiting.days, waiting.is_alarm) == (decision.uuid, 16, True)
        assert "the voting seat is empty" in str(waiting.words)
        assert not friday_lines_of_council(
            district=cast.live_oak, campuses=both[:1], today=today
        )
        assert not friday_lines_of_council(district=cast.cedar, campuses=both, today=today)

    def test_name_what_its_owner_is_late_with(self, cast: Cast) -> None:
        convene(cast)
        decision = propose(cast, [])
        type(decision).objects.update(state="decided")
        for days, n_lines in ((20, 0), (25, 1), (31, 1)):
            today = TODAY + timedelta(days=days)
            lines = friday_lines_of_council(district=cast.live_oak, campuses=[], today=today)
            assert len(lines) == n_lines
            assert [one.is_alarm for one in lines] == [days > 30] * n_lines
