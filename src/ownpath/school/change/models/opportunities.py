"""What is out there to win or to join: organizations, opportunities, applications, what came of them, mentors.

Personal data: owners of applications; mentors are named people outside the district.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models.shared import (
    LINE_LENGTH,
    STATE_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    Made,
)

URL_LENGTH = 400
ROUND_LENGTH = 20


class Organization(Made):
    """Who offers something: a local or a national organization."""

    class Reach(models.TextChoices):
        """How far it reaches."""

        LOCAL = "local", _("local")
        STATE = "state", _("state")
        NATIONAL = "national", _("national")

    name = models.CharField(max_length=TITLE_LENGTH)
    reach = models.CharField(max_length=8, choices=Reach)
    url = models.URLField(max_length=URL_LENGTH, blank=True)
    contact = models.CharField(max_length=LINE_LENGTH, blank=True)
    note = models.TextField(max_length=TEXT_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "name"], name="change_organization_once"
            )
        ]


class Opportunity(Made):
    """A grant, a fellowship, a network, a workshop, a mentor or a portal that the district may use."""

    class Kind(models.TextChoices):
        """What it is."""

        GRANT = "grant", _("grant")
        FELLOWSHIP = "fellowship", _("fellowship")
        NETWORK = "network", _("network")
        WORKSHOP = "workshop", _("workshop")
        MENTOR = "mentor", _("mentor")
        PORTAL = "portal", _("resource portal")

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="opportunities"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=TITLE_LENGTH)
    round = models.CharField(max_length=ROUND_LENGTH, blank=True)  # "2027": which time it is
    about = models.TextField(max_length=TEXT_LENGTH, blank=True)
    amount = models.PositiveIntegerField(null=True, blank=True)  # whole US dollars
    in_kind = models.CharField(max_length=LINE_LENGTH, blank=True)
    effort_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    eligibility = models.CharField(max_length=LINE_LENGTH, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    deadline_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)  # in which the deadline is said
    decides_on = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=URL_LENGTH, blank=True)
    fit = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 none to 3 much
    fit_why = models.CharField(max_length=LINE_LENGTH, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "title", "round"], name="change_opportunity_once"
            )
        ]


class Requirement(models.Model):
    """One thing an opportunity asks for."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.CASCADE, related_name="requirements"
    )
    text = models.CharField(max_length=LINE_LENGTH)
    place = models.PositiveSmallIntegerField(default=0)


class Application(Made):
    """What the district does about an opportunity, from watching to the last report."""

    class State(models.TextChoices):
        """Where it stands."""

        WATCHING = "watching", _("watching")
        PLANNING = "planning", _("planning")
        DRAFTING = "drafting", _("drafting")
        SUBMITTED = "submitted", _("submitted")
        FINALIST = "finalist", _("finalist")
        AWARDED = "awarded", _("awarded")
        NOT_SELECTED = "not_selected", _("not selected")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REPORTING = "reporting", _("reporting")
        CLOSED = "closed", _("closed")

    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.CASCADE, related_name="applications"
    )
    campus = models.ForeignKey(
        "people.Campus", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # None: the district's
    state = models.CharField(max_length=STATE_LENGTH, choices=State, default=State.WATCHING)
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked = models.PositiveIntegerField(null=True, blank=True)  # whole US dollars
    awarded = models.PositiveIntegerField(null=True, blank=True)  # whole US dollars
    submitted_at = models.DateTimeField(null=True, blank=True)
    missed_on = models.DateField(null=True, blank=True)  # the deadline that passed unanswered


class RequirementMet(models.Model):
    """That an application meets one requirement."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="met")
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=LINE_LENGTH, blank=True)
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    met_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "requirement"], name="change_requirement_met_once"
            )
        ]


class Attachment(models.Model):
    """A file that goes with an application, at most 5 MB."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="attachments"
    )
    name = models.CharField(max_length=TITLE_LENGTH)
    kind = models.CharField(max_length=100)  # media type
    n_bytes = models.PositiveIntegerField()
    content = models.BinaryField()  # in the database, so that it leaves and goes with its row
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()


class Gain(models.Model):
    """What an application that was not selected brought anyway, and where it went on."""

    class Kind(models.TextChoices):
        """What it is."""

        PORTAL = "portal", _("a portal we may use")
        WORKSHOP = "workshop", _("a workshop")
        MENTOR = "mentor", _("a mentor")
        VISION = "vision", _("a first draft of a vision")
        OTHER = "other", _("something else")
        NOTHING = "nothing", _("nothing this time")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="gains")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.CharField(max_length=LINE_LENGTH)
    opportunity = models.ForeignKey(
        Opportunity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    mentor = models.ForeignKey(
        "change.Mentor", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    vision = models.ForeignKey(
        "change.Vision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


class Duty(models.Model):
    """A report or another duty that an award brings."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="duties"
    )
    text = models.CharField(max_length=LINE_LENGTH)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)


class Mentor(Made):
    """Somebody outside who walks along, with a next meeting."""

    name = models.CharField(max_length=TITLE_LENGTH)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="mentors"
    )
    campus = models.ForeignKey(
        "people.Campus", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    contact = models.CharField(max_length=LINE_LENGTH, blank=True)
    helps_with = models.CharField(max_length=LINE_LENGTH, blank=True)
    meets_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)


class MentorMeeting(models.Model):
    """A meeting with a mentor that was held, and what came of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="meetings")
    met_at = models.DateTimeField()
    note = models.TextField(max_length=TEXT_LENGTH)
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    noted_at = models.DateTimeField()


class CalendarFeed(models.Model):
    """A secret address under which somebody's own calendar program reads the deadlines; only its digest is kept."""

    person = models.OneToOneField(
        "people.Person", on_delete=models.CASCADE, related_name="calendar_feed"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()


class Reminder(models.Model):
    """That somebody was reminded of something once, so that nobody is reminded twice."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    about = models.UUIDField()
    kind = models.CharField(max_length=24)
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "about", "kind", "due_on"], name="change_reminded_once"
            )
        ]
