"""What worked, told so that others can try it: practice cards, how they spread, voices, and the books made of it.

Personal data: `Voice`, who visits whom.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models.pilots import Pilot
from ownpath.school.change.models.shared import (
    LINE_LENGTH,
    STATE_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    Made,
)


class PracticeCard(Made):
    """One practice: what, for whom, with what, how we know, where it failed, whom to ask."""

    class State(models.TextChoices):
        """How far it is to be trusted."""

        DRAFT = "draft", _("draft")
        SINGLE_SITE = "single_site", _("single site")
        ENDORSED = "endorsed", _("endorsed")
        RETIRED = "retired", _("retired")

    state = models.CharField(max_length=STATE_LENGTH, choices=State, default=State.DRAFT)
    words = models.JSONField(
        default=dict
    )  # by language: title, what, for_whom, materials, failed
    preset = models.CharField(max_length=24, blank=True)
    grades = models.JSONField(default=list, blank=True)
    subject = models.CharField(max_length=60, blank=True)
    contact = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    pilots = models.ManyToManyField(Pilot, related_name="cards", blank=True)


class SpreadEvent(models.Model):
    """One step of a practice towards a campus."""

    class Kind(models.TextChoices):
        """What happened."""

        TOLD = "told", _("was told of it")
        VISITED = "visited", _("visited")
        TRIED = "tried", _("tried it")
        KEPT = "kept", _("kept it eight weeks")
        LEFT = "left", _("left it")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    card = models.ForeignKey(PracticeCard, on_delete=models.CASCADE, related_name="spread")
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(
        "people.Section", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    happened_on = models.DateField()
    note = models.CharField(max_length=LINE_LENGTH, blank=True)
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    noted_at = models.DateTimeField()


class Visit(Made):
    """That somebody comes to see a practice in somebody's class."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("asked for")
        AGREED = "agreed", _("agreed")
        HELD = "held", _("took place")
        DECLINED = "declined", _("declined")
        CANCELED = "canceled", _("canceled")

    card = models.ForeignKey(PracticeCard, on_delete=models.CASCADE, related_name="visits")
    host = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    guest = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=STATE_LENGTH, choices=State, default=State.ASKED)
    visit_on = models.DateField()
    note = models.CharField(max_length=LINE_LENGTH, blank=True)
    learned = models.TextField(max_length=TEXT_LENGTH, blank=True)


class Voice(Made):
    """What somebody said of it, in the book only as long as they agree."""

    card = models.ForeignKey(
        PracticeCard, null=True, blank=True, on_delete=models.CASCADE, related_name="voices"
    )
    pilot = models.ForeignKey(
        Pilot, null=True, blank=True, on_delete=models.CASCADE, related_name="voices"
    )
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=12)  # student, teacher, family, leader
    grade = models.CharField(max_length=8, blank=True)  # of a student, when it was said
    shown_as = models.CharField(max_length=TITLE_LENGTH, blank=True)  # else by role and grade
    text = models.CharField(max_length=LINE_LENGTH)
    language = models.CharField(max_length=2)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # a guardian for a child
    taken_back_at = models.DateTimeField(null=True, blank=True)


class Book(Made):
    """One made copy of the playbook or of a board packet: dated, never changed afterwards but for an erasure.

    What somebody said goes out of it when they are erased (`services.forgetting`): the cover says that something was
    taken out, and until the worker has set it anew it has no bytes and no digest.
    """

    class Kind(models.TextChoices):
        """Which book."""

        PLAYBOOK = "playbook", _("playbook")
        PACKET = "packet", _("board packet")

    kind = models.CharField(max_length=8, choices=Kind)
    edition = models.PositiveIntegerField()  # one number for both languages, from 1
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=TITLE_LENGTH)
    told = models.JSONField(default=dict)  # everything it says, as data
    pdf = models.BinaryField()
    digest = models.CharField(max_length=64)  # SHA-256 of the PDF

    class Meta:
        indexes = [models.Index(fields=["district", "kind", "made_at"], name="change_books")]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "kind", "edition", "language"], name="change_book_once"
            )
        ]


class BookJob(Made):
    """That somebody asked for a book, how far the making is, and which edition came of it."""

    class State(models.TextChoices):
        """Where the making stands."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being made")
        DONE = "done", _("done")
        FAILED = "failed", _("stopped")

    kind = models.CharField(max_length=8, choices=Book.Kind)
    asks = models.JSONField(default=dict, blank=True)  # by language: what we ask of the board
    state = models.CharField(max_length=STATE_LENGTH, choices=State, default=State.WAITING)
    step = models.CharField(max_length=24, blank=True)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(null=True, blank=True)
    problem = models.CharField(max_length=LINE_LENGTH, blank=True)
