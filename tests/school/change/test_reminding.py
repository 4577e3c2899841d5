"""Reminders go out 14, 7 and 2 days before, once each, in the language of whoever drives it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from cast import NOW, Cast
from django.core import mail
from found import found, submitted, watched
from pytest_django import Settings

from ownpath.school.change.models import MailChoice, Reminder
from ownpath.school.change.services.reminding import send_reminders
from ownpath.school.people.models import District, Person

IN_TWENTY_DAYS = NOW + timedelta(days=20)


@pytest.fixture
def driven(cast: Cast) -> Cast:
    """Let Ms. Whitfield, who reads Spanish and has an address, drive something due in twenty days."""
    person = cast.whitfield
    person.email, person.language = "joan@liveoak.example", "es"
    person.save()
    watched(cast, found(cast, deadline_at=IN_TWENTY_DAYS))
    return cast


def send_on(cast: Cast, days: int, *, hours: int = 0) -> list[str]:
    """Let a morning come so many days from now, and return what was said of it."""
    now: datetime = NOW + timedelta(days=days, hours=hours)
    return send_reminders(district=cast.live_oak, now=now)


class TestSendReminders:
    def test_each_goes_out_once(self, driven: Cast) -> None:
        for days in range(22):
            send_on(driven, days)
            send_on(driven, days)
        assert [one.kind for one in Reminder.objects.order_by("pk")] == [
            "deadline-14",
            "deadline-7",
            "deadline-2",
        ]
        assert len(mail.outbox) == 3
        first = mail.outbox[0]
        assert (first.subject, first.to) == ("1 cosa vence pronto", ["joan@liveoak.example"])
        assert "Fecha límite: Small schools grant" in first.body
        assert "en 14 días" in first.body

    def test_speaks_the_districts_language_to_who_chose_none(self, driven: Cast) -> None:
        Person.objects.filter(pk=driven.whitfield.pk).update(language="")
        District.objects.filter(pk=driven.live_oak.pk).update(language="es")
        send_on(driven, 6)
        assert mail.outbox[0].subject == "1 cosa vence pronto"

    def test_what_comes_late_is_said_once_at_once(self, driven: Cast) -> None:
        for days in (15, 16):
            send_on(driven, days)
        assert [one.kind for one in Reminder.objects.all()] == ["deadline-7"]

    def test_nobody_is_written_to_at_night(self, driven: Cast) -> None:
        assert send_on(driven, 6, hours=-12) == []

    def test_nobody_who_does_not_want_it_or_leads_no_more(self, driven: Cast) -> None:
        choice = MailChoice.objects.create(
            person=driven.whitfield, wants_digest=True, wants_reminders=False, chosen_at=NOW
        )
        send_on(driven, 6)
        choice.delete()
        driven.whitfield.roles.update(ended_on=NOW.date())
        send_on(driven, 6)
        assert (len(mail.outbox), Reminder.objects.count()) == (0, 0)

    def test_nothing_of_what_went_out_already(self, driven: Cast) -> None:
        Reminder.objects.all().delete()
        submitted(driven, opportunity=found(driven, title="Sent", deadline_at=IN_TWENTY_DAYS))
        send_on(driven, 6)
        assert "Sent" not in mail.outbox[0].body

    def test_what_could_not_be_sent_is_tried_again(
        self, driven: Cast, settings: Settings
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        assert "could not be sent" in send_on(driven, 6)[0]
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        send_on(driven, 6)
        assert len(mail.outbox) == 1
