"""Hopes, signals, messages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast

from ownpath.school.people.models import Person
from ownpath.school.voice.models import Hope, Message
from ownpath.school.voice.queries import (
    hopes_of,
    messages_about,
    signals_of,
    unread_for,
    waiting_messages,
    waiting_signals,
)
from ownpath.school.voice.services import (
    AlreadyAnswered,
    CannotWriteTo,
    NothingSaid,
    NotTheirs,
    OnlyTheirOwn,
    TooMuchSaid,
    answer_message,
    answer_signal,
    keep_hope,
    let_go_hope,
    mark_read,
    say_hope,
    send_message,
    send_signal,
    take_back_signal,
)


def say(
    cast: Cast, *, theme: str | None = "cooking", words: str = "", kind: str = "interest"
) -> Hope:
    return say_hope(
        student=cast.ada, kind=kind, theme_slug=theme, words=words, by=cast.ada, now=NOW
    )


def tell(cast: Cast, sender: Person, body: str = "Can you help me?") -> Message:
    return send_message(
        about=cast.ada,
        sender=sender,
        receiver_uuid=cast.okafor.uuid,
        body=body,
        today=TODAY,
        now=NOW,
    )


def write(cast: Cast, body: str = "Can you help me?") -> Message:
    return tell(cast, cast.ada, body)


class TestSayHope:
    def test_keeps_a_picked_card_once(self, cast: Cast) -> None:
        assert say(cast) == say(cast)
        assert [hope.theme for hope in hopes_of(student=cast.ada)] == [cast.cooking]

    def test_keeps_own_words(self, cast: Cast) -> None:
        say(cast, theme=None, words="  be a vet ", kind="hope")
        assert hopes_of(student=cast.ada)[0].words == "be a vet"

    @pytest.mark.parametrize(
        ("theme", "words", "refusal"),
        [(None, "  ", NothingSaid), (None, "x" * 301, TooMuchSaid)],
    )
    def test_wants_some_words_and_not_too_many(
        self, cast: Cast, theme: str | None, words: str, refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            say(cast, theme=theme, words=words)

    def test_refuses_a_card_of_the_other_kind(self, cast: Cast) -> None:
        with pytest.raises(NotTheirs):
            say(cast, kind="hope")

    def test_refuses_to_speak_for_somebody_else(self, cast: Cast) -> None:
        with pytest.raises(OnlyTheirOwn):
            say_hope(
                student=cast.ada,
                kind="hope",
                theme_slug=None,
                words="law",
                by=cast.rosa,
                now=NOW,
            )

    def test_can_be_let_go_and_taken_back(self, cast: Cast) -> None:
        hope = say(cast)
        let_go_hope(student=cast.ada, hope_uuid=hope.uuid, by=cast.ada, now=NOW)
        assert hopes_of(student=cast.ada) == []
        keep_hope(student=cast.ada, hope_uuid=hope.uuid, by=cast.ada)
        assert hopes_of(student=cast.ada) == [hope]


class TestSignals:
    def test_wait_until_an_adult_acts(self, cast: Cast) -> None:
        signal = send_signal(student=cast.ada, kind="need_a_person", by=cast.ada, now=NOW)
        assert waiting_signals(student_ids=[cast.ada.pk]) == [signal]
        answer_signal(
            signal_uuid=signal.uuid, what_was_done="went", by=cast.okafor, today=TODAY, now=NOW
        )
        assert waiting_signals(student_ids=[cast.ada.pk]) == []
        with pytest.raises(AlreadyAnswered):
            answer_signal(
                signal_uuid=signal.uuid, what_was_done="", by=cast.okafor, today=TODAY, now=NOW
            )

    def test_count_once_while_they_wait(self, cast: Cast) -> None:
        first = send_signal(student=cast.ada, kind="need_a_person", by=cast.ada, now=NOW)
        assert (
            send_signal(student=cast.ada, kind="need_a_person", by=cast.ada, now=NOW) == first
        )

    def test_can_be_taken_back(self, cast: Cast) -> None:
        signal = send_signal(
            student=cast.ada,
            kind="too_hard",
            activity_uuid=cast.lesson.uuid,
            by=cast.ada,
            now=NOW,
        )
        take_back_signal(student=cast.ada, signal_uuid=signal.uuid, by=cast.ada, now=NOW)
        assert waiting_signals(student_ids=[cast.ada.pk]) == []

    @pytest.mark.parametrize(
        ("said", "left"),
        [
            (("too_easy", "too_hard"), {"too_hard"}),
            (("boring", "not_for_me", "loved_it"), {"loved_it"}),
            (("loved_it", "boring", "too_easy"), {"boring", "too_easy"}),
        ],
    )
    def test_take_their_opposite_back(
        self, cast: Cast, said: tuple[str, ...], left: set[str]
    ) -> None:
        for activity in (cast.lesson.uuid, cast.project.uuid):
            send_signal(
                student=cast.ada, kind=said[0], activity_uuid=activity, by=cast.ada, now=NOW
            )
        for kind in said[1:]:
            send_signal(
                student=cast.ada,
                kind=kind,
                activity_uuid=cast.lesson.uuid,
                by=cast.ada,
                now=NOW,
            )
        kinds = {(one.activity, one.kind) for one in signals_of(student=cast.ada)}
        assert kinds == {(cast.lesson, kind) for kind in left} | {(cast.project, said[0])}

    def test_are_hidden_from_a_teacher_of_others(self, cast: Cast) -> None:
        signal = send_signal(student=cast.ada, kind="need_a_person", by=cast.ada, now=NOW)
        with pytest.raises(NotTheirs):
            answer_signal(
                signal_uuid=signal.uuid, what_was_done="", by=cast.ito, today=TODAY, now=NOW
            )


class TestMessages:
    def test_show_when_they_were_read_and_answered(self, cast: Cast) -> None:
        message = write(cast)
        assert unread_for(receiver=cast.okafor) == [message]
        later = NOW + timedelta(minutes=5)
        mark_read(message_uuid=message.uuid, by=cast.okafor, now=later)
        answer_message(
            message_uuid=message.uuid,
            body="After lunch.",
            by=cast.okafor,
            today=TODAY,
            now=later,
        )
        message.refresh_from_db()
        assert (message.read_at, message.answered_at) == (later, later)
        assert waiting_messages(receiver=cast.okafor) == []
        assert [one.body for one in unread_for(receiver=cast.ada)] == ["After lunch."]

    def test_sent_twice_by_a_double_tap_are_one(self, cast: Cast) -> None:
        first = write(cast)
        assert write(cast) == first
        given = {"message_uuid": first.uuid, "by": cast.okafor, "today": TODAY}
        answers = [
            answer_message(body=body, now=NOW + timedelta(seconds=seconds), **given)
            for body, seconds in (("Yes.", 0), ("Yes.", 3), ("Yes.", 70), ("No.", 3))
        ]
        assert answers[0] == answers[1]
        assert len({one.pk for one in answers}) == 3

    def test_stay_between_the_two(self, cast: Cast) -> None:
        write(cast)
        for viewer in (cast.rosa, cast.ito, cast.reyes, cast.lund):
            assert messages_about(student=cast.ada, viewer=viewer) == []

    def test_go_from_a_guardian_to_the_childs_teacher(self, cast: Cast) -> None:
        sent = send_message(
            about=cast.ada,
            sender=cast.rosa,
            receiver_uuid=cast.okafor.uuid,
            body="Hola",
            today=TODAY,
            now=NOW,
        )
        assert sent.receiver == cast.okafor

    @pytest.mark.parametrize(
        ("sender", "receiver"),
        [("ada", "ito"), ("lund", "ada"), ("ito", "ada"), ("ada", "ben"), ("reyes", "ada")],
    )
    def test_go_nowhere_else(self, cast: Cast, sender: str, receiver: str) -> None:
        people = cast.everybody
        with pytest.raises(CannotWriteTo):
            send_message(
                about=cast.ada,
                sender=people[sender],
                receiver_uuid=people[receiver].uuid,
                body="x",
                today=TODAY,
                now=NOW,
            )

    def test_are_read_once_the_receiver_writes_back(self, cast: Cast) -> None:
        asked = tell(cast, cast.rosa)
        other = tell(cast, cast.ada)
        answer = answer_message(
            message_uuid=asked.uuid, body="Yes", by=cast.okafor, today=TODAY, now=NOW
        )
        tell(cast, cast.rosa, "Thank you")
        for one in (answer, other):
            one.refresh_from_db()
        assert answer.read_at == NOW
        assert other.read_at is None  # of somebody else

    def test_are_not_marked_read_by_anybody_else(self, cast: Cast) -> None:
        message = write(cast)
        mark_read(message_uuid=message.uuid, by=cast.reyes, now=NOW)
        message.refresh_from_db()
        assert message.read_at is None

    @pytest.mark.parametrize(
        ("body", "refusal"), [("  \n", NothingSaid), ("x" * 2001, TooMuchSaid)]
    )
    def test_are_bounded(self, cast: Cast, body: str, refusal: type[Exception]) -> None:
        with pytest.raises(refusal):
            write(cast, body)
