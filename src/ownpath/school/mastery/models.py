"""What we believe each student knows, who is stuck, and the fitted models beliefs are judged by.

Every belief can be rebuilt from the ledger by replay. Personal data: all but fitted models (sums over many students).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FittedModel(models.Model):
    """A knowledge model fitted on a district's ledger, for one framework; its bytes are its parts, in order.

    A model is never changed and, once it was in force, never deleted: what was reported by it can be reckoned again.
    """

    version = models.CharField(max_length=40, unique=True)
    district = models.ForeignKey(
        "people.District", on_delete=models.CASCADE, related_name="fitted_models"
    )
    framework = models.ForeignKey(
        "curriculum.Framework", on_delete=models.CASCADE, related_name="fitted_models"
    )
    head = models.CharField(max_length=20)
    content_hash = models.CharField(max_length=64)
    bars = models.JSONField()  # from which belief something is learned: see ModelRule
    figures = models.JSONField(
        default=dict
    )  # on the students it was stopped by, not trained on
    n_students = models.PositiveIntegerField()
    n_answers = models.PositiveIntegerField()
    answers_from = models.DateTimeField(null=True, blank=True)
    answers_until = models.DateTimeField(null=True, blank=True)
    fitted_at = models.DateTimeField()
    in_force_from = models.DateTimeField(null=True, blank=True)
    in_force_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "framework"],
                condition=models.Q(in_force_from__isnull=False, in_force_until=None),
                name="mastery_one_model_in_force",
            )
        ]

    def __str__(self) -> str:
        """Return the version."""
        return self.version


class ModelPart(models.Model):
    """A few megabytes of a fitted model's file (`engine.knowledge.storing`)."""

    model = models.ForeignKey(FittedModel, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "position"], name="mastery_part_once")
        ]


class StudentMemory(models.Model):
    """What a rule remembers of a student across competencies; `state` is in a form of the rule's own."""

    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="memories"
    )
    rule = models.CharField(max_length=60)
    overall = models.JSONField(default=dict)
    state = models.BinaryField(default=bytes)
    last_answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["student", "rule"], name="mastery_memory_once")
        ]


class KnowledgeState(models.Model):
    """The belief about one student and one competency, with the rule's own memory beside it."""

    class State(models.TextChoices):
        """States of a competency for a student; `ready` and `presumed` are reckoned when read and never stored."""

        NOT_KNOWN_YET = "not_known_yet", _("not known yet")
        READY = "ready", _("ready")
        LEARNING = "learning", _("learning")
        LEARNED = "learned", _("learned")
        MASTERED = "mastered", _("mastered")
        REVIEW_DUE = "review_due", _("review due")
        NEEDS_REFRESH = "needs_refresh", _("needs refresh")
        MOVED_ON = "moved_on", _("moved on, not mastered")

    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="knowledge"
    )
    competency = models.ForeignKey(
        "curriculum.Competency", on_delete=models.CASCADE, related_name="knowledge"
    )
    rule = models.CharField(max_length=60)
    memory = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=State)
    estimate = models.FloatField()  # P(right, unaided), 0 to 1
    low = models.FloatField()
    high = models.FloatField()
    n_unaided = models.PositiveIntegerField(default=0)
    n_unaided_right = models.PositiveIntegerField(default=0)
    last_answered_at = models.DateTimeField()
    state_since = models.DateTimeField()
    review_due_at = models.DateTimeField(null=True, blank=True)
    p_presumed = models.FloatField(
        null=True, blank=True
    )  # P(known) by a first map, 0 to 1; None: by that it is not known, or there is none
    last_evidence = models.ForeignKey(
        "evidence.Evidence", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["student", "competency"], name="mastery_state_once")
        ]
        indexes = [
            models.Index(fields=["competency", "state"], name="mastery_state_by_competency")
        ]


class StateChange(models.Model):
    """One step of a belief, with the evidence that moved it and, for a step down, words for the student."""

    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="state_changes"
    )
    competency = models.ForeignKey(
        "curriculum.Competency", on_delete=models.CASCADE, related_name="+"
    )
    before = models.CharField(max_length=16, choices=KnowledgeState.State)
    after = models.CharField(max_length=16, choices=KnowledgeState.State)
    is_downgrade = models.BooleanField(default=False)
    evidence = models.ForeignKey(
        "evidence.Evidence", null=True, on_delete=models.SET_NULL, related_name="state_changes"
    )
    changed_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)  # when the student saw the notice
    by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)  # an adult's, when an adult moved it

    class Meta:
        indexes = [
            models.Index(fields=["student", "changed_at"], name="mastery_change_by_student")
        ]


class StuckFlag(models.Model):
    """That a student tried several times without help working: a person is wanted."""

    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="stuck_flags"
    )
    competency = models.ForeignKey(
        "curriculum.Competency", on_delete=models.CASCADE, related_name="+"
    )
    opened_at = models.DateTimeField()
    n_failures = models.PositiveSmallIntegerField()
    last_evidence = models.ForeignKey(
        "evidence.Evidence", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # None: by the student's own success
    what_was_done = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "competency"],
                condition=models.Q(cleared_at__isnull=True),
                name="mastery_one_open_flag",
            )
        ]
