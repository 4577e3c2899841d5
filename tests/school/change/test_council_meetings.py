"""Meetings: a quorum of campuses, a majority of votes, and the words of those who voted against."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast, make_person
from convened import Council, convene, fill, make_seat, propose

from ownpath.school.change.access import NotALeader
from ownpath.school.change.models import Decision, Idea, Meeting, Motion, Presence, Seat, Vote
from ownpath.school.change.queries.meetings import presences_of, quorum_of
from ownpath.school.change.services import ideas, meetings, motions
from ownpath.school.change.services.decisions import NotDecidable
from ownpath.school.change.services.seats import name_alternate, resign_seat
from ownpath.school.change.states import NotFromHere

SOON = NOW + timedelta(days=2)
BY = {"by": None, "now": NOW}


@pytest.fixture
def council(cast: Cast) -> Council:
    """Return Live Oak's council."""
    return convene(cast)


@pytest.fixture
def meeting(council: Council) -> Meeting:
    """Return a meeting that is under way, with all three seats there."""
    called = meetings.call_meeting(
        district=council.cast.live_oak, starts_at=SOON, where="Library", **BY
    )
    opened = meetings.open_meeting(meeting=called, **BY)
    for seat in (council.reyes_seat, council.mendez_seat, council.central_seat):
        meetings.mark_presence(meeting=opened, seat=seat, is_alternate=False, **BY)
    return opened


def put(meeting: Meeting, council: Council, decision: Decision | None = None) -> Motion:
    """Move and second something."""
    motion = motions.move_motion(
        meeting=meeting, text="We do it.", seat=council.reyes_seat, decision=decision, **BY
    )
    return motions.second_motion(motion=motion, seat=council.mendez_seat, **BY)


def vote(motion: Motion, seat: Seat, choice: str, dissent: str = "") -> Vote:
    """Cast a vote."""
    return motions.cast_vote(motion=motion, seat=seat, choice=choice, dissent=dissent, **BY)


class TestQuorum:
    def test_is_a_majority_of_campuses_not_of_seats(
        self, council: Council, meeting: Meeting
    ) -> None:
        motion = put(meeting, council)
        vote(motion, council.reyes_seat, "for")
        meetings.mark_absence(meeting=meeting, seat=council.mendez_seat, **BY)
        with pytest.raises(motions.NoQuorum) as refused:
            motions.close_motion(motion=motion, **BY)
        assert "1 of 2 campuses are there, 2 are needed" in str(refused.value.message)
        assert "Missing: Cedar Ridge Middle." in str(refused.value.next_step)
        assert Motion.objects.get().result == Motion.Result.OPEN

    def test_counts_an_alternate_and_no_seat_without_a_vote(
        self, council: Council, meeting: Meeting
    ) -> None:
        cast = council.cast
        meetings.mark_absence(meeting=meeting, seat=council.mendez_seat, **BY)
        quiet = fill(make_seat(cast, council.middle, Seat.Kind.TEACHER), cast.ito)
        Seat.objects.filter(pk=quiet.pk).update(is_voting=False)
        meetings.mark_presence(meeting=meeting, seat=quiet, is_alternate=False, **BY)
        assert not self.quorum(meeting)
        vice = make_person(
            cast.live_oak, "vega", "Ana", "Vega", "administrator", council.middle, title="Ms."
        )
        seat = name_alternate(seat=council.mendez_seat, person=vice, by=council.mendez, now=NOW)
        there = meetings.mark_presence(meeting=meeting, seat=seat, is_alternate=True, **BY)
        assert (there.person, there.is_alternate) == (vice, True)
        assert self.quorum(meeting)

    @staticmethod
    def quorum(meeting: Meeting) -> bool:
        presences = presences_of(meeting=meeting)
        return quorum_of(meeting=meeting, presences=presences, today=TODAY).is_reached


