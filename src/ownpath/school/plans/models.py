"""Goals, offers with reasons, choices, pins and vetoes, pace. Personal data: all but `TimelineStep`, `Exploring`."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Goal(models.Model):
    """A competency a student is headed for, and who set it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    student = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="goals")
    competency = models.ForeignKey(
        "curriculum.Competency", on_delete=models.CASCADE, related_name="goals"
    )
    set_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    let_go_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "competency"],
                condition=models.Q(let_go_at__isnull=True),
                name="plans_goal_once",
            )
        ]


class Offer(models.Model):
    """One thing a student may do next, and why: the reason names what a test can look up."""

    class Weight(models.TextChoices):
        """How much it is asked."""

        MUST = "must", _("must")
        SHOULD = "should", _("should")
        COULD = "could", _("could")

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("open")
        CHOSEN = "chosen", _("chosen")
        DONE = "done", _("done")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="offers"
    )
    for_day = models.DateField()
    made_at = models.DateTimeField()
    # When a page first showed it to the student; only from then on was it offered.
    shown_at = models.DateTimeField(null=True, blank=True)
    activity = models.ForeignKey(
        "curriculum.Activity", on_delete=models.PROTECT, related_name="offers"
    )
    competency = models.ForeignKey(
        "curriculum.Competency",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="offers",
    )
    reason = (
        models.JSONField()
    )  # kind, the ids it stands on (engine.offers.Reason), and what was predicted then, 0 to 1
    weight = models.CharField(max_length=8, choices=Weight)
    rank = models.PositiveSmallIntegerField()
    p_offered = models.FloatField(
        default=1.0
    )  # how likely it was to be offered; 1 but where a class explores
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    sitting = models.ForeignKey(
        "evidence.Sitting",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="offers",
    )

    class Meta:
        indexes = [models.Index(fields=["student", "for_day"], name="plans_offer_by_day")]


class Choice(models.Model):
    """The choice ledger: what was on the table, and what the student took."""

    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="choices"
    )
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    # Uuids of the offers that were open and had been shown, the chosen one among them.
    among = models.JSONField()
    chosen_at = models.DateTimeField()


class Override(models.Model):
    """A teacher's pin (do this) or veto (not this); the reason is kept and shown."""

    class Kind(models.TextChoices):
        """Pin or veto."""

        PIN = "pin", _("pinned")
        VETO = "veto", _("taken off")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="overrides"
    )
    activity = models.ForeignKey(
        "curriculum.Activity", on_delete=models.PROTECT, related_name="overrides"
    )
    competency = models.ForeignKey(
        "curriculum.Competency",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    kind = models.CharField(max_length=8, choices=Kind)
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["student", "lifted_at"], name="plans_override_by_student")
        ]


class TimelineStep(models.Model):
    """By when a section is meant to have learned a competency."""

    section = models.ForeignKey(
        "people.Section", on_delete=models.CASCADE, related_name="timeline"
    )
    competency = models.ForeignKey(
        "curriculum.Competency", on_delete=models.CASCADE, related_name="+"
    )
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["section", "competency"], name="plans_step_once")
        ]


class Exploring(models.Model):
    """From when to when offers to a class tried something else now and then, and who let them."""

    section = models.ForeignKey(
        "people.Section", on_delete=models.CASCADE, related_name="explorings"
    )
    begun_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["section"],
                condition=models.Q(ended_at__isnull=True),
                name="plans_exploring_once",
            )
        ]


class PaceWord(models.Model):
    """A teacher's own word on a student's pace in a section; stands over the reckoned one."""

    class Word(models.TextChoices):
        """Shown as one word, never as a rank."""

        BEHIND = "behind", _("behind")
        ON = "on", _("on")
        AHEAD = "ahead", _("ahead")

    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="pace_words"
    )
    section = models.ForeignKey("people.Section", on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=8, choices=Word)
    reason = models.CharField(max_length=300, blank=True)
    said_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)


class Placement(models.Model):
    """One student's way to a first map: asked for, begun, left and taken up again, finished.

    Everything follows from the answers in its steps, in order. Once finished it says why it ended.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    student = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="placements"
    )
    framework = models.ForeignKey(
        "curriculum.Framework", on_delete=models.CASCADE, related_name="+"
    )
    asked_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # the teacher who asked for it; None: the student began
    asked_at = models.DateTimeField()
    sitting = models.OneToOneField(
        "evidence.Sitting",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="placement",
    )  # None: not begun
    finished_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=12, blank=True)  # clear, enough, nothing_left

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "framework"],
                condition=models.Q(finished_at__isnull=True),
                name="plans_one_open_placement",
            )
        ]


class PlacementStep(models.Model):
    """One question of a placement: what it was asked for, and how it went ("" while it is open)."""

    class Answer(models.TextChoices):
        """How a question went."""

        RIGHT = "right", _("right")
        WRONG = "wrong", _("not right")
        NOT_YET = "not_yet", _("I don’t know yet")

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    competency = models.ForeignKey(
        "curriculum.Competency", on_delete=models.CASCADE, related_name="+"
    )
    question = models.OneToOneField(
        "evidence.Question", null=True, on_delete=models.SET_NULL, related_name="placement_step"
    )
    answer = models.CharField(max_length=8, choices=Answer, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "position"], name="plans_placement_step_once"
            )
        ]
