"""What students showed: questions as they were put, and the append-only ledger of answers and observations.

Facts only; belief lives in `mastery`. A ledger row is never changed: the database itself refuses (see the first
migration). A correction is a new row that points at the old one. Personal data: all of it.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sitting(models.Model):
    """One student at one practice activity, from its start to its end; it can be left and taken up again.

    Without an activity it is the sitting of a first map (`plans.Placement`).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="sittings"
    )
    activity = models.ForeignKey(
        "curriculum.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sittings",
    )
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    competency = models.ForeignKey(
        "curriculum.Competency",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )  # what it is about; questions of others may be mixed in
    n_planned = models.PositiveSmallIntegerField(default=5)

    class Meta:
        indexes = [
            models.Index(fields=["student", "started_at"], name="evidence_sitting_by_student")
        ]


class Question(models.Model):
    """One item as it was put to one student: the seed is drawn by the server and never leaves it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="questions")
    student = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey("curriculum.Item", on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()  # the item's when it was put; it stays that one
    seed = models.PositiveBigIntegerField()
    step = models.PositiveSmallIntegerField(default=2)
    interest = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField()
    is_mixed = models.BooleanField(default=False)  # of another competency than its neighbors
    shown_at = models.DateTimeField()
    hints_shown = models.PositiveSmallIntegerField(default=0)
    n_attempts = models.PositiveSmallIntegerField(default=0)
    is_closed = models.BooleanField(default=False)  # answered right, solution seen, or given up

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "position"], name="evidence_question_once"
            )
        ]

    @property
    def is_touched(self) -> bool:
        """Whether the student answered it, asked for a hint or saw its solution."""
        return bool(self.n_attempts or self.hints_shown or self.is_closed)


class Evidence(models.Model):
    """One thing a student showed. Append-only."""

    class Source(models.TextChoices):
        """Where it came from."""

        OWN_PAGE = "own_page", _("answered here")
        OBSERVATION = "observation", _("seen by an adult")
        PLACEMENT = "placement", _("first map")
        FILE = "file", _("from a file")
        XAPI = "xapi", _("from another program")
        SIMULATED = "simulated", _("simulated")

    attempt = models.UUIDField(unique=True)  # made by the browser, or by whoever records
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="evidence"
    )
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers"
    )
    item = models.ForeignKey(
        "curriculum.Item",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    activity = models.ForeignKey(
        "curriculum.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    competencies = models.ManyToManyField(
        "curriculum.Competency", through="EvidenceCompetency", related_name="evidence"
    )
    number = models.PositiveSmallIntegerField(
        default=1
    )  # first, second ... try at this question
    hints_used = models.PositiveSmallIntegerField(default=0)
    is_aided = models.BooleanField(default=False)  # a hint, or a later try
    is_mixed = models.BooleanField(default=False)
    response = models.JSONField(default=dict)
    score = models.FloatField()  # 0 to 1
    is_correct = models.BooleanField()
    misconception = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)  # an observer's words
    reply = models.JSONField(default=dict)  # what was answered, so that a repeat gets the same
    source = models.CharField(max_length=12, choices=Source)
    shown_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField()  # when it was shown by the student; orders the ledger
    recorded_at = models.DateTimeField()  # when it was entered here
    recorded_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )

    class Meta:
        verbose_name_plural = "evidence"
        indexes = [
            models.Index(fields=["student", "answered_at"], name="evidence_by_student_time"),
            models.Index(fields=["recorded_at"], name="evidence_by_entry"),
        ]


class EvidenceCompetency(models.Model):
    """That a row of the ledger touches a competency."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="touches")
    competency = models.ForeignKey(
        "curriculum.Competency", on_delete=models.PROTECT, related_name="touched_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "competency"], name="evidence_touches_once"
            )
        ]
