"""The audit (who read or changed what about whom, and when), how long records are kept, files that were asked for.

Rows of the audit are only ever added, until the district's own rule lets old ones go.
"""

from __future__ import annotations

import uuid

from django.db import models


class AuditEntry(models.Model):
    """One deed about one person."""

    actor = models.ForeignKey(
        "people.Person",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,  # the index with the time begins with it
    )
    about = models.ForeignKey(
        "people.Person",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="audit_entries",
        db_index=False,  # the same
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
            models.Index(fields=["actor", "done_at"], name="privacy_audit_by_actor"),
            models.Index(fields=["deed", "done_at"], name="privacy_audit_by_deed"),
            models.Index(fields=["done_at"], name="privacy_audit_by_time"),
        ]


class Retention(models.Model):
    """How long a district keeps records; None: until somebody erases them."""

    district = models.OneToOneField(
        "people.District", on_delete=models.CASCADE, related_name="retention"
    )
    years_after_leaving = models.PositiveSmallIntegerField(null=True, blank=True)
    years_of_log = models.PositiveSmallIntegerField(null=True, blank=True)
    set_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField()


class RetentionRun(models.Model):
    """One confirmed erasure of all whose time is over, done by the worker person by person."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    district = models.ForeignKey(
        "people.District", on_delete=models.CASCADE, related_name="retention_runs"
    )
    left_by = models.DateField()  # everybody who had left on this day
    n_people = models.PositiveIntegerField()
    n_done = models.PositiveIntegerField(default=0)
    n_rows = models.PositiveBigIntegerField(default=0)
    asked_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    is_broken = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["district", "asked_at"], name="privacy_run_by_district")
        ]


class KitRun(models.Model):
    """One exit kit that was asked for: the worker writes it, its file is kept for some days.

    With a student it is that child's record alone, for whoever of their family asked, in their language.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    district = models.ForeignKey(
        "people.District", on_delete=models.CASCADE, related_name="kit_runs"
    )
    student = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # None: the whole district
    language = models.CharField(max_length=5, blank=True)
    asked_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    n_bytes = models.PositiveBigIntegerField(default=0)
    is_broken = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["district", "asked_at"], name="privacy_kit_by_district")
        ]
