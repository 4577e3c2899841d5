"""Districts, campuses and terms, and what every row of a roster carries."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

SOURCED_ID_LENGTH = 255
NAME_LENGTH = 200


class District(models.Model):
    """One school district; the outermost wall: nobody sees over it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sourced_id = models.CharField(max_length=SOURCED_ID_LENGTH, blank=True)
    source_key = models.CharField(max_length=SOURCED_ID_LENGTH, unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    identifier = models.CharField(max_length=NAME_LENGTH, blank=True)
    time_zone = models.CharField(max_length=64, default="America/Los_Angeles")
    is_simulated = models.BooleanField(default=False)
    address = models.CharField(
        max_length=NAME_LENGTH, blank=True
    )  # where people open Ownpath, as on cards; empty: as the machine's settings say
    language = models.CharField(
        max_length=2, blank=True
    )  # of those who chose none; empty: as their browser asks, and of paper as who prints it
    minutes_on_shared = models.PositiveSmallIntegerField(default=15)  # idle, then signed out

    def __str__(self) -> str:
        """Return the district's name."""
        return self.name


class Sourced(models.Model):
    """What every row of a roster carries: whose it is and what the other system calls it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    sourced_id = models.CharField(max_length=SOURCED_ID_LENGTH)
    source_key = models.CharField(max_length=SOURCED_ID_LENGTH)  # sourced_id, case folded
    source_modified_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(
        null=True, blank=True
    )  # tobedeleted, or absent from a bulk file

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["district", "source_key"],
                name="%(app_label)s_%(class)s_once_per_district",
            )
        ]


class Campus(Sourced):
    """A school (OneRoster: org of type school)."""

    name = models.CharField(max_length=NAME_LENGTH)
    identifier = models.CharField(max_length=NAME_LENGTH, blank=True)
    closed_on = models.DateField(
        null=True, blank=True
    )  # the district closed it: a roster cannot open it again, the district can

    class Meta(Sourced.Meta):
        verbose_name_plural = "campuses"

    def __str__(self) -> str:
        """Return the campus's name."""
        return self.name


class Term(Sourced):
    """An academic session: school year, semester, term or grading period."""

    class Kind(models.TextChoices):
        """OneRoster's session types."""

        SCHOOL_YEAR = "schoolYear", _("school year")
        SEMESTER = "semester", _("semester")
        TERM = "term", _("term")
        GRADING_PERIOD = "gradingPeriod", _("grading period")

    title = models.CharField(max_length=NAME_LENGTH)
    kind = models.CharField(max_length=16, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    school_year = models.CharField(max_length=4, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