class TestMarkPresence:
    def test_is_of_somebody_who_sits_there(self, council: Council, meeting: Meeting) -> None:
        vacant = make_seat(council.cast, council.middle, Seat.Kind.TEACHER)
        for is_alternate, seat in ((False, vacant), (True, council.reyes_seat)):
            with pytest.raises(meetings.NobodySits):
                meetings.mark_presence(
                    meeting=meeting, seat=seat, is_alternate=is_alternate, **BY
                )

    def test_of_one_person_is_for_one_seat(self, council: Council, meeting: Meeting) -> None:
        Seat.objects.filter(pk=council.mendez_seat.pk).update(alternate=council.cast.reyes)
        council.mendez_seat.refresh_from_db()
        with pytest.raises(meetings.NobodySits):
            meetings.mark_presence(
                meeting=meeting, seat=council.mendez_seat, is_alternate=True, **BY
            )

    def test_taken_back_is_kept_of_a_seat_that_spoke(
        self, council: Council, meeting: Meeting
    ) -> None:
        put(meeting, council)
        for seat in (council.reyes_seat, council.central_seat):
            meetings.mark_absence(meeting=meeting, seat=seat, **BY)
        assert Presence.objects.get(seat=council.reyes_seat).left_at == NOW
        assert not Presence.objects.filter(seat=council.central_seat).exists()


class TestMotion:
    def test_is_moved_and_seconded_by_two_seats_that_are_there(
        self, council: Council, meeting: Meeting
    ) -> None:
        motion = motions.move_motion(
            meeting=meeting, text="We do it.", seat=council.reyes_seat, **BY
        )
        for attempt in (
            lambda: motions.second_motion(motion=motion, seat=council.reyes_seat, **BY),
            lambda: vote(motion, council.mendez_seat, "for"),
            lambda: motions.close_motion(motion=motion, **BY),
        ):
            with pytest.raises(motions.NotOpen):
                attempt()
        meetings.mark_absence(meeting=meeting, seat=council.mendez_seat, **BY)
        with pytest.raises(motions.NotThere):
            motions.second_motion(motion=motion, seat=council.mendez_seat, **BY)

    def test_carried_by_more_for_than_against(self, council: Council, meeting: Meeting) -> None:
        motion = put(meeting, council)
        vote(motion, council.reyes_seat, "for")
        vote(motion, council.mendez_seat, "abstain")
        assert motions.close_motion(motion=motion, **BY).result == Motion.Result.CARRIED
        with pytest.raises(motions.NotOpen):
            vote(motion, council.central_seat, "against")

    @pytest.mark.parametrize("choices", [(), ("for", "against"), ("abstain", "abstain")])
    def test_lost_without_a_majority(
        self, council: Council, meeting: Meeting, choices: tuple[str, ...]
    ) -> None:
        motion = put(meeting, council)
        for seat, choice in zip(
            (council.reyes_seat, council.mendez_seat), choices, strict=False
        ):
            vote(motion, seat, choice)
        assert motions.close_motion(motion=motion, **BY).result == Motion.Result.LOST

    def test_dissent_is_kept(self, council: Council, meeting: Meeting) -> None:
        motion = put(meeting, council)
        vote(motion, council.reyes_seat, "for")
        vote(motion, council.central_seat, "for")
        vote(motion, council.mendez_seat, "against", "Our rooms are too small for stations.")
        motions.close_motion(motion=motion, **BY)
        meetings.close_meeting(meeting=meeting, minutes="We met.", **BY)
        kept = Vote.objects.get(seat=council.mendez_seat)
        assert (kept.choice, kept.person) == ("against", council.mendez)
        assert kept.dissent == "Our rooms are too small for stations."

    def test_one_vote_a_seat_until_the_vote_is_closed(
        self, council: Council, meeting: Meeting
    ) -> None:
        motion = put(meeting, council)
        vote(motion, council.reyes_seat, "against", "No.")
        vote(motion, council.reyes_seat, "for")
        assert [(one.choice, one.dissent) for one in Vote.objects.all()] == [("for", "")]
        with pytest.raises(motions.BadVote):
            vote(motion, council.reyes_seat, "for", "But no.")


