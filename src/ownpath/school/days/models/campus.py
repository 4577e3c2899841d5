"""What a campus has to plan with: policy, rooms, stations, carts, staff, sizes of groups, blended models.

Personal data: `Staffing`, `StaffTime`, `StaffAbsence`, `Adviser`.
"""

from __future__ import annotations

import uuid
from datetime import time

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 120


class Modality(models.TextChoices):
    """The kinds of activity of a day; those with a group meet somebody, the others take a seat."""

    TEACHER_GROUP = "teacher_group", _("group with a teacher")
    CONFERENCE = "conference", _("conference")
    PROJECT = "project", _("project team")
    CLASS_LESSON = "class_lesson", _("whole class")
    PEER = "peer", _("with a classmate")
    ASSESSMENT = "assessment", _("test")
    INDEPENDENT = "independent", _("on a device")
    OFFLINE = "offline", _("on paper or with things")


class Preset(models.TextChoices):
    """The blended models; each is a set of constraints on one and the same problem."""

    WHOLE_CLASS = "whole_class", _("whole class")
    STATION_ROTATION = "station_rotation", _("station rotation")
    LAB_ROTATION = "lab_rotation", _("lab rotation")
    FLIPPED = "flipped", _("flipped classroom")
    INDIVIDUAL_ROTATION = "individual_rotation", _("individual rotation")
    FLEX = "flex", _("flex")


class Policy(models.Model):
    """What a campus decided about its days: one row a campus; thresholds and weights of the promises."""

    campus = models.OneToOneField(
        "people.Campus", on_delete=models.CASCADE, related_name="day_policy"
    )
    lock_at = models.TimeField(default=time(17, 0))  # tomorrow's choices until then
    plan_at = models.TimeField(default=time(18, 0))  # the night's planning
    letters = models.JSONField(default=list, blank=True)  # ["A", "B"], or none
    letters_from = models.DateField(null=True, blank=True)  # a school day with the first letter
    largest_group_that_connects = models.PositiveSmallIntegerField(default=8)
    least_share_in_band = models.FloatField(default=0.5)
    least_share_active = models.FloatField(default=0.5)
    least_share_done = models.FloatField(default=0.8)
    weights = models.JSONField(default=dict, blank=True)  # promise -> weight, 1 where missing
    answer_within_days = models.PositiveSmallIntegerField(default=3)
    max_screen_share = models.FloatField(default=0.5)  # of a student's blocks
    max_screen_run = models.PositiveSmallIntegerField(default=2)
    blocks_per_subject = models.PositiveSmallIntegerField(default=3)
    blocks_per_competency = models.PositiveSmallIntegerField(default=2)
    teacher_time_within_days = models.PositiveSmallIntegerField(default=2)
    board_by_number = models.BooleanField(default=False)  # the hall board tells no names
    moves_per_student = models.PositiveIntegerField(default=20_000)
    seed = models.PositiveIntegerField(default=1)


class Room(models.Model):
    """A room, what it is for and how many it seats."""

    class Kind(models.TextChoices):
        """What a room is for."""

        CLASS = "class", _("class room")
        PROJECT = "project", _("project room")
        LAB = "lab", _("computer lab")
        COMMONS = "commons", _("commons")
        SERVICE = "service", _("service room")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=NAME_LENGTH)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.CLASS)
    seats = models.PositiveSmallIntegerField(default=24)
    is_open = models.BooleanField(default=True)
    ended_on = models.DateField(
        null=True, blank=True
    )  # taken off the list; plans that were made keep it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campus", "name"],
                condition=Q(ended_on__isnull=True),
                name="days_room_once",
            )
        ]

    def __str__(self) -> str:
        """Return the room's name."""
        return self.name


class Station(models.Model):
    """A place with its own work: a reading corner, a writing table, a science bench, a test desk.

    Where a subject has no framework here, stations are what a student can do in it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campus = models.ForeignKey(
        "people.Campus", on_delete=models.CASCADE, related_name="stations"
    )
    room = models.ForeignKey(
        Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="stations"
    )
    words = models.JSONField(default=dict)  # by language: name, does
    modality = models.CharField(
        max_length=16, choices=Modality, default=Modality.OFFLINE
    )  # a device's station is INDEPENDENT or ASSESSMENT
    subject = models.CharField(max_length=60, blank=True)
    grades = models.JSONField(default=list, blank=True)  # none: all
    themes = models.ManyToManyField("curriculum.Theme", related_name="+", blank=True)
    seats = models.PositiveSmallIntegerField(default=8)
    is_open = models.BooleanField(default=True)
    ended_on = models.DateField(
        null=True, blank=True
    )  # taken off the list; plans that were made keep it


class DeviceCart(models.Model):
    """Some devices that belong together."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="carts")
    name = models.CharField(max_length=NAME_LENGTH)
    n_devices = models.PositiveSmallIntegerField()
    is_open = models.BooleanField(default=True)
    ended_on = models.DateField(
        null=True, blank=True
    )  # taken off the list; plans that were made keep it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campus", "name"],
                condition=Q(ended_on__isnull=True),
                name="days_cart_once",
            )
        ]


class GroupSize(models.Model):
    """How small and how large a group of a modality may be at a campus."""

    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    modality = models.CharField(max_length=16, choices=Modality)
    least = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campus", "modality"], name="days_group_size_once"),
            models.CheckConstraint(
                condition=Q(most__gte=F("least")), name="days_group_size_in_order"
            ),
        ]


class Staffing(models.Model):
    """What an adult can teach at a campus and how much of a day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="staff")
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="staffings"
    )
    subjects = models.JSONField(default=list, blank=True)
    grades = models.JSONField(default=list, blank=True)  # none: all
    max_blocks = models.PositiveSmallIntegerField(default=6)
    max_run = models.PositiveSmallIntegerField(default=4)  # then a break is due
    home_room = models.ForeignKey(
        Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campus", "person"], name="days_staffing_once")
        ]

    def __str__(self) -> str:
        """Return the adult's name."""
        return self.person.full_name


class StaffTime(models.Model):
    """A block of every week in which an adult leads nothing: planning, duty, another campus."""

    staffing = models.ForeignKey(Staffing, on_delete=models.CASCADE, related_name="times_off")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)  # None: every day
    block = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=NAME_LENGTH, blank=True)


class StaffAbsence(models.Model):
    """That an adult is out on a day, from a block on to a block."""

    staffing = models.ForeignKey(Staffing, on_delete=models.CASCADE, related_name="absences")
    day = models.DateField()
    first_block = models.PositiveSmallIntegerField(default=0)
    last_block = models.PositiveSmallIntegerField(default=15)
    noted_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    noted_at = models.DateTimeField()


class Adviser(models.Model):
    """Who advises a student: conferences are with this adult."""

    student = models.OneToOneField(
        "people.Person", on_delete=models.CASCADE, related_name="adviser"
    )
    staffing = models.ForeignKey(Staffing, on_delete=models.CASCADE, related_name="advises")


class ModelChoice(models.Model):
    """Which blended model a section, a grade or the whole campus works by; the narrowest choice counts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(
        "people.Section", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    grade = models.CharField(max_length=8, blank=True)
    preset = models.CharField(max_length=20, choices=Preset)
    chosen_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    chosen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
