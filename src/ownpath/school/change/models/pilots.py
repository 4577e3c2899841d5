"""Pilots: what is tried, where, with whom, what was foretold, what was seen, and what was made of it.

Personal data: `PilotStudent`, `PilotRow`, `Consent`.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ownpath.school.change.models.shared import (
    LINE_LENGTH,
    STATE_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    Made,
)
from ownpath.school.change.models.visions import Metric

ACCOMMODATIONS = "accommodations"  # a measure of pilots alone
PILOT_METRICS = [*Metric.choices, (ACCOMMODATIONS, _("days on which what is owed was kept"))]


class Pilot(Made):
    """One change idea, tried in some classes of a campus; locked when it starts."""

    class State(models.TextChoices):
        """Where a pilot stands."""

        IDEA = "idea", _("idea")
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        RUNNING = "running", _("running")
        STUDYING = "studying", _("studying")
        ADOPTED = "adopted", pgettext_lazy("a pilot", "adopted")
        ADAPTED = "adapted", _("adapted")
        ABANDONED = "abandoned", _("let go, with what we learned")
        STOPPED = "stopped", _("stopped")

    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=STATE_LENGTH, choices=State, default=State.IDEA)
    title = models.CharField(max_length=TITLE_LENGTH)
    language = models.CharField(max_length=2, blank=True)  # of its words; "": nobody said
    problem = models.TextField(max_length=TEXT_LENGTH, blank=True)
    change_idea = models.TextField(max_length=TEXT_LENGTH, blank=True)
    learners = models.CharField(max_length=LINE_LENGTH, blank=True)
    preset = models.CharField(max_length=24, blank=True)  # a blended model of the days
    switches_model = models.BooleanField(default=False)  # starting it switches its sections
    prediction = models.TextField(max_length=TEXT_LENGTH, blank=True)
    cost = models.PositiveIntegerField(null=True, blank=True)  # whole US dollars
    needs_consent = models.BooleanField(default=False)  # else families may opt out
    campus_told_on = models.DateField(null=True, blank=True)  # where no decision carries it
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decision = models.ForeignKey(
        "change.Decision",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="pilots",
    )
    retries = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="retried_by"
    )
    locked_at = models.DateTimeField(null=True, blank=True)
    locked = models.JSONField(default=dict, blank=True)  # everything above, as it started
    # By which models its classes worked before, and who was kept from screens: put back when it ends.
    switched = models.JSONField(default=dict, blank=True)
    ended_on = models.DateField(null=True, blank=True)  # the last day that counts
    learning_note = models.TextField(max_length=TEXT_LENGTH, blank=True)
    gap = models.CharField(max_length=LINE_LENGTH, blank=True)  # why a verdict had no data
    flagged_at = models.DateTimeField(null=True, blank=True)
    watched_on = models.DateField(null=True, blank=True)  # when its limits were looked at last
    flag_why = models.CharField(max_length=LINE_LENGTH, blank=True)


class PilotSection(models.Model):
    """A class that pilots, or one it is compared with."""

    class Group(models.TextChoices):
        """On which side it stands."""

        PILOT = "pilot", _("pilot")
        COMPARISON = "comparison", _("comparison")

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="sections")
    section = models.ForeignKey("people.Section", on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=12, choices=Group)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pilot", "section"], name="change_pilot_class_once")
        ]


class PilotStudent(models.Model):
    """A student as the pilot began: in which class, on which side. Counted there, whatever happens later."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="students")
    student = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey("people.Section", on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=12, choices=PilotSection.Group)
    dose = models.FloatField(null=True, blank=True)  # share of what was meant, 0 to 1

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pilot", "student"], name="change_pilot_student_once"
            )
        ]


class Consent(models.Model):
    """What a guardian (or a student of age) said about taking part; the newest counts."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="consents")
    student = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    is_yes = models.BooleanField()
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_at = models.DateTimeField()


class Measure(models.Model):
    """One figure a pilot is judged by, with a guard-rail where it has one."""

    class Kind(models.TextChoices):
        """What the figure is for."""

        PROCESS = "process", _("is it done?")
        OUTCOME = "outcome", _("does it help?")
        BALANCING = "balancing", _("does it harm elsewhere?")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="measures")
    kind = models.CharField(max_length=12, choices=Kind)
    metric = models.CharField(max_length=20, choices=PILOT_METRICS)
    name = models.CharField(max_length=TITLE_LENGTH, blank=True)
    is_headline = models.BooleanField(default=False)
    lower_is_better = models.BooleanField(default=False)
    predicted = models.FloatField(null=True, blank=True)  # the difference foretold
    target = models.FloatField(null=True, blank=True)
    stop_below = models.FloatField(null=True, blank=True)  # the stop rule of a guard-rail
    stop_above = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pilot"], condition=Q(is_headline=True), name="change_one_headline"
            )
        ]


class PilotRow(models.Model):
    """One uploaded result: a student, a period (0 before, 1 and on after), a figure."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="rows")
    student = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    period = models.PositiveSmallIntegerField()
    value = models.FloatField()
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "student", "period"], name="change_pilot_row_once"
            )
        ]


class Amendment(models.Model):
    """What was changed of a pilot after it was locked, why, and by whom: always shown."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="amendments")
    field = models.CharField(max_length=40)
    before = models.TextField(max_length=TEXT_LENGTH, blank=True)
    after = models.TextField(max_length=TEXT_LENGTH, blank=True)
    why = models.CharField(max_length=LINE_LENGTH)
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    amended_at = models.DateTimeField()


class Notice(models.Model):
    """What the board or the families were told of a pilot before it started."""

    class Audience(models.TextChoices):
        """Who was told."""

        BOARD = "board", _("board")
        FAMILIES = "families", _("families")

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="notices")
    audience = models.CharField(max_length=8, choices=Audience)
    words = models.JSONField(default=dict)  # by language: text
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    told_at = models.DateTimeField()


class Cycle(models.Model):
    """One plan, do, study, act of a pilot, with one main change; foretold beside seen."""

    class State(models.TextChoices):
        """Where a cycle stands."""

        PLAN = "plan", _("plan")
        DO = "do", _("do")
        STUDY = "study", _("study")
        ACT = "act", _("act")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="cycles")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.PLAN)
    main_change = models.CharField(max_length=LINE_LENGTH)
    predicted = models.CharField(max_length=LINE_LENGTH)
    seen = models.TextField(max_length=TEXT_LENGTH, blank=True)
    learned = models.TextField(max_length=TEXT_LENGTH, blank=True)
    next_step = models.CharField(max_length=LINE_LENGTH, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pilot", "number"], name="change_cycle_once")
        ]

    @property
    def district_id(self) -> int:
        """Whose it is: the pilot's."""
        return self.pilot.district_id


class Reckoning(models.Model):
    """Work on the effect of a pilot that somebody asked for; done beside the server, which only watches."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being reckoned")
        DONE = "done", _("reckoned")
        FAILED = "failed", _("could not be reckoned")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="reckonings")
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    until = models.DateField()
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=LINE_LENGTH, blank=True)
    asked_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True, blank=True)  # the last sign of life
    ended_at = models.DateTimeField(null=True, blank=True)


class Evaluation(models.Model):
    """What the effect of a pilot was reckoned to be on a day, kept as it was said."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="evaluations")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    cycle = models.ForeignKey(
        Cycle, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    until = models.DateField()
    verdict = models.CharField(
        max_length=60
    )  # the engine's own words: engine.effect.types.Verdict
    estimate = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    told = models.JSONField(default=dict)  # all the engine said, in both languages
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reckoned_at = models.DateTimeField()
