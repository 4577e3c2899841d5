"""What a teacher does: each deed is kept with its audit row, bounded, undone where it can be, and refused to others."""

from __future__ import annotations

from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast
from facing import is_refused, sign_in
from steered import flag, page

from ownpath.school.evidence.models import Evidence
from ownpath.school.mastery.models import KnowledgeState, StateChange, StuckFlag
from ownpath.school.people.models import Person
from ownpath.school.plans.models import Offer, Override, PaceWord
from ownpath.school.plans.services import ensure_offers
from ownpath.school.privacy.models import AuditEntry
from ownpath.school.voice.models import Message, Signal
from ownpath.school.voice.services import send_message, send_signal

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


def post(who: Person, path: str, **said: object) -> object:
    """Send a form as somebody."""
    return sign_in(who).post(path, said)


def observation(cast: Cast, **other: object) -> dict[str, object]:
    """Return what two taps send."""
    return {
        "attempt": uuid4(),
        "what": cast.competencies[0].uuid,
        "how_well": "alone",
        "note": "",
        **other,
    }


class TestObserve:
    def test_keeps_what_was_seen_and_by_whom(self, cast: Cast) -> None:
        response = post(
            cast.okafor, page(cast.ada, "observe"), **observation(cast, note="With cups")
        )
        assert response.status_code == 302
        row = Evidence.objects.get(student=cast.ada)
        assert (row.source, row.note, row.recorded_by) == (
            "observation",
            "With cups",
            cast.okafor,
        )
        assert (
            AuditEntry.objects.filter(deed="observe", about=cast.ada, actor=cast.okafor).count()
            == 1
        )

    def test_counts_two_quick_taps_once(self, cast: Cast) -> None:
        said = observation(cast)
        post(cast.okafor, page(cast.ada, "observe"), **said)
        assert post(cast.okafor, page(cast.ada, "observe"), **said).status_code == 302
        assert Evidence.objects.count() == 1

    def test_can_be_taken_back_and_keeps_both_rows(self, cast: Cast) -> None:
        said = observation(cast)
        post(cast.okafor, page(cast.ada, "observe"), **said)
        back = page(cast.ada, f"observe/{said['attempt']}/back")
        assert post(cast.okafor, back).status_code == 302
        assert Evidence.objects.count() == 2
        assert not KnowledgeState.objects.filter(student=cast.ada).exists()
        assert is_refused(post(cast.okafor, back))

    def test_offers_the_way_back_on_the_next_page(self, cast: Cast) -> None:
        client = sign_in(cast.okafor)
        said = observation(cast)
        response = client.post(
            page(cast.ada, "observe"), {**said, "next": "/room/"}, follow=True
        )
        assert f"observe/{said['attempt']}/back" in response.content.decode()
        assert "Recorded for Ada." in response.content.decode()
        assert "Recorded for Ada." not in client.get("/room/").content.decode()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"how_well": "perfect"},
            {"how_well": ""},
            {"what": ""},
            {"what": "x"},
            {"attempt": "1"},
            {"note": "x" * 1001},
        ],
    )
    def test_refuses_what_is_out_of_bounds(self, cast: Cast, wrong: dict[str, str]) -> None:
        response = post(cast.okafor, page(cast.ada, "observe"), **observation(cast, **wrong))
        assert response.status_code == 422
        assert not Evidence.objects.exists()

    def test_refuses_a_skill_of_another_framework(self, cast: Cast) -> None:
        response = post(
            cast.okafor, page(cast.ada, "observe"), **observation(cast, what=uuid4())
        )
        assert response.status_code == 404

    @pytest.mark.parametrize(
        "next_", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"]
    )
    def test_never_leads_elsewhere(self, cast: Cast, next_: str) -> None:
        response = post(cast.okafor, page(cast.ada, "observe"), **observation(cast, next=next_))
        assert response["Location"].startswith("/room/")


class TestGoing:
    def test_clears_a_flag_with_what_was_done(self, cast: Cast) -> None:
        flag(cast)
        address = page(cast.ada, f"stuck/{cast.competencies[0].uuid}")
        assert post(cast.okafor, address, what_was_done="").status_code == 302
        assert StuckFlag.objects.get().what_was_done == "went there"
        assert post(cast.okafor, address).status_code == 404

    def test_answers_a_signal(self, cast: Cast) -> None:
        signal = send_signal(student=cast.ada, kind="need_a_person", by=cast.ada, now=NOW)
        assert post(cast.okafor, page(cast.ada, f"signal/{signal.uuid}")).status_code == 302
        assert Signal.objects.get().answered_by == cast.okafor

    def test_puts_something_off_until_tomorrow(self, cast: Cast) -> None:
        flag(cast)
        client = sign_in(cast.okafor)
        key = f"stuck:{cast.ada.uuid}:{cast.competencies[0].uuid}"
        client.post("/room/later/", {"key": key})
        assert "Nobody waits for you right now." in client.get("/room/").content.decode()
        assert "1 for later today" in client.get("/room/").content.decode()

    def test_bears_any_key(self, cast: Cast) -> None:
        client = sign_in(cast.okafor)
        for key in ("", "x" * 10_000, "<script>"):
            assert client.post("/room/later/", {"key": key}).status_code == 302
        assert client.get("/room/").status_code == 200


