"""Teachers who would like to try, and what worries people: both voluntary, neither an evaluation of anybody.

Personal data: all of it. What a teacher says here is not seen by who evaluates teachers, and no result of a student
stands in it.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models.shared import LINE_LENGTH, STATE_LENGTH, TEXT_LENGTH, Made


class EagerTeacher(Made):
    """How far a teacher is on the way from listed to mentor."""

    class State(models.TextChoices):
        """Where a teacher stands."""

        UNKNOWN = "unknown", _("not asked yet")
        LISTED = "listed", _("listed")
        INVITED = "invited", _("invited")
        PILOTING = "piloting", _("piloting")
        MENTOR = "mentor", _("mentor")
        RESTING = "resting", _("resting")

    person = models.OneToOneField(
        "people.Person", on_delete=models.CASCADE, related_name="eager_teacher"
    )
    state = models.CharField(max_length=STATE_LENGTH, choices=State, default=State.UNKNOWN)
    asks_backing_at = models.DateTimeField(null=True, blank=True)  # the principal may know
    backed_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # the principal who stands behind it
    backed_at = models.DateTimeField(null=True, blank=True)
    partner = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


class SurveyAnswer(models.Model):
    """What a teacher said in the voluntary survey; the newest counts, and can be taken back."""

    class Stage(models.TextChoices):
        """The stages of concern (Hall and Hord)."""

        UNCONCERNED = "0", _("it does not concern me yet")
        INFORMATIONAL = "1", _("I would like to know more")
        PERSONAL = "2", _("I wonder what it means for me")
        MANAGEMENT = "3", _("I wonder how to find the time")
        CONSEQUENCE = "4", _("I wonder what it does for my students")
        COLLABORATION = "5", _("I would like to do it with others")
        REFOCUSING = "6", _("I have ideas for doing it better")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    stage = models.CharField(max_length=1, choices=Stage)
    willingness = models.PositiveSmallIntegerField()  # 1 not now to 5 on Monday
    ideas = models.TextField(max_length=TEXT_LENGTH, blank=True)
    constraints = models.TextField(max_length=TEXT_LENGTH, blank=True)
    wants_partner = models.BooleanField(default=True)
    answered_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)


class Nomination(models.Model):
    """That somebody thinks of a teacher who would be good at this, and why."""

    nominee = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=LINE_LENGTH)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nominee", "by"], name="change_nominated_once")
        ]


class Concern(Made):
    """A worry or a resistance somebody spoke out, and the answer they are owed.

    One that is not named has no `made_by`: its `mark` lets who raised it find it again and tells nobody else who that
    is, in no page, export or audit (`queries.concerns.mark_of`).
    """

    class Kind(models.TextChoices):
        """What it is."""

        WORRY = "worry", _("a worry")
        AGAINST = "against", _("I am against this")
        QUESTION = "question", _("a question")

    campus = models.ForeignKey(
        "people.Campus", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    pilot = models.ForeignKey(
        "change.Pilot", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    role = models.CharField(max_length=12)  # student, teacher, family, leader
    text = models.TextField(max_length=TEXT_LENGTH)
    is_named = models.BooleanField(default=True)  # False: leaders do not see who said it
    mark = models.CharField(max_length=32, default="", db_index=True)  # of who raised it
    due_on = models.DateField()  # five school days after
    answer = models.TextField(max_length=TEXT_LENGTH, blank=True)
    answered_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
