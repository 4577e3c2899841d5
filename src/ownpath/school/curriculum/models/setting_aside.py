"""That a district sets a framework aside: it is offered nowhere new there, and nothing is deleted (decision 0027)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

LONGEST_WHY = 300


class SetAside(models.Model):
    """Who set a framework aside for a district, when and why, and who took it back; rows are never deleted.

    Personal data: who did it.
    """

    framework = models.ForeignKey(
        "curriculum.Framework", on_delete=models.CASCADE, related_name="set_aside"
    )
    district = models.ForeignKey(
        "people.District", on_delete=models.CASCADE, related_name="set_aside"
    )
    why = models.CharField(max_length=LONGEST_WHY)
    set_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # None: on the machine, or by somebody who was erased since
    set_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)  # None: it is set aside now

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "district"],
                condition=Q(taken_back_at=None),
                name="curriculum_set_aside_once",
            )
        ]