class TestSteering:
    def test_pins_with_the_reason_and_a_way_back(self, cast: Cast) -> None:
        client = sign_in(cast.okafor)
        said = {"activity": cast.lesson.uuid, "reason": "You asked for it."}
        shown = client.post(page(cast.ada, "pin"), said, follow=True).content.decode()
        override = Override.objects.get()
        assert (override.kind, override.reason) == ("pin", "You asked for it.")
        assert f"lift/{override.uuid}" in shown
        client.post(page(cast.ada, f"lift/{override.uuid}"))
        assert Override.objects.get().lifted_at is not None
        assert AuditEntry.objects.filter(deed__in=("pin", "lift")).count() == 2

    def test_says_what_a_veto_costs_before_it_is_made(self, cast: Cast) -> None:
        ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        offer = Offer.objects.filter(student=cast.ada).order_by("rank")[0]
        client = sign_in(cast.okafor)
        shown = client.get(page(cast.ada, "veto"), {"activity": offer.activity.uuid})
        assert "today’s list" in shown.content.decode()
        said = {"activity": offer.activity.uuid, "reason": "Not this week."}
        assert client.post(page(cast.ada, "veto"), said).status_code == 302
        assert Override.objects.get().kind == "veto"

    def test_looks_for_what_to_pin_without_leaving_the_page(self, cast: Cast) -> None:
        client, where = sign_in(cast.okafor), page(cast.ada, "pin")
        whole = client.get(where, {"q": "practice"}).content.decode()
        part = client.get(where, {"q": "practice"}, headers={"HX-Request": "true"})
        assert 'role="search"' in whole
        assert "<html" not in part.content.decode()
        assert 'id="pin-found"' in part.content.decode()
        none = client.get(where, {"q": "no such thing", "n": "999", "skill": "?"})
        assert none.status_code == 200
        assert 'name="activity"' not in none.content.decode()

    @pytest.mark.parametrize("deed", ["pin", "veto"])
    @pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
    def test_wants_a_reason_the_student_can_read(
        self, cast: Cast, deed: str, reason: str
    ) -> None:
        ensure_offers(student=cast.ada, today=TODAY, now=NOW)
        activity = Offer.objects.filter(student=cast.ada)[0].activity
        response = post(
            cast.okafor, page(cast.ada, deed), activity=activity.uuid, reason=reason
        )
        assert response.status_code == 422
        assert not Override.objects.exists()

    @pytest.mark.parametrize("activity", ["", "x", "0f6b1f0e-5d0a-4d8e-9d0b-2f4c3a1b5e77"])
    def test_refuses_activities_that_are_not_there(self, cast: Cast, activity: str) -> None:
        response = post(cast.okafor, page(cast.ada, "pin"), activity=activity, reason="Why not")
        assert response.status_code in {404, 422}

    def test_puts_a_word_over_the_pace_and_lifts_it(self, cast: Cast) -> None:
        address = page(cast.ada, f"pace/{cast.section.uuid}")
        assert post(cast.okafor, address, word="ahead", reason="").status_code == 302
        assert PaceWord.objects.get().word == "ahead"
        assert post(cast.okafor, f"{address}lift/").status_code == 302
        assert PaceWord.objects.get().lifted_at is not None

    @pytest.mark.parametrize("word", ["", "fast"])
    def test_knows_three_words_of_pace(self, cast: Cast, word: str) -> None:
        address = page(cast.ada, f"pace/{cast.section.uuid}")
        assert post(cast.okafor, address, word=word).status_code == 422

    def test_says_nothing_on_pace_in_somebody_elses_class(self, cast: Cast) -> None:
        address = page(cast.ada, f"pace/{cast.ben_section.uuid}")
        assert post(cast.okafor, address, word="on").status_code == 404

    def test_lets_a_student_move_on_with_a_reason(self, cast: Cast) -> None:
        said = {"what": cast.competencies[0].uuid, "reason": "Knows it from home."}
        assert post(cast.okafor, page(cast.ada, "move-on"), **said).status_code == 302
        assert StateChange.objects.get(after="moved_on").reason == "Knows it from home."
        assert (
            post(cast.okafor, page(cast.ada, "move-on"), what=said["what"]).status_code == 422
        )


