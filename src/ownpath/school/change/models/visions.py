"""What a district wants its days to be: the vision, its statements and indicators, what people said of it.

Personal data: `VisionComment`. Texts are by language: `{"en": {...}, "es": {...}}`.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models.shared import STATE_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Made


class Vision(Made):
    """One version of a district's vision, or of a campus's own adaptation of it."""

    class State(models.TextChoices):
        """Where a version stands."""

        DRAFT = "draft", _("draft")
        CONSULTED = "consulted", _("out for comment")
        ADOPTED = "adopted", _("adopted")
        SUPERSEDED = "superseded", _("replaced")

    campus = models.ForeignKey(
        "people.Campus", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # None: the whole district's
    adapts = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="adaptations"
    )
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=STATE_LENGTH, choices=State, default=State.DRAFT)
    words = models.JSONField(default=dict)  # by language: title, why
    weights = models.JSONField(default=dict)  # promise -> weight, 0 to 5
    thresholds = models.JSONField(default=dict)  # a field of the days' policy -> its value
    respond_by = models.DateField(null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "campus", "version"],
                name="change_vision_version_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["district", "campus"],
                condition=Q(state="adopted"),
                name="change_one_vision_in_force",
                nulls_distinct=False,
            ),
        ]


class Statement(models.Model):
    """One "we will see" or "we will hear", for one audience."""

    class Audience(models.TextChoices):
        """For whom it is said."""

        STUDENTS = "students", _("students")
        TEACHERS = "teachers", _("teachers")
        FAMILIES = "families", _("families")
        LEADERS = "leaders", _("leaders")
        COMMUNITY = "community", _("community")

    class Sense(models.TextChoices):
        """How one would notice."""

        SEE = "see", _("we will see")
        HEAR = "hear", _("we will hear")

    vision = models.ForeignKey(Vision, on_delete=models.CASCADE, related_name="statements")
    audience = models.CharField(max_length=12, choices=Audience)
    sense = models.CharField(max_length=4, choices=Sense)
    words = models.JSONField(default=dict)  # by language: says
    place = models.PositiveSmallIntegerField(default=0)


class Metric(models.TextChoices):
    """What can be measured: Ownpath's own measures, or a figure somebody enters or uploads."""

    PROMISES_KEPT = "promises_kept", _("promises kept")
    WHOLE_DAYS = "whole_days", _("whole days")
    BATCH_PACE = "batch_pace", _("batch index: pace")
    BATCH_PATH = "batch_path", _("batch index: path")
    BATCH_TIME = "batch_time", _("batch index: time")
    BATCH_CHOICE = "batch_choice", _("batch index: choice")
    COMPETENCIES = "competencies", _("competencies mastered per 100 hours")
    STUCK_MINUTES = "stuck_minutes", _("minutes from stuck to a person")
    ANSWERED_IN_TIME = "answered_in_time", _("voice answered in time")
    ATTENDANCE = "attendance", _("attendance")
    SCREEN_SHARE = "screen_share", _("share of blocks at a screen")
    TEACHER_TIME = "teacher_time", _("blocks with a teacher")
    ENTERED = "entered", _("a figure we enter")
    UPLOADED = "uploaded", _("an uploaded assessment")


class Indicator(models.Model):
    """One figure a vision wants to move: from where, to where, by when."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vision = models.ForeignKey(Vision, on_delete=models.CASCADE, related_name="indicators")
    words = models.JSONField(default=dict)  # by language: name
    metric = models.CharField(max_length=20, choices=Metric)
    unit = models.CharField(max_length=40, blank=True)
    baseline = models.FloatField(null=True, blank=True)
    target = models.FloatField()
    by_when = models.DateField()
    place = models.PositiveSmallIntegerField(default=0)


class IndicatorReading(models.Model):
    """A figure somebody entered for an indicator, on a day."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="readings")
    read_on = models.DateField()
    value = models.FloatField()
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    noted_at = models.DateTimeField()


class VisionComment(models.Model):
    """What somebody said of a version while it was out for comment."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vision = models.ForeignKey(Vision, on_delete=models.CASCADE, related_name="comments")
    campus = models.ForeignKey(
        "people.Campus", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # the campus for which they speak; None: the central office
    role = models.CharField(max_length=12)  # student, teacher, family, leader
    by = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    text = models.TextField(max_length=TEXT_LENGTH)
    said_at = models.DateTimeField()
    answer = models.TextField(max_length=TEXT_LENGTH, blank=True)
    answered_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)


class CampusResponse(models.Model):
    """That a campus commented on a version, or declined to: each campus once."""

    class Kind(models.TextChoices):
        """What the campus did."""

        COMMENTED = "commented", _("commented")
        DECLINED = "declined", _("declined to comment")

    vision = models.ForeignKey(Vision, on_delete=models.CASCADE, related_name="responses")
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    note = models.CharField(max_length=TITLE_LENGTH, blank=True)
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    responded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vision", "campus"], name="change_campus_responds_once"
            )
        ]
