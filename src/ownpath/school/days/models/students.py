"""What a plan must respect for single students: commitments, accommodations, opt-outs, who is with whom; and programs.

Personal data: all of it, and the most delicate the house has.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ownpath.school.days.models.campus import Preset

NAME_LENGTH = 120


class Commitment(models.Model):
    """Something fixed in a block: a grade's lunch wave, a class's art lesson, a student's speech service.

    It stands on every day unless `weekdays`, `letters` or `schedule` name some; a day must be among all that are named.
    Exactly one of `student`, `section` and `grades` says whose it is; with none it is everybody's.
    """

    class Kind(models.TextChoices):
        """What it is."""

        LUNCH = "lunch", _("lunch")
        SERVICE = "service", _("service")
        SPECIAL = "special", _("special")
        ADVISORY = "advisory", _("advisory")
        OTHER = "other", _("other")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    words = models.JSONField(default=dict)  # by language: name
    grades = models.JSONField(default=list, blank=True)
    section = models.ForeignKey(
        "people.Section", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    student = models.ForeignKey(
        "people.Person",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="commitments",
    )
    schedule = models.ForeignKey(
        "days.BellSchedule", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # None: on every schedule
    weekdays = models.JSONField(default=list, blank=True)  # 0 is Monday; none: all of them
    letters = models.JSONField(default=list, blank=True)  # "A"; none: whatever the day's letter
    block = models.PositiveSmallIntegerField()
    staffing = models.ForeignKey(
        "days.Staffing", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    room = models.ForeignKey(
        "days.Room", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)


class Accommodation(models.Model):
    """Something a student is owed in every plan; a plan without it is not published."""

    class Kind(models.TextChoices):
        """What is owed; `amount` is the number in it."""

        SMALL_GROUPS = "small_groups", _("groups of at most this many")
        FEWER_SCREENS = "fewer_screens", _("at most this many screen blocks a day")
        SCREEN_BREAKS = "screen_breaks", _("at most this many screen blocks in a row")
        ADULT_EVERY_DAY = "adult_every_day", _("time with a teacher every day")
        NO_PEER_WORK = "no_peer_work", _("no work in pairs without an adult")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="accommodations"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    amount = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    set_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)


class ProgramMember(models.Model):
    """That a student is part of a program of the school: English learners, special education, gifted.

    No plan reads it: what a student is owed in a plan stands with the accommodations. It says for whom, among those in
    a program, the day is not true yet.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="programs"
    )
    name = models.CharField(max_length=60)
    set_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "name"],
                condition=Q(ended_at__isnull=True),
                name="days_program_once",
            )
        ]


class OptOut(models.Model):
    """What a family keeps a child out of.

    Screens: the same competencies, never at one. The hall board: a number or initials instead of the name.
    """

    class What(models.TextChoices):
        """What the child stays away from."""

        SCREEN = "screen", _("screens")
        BOARD = "board", _("the names on the hall board")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="opt_outs"
    )
    what = models.CharField(max_length=12, choices=What, default=What.SCREEN)
    said_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "what"],
                condition=Q(ended_at__isnull=True),
                name="days_opt_out_once",
            )
        ]


class OwnModel(models.Model):
    """That a student stays out of a model their class works by, and by which one they work instead.

    It says nothing of screens: what the campus's policy allows, the student has as everybody else.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="own_models"
    )
    section = models.ForeignKey(
        "people.Section", on_delete=models.CASCADE, related_name="own_models"
    )
    refused = models.CharField(max_length=20, choices=Preset)  # while the class works by this
    preset = models.CharField(
        max_length=20, choices=Preset, blank=True
    )  # "": as the grade or the campus does
    said_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "section", "refused"],
                condition=Q(ended_at__isnull=True),
                name="days_own_model_once",
            )
        ]


class Tie(models.Model):
    """Two students who belong into one team, or who are never in a group together."""

    class Kind(models.TextChoices):
        """Which of the two."""

        TOGETHER = "together", _("together")
        APART = "apart", _("apart")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    one = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    set_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="days_tie_of_two")
        ]
