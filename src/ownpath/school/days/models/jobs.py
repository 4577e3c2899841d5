"""Jobs of planning, and how far each one is."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ownpath.school.days.models.campus import Preset
from ownpath.school.days.models.planning import DayPlan


class PlanJob(models.Model):
    """Work on a plan that somebody, or the night, asked for; done beside the server, which only watches."""

    class Kind(models.TextChoices):
        """What is wanted."""

        PLAN = "plan", _("plan a day")
        WHAT_IF = "what_if", _("show what a change would cost")
        REPAIR = "repair", _("mend a day")

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being planned")
        DONE = "done", _("planned")
        FAILED = "failed", _("could not be planned")
        CANCELED = "canceled", _("canceled")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PLAN)
    preset = models.CharField(
        max_length=20, choices=Preset, blank=True
    )  # "": as the campus chose
    event = models.JSONField(default=dict, blank=True)  # what happened: services.happenings
    answer = models.JSONField(default=dict, blank=True)  # of "what if": services.mending.Cost
    publishes = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    step = models.CharField(
        max_length=20, blank=True
    )  # gathering, a step of engine.dayplan.planning, writing
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    problems = models.JSONField(default=list, blank=True)  # words, when it failed
    base = models.ForeignKey(
        DayPlan, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # the plan to be mended
    plan = models.ForeignKey(
        DayPlan, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # what came of it
    asked_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True, blank=True)  # the last sign of life
    ended_at = models.DateTimeField(null=True, blank=True)
    # The mark of whoever is at it, for `store.alive`; another each time that it is begun.
    taken_as = models.UUIDField(null=True, blank=True, editable=False)
    n_interrupted = models.PositiveSmallIntegerField(
        default=0
    )  # its worker died, so many times

    class Meta:
        indexes = [
            models.Index(fields=["campus", "day"], name="days_job_by_day"),
            models.Index(fields=["state", "kind"], name="days_job_by_state"),  # what waits
        ]

    @property
    def is_question(self) -> bool:
        """Whether only the cost was asked for, and nothing is written."""
        return self.kind == self.Kind.WHAT_IF
