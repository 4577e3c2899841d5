"""A child sits in the council only with the family's yes: asked, kept, needed, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast
from convened import TERM_ENDS, make_seat
from facing import sign_in

from ownpath.school.change.models import Meeting, Presence, Seat, SeatConsent
from ownpath.school.change.queries.seat_consents import asked_about
from ownpath.school.change.services.meetings import mark_presence
from ownpath.school.change.services.seat_consents import (
    FamilyNotAsked,
    NotTheirChild,
    say_seat_consent,
)
from ownpath.school.change.services.seats import (
    accept_seat,
    decline_seat,
    invite_to_seat,
    name_alternate,
)
from ownpath.school.people.models import Guardianship
from ownpath.school.privacy.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment_of_the_cast")]
LATER = NOW + timedelta(hours=1)


def invited(cast: Cast, now: object = NOW) -> Seat:
    """Invite Ada to a student's seat of her campus."""
    seat = Seat.objects.filter(kind="student").first()
    seat = seat or make_seat(cast, cast.section.campus, "student")
    return invite_to_seat(
        seat=seat, person=cast.ada, starts_on=TODAY, ends_on=TERM_ENDS, by=None, now=now
    )  # type: ignore[arg-type]


def say(cast: Cast, seat: Seat, *, is_yes: bool, now: object = LATER) -> SeatConsent:
    """Let Rosa say yes or no."""
    return say_seat_consent(seat=seat, student=cast.ada, is_yes=is_yes, by=cast.rosa, now=now)  # type: ignore[arg-type]


class TestFillingAStudentsSeat:
    @pytest.mark.parametrize("who", ["ada", "whitfield", None])
    def test_is_refused_without_the_familys_yes_whoever_does_it(
        self, cast: Cast, who: str | None
    ) -> None:
        seat = invited(cast)
        by = cast.everybody[who] if who else None
        with pytest.raises(FamilyNotAsked, match="Ada has not said yes") as refused:
            accept_seat(seat=seat, by=by, now=LATER)
        assert "guardian" in str(refused.value.next_step)
        seat.refresh_from_db()
        assert (seat.state, seat.vacant_since) == ("invited", TODAY)

    def test_keeps_who_said_yes_and_when(self, cast: Cast) -> None:
        seat = invited(cast)
        say(cast, seat, is_yes=True)
        assert accept_seat(seat=seat, by=cast.ada, now=LATER).state == "filled"
        (one,) = asked_about(students=[cast.ada])
        assert one.word is not None
        assert (one.may_sit, one.word.by, one.word.said_at) == (True, cast.rosa, LATER)

    def test_an_old_yes_is_not_one_to_a_new_question(self, cast: Cast) -> None:
        seat = invited(cast)
        say(cast, seat, is_yes=True)
        decline_seat(seat=seat, by=cast.ada, now=LATER)
        again = invited(cast, LATER + timedelta(days=1))
        with pytest.raises(FamilyNotAsked):
            accept_seat(seat=again, by=cast.ada, now=LATER + timedelta(days=2))

    def test_asks_nobody_for_a_grown_ups_seat(self, cast: Cast) -> None:
        seat = invite_to_seat(
            seat=make_seat(cast, cast.section.campus, "teacher"), person=cast.okafor,
            starts_on=TODAY, ends_on=TERM_ENDS, by=None, now=NOW,
        )  # fmt: skip
        assert accept_seat(seat=seat, by=cast.okafor, now=NOW).state == "filled"


class TestTheFamilysWord:
    def test_taken_back_empties_the_seat_that_day(self, cast: Cast) -> None:
        seat = invited(cast)
        say(cast, seat, is_yes=True)
        seat = accept_seat(seat=seat, by=cast.ada, now=LATER)
        say(cast, seat, is_yes=False, now=LATER + timedelta(days=3))
        seat.refresh_from_db()
        assert (seat.state, seat.holder) == ("vacant", None)
        assert seat.vacant_since == TODAY + timedelta(days=3)
        assert SeatConsent.objects.count() == 2  # both words are kept

    def test_no_to_an_invitation_ends_it(self, cast: Cast) -> None:
        seat = invited(cast)
        say(cast, seat, is_yes=False)
        seat.refresh_from_db()
        assert (seat.state, seat.holder) == ("vacant", None)

    @pytest.mark.parametrize("who", ["ada", "okafor", "reyes", "whitfield", "lund"])
    def test_is_only_the_familys_to_say(self, cast: Cast, who: str) -> None:
        seat = invited(cast)
        with pytest.raises(NotTheirChild):
            say_seat_consent(
                seat=seat, student=cast.ada, is_yes=True, by=cast.everybody[who], now=LATER
            )

    def test_is_no_more_a_former_guardians(self, cast: Cast) -> None:
        seat = invited(cast)
        Guardianship.objects.filter(guardian=cast.rosa).update(ended_on=TODAY)
        with pytest.raises(NotTheirChild):
            say(cast, seat, is_yes=True)


class TestStandingIn:
    def test_a_child_comes_in_for_another_only_with_the_familys_yes(self, cast: Cast) -> None:
        seat = Seat.objects.create(
            district=cast.live_oak, campus=cast.section.campus, kind="student",
            state="filled", holder=cast.ben, ends_on=TERM_ENDS, made_at=NOW,
        )  # fmt: skip
        seat = name_alternate(seat=seat, person=cast.ada, by=None, now=NOW)
        meeting = Meeting.objects.create(
            district=cast.live_oak, starts_at=NOW, state="open", made_at=NOW
        )
        coming = {"meeting": meeting, "seat": seat, "is_alternate": True, "by": None}
        with pytest.raises(FamilyNotAsked):
            mark_presence(**coming, now=LATER)
        say(cast, seat, is_yes=True)
        assert mark_presence(**coming, now=LATER).person_id == cast.ada.pk
        say(cast, seat, is_yes=False)
        seat.refresh_from_db()
        assert (seat.holder, seat.alternate) == (cast.ben, None)
        assert Presence.objects.count() == 1


class TestPages:
    def test_the_family_is_asked_on_the_childs_page_and_answers_there(self, cast: Cast) -> None:
        seat = invited(cast)
        rosa = sign_in(cast.rosa)
        page = f"/family/child/{cast.ada.uuid}/trying/"
        assert "Han invitado a Ada a hablar por" in rosa.get(page).content.decode()
        rosa.post(f"/family/child/{cast.ada.uuid}/seats/{seat.uuid}/", {"answer": "yes"})
        assert (
            "Rosa Morales dijo que sí el 10 de marzo de 2026."
            in rosa.get(page).content.decode()
        )
        entry = AuditEntry.objects.get(deed="council.seat.consent")
        assert (entry.actor, entry.about) == (cast.rosa, cast.ada)

    def test_the_child_waits_for_it_and_the_leader_sees_it(self, cast: Cast) -> None:
        seat = invited(cast)
        ada = sign_in(cast.ada)
        assert "Your family is asked too." in ada.get("/me/change/").content.decode()
        leader, where = sign_in(cast.whitfield), f"/lead/change/council/seats/{seat.uuid}/"
        led = leader.get(where).content.decode()
        assert "The family of Ada is asked and has not answered yet." in led
        assert "They accept" not in led
        say(cast, seat, is_yes=True)
        led = leader.get(where).content.decode()
        assert "Rosa Morales said yes for Ada on March 10, 2026." in led
        assert "They accept" in led
        assert "Your family is asked too." not in ada.get("/me/change/").content.decode()
