"""What a leader wants by e-mail. No row: the weekly digest and reminders of what they own."""

from __future__ import annotations

from django.db import models


class MailChoice(models.Model):
    """Whether somebody wants the weekly digest and reminders by e-mail."""

    person = models.OneToOneField(
        "people.Person", on_delete=models.CASCADE, related_name="mail_choice"
    )
    wants_digest = models.BooleanField(default=True)
    wants_reminders = models.BooleanField(default=True)
    chosen_at = models.DateTimeField()
