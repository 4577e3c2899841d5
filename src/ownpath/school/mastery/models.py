"""What we believe each student knows, and who is stuck. Every row can be rebuilt from the ledger by replay.

Personal data: all of it.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class StudentMemory(models.Model):
    """What a rule remembers of a student across competencies."""

    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="memories"
    )
    rule = models.CharField(max_length=60)
    overall = models.JSONField(default=dict)
    last_answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["student", "rule"], name="mastery_memory_once")
        ]


class KnowledgeState(models.Model):
    """The belief about one student and one competency, with the rule's own memory beside it."""

    class State(models.TextChoices):
        """States of a competency for a student; `ready` is reckoned from the graph when read."""

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
