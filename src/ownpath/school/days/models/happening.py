"""What happens on a day and what was kept of it: attendance, blocks, choices for tomorrow, reflections, promises.

Personal data: all of it. Promises are kept as bits in the order of `engine.promises.PROMISES`: 1 connects, 2 relevant,
4 interests, 8 challenges, 16 engages, 32 hears; 63 is a whole day.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ownpath.engine.promises import PROMISES
from ownpath.school.days.models.campus import Modality

WHOLE = 63
REFLECTION_LENGTH = 300
SAID = ("loved", "not_for_me", "boring")  # of a block, by its student


class Attendance(models.Model):
    """That a student was here on a day, from which block on and until which."""

    class State(models.TextChoices):
        """Here or not."""

        HERE = "here", _("here")
        LATE = "late", _("came late")
        LEFT = "left", _("left early")
        ABSENT = "absent", _("not here")

    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="attendances"
    )
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State)
    block = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # came in, or left before, it
    section = models.ForeignKey(
        "people.Section", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # where it was taken
    marked_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["student", "day"], name="days_attendance_once")
        ]
        indexes = [models.Index(fields=["campus", "day"], name="days_attendance_by_day")]


class BlockRecord(models.Model):
    """What became of one student's block: done or not, and what the student said about it."""

    class State(models.TextChoices):
        """What became of it."""

        GOING = "going", _("going on")
        DONE = "done", _("done")
        NOT_DONE = "not_done", _("not done")

    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="block_records"
    )
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    block = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State)
    person_came = models.BooleanField(default=True)  # the adult or the classmates were there
    is_not_for_me = models.BooleanField(default=False)
    is_boring = models.BooleanField(default=False)
    is_loved = models.BooleanField(default=False)
    was_stuck = models.BooleanField(default=False)
    was_helped = models.BooleanField(default=False)
    set_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "day", "block"], name="days_block_record_once"
            )
        ]
        indexes = [models.Index(fields=["campus", "day"], name="days_record_by_day")]

    @property
    def said(self) -> str:
        """Return what the student said of it: "loved", "not_for_me", "boring" or ""."""
        return next((word for word in SAID if getattr(self, f"is_{word}")), "")


class NextChoice(models.Model):
    """What a student wants on a coming day, picked from what could be; the planner honors it if a plan can."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="next_choices"
    )
    day = models.DateField()
    modality = models.CharField(max_length=16, choices=Modality)
    activity = models.ForeignKey(
        "curriculum.Activity", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    station = models.ForeignKey(
        "days.Station", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    among = models.JSONField(
        default=list
    )  # keys of what the page showed to pick from, this one among them
    made_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    is_honored = models.BooleanField(null=True, blank=True)  # set when the day is published

    class Meta:
        indexes = [models.Index(fields=["student", "day"], name="days_choice_by_day")]


class Reflection(models.Model):
    """One minute at the end of the day."""

    class Feeling(models.TextChoices):
        """How it was, in a face."""

        GREAT = "great", _("great")
        GOOD = "good", _("good")
        SO_SO = "so_so", _("so-so")
        HARD = "hard", _("hard")

    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="reflections"
    )
    day = models.DateField()
    feeling = models.CharField(max_length=8, choices=Feeling)
    best_block = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=REFLECTION_LENGTH, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["student", "day"], name="days_reflection_once")
        ]


class DayRecord(models.Model):
    """A student's day as it was closed: what was promised, what was kept, how long the student waits."""

    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="day_records"
    )
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    plan = models.ForeignKey(
        "days.DayPlan", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    was_here = models.BooleanField()
    promised = models.PositiveSmallIntegerField()  # bits
    kept = models.PositiveSmallIntegerField()  # bits
    waiting_days = models.PositiveSmallIntegerField()  # school days since the last whole day
    screen_minutes = models.PositiveSmallIntegerField(default=0)
    teacher_minutes = models.PositiveSmallIntegerField(default=0)
    is_simulated = models.BooleanField(default=False)
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["student", "day"], name="days_day_record_once")
        ]
        indexes = [models.Index(fields=["campus", "day"], name="days_day_record_by_day")]

    @property
    def promised_names(self) -> tuple[str, ...]:
        """Return the promises the plan held."""
        return _named(self.promised)

    @property
    def kept_names(self) -> tuple[str, ...]:
        """Return the promises that were kept."""
        return _named(self.kept)


def _named(bits: int) -> tuple[str, ...]:
    return tuple(name for n, name in enumerate(PROMISES) if bits >> n & 1)
