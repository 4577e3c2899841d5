"""A meeting as who keeps its minutes meets it: opened by mistake, a motion refused where it was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW
from convened import Council, propose
from django.test import Client
from django.urls import reverse
from morning import browser

from ownpath.school.change.models import Meeting, MinutesAmendment, Motion, Presence
from ownpath.school.change.queries.telling_council import tell_decisions
from ownpath.school.change.services.meetings import call_meeting, mark_presence, open_meeting
from ownpath.school.change.services.seats import resign_seat

BY = {"by": None, "now": NOW}


@pytest.fixture
def called(council: Council) -> Meeting:
    """Return a meeting that is called for next week."""
    return call_meeting(
        district=council.cast.live_oak, starts_at=NOW + timedelta(days=7), where="", **BY
    )


@pytest.fixture
def opened(council: Council, called: Meeting) -> Meeting:
    """Return the meeting under way, with Dr. Reyes at the table."""
    open_meeting(meeting=called, **BY)
    seat = council.reyes_seat
    mark_presence(meeting=called, seat=seat, is_alternate=False, **BY)
    return called


def do(client: Client, meeting: Meeting, deed: str, **sent: object) -> tuple[int, str]:
    """Do something at a meeting; return the status and the page."""
    response = client.post(reverse("leader:meeting_do", args=[meeting.uuid, deed]), sent)
    return response.status_code, response.content.decode()


def read(client: Client, meeting: Meeting) -> str:
    """Return a meeting's page."""
    return client.get(reverse("leader:meeting", args=[meeting.uuid])).content.decode()


class TestOpening:
    def test_is_asked_once_more_on_another_day_only(
        self, council: Council, client: Client, called: Meeting
    ) -> None:
        assert "Open it today?" in read(client, called)
        today = call_meeting(
            district=council.cast.live_oak, starts_at=NOW + timedelta(hours=1), where="", **BY
        )
        assert "Open it today?" not in read(client, today)

    def test_is_taken_back_while_nothing_was_moved(
        self, client: Client, opened: Meeting
    ) -> None:
        assert "It was not opened after all" in read(client, opened)
        assert do(client, opened, "unopen")[0] == 302
        opened.refresh_from_db()
        assert opened.state == Meeting.State.CALLED
        assert not Presence.objects.filter(meeting=opened).exists()

    def test_stays_once_something_was_moved(
        self, council: Council, client: Client, opened: Meeting
    ) -> None:
        do(client, opened, "move", seat=council.reyes_seat.uuid, text="We meet on Mondays.")
        assert "It was not opened after all" not in read(client, opened)
        status, page = do(client, opened, "unopen")
        assert status == 409
        assert "Something was moved at this meeting already." in page
        opened.refresh_from_db()
        assert opened.state == Meeting.State.OPEN


class TestMotion:
    def test_says_what_the_decision_says_where_no_line_was_typed(
        self, council: Council, client: Client, opened: Meeting
    ) -> None:
        decision = propose(council.cast, [council.elementary])
        sent = {"seat": council.reyes_seat.uuid, "decision": decision.uuid, "text": " "}
        assert do(client, opened, "move", **sent)[0] == 302
        assert Motion.objects.get().text == decision.title

    def test_needs_a_line_where_no_decision_is_picked(
        self, council: Council, client: Client, opened: Meeting
    ) -> None:
        status, page = do(client, opened, "move", seat=council.reyes_seat.uuid, text="")
        assert status == 422
        assert "Write what is moved, or pick a decision." in page
        assert not Motion.objects.exists()

    def test_that_cannot_be_decided_says_why_at_the_table(
        self, council: Council, client: Client, opened: Meeting
    ) -> None:
        decision = propose(council.cast, [council.elementary, council.middle])
        resign_seat(seat=council.mendez_seat, **BY)
        sent = {"seat": council.reyes_seat.uuid, "decision": decision.uuid, "text": "Ours."}
        status, page = do(client, opened, "move", **sent)
        assert status == 422
        assert "Cedar Ridge Middle: its voting seat is vacant." in page
        assert 'value="Ours."' in page
        assert "At the table" in page


class TestTable:
    def test_says_who_is_here_and_how_to_take_that_back(
        self, client: Client, opened: Meeting
    ) -> None:
        page = read(client, opened)
        assert page.count("Not here after all") == 1
        assert "Nobody with a vote is here yet from: Cedar Ridge Middle" in page


class TestMinutes:
    def correct(
        self, client: Client, meeting: Meeting, minutes: str, why: str
    ) -> tuple[int, str]:
        return do(client, meeting, "amend", minutes=minutes, why=why)

    def test_are_corrected_beside_what_was_written_first(
        self, council: Council, client: Client, opened: Meeting
    ) -> None:
        do(client, opened, "close", minutes="Three were there.")
        assert "Correct the minutes" in read(client, opened)
        assert self.correct(client, opened, "Two were there.", "We counted wrong.")[0] == 302
        opened.refresh_from_db()
        assert opened.minutes == "Three were there."
        for name in ("meeting", "minutes"):
            page = client.get(reverse(f"leader:{name}", args=[opened.uuid])).content.decode()
            assert page.index("Two were there.") < page.index("Three were there.")
            assert "We counted wrong." in page
            assert council.cast.whitfield.full_name in page

    def test_are_told_as_corrected_in_the_packet(
        self, council: Council, client: Client, opened: Meeting
    ) -> None:
        do(client, opened, "close", minutes="Three were there.")
        self.correct(client, opened, "Two were there.", "We counted wrong.")
        district = council.cast.live_oak
        told = tell_decisions(district=district, after=None, until=NOW.date())
        assert "We counted wrong." in str(told)
        earlier = tell_decisions(district=district, after=NOW.date(), until=NOW.date())
        assert "We counted wrong." not in str(earlier)

    @pytest.mark.parametrize(
        ("minutes", "why"), [("Three were there.", "No change."), ("Two.", " "), (" ", "Gone.")]
    )
    def test_are_not_corrected_by_nothing_or_without_a_reason(
        self, client: Client, opened: Meeting, minutes: str, why: str
    ) -> None:
        do(client, opened, "close", minutes="Three were there.")
        assert self.correct(client, opened, minutes, why)[0] == 422
        assert not MinutesAmendment.objects.exists()

    def test_are_not_corrected_before_the_meeting_is_closed_nor_by_a_principal(
        self, council: Council, client: Client, opened: Meeting
    ) -> None:
        assert self.correct(client, opened, "Two.", "Why not.")[0] == 422
        do(client, opened, "close", minutes="Three were there.")
        principal = browser(council.cast.reyes)
        assert "Correct the minutes" not in read(principal, opened)
        assert self.correct(principal, opened, "Two.", "Why not.")[0] == 403
        assert not MinutesAmendment.objects.exists()
