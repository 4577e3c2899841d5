"""What one step wrote into the set-up of a campus, kept so that it can be taken back.

Personal data: `SetUpStep` names the adult who took it.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

MARK_LENGTH = 20


class SetUpStep(models.Model):
    """One step: classes of a new term took over, or classes were fixed in their periods."""

    class Kind(models.TextChoices):
        """What the step did."""

        TERM = "term", _("a new term took over")
        CLASSES = "classes", _("classes were fixed in their periods")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    # Which rows, by uuid: {"rows": [...], "choices": [...], "ended_rows": [...], "ended_choices": [...]},
    # new and ended commitments and choices of models.
    wrote = models.JSONField(default=dict)
    mark = models.CharField(max_length=MARK_LENGTH)  # of what it wrote, as it wrote it
    counts_from = models.DateField()  # the first day that can be planned with it
    made_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True, blank=True)  # when it was taken back

    class Meta:
        indexes = [models.Index(fields=["campus", "made_at"], name="days_step_by_campus")]
