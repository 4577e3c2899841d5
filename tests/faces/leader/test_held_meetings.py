"""A meeting as who keeps its minutes meets it: opened by mistake, a motion refused where it was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, Cast
from convened import Council, convene, propose
from django.test import Client
from django.urls import reverse
from morning import browser

from ownpath.school.change.models import Meeting, Motion, Presence
from ownpath.school.change.services.meetings import call_meeting, mark_presence, open_meeting
from ownpath.school.change.services.seats import resign_seat

BY = {"by": None, "now": NOW}


@pytest.fixture
def council(cast: Cast, in_term: None) -> Council:
    """Return Live Oak's council on the day the tests stop the clock."""
    return convene(cast)


@pytest.fixture
def client(council: Council) -> Client:
    """Return Ms. Whitfield's browser."""
    return browser(council.cast.whitfield)


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
