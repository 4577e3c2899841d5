"""Decisions: none is valid for a campus that is not there or was not told five school days before."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from cast import NOW, TODAY, Cast
from convened import convene, propose

from ownpath.school.change.access import NotALeader
from ownpath.school.change.models import CampusTold, Decision, Seat
from ownpath.school.change.queries.decidable import obstacles_of, readiness_of
from ownpath.school.change.services import decisions
from ownpath.school.change.services.seats import invite_to_seat, resign_seat
from ownpath.school.days.models import BellSchedule, CalendarDay, WeekDay
from ownpath.school.people.models import Campus

MONDAY_BEFORE = datetime(2026, 3, 2, 17, 0, tzinfo=NOW.tzinfo)
MONDAY = datetime(2026, 3, 9, 17, 0, tzinfo=NOW.tzinfo)


class TestEnsureDecidable:
    def test_a_decision_is_blocked_by_the_vacant_seat(self, cast: Cast) -> None:
        council = convene(cast)
        decision = propose(cast, [council.elementary, council.middle])
        decisions.ensure_decidable(decision=decision, now=NOW)
        resign_seat(seat=council.mendez_seat, by=council.mendez, now=NOW)
        with pytest.raises(decisions.NotDecidable) as refused:
            decisions.ensure_decidable(decision=decision, now=NOW)
        assert "Cedar Ridge Middle: its voting seat is vacant." in str(refused.value.message)
        assert "Fill the voting seat of Cedar Ridge Middle." in str(refused.value.next_step)
        assert "Live Oak Elementary" not in str(refused.value)

    def test_an_invitation_does_not_fill_a_seat_and_an_ending_term_does(
        self, cast: Cast
    ) -> None:
        council = convene(cast)
        decision = propose(cast, [council.middle])
        Seat.objects.update(state=Seat.State.EXPIRING)
        decisions.ensure_decidable(decision=decision, now=NOW)
        seat = resign_seat(seat=council.mendez_seat, by=None, now=NOW)
        ends_on = TODAY + timedelta(days=99)
        invite_to_seat(
            seat=seat, person=council.mendez, starts_on=TODAY, ends_on=ends_on, by=None, now=NOW
        )
        with pytest.raises(decisions.NotDecidable, match="invited"):
            decisions.ensure_decidable(decision=decision, now=NOW)

    def test_the_seat_of_somebody_erased_is_empty(self, cast: Cast) -> None:
        council = convene(cast)
        decision = propose(cast, [council.middle])
        Seat.objects.filter(pk=council.mendez_seat.pk).update(holder=None)
        with pytest.raises(decisions.NotDecidable):
            decisions.ensure_decidable(decision=decision, now=NOW)

    def test_a_campus_is_told_five_school_days_before(self, cast: Cast) -> None:
        council = convene(cast)
        decision = propose(cast, [council.middle], told_at=None)
        with pytest.raises(decisions.NotDecidable, match="was not told yet"):
            decisions.ensure_decidable(decision=decision, now=MONDAY)
        decisions.tell_campus(
            decision=decision, campus=council.middle, by=council.mendez, now=MONDAY_BEFORE
        )
        friday = MONDAY - timedelta(days=3)
        with pytest.raises(decisions.NotDecidable, match="4 of five school days") as refused:
            decisions.ensure_decidable(decision=decision, now=friday)
        assert "Decide on March 9 or later." in str(refused.value)
        with pytest.raises(decisions.NotDecidable):
            decisions.ensure_decidable(decision=decision, now=MONDAY - timedelta(days=1))
        decisions.ensure_decidable(decision=decision, now=MONDAY)

    def test_school_days_are_the_campus_own(self, cast: Cast) -> None:
        council = convene(cast)
        decision = propose(cast, [council.middle], told_at=MONDAY_BEFORE)
        set_week(council.middle, free=date(2026, 3, 4))
        with pytest.raises(decisions.NotDecidable, match="4 of five"):
            decisions.ensure_decidable(decision=decision, now=MONDAY)
        decisions.ensure_decidable(decision=decision, now=MONDAY + timedelta(days=1))

    def test_a_closed_campus_is_not_asked(self, cast: Cast) -> None:
        council = convene(cast)
        decision = propose(cast, [council.middle], told_at=None)
        Campus.objects.filter(pk=council.middle.pk).update(ended_on=TODAY)
        decisions.ensure_decidable(decision=decision, now=NOW)

    def test_names_every_campus_at_once(self, cast: Cast) -> None:
        council = convene(cast)
        decision = propose(cast, [council.elementary, council.middle], told_at=None)
        resign_seat(seat=council.mendez_seat, by=None, now=NOW)
        assert len(obstacles_of(decision=decision, today=TODAY)) == 3

    def test_reads_as_much_for_many_decisions_as_for_one(
        self, cast: Cast, django_assert_num_queries: object
    ) -> None:
        council = convene(cast)
        set_week(council.middle)
        some = [
            propose(cast, [council.elementary, council.middle], title=f"No. {n}")
            for n in range(4)
        ]
        for asked in (some[:1], some):
            with django_assert_num_queries(6):  # type: ignore[operator]
                readiness_of(decisions=asked, today=TODAY)


def set_week(campus: Campus, free: date | None = None) -> None:
    """Let school be every weekday but one day."""
    schedule = BellSchedule.objects.create(campus=campus, name="Regular")
    schedule.blocks.create(number=0, name="1", starts_at=time(9), ends_at=time(10))
    for weekday in range(5):
        WeekDay.objects.create(campus=campus, weekday=weekday, letter="", schedule=schedule)
    if free:
        CalendarDay.objects.create(campus=campus, day=free, schedule=None)


class TestProposeDecision:
    @pytest.mark.parametrize(
        "wrong", [{"title": " "}, {"title": "x" * 161}, {"due_on": TODAY}, {"owner": "lund"}]
    )
    def test_wants_a_title_an_owner_and_a_day(self, cast: Cast, wrong: dict) -> None:
        owner = cast.everybody[wrong.pop("owner", "whitfield")]
        given = {"title": "Stations", "due_on": TODAY + timedelta(days=9), **wrong}
        with pytest.raises(decisions.BadDecision):
            decisions.propose_decision(
                district=cast.live_oak,
                text="",
                owner=owner,
                campuses=[],
                by=None,
                now=NOW,
                **given,
            )
        assert not Decision.objects.exists()

    def test_is_for_who_decides_about_every_campus_it_touches(self, cast: Cast) -> None:
        both = [cast.section.campus, cast.ben_section.campus]
        for campuses, is_allowed in ((both[:1], True), (both, False), ([], False)):

            def do(campuses: list[Campus] = campuses) -> Decision:
                return decisions.propose_decision(
                    district=cast.live_oak,
                    title="Stations",
                    text="",
                    owner=cast.okafor,
                    due_on=TODAY + timedelta(days=9),
                    campuses=campuses,
                    by=cast.reyes,
                    now=NOW,
                )  # fmt: skip

            if is_allowed:
                assert do().state == Decision.State.PROPOSED
            else:
                with pytest.raises(NotALeader):
                    do()


class TestTellCampus:
    def test_keeps_the_first_day(self, cast: Cast) -> None:
        council = convene(cast)
        decision = propose(cast, [council.middle], told_at=MONDAY_BEFORE)
        row = decisions.tell_campus(decision=decision, campus=council.middle, by=None, now=NOW)
        assert row.told_on == MONDAY_BEFORE.date()

    def test_tells_only_who_is_touched_and_only_what_waits(self, cast: Cast) -> None:
        council = convene(cast)
        decision = propose(cast, [council.middle], told_at=None)
        with pytest.raises(decisions.NotTouched):
            decisions.tell_campus(
                decision=decision, campus=council.elementary, by=None, now=NOW
            )
        decisions.withdraw_decision(decision=decision, by=None, now=NOW)
        with pytest.raises(decisions.ClosedDecision):
            decisions.tell_campus(decision=decision, campus=council.middle, by=None, now=NOW)
        assert not CampusTold.objects.filter(told_on__isnull=False).exists()


class TestFinishDecision:
    def test_is_for_its_owner_and_says_what_came_of_it(self, cast: Cast) -> None:
        council = convene(cast)
        decision = propose(cast, [council.middle])
        Decision.objects.update(state="decided", owner=cast.okafor)
        decision.refresh_from_db()
        with pytest.raises(decisions.BadDecision):
            decisions.finish_decision(decision=decision, outcome=" ", by=cast.okafor, now=NOW)
        with pytest.raises(NotALeader):
            decisions.finish_decision(
                decision=decision, outcome="It runs.", by=cast.ito, now=NOW
            )
        done = decisions.finish_decision(
            decision=decision, outcome="It runs.", by=cast.okafor, now=NOW
        )
        assert (done.state, done.outcome) == ("done", "It runs.")