class TestDecidingByMotion:
    @pytest.mark.parametrize(
        ("choice", "state"), [("for", "decided"), ("against", "turned_down")]
    )
    def test_settles_the_decision(
        self, council: Council, meeting: Meeting, choice: str, state: str
    ) -> None:
        decision = propose(council.cast, [council.elementary, council.middle])
        motion = put(meeting, council, decision)
        vote(motion, council.reyes_seat, choice)
        motions.close_motion(motion=motion, **BY)
        decision.refresh_from_db()
        assert (decision.state, decision.decided_on) == (state, TODAY)

    def test_is_refused_while_a_campus_was_not_told(
        self, council: Council, meeting: Meeting
    ) -> None:
        decision = propose(council.cast, [council.middle], told_at=NOW)
        with pytest.raises(NotDecidable):
            put(meeting, council, decision)
        assert not Motion.objects.exists()

    def test_is_refused_when_the_seat_fell_vacant_before_the_vote_was_closed(
        self, council: Council, meeting: Meeting
    ) -> None:
        decision = propose(council.cast, [council.middle])
        motion = put(meeting, council, decision)
        vote(motion, council.reyes_seat, "for")
        resign_seat(seat=council.mendez_seat, by=None, now=NOW)
        with pytest.raises(NotDecidable):
            motions.close_motion(motion=motion, **BY)
        decision.refresh_from_db()
        assert decision.state == Decision.State.PROPOSED
        with pytest.raises(meetings.MotionsOpen):
            meetings.close_meeting(meeting=meeting, minutes="We met.", **BY)
        assert motions.withdraw_motion(motion=motion, **BY).result == "withdrawn"


class TestAgenda:
    def test_holds_an_idea_until_the_meeting_is_over(self, council: Council) -> None:
        cast = council.cast
        idea = ideas.write_idea(
            district=cast.live_oak, campus=None, title="A garden", text="", by=cast.ada, now=NOW
        )
        called = meetings.call_meeting(district=cast.live_oak, starts_at=SOON, where="", **BY)
        item = meetings.add_agenda_item(meeting=called, idea=idea, **BY)
        idea.refresh_from_db()
        assert (item.title, idea.state) == ("A garden", Idea.State.ON_AGENDA)
        with pytest.raises(NotFromHere):
            meetings.add_agenda_item(meeting=called, idea=idea, **BY)
        meetings.cancel_meeting(meeting=called, **BY)
        idea.refresh_from_db()
        assert idea.state == Idea.State.OPEN

    def test_takes_nothing_else(self, council: Council, meeting: Meeting) -> None:
        decision = propose(council.cast, [])
        meetings.add_agenda_item(meeting=meeting, decision=decision, **BY)
        for wrong in ({"title": " "}, {"decision": decision}, {"title": "x" * 161}):
            with pytest.raises(meetings.BadItem):
                meetings.add_agenda_item(meeting=meeting, **wrong, **BY)


class TestMeeting:
    def test_is_called_for_a_day_to_come_by_who_runs_the_district(self, cast: Cast) -> None:
        with pytest.raises(meetings.BadMeeting):
            meetings.call_meeting(district=cast.live_oak, starts_at=NOW, where="", **BY)
        with pytest.raises(NotALeader):
            meetings.call_meeting(
                district=cast.live_oak, starts_at=SOON, where="", by=cast.reyes, now=NOW
            )

    def test_is_closed_with_minutes_and_then_stays_as_it_is(
        self, council: Council, meeting: Meeting
    ) -> None:
        with pytest.raises(meetings.BadMeeting):
            meetings.close_meeting(meeting=meeting, minutes=" ", **BY)
        meetings.close_meeting(meeting=meeting, minutes="We met.", **BY)
        with pytest.raises(meetings.NotInSession):
            meetings.mark_absence(meeting=meeting, seat=council.reyes_seat, **BY)
        with pytest.raises(meetings.NotInSession):
            put(meeting, council)
