"""Plans of days: versions, their groups and cells, what changed and why.

Personal data: `PlanCell`, `PlanChange`, `DayPin`, `PlanReview`; of adults `PlanGroup`.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ownpath.school.days.models.campus import Modality


class DayPlan(models.Model):
    """One version of one campus's day."""

    class State(models.TextChoices):
        """How far it is; of one day at most one version is published."""

        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        SUPERSEDED = "superseded", _("superseded")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campus = models.ForeignKey(
        "people.Campus", on_delete=models.CASCADE, related_name="day_plans"
    )
    day = models.DateField()
    version = models.PositiveSmallIntegerField()
    schedule = models.ForeignKey(
        "days.BellSchedule", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # the version a repair was made from
    event = models.JSONField(default=dict, blank=True)  # of a repair: what happened
    is_whole_class = models.BooleanField(default=False)  # the comparison, never published
    is_simulated = models.BooleanField(default=False)
    seed = models.PositiveIntegerField(default=1)
    n_moves = models.PositiveBigIntegerField(default=0)
    value = models.BigIntegerField(default=0)
    bound = models.BigIntegerField(null=True, blank=True)
    figures = models.JSONField(default=dict, blank=True)  # see services.making.figures_of
    # What was planned from, as packed arrays (numbers only); emptied once the day is closed.
    problem = models.TextField(blank=True, default="")
    made_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # superseded or withdrawn
    # When somebody decided that it should not be in force any more, until it is again.
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["campus", "day"], name="days_plan_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["campus", "day", "version"], name="days_plan_version_once"
            ),
            models.UniqueConstraint(
                fields=["campus", "day"],
                condition=Q(state="published"),
                name="days_plan_published_once",
            ),
        ]

    @property
    def gap(self) -> float | None:
        """Return how far below the bound the plan is, as a share from 0 up; None without a bound."""
        if not self.bound:
            return None
        return max(0.0, (self.bound - self.value) / self.bound)


class PlanGroup(models.Model):
    """A group that runs: what, when, with whom, where."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(DayPlan, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveIntegerField()  # its number in the packed plan
    block = models.PositiveSmallIntegerField()
    modality = models.CharField(max_length=16, choices=Modality)
    subject = models.CharField(max_length=60, blank=True)
    competency = models.ForeignKey(
        "curriculum.Competency",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    activity = models.ForeignKey(
        "curriculum.Activity",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    station = models.ForeignKey(
        "days.Station", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    band = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # readiness: 0 low, 1 middle, 2 high
    adult = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    room = models.ForeignKey(
        "days.Room", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="days_plan_group_once")
        ]


class PlanCell(models.Model):
    """One student's block. A cell with a commitment is not planned: it is where the student must be."""

    plan = models.ForeignKey(DayPlan, on_delete=models.CASCADE, related_name="cells")
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="plan_cells"
    )
    block = models.PositiveSmallIntegerField()
    modality = models.CharField(max_length=16, choices=Modality, blank=True)
    subject = models.CharField(max_length=60, blank=True)
    competency = models.ForeignKey(
        "curriculum.Competency",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    activity = models.ForeignKey(
        "curriculum.Activity",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    station = models.ForeignKey(
        "days.Station", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    group = models.ForeignKey(
        PlanGroup, null=True, blank=True, on_delete=models.CASCADE, related_name="members"
    )
    commitment = models.ForeignKey(
        "days.Commitment", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    room = models.ForeignKey(
        "days.Room", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.JSONField(
        default=dict, blank=True
    )  # as plans.Offer.reason; plans.words says it
    option = models.IntegerField(default=-1)  # its number in the packed problem
    points = models.IntegerField(default=0)
    is_screen = models.BooleanField(default=False)
    is_chosen = models.BooleanField(default=False)  # the student picked it
    is_pinned = models.BooleanField(default=False)  # an adult did
    serves_hope = models.BooleanField(default=False)
    meets_interest = models.BooleanField(default=False)
    is_in_band = models.BooleanField(default=False)
    is_below_readiness = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "student", "block"], name="days_plan_cell_once"
            )
        ]
        indexes = [models.Index(fields=["student", "plan"], name="days_cell_by_student")]


class PlanChange(models.Model):
    """One cell that a repair changed, and why: what the student is told."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(DayPlan, on_delete=models.CASCADE, related_name="changes")
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="plan_changes"
    )
    block = models.PositiveSmallIntegerField()
    before = models.ForeignKey(
        PlanCell, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    after = models.ForeignKey(
        PlanCell, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=40)  # a key of engine.dayplan.repair.REASONS
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["student", "seen_at"], name="days_change_by_student")]


class DayPin(models.Model):
    """A teacher's word about one student's block on one day: this activity, or this station."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="day_pins"
    )
    day = models.DateField()
    block = models.PositiveSmallIntegerField()
    modality = models.CharField(max_length=16, choices=Modality)
    activity = models.ForeignKey(
        "curriculum.Activity", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    competency = models.ForeignKey(
        "curriculum.Competency",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    station = models.ForeignKey(
        "days.Station", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "day", "block"],
                condition=Q(lifted_at__isnull=True),
                name="days_pin_once",
            )
        ]


class PlanReview(models.Model):
    """That a teacher looked at a plan of tomorrow and said yes, or what should be otherwise."""

    plan = models.ForeignKey(DayPlan, on_delete=models.CASCADE, related_name="reviews")
    teacher = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    is_accepted = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "teacher"], name="days_review_once")
        ]
