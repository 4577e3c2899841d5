"""What students say: hopes, interests, signals and messages, and what was answered. Personal data: all of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

WORDS_LENGTH = 300
MESSAGE_LENGTH = 2000


class Hope(models.Model):
    """Who I want to be, or what I love: picked from the themes or written in own words; mine to change any time."""

    class Kind(models.TextChoices):
        """Which of the two."""

        INTEREST = "interest", _("what I love")
        HOPE = "hope", _("who I want to be")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    student = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="hopes")
    kind = models.CharField(max_length=8, choices=Kind)
    theme = models.ForeignKey(
        "curriculum.Theme",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hopes",
    )
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    said_at = models.DateTimeField()
    let_go_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["student", "let_go_at"], name="voice_hope_by_student")]


class Signal(models.Model):
    """One tap about an activity."""

    class Kind(models.TextChoices):
        """What the student says."""

        TOO_EASY = "too_easy", _("too easy")
        TOO_HARD = "too_hard", _("too hard")
        BORING = "boring", _("boring")
        NOT_FOR_ME = "not_for_me", _("not for me")
        NEED_A_PERSON = "need_a_person", _("I need a person")
        LOVED_IT = "loved_it", _("loved it")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="signals"
    )
    activity = models.ForeignKey(
        "curriculum.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="signals",
    )
    kind = models.CharField(max_length=16, choices=Kind)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    what_was_done = models.CharField(max_length=WORDS_LENGTH, blank=True)

    class Meta:
        indexes = [models.Index(fields=["student", "said_at"], name="voice_signal_by_student")]


class Message(models.Model):
    """Words between a student (or a child's guardian) and an adult at school, with when they were read and answered."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    about = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="messages_about"
    )
    sender = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="messages_sent"
    )
    receiver = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="messages_received"
    )
    body = models.TextField(max_length=MESSAGE_LENGTH)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["receiver", "read_at"], name="voice_message_by_receiver"),
            models.Index(fields=["about", "sent_at"], name="voice_message_by_student"),
        ]
