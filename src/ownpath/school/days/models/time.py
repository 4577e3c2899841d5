"""When school is: bell schedules with their blocks, the week's pattern, and the days that differ. No personal data."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 120


class BellSchedule(models.Model):
    """One way the bells ring: a regular day, an A day, an early release."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campus = models.ForeignKey(
        "people.Campus", on_delete=models.CASCADE, related_name="schedules"
    )
    name = models.CharField(max_length=NAME_LENGTH)
    letter = models.CharField(max_length=2, blank=True)  # "A", "B": which turn it belongs to
    ended_on = models.DateField(
        null=True, blank=True
    )  # taken off the list; plans that were made keep it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campus", "name"],
                condition=Q(ended_on__isnull=True),
                name="days_schedule_once",
            )
        ]

    def __str__(self) -> str:
        """Return the schedule's name."""
        return self.name


class Block(models.Model):
    """A stretch of the day on a bell schedule; numbered from 0 in the order of the clock."""

    class Kind(models.TextChoices):
        """What the block is for."""

        LEARNING = "learning", _("learning")
        LUNCH = "lunch", _("lunch for everybody")
        ADVISORY = "advisory", _("advisory")
        OTHER = "other", _("not planned")

    schedule = models.ForeignKey(BellSchedule, on_delete=models.CASCADE, related_name="blocks")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME_LENGTH)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.LEARNING)
    starts_at = models.TimeField()
    ends_at = models.TimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "number"], name="days_block_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="days_block_ends_after_it_starts"
            ),
        ]


class WeekDay(models.Model):
    """Which schedule a weekday has; with letters, which schedule a weekday has on an A day and on a B day."""

    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField()  # 0 is Monday
    letter = models.CharField(max_length=2, blank=True)  # "": whatever the letter of the day
    schedule = models.ForeignKey(BellSchedule, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campus", "weekday", "letter"], name="days_weekday_once"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="days_weekday_of_a_week"),
        ]


class CalendarDay(models.Model):
    """A day that differs: no school, another schedule, another letter."""

    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    schedule = models.ForeignKey(
        BellSchedule, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # None: no school
    letter = models.CharField(max_length=2, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campus", "day"], name="days_calendar_day_once")
        ]
