"""The audit: who read or changed what about whom, and when. Rows are only ever added."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One deed about one person."""

    actor = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    about = models.ForeignKey(
        "people.Person",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="audit_entries",
    )
    deed = models.CharField(
        max_length=60
    )  # read.student_page, answer, observe, pin, import ...
    detail = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["about", "done_at"], name="privacy_audit_by_person"),
            models.Index(fields=["done_at"], name="privacy_audit_by_time"),
        ]
