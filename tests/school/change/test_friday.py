"""What waits on Friday, and its digest: once, counts only, in the leader's language, for who wants it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from cast import NOW, TODAY, Cast
from changed import make_changes
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse
from facing import asked_of, sign_in
from piloted import close, fill
from pytest_django import Settings

from ownpath.school.change.queries import fridays
from ownpath.school.change.queries.friday import FridayLine, LineKind
from ownpath.school.change.queries.fridays import friday_lines, mail_choice
from ownpath.school.change.services.digest import choose_mail, digest_for, send_digests
from ownpath.school.change.services.missed import record_missed_deadlines
from ownpath.school.people.models import Person

MOST_QUERIES = 15
FRIDAY_AT_NINE = datetime(2026, 3, 13, 16, 0, tzinfo=UTC)  # in Los Angeles
FRIDAY_AT_FIVE = datetime(2026, 3, 13, 12, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 3, 12, 16, 0, tzinfo=UTC)
WORDS = "The roof of Riverbend"


def line(kind: LineKind, *, is_alarm: bool = False, days: int = 3) -> FridayLine:
    return FridayLine(
        kind=kind, words=WORDS, campus="Live Oak Elementary", about=uuid4(),
        day=TODAY + timedelta(days=days), days=days, is_alarm=is_alarm,
    )  # fmt: skip


@pytest.fixture
def reachable(cast: Cast) -> Cast:
    for person in (cast.whitfield, cast.reyes, cast.okafor, cast.lund):
        person.email = f"{person.username}@example.org"
        person.password = "one of their own"  # noqa: S105
        person.save(update_fields=["email", "password"])
    return cast


def to_whom() -> set[str]:
    return {address for message in mail.outbox for address in message.to}


class TestFridayLines:
    def test_come_by_kind_alarms_first_then_by_day(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = [
            line(LineKind.SEAT, days=9),
            line(LineKind.DEADLINE, days=9),
            line(LineKind.DEADLINE, days=2),
            line(LineKind.SEAT, days=20, is_alarm=True),
        ]
        monkeypatch.setattr(fridays, "SOURCES", (lambda **_given: made,))
        told = friday_lines(viewer=cast.whitfield, today=TODAY)
        assert told == [made[2], made[1], made[3], made[0]]

    def test_nobody_who_leads_nothing_is_told(self, cast: Cast) -> None:
        for viewer in (cast.okafor, cast.ada, cast.rosa, cast.clerk, cast.lund):
            assert friday_lines(viewer=viewer, today=TODAY) == []


class TestDigest:
    def test_goes_once_to_every_leader_on_a_friday_morning(self, reachable: Cast) -> None:
        district = reachable.live_oak
        for now in (THURSDAY, FRIDAY_AT_FIVE, FRIDAY_AT_NINE, FRIDAY_AT_NINE):
            send_digests(district=district, now=now)
        assert to_whom() == {"whitfield@example.org", "reyes@example.org"}
        assert len(mail.outbox) == 2

    def test_goes_to_nobody_who_does_not_want_it(self, reachable: Cast) -> None:
        choose_mail(by=reachable.reyes, wants_digest=False, wants_reminders=True, now=THURSDAY)
        assert not mail_choice(person=reachable.reyes).wants_digest
        send_digests(district=reachable.live_oak, now=FRIDAY_AT_NINE)
        assert to_whom() == {"whitfield@example.org"}

    def test_goes_to_nobody_without_an_address(self, cast: Cast) -> None:
        Person.objects.update(email="")
        assert send_digests(district=cast.live_oak, now=FRIDAY_AT_NINE) == []

    @pytest.mark.parametrize("password", ["", "!nobody set one"])
    def test_goes_to_nobody_who_cannot_sign_in_yet(
        self, reachable: Cast, settings: Settings, password: str
    ) -> None:
        Person.objects.filter(pk=reachable.reyes.pk).update(password=password)
        Person.objects.filter(pk=reachable.whitfield.pk).update(username_key=None)
        assert send_digests(district=reachable.live_oak, now=FRIDAY_AT_NINE) == []
        settings.IDENTITY_PROVIDER = object()  # passwords are somebody else's matter
        send_digests(district=reachable.live_oak, now=FRIDAY_AT_NINE)
        assert to_whom() == {"reyes@example.org"}

    def test_that_could_not_be_sent_is_tried_again_and_keeps_nobody_else_waiting(
        self, reachable: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = EmailMessage.send

        def send(message: EmailMessage) -> int:
            if message.to == ["reyes@example.org"]:
                raise ConnectionRefusedError("no mail here")
            return real(message)

        monkeypatch.setattr(EmailMessage, "send", send)
        send_digests(district=reachable.live_oak, now=FRIDAY_AT_NINE)
        assert to_whom() == {"whitfield@example.org"}
        monkeypatch.setattr(EmailMessage, "send", real)
        send_digests(district=reachable.live_oak, now=FRIDAY_AT_NINE)
        assert sorted(to_whom()) == ["reyes@example.org", "whitfield@example.org"]
        assert len(mail.outbox) == 2

    def test_says_counts_and_not_a_word_of_what_they_are(self, reachable: Cast) -> None:
        lines = [line(LineKind.SEAT), line(LineKind.SEAT), line(LineKind.CONCERN)]
        told = digest_for(leader=reachable.whitfield, lines=lines).body
        assert "2 empty seats" in told
        assert "1 concern without an answer" in told
        for word in (WORDS, "Live Oak", "Riverbend", "Whitfield"):
            assert word not in told

    def test_speaks_the_leaders_language(self, reachable: Cast) -> None:
        reachable.reyes.language = "es"
        told = digest_for(leader=reachable.reyes, lines=[line(LineKind.DECISION)])
        assert told.subject == "Viernes en Ownpath"
        assert "1 decisión en espera" in told.body

    def test_speaks_the_districts_language_to_who_chose_none(self, reachable: Cast) -> None:
        reachable.reyes.district.language = "es"  # type: ignore[union-attr]
        told = digest_for(leader=reachable.reyes, lines=[line(LineKind.DECISION)])
        assert told.subject == "Viernes en Ownpath"

    def test_says_so_when_nothing_waits(self, reachable: Cast) -> None:
        told = digest_for(leader=reachable.whitfield, lines=[]).body
        assert told.startswith("Nothing waits for you this Friday.")
        assert "each of them" not in told


@pytest.mark.usefixtures("moment_of_the_cast")
class TestThePage:
    def test_takes_few_queries_whatever_waits(self, cast: Cast) -> None:
        """Something of every subject waits, and a day is closed at two campuses."""
        make_changes(cast)
        record_missed_deadlines(district=cast.live_oak, now=NOW + timedelta(days=400))
        for section in (cast.section, cast.ben_section):
            kids = fill(section, [f"{section.source_key}k{n}" for n in range(10)])
            close(kids, section, [TODAY - timedelta(days=1)], kept=0)
        for who in (cast.whitfield, cast.reyes):
            n, page = asked_of(sign_in(who), reverse("leader:friday"))
            assert page.status_code == 200
            assert n <= MOST_QUERIES, f"{who}: {n} queries"
