"""The council's pages: seats in a calm grid, a decision that says what blocks it, a meeting held at the table."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY
from convened import Council, make_seat, propose
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from morning import browser

from ownpath.school.change.models import Decision, Meeting, Motion, Seat, Vote
from ownpath.school.change.services.meetings import call_meeting, open_meeting
from ownpath.school.change.services.seats import resign_seat

MOST_QUERIES = 15  # beside the session, the person and the roles that every page reads
BY = {"by": None, "now": NOW}


def read(client: Client, name: str, *args: object) -> str:
    """Open a page and return it."""
    response = client.get(reverse(f"leader:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


class TestSeats:
    def test_say_who_sits_until_when_and_how_long_nobody_does(
        self, council: Council, client: Client
    ) -> None:
        resign_seat(seat=council.mendez_seat, by=None, now=NOW - timedelta(days=20))
        page = read(client, "council")
        assert "Dr. Reyes" in page
        assert "1 of 2 campuses have their voice in the council." in page
        assert "empty for 20 days" in page
        assert "is-alarm" in page

    def test_refused_form_stays_with_what_was_typed(
        self, council: Council, client: Client
    ) -> None:
        seat = make_seat(council.cast, council.middle, Seat.Kind.TEACHER)
        sent = {"person": "Nobody", "starts_on": TODAY, "ends_on": TODAY}
        response = client.post(reverse("leader:seat_do", args=[seat.uuid, "invite"]), sent)
        assert response.status_code == 422
        assert (
            "Nobody of those whom this seat is for has this name." in response.content.decode()
        )

    def test_refused_term_stays_beside_the_name(self, council: Council, client: Client) -> None:
        seat = make_seat(council.cast, council.elementary, Seat.Kind.TEACHER)
        name = council.cast.okafor.full_name
        sent = {"person": name, "starts_on": TODAY, "ends_on": TODAY - timedelta(days=1)}
        response = client.post(reverse("leader:seat_do", args=[seat.uuid, "invite"]), sent)
        assert response.status_code == 422
        page = response.content.decode()
        assert "A term ends after it begins" in page
        assert f'value="{name}"' in page

    def test_show_a_principal_only_what_they_may_do(self, council: Council) -> None:
        principal = browser(council.cast.reyes)
        assert "They accept" not in read(principal, "seat", council.mendez_seat.uuid)
        assert "Take the seat away" not in read(principal, "seat", council.mendez_seat.uuid)
        assert "Take the seat away" in read(principal, "seat", council.reyes_seat.uuid)


class TestDecision:
    def test_says_what_blocks_it_and_what_to_do(self, council: Council, client: Client) -> None:
        decision = propose(council.cast, [council.elementary, council.middle])
        assert "It can be decided today." in read(client, "decision", decision.uuid)
        resign_seat(seat=council.mendez_seat, by=None, now=NOW)
        page = read(client, "decision", decision.uuid)
        assert "Cedar Ridge Middle: its voting seat is vacant." in page
        assert "Fill the voting seat of Cedar Ridge Middle." in page

    def test_is_proposed_with_all_it_needs(self, council: Council, client: Client) -> None:
        sent = {
            "title": "Stations",
            "campuses": [str(council.middle.uuid)],
            "owner": str(council.cast.reyes.uuid),
            "due_on": TODAY.isoformat(),
        }
        address = reverse("leader:decision_new")
        assert client.post(address, sent).status_code == 422
        sent["due_on"] = (TODAY + timedelta(days=9)).isoformat()
        assert client.post(address, sent).status_code == 302
        assert Decision.objects.get().touched.get().campus == council.middle


class TestMeeting:
    def test_is_held_from_the_table_to_the_minutes(
        self, council: Council, client: Client
    ) -> None:
        decision = propose(council.cast, [council.elementary, council.middle])
        called = call_meeting(
            district=council.cast.live_oak, starts_at=NOW + timedelta(hours=1), where="", **BY
        )

        def do(deed: str, **sent: object) -> None:
            address = reverse("leader:meeting_do", args=[called.uuid, deed])
            response = client.post(address, sent)
            assert response.status_code == 302, response.content.decode()

        do("agenda", thing=f"decision:{decision.uuid}")
        do("open")
        for seat in (council.reyes_seat, council.mendez_seat):
            do("presence", seat=seat.uuid)
        do("move", seat=council.reyes_seat.uuid, decision=decision.uuid, text="We do it.")
        motion = Motion.objects.get().uuid
        do("second", motion=motion, seat=council.mendez_seat.uuid)
        do("vote", motion=motion, seat=council.reyes_seat.uuid, choice="for")
        do(
            "vote",
            motion=motion,
            seat=council.mendez_seat.uuid,
            choice="abstain",
            dissent="Hm.",
        )
        assert Vote.objects.get(seat=council.mendez_seat).dissent == "Hm."
        do("close_vote", motion=motion)
        do("close", minutes="We met.")
        page = read(client, "minutes", called.uuid)
        assert "We met." in page
        assert "Hm." in page
        decision.refresh_from_db()
        assert decision.state == Decision.State.DECIDED


@pytest.mark.parametrize(
    "name",
    [
        "council",
        "seat",
        "meetings",
        "meeting",
        "minutes",
        "decisions",
        "decision",
        "ideas",
        "campuses",
    ],
)
def test_pages_ask_the_database_little(council: Council, client: Client, name: str) -> None:
    decision = propose(council.cast, [council.elementary, council.middle])
    called: Meeting = call_meeting(
        district=council.cast.live_oak, starts_at=NOW + timedelta(hours=1), where="", **BY
    )
    open_meeting(meeting=called, **BY)
    args = {
        "seat": [council.reyes_seat.uuid],
        "meeting": [called.uuid],
        "minutes": [called.uuid],
        "decision": [decision.uuid],
    }.get(name, [])
    read(client, name, *args)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read(client, name, *args)
    own = [one["sql"] for one in asked if "django_session" not in one["sql"]]
    assert len(own) <= MOST_QUERIES + 4, "\n".join(own)
