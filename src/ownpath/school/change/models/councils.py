"""The council: seats, ideas, meetings, motions, votes, decisions, and what became of campuses.

Personal data: who holds a seat, what a guardian said of it, who came, moved, voted, backed an idea.
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


class Seat(Made):
    """One seat in the council: whose it is to fill, who holds it, until when."""

    class Kind(models.TextChoices):
        """For whom the seat is."""

        TEACHER = "teacher", _("teacher")
        PRINCIPAL = "principal", _("principal")
        STUDENT = "student", _("student")
        FAMILY = "family", _("family")
        CENTRAL = "central", _("central office")

    class State(models.TextChoices):
        """Where the seat stands."""

        VACANT = "vacant", _("vacant")
        INVITED = "invited", _("invited")
        FILLED = "filled", _("filled")
        EXPIRING = "expiring", _("ends soon")
        CLOSED = "closed", _("taken away")

    campus = models.ForeignKey(
        "people.Campus", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # None: the central office's
    kind = models.CharField(max_length=12, choices=Kind)
    is_voting = models.BooleanField(default=True)
    state = models.CharField(max_length=STATE_LENGTH, choices=State, default=State.VACANT)
    vacant_since = models.DateField(null=True, blank=True)
    holder = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # invited or holding
    alternate = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)


class SeatConsent(models.Model):
    """What a guardian said about a child's sitting in the council; the newest word counts, and each is kept."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="consents")
    student = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    is_yes = models.BooleanField()
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )  # the guardian; None: erased since
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["seat", "student"], name="change_seat_consent")]


class CampusChange(Made):
    """That a campus opens, closes or merges into another on a day; planned first, done when the day is there."""

    class Kind(models.TextChoices):
        """What happens."""

        OPENED = "opened", _("opens")
        CLOSED = "closed", _("closes")
        MERGED = "merged", _("merges into another")

    class State(models.TextChoices):
        """Whether it came to pass."""

        PLANNED = "planned", _("to come")
        DONE = "done", _("happened")
        CANCELED = "canceled", _("canceled")

    state = models.CharField(max_length=STATE_LENGTH, choices=State, default=State.PLANNED)
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    into = models.ForeignKey(
        "people.Campus", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    happened_on = models.DateField()
    note = models.CharField(max_length=LINE_LENGTH, blank=True)


class Idea(Made):
    """Something anybody would like tried."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("open")
        ON_AGENDA = "on_agenda", _("on an agenda")
        TAKEN_UP = "taken_up", _("taken up")
        SET_ASIDE = "set_aside", _("set aside")

    campus = models.ForeignKey(
        "people.Campus", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    role = models.CharField(
        max_length=12, blank=True, default=""
    )  # student, teacher, family, leader
    title = models.CharField(max_length=TITLE_LENGTH)
    text = models.TextField(max_length=TEXT_LENGTH, blank=True)
    state = models.CharField(max_length=STATE_LENGTH, choices=State, default=State.OPEN)
    reply = models.CharField(max_length=LINE_LENGTH, blank=True)  # why it was set aside


class IdeaBacking(models.Model):
    """That somebody would like an idea tried too."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="backings")
    by = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "by"], name="change_idea_backed_once")
        ]


class Meeting(Made):
    """One sitting of the council."""

    class State(models.TextChoices):
        """Where a meeting stands."""

        CALLED = "called", _("called")
        OPEN = "open", _("under way")
        CLOSED = "closed", _("held")
        CANCELED = "canceled", _("called off")

    starts_at = models.DateTimeField()
    where = models.CharField(max_length=TITLE_LENGTH, blank=True)
    state = models.CharField(max_length=STATE_LENGTH, choices=State, default=State.CALLED)
    minutes = models.TextField(max_length=TEXT_LENGTH, blank=True)


class MinutesAmendment(models.Model):
    """The minutes of a held meeting as they were corrected, why and by whom; what was written before stays as it is."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="amendments")
    minutes = models.TextField(max_length=TEXT_LENGTH)
    why = models.CharField(max_length=LINE_LENGTH)
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    amended_at = models.DateTimeField()


class AgendaItem(models.Model):
    """One thing to speak about at a meeting."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    place = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=TITLE_LENGTH)
    idea = models.ForeignKey(
        Idea, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decision = models.ForeignKey(
        "change.Decision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


class Presence(models.Model):
    """That a seat was there at a meeting, by its holder or its alternate."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_alternate = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="change_there_once")
        ]


class Decision(Made):
    """Something the council decides, with an owner and a day; invalid for a campus that was not told or not there."""

    class State(models.TextChoices):
        """Where a decision stands."""

        PROPOSED = "proposed", _("waits for the council")
        DECIDED = "decided", _("decided")
        TURNED_DOWN = "turned_down", _("turned down")
        DONE = "done", _("done")
        WITHDRAWN = "withdrawn", _("withdrawn")

    idea = models.ForeignKey(
        Idea, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions"
    )  # what it grew from
    title = models.CharField(max_length=TITLE_LENGTH)
    language = models.CharField(max_length=2, blank=True)  # of its words; "": nobody said
    text = models.TextField(max_length=TEXT_LENGTH, blank=True)
    state = models.CharField(max_length=STATE_LENGTH, choices=State, default=State.PROPOSED)
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=LINE_LENGTH, blank=True)


class CampusTold(models.Model):
    """That a decision touches a campus, and when the campus was told (None: not yet)."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="touched")
    campus = models.ForeignKey("people.Campus", on_delete=models.CASCADE, related_name="+")
    told_on = models.DateField(null=True, blank=True)
    told_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "campus"], name="change_told_once")
        ]


class Motion(models.Model):
    """What is put to the vote at a meeting."""

    class Result(models.TextChoices):
        """How the vote went."""

        OPEN = "open", _("open")
        CARRIED = "carried", _("carried")
        LOST = "lost", _("lost")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="motions")
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="motions"
    )
    text = models.CharField(max_length=LINE_LENGTH)
    moved_by = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    seconded_by = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    result = models.CharField(max_length=12, choices=Result, default=Result.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)


class Vote(models.Model):
    """How one seat voted, and what it said against the rest, which is kept."""

    class Choice(models.TextChoices):
        """For, against, or neither."""

        FOR = "for", _("for")
        AGAINST = "against", _("against")
        ABSTAIN = "abstain", _("abstains")

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    choice = models.CharField(max_length=8, choices=Choice)
    dissent = models.TextField(max_length=TEXT_LENGTH, blank=True)
    cast_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["motion", "seat"], name="change_vote_once")
        ]