class TestMessages:
    def test_are_answered_and_marked(self, cast: Cast) -> None:
        asked = send_message(
            about=cast.ada,
            sender=cast.ada,
            receiver_uuid=cast.okafor.uuid,
            body="May I?",
            today=TODAY,
            now=NOW,
        )
        response = post(
            cast.okafor, f"/room/messages/{asked.uuid}/answer/", body="Yes, on Thursday."
        )
        assert response.status_code == 302
        asked.refresh_from_db()
        assert asked.answered_at is not None
        assert Message.objects.get(answers=asked).receiver == cast.ada

    def test_can_be_marked_read_without_an_answer(self, cast: Cast) -> None:
        asked = send_message(
            about=cast.ada,
            sender=cast.rosa,
            receiver_uuid=cast.okafor.uuid,
            body="Hola",
            today=TODAY,
            now=NOW,
        )
        assert post(cast.okafor, f"/room/messages/{asked.uuid}/read/").status_code == 302
        asked.refresh_from_db()
        assert asked.read_at is not None

    def test_are_read_once_they_are_opened_to_be_answered_and_wait_on(self, cast: Cast) -> None:
        asked = send_message(
            about=cast.ada, sender=cast.rosa, receiver_uuid=cast.okafor.uuid, body="Hola",
            today=TODAY, now=NOW,
        )  # fmt: skip
        address = f"/room/messages/{asked.uuid}/answer/"
        assert sign_in(cast.ito).get(address).status_code == 404
        asked.refresh_from_db()
        assert asked.read_at is None
        html = sign_in(cast.okafor).get(address).content.decode()
        asked.refresh_from_db()
        assert asked.read_at is not None
        assert asked.answered_at is None
        assert f"{cast.rosa.full_name} sees that you read it." in html

    @pytest.mark.parametrize("body", ["", "   ", "x" * 2001])
    def test_have_bounds(self, cast: Cast, body: str) -> None:
        assert post(cast.okafor, page(cast.ada, "write"), body=body).status_code == 422
        assert not Message.objects.exists()

    def test_may_be_begun_by_the_teacher(self, cast: Cast) -> None:
        assert (
            post(cast.okafor, page(cast.ada, "write"), body="Well told today!").status_code
            == 302
        )
        assert Message.objects.get().receiver == cast.ada

    def test_to_others_cannot_be_answered_or_read(self, cast: Cast) -> None:
        asked = send_message(
            about=cast.ada,
            sender=cast.ada,
            receiver_uuid=cast.okafor.uuid,
            body="May I?",
            today=TODAY,
            now=NOW,
        )
        for who in (cast.ito, cast.lund):
            assert (
                post(who, f"/room/messages/{asked.uuid}/answer/", body="x").status_code == 404
            )
            assert post(who, f"/room/messages/{asked.uuid}/read/").status_code == 404

    def test_say_plainly_what_was_written(self, cast: Cast) -> None:
        body = "<b>bold</b> <script>alert(1)</script>"
        send_message(
            about=cast.ada,
            sender=cast.ada,
            receiver_uuid=cast.okafor.uuid,
            body=body,
            today=TODAY,
            now=NOW,
        )
        shown = sign_in(cast.okafor).get("/room/messages/").content.decode()
        assert "<script>alert" not in shown


DEEDS = (
    "observe",
    "stuck/{skill}",
    "signal/{other}",
    "stuck/{skill}/back",
    "signal/{other}/back",
    "put-back/{other}",
    "pin",
    "veto",
    "lift/{other}",
    "pace/{section}",
    "pace/{section}/lift",
    "move-on",
    "write",
    "observe/{other}/back",
)


class TestOthers:
    @pytest.mark.parametrize("deed", DEEDS)
    @pytest.mark.parametrize("who", ["ito", "lund", "ada", "rosa", "reyes", "clerk"])
    def test_can_do_none_of_it(self, cast: Cast, deed: str, who: str) -> None:
        flag(cast)
        address = page(
            cast.ada,
            deed.format(
                skill=cast.competencies[0].uuid, other=uuid4(), section=cast.section.uuid
            ),
        )
        said = observation(cast, activity=cast.lesson.uuid, reason="x", word="on", body="x")
        assert is_refused(post(cast.everybody[who], address, **said))
        assert StuckFlag.objects.get().cleared_at is None
        assert not Evidence.objects.exists()
        assert not Override.objects.exists()
        assert not Message.objects.exists()

    def test_who_help_in_the_room_see_learning_but_not_voice(self, cast: Cast) -> None:
        from cast import enroll, make_person

        aide = make_person(cast.live_oak, "aide", "Pat", "Lee", "aide", cast.section.campus)
        enroll(cast.section, aide, "aide")
        send_signal(student=cast.ada, kind="need_a_person", by=cast.ada, now=NOW)
        client = sign_in(aide)
        assert "I need a person" not in client.get("/room/").content.decode()
        assert client.get(f"/room/student/{cast.ada.uuid}/knows/").status_code == 200
        assert client.get(page(cast.ada, "voice")).status_code == 404
        assert client.get(page(cast.ada, "pin")).status_code == 404
