"""Frameworks, competencies, prerequisites; activities, items and the content packs they came in.

Words in several languages stand in `words` columns: `{"en": {...}, "es": {...}}`. No personal data.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ownpath.school.curriculum.models.setting_aside import LONGEST_WHY as LONGEST_WHY
from ownpath.school.curriculum.models.setting_aside import SetAside as SetAside

CODE_LENGTH = 200


class Pack(models.Model):
    """A content pack or imported collection, and under which terms it may be used."""

    identifier = models.CharField(max_length=CODE_LENGTH, unique=True)
    version = models.CharField(max_length=40, blank=True)
    words = models.JSONField(default=dict)
    licence = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=500, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    owner = models.ForeignKey(
        "people.District",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )  # whose office brought it and alone may change it; None: shared, changed on the machine


class Framework(models.Model):
    """A set of competencies somebody publishes (CASE: CFDocument)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    identifier = models.CharField(max_length=CODE_LENGTH, unique=True)
    title = models.CharField(max_length=500)
    subject = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=16, default="en")
    publisher = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=1000, blank=True)
    version = models.CharField(max_length=60, blank=True)
    pack = models.ForeignKey(
        Pack, null=True, blank=True, on_delete=models.PROTECT, related_name="frameworks"
    )
    revision = models.PositiveIntegerField(default=1)  # raised by every change of its content
    owner = models.ForeignKey(
        "people.District",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )  # whose office brought it and alone may change it; None: shared, changed on the machine
    mastery_rule = models.CharField(max_length=60, blank=True)  # "" is the default rule
    further = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        """Return the framework's title."""
        return self.title


class Competency(models.Model):
    """Something a student can come to know or do (CASE: CFItem)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="competencies"
    )
    identifier = models.CharField(max_length=CODE_LENGTH)
    code = models.CharField(max_length=CODE_LENGTH, blank=True)
    words = models.JSONField(default=dict)  # by language: statement, short, good_for
    kind = models.CharField(max_length=100, blank=True)  # CASE CFItemType
    domain = models.CharField(max_length=200, blank=True)
    grades = models.JSONField(default=list, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )
    sequence = models.IntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)  # expected time to learn
    is_assessable = models.BooleanField(default=True)  # False: a heading
    ended_at = models.DateTimeField(null=True, blank=True)
    further = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "competencies"
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "identifier"], name="curriculum_competency_once"
            )
        ]
        indexes = [
            models.Index(fields=["framework", "code"], name="curriculum_competency_by_code")
        ]

    def __str__(self) -> str:
        """Return the code, or the identifier where there is none."""
        return self.code or self.identifier


class Prerequisite(models.Model):
    """That one competency comes before another; hard ones gate, helpful ones order."""

    class Strength(models.TextChoices):
        """Hard prerequisites must be learned before an offer; helpful ones only rank it."""

        HARD = "hard", _("hard")
        HELPFUL = "helpful", _("helpful")

    before = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="leads_to")
    after = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="stands_on")
    strength = models.CharField(max_length=8, choices=Strength, default=Strength.HARD)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="curriculum_edge_once"),
            models.CheckConstraint(
                condition=~Q(before=F("after")), name="curriculum_edge_not_to_itself"
            ),
        ]


class Alignment(models.Model):
    """That a competency matches or relates to another, here or in somebody else's framework."""

    origin = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="alignments")
    kind = models.CharField(
        max_length=40
    )  # CASE associationType: exactMatchOf, isRelatedTo ...
    destination = models.ForeignKey(
        Competency, null=True, blank=True, on_delete=models.CASCADE, related_name="aligned_from"
    )
    outside = models.CharField(max_length=1000, blank=True)  # code or URI outside this database
    identifier = models.CharField(max_length=CODE_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "kind", "destination", "outside"],
                name="curriculum_alignment_once",
                nulls_distinct=False,
            )
        ]


class Theme(models.Model):
    """An interest (what I love) or a hope (who I want to be) that content can serve."""

    class Kind(models.TextChoices):
        """What sort of theme."""

        INTEREST = "interest", _("interest")
        HOPE = "hope", _("hope")

    slug = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    words = models.JSONField(default=dict)  # by language: name

    def __str__(self) -> str:
        """Return the slug."""
        return self.slug


class Activity(models.Model):
    """Something a student or group can do for some minutes."""

    class Kind(models.TextChoices):
        """What sort of activity."""

        LESSON = "lesson", _("lesson")
        PRACTICE = "practice", _("practice")
        VIDEO = "video", _("video")
        READING = "reading", _("reading")
        PROJECT = "project", _("project")
        SMALL_GROUP_LESSON = "small_group_lesson", _("small-group lesson")
        CONFERENCE = "conference", _("conference")
        ASSESSMENT = "assessment", _("assessment")

    class Modality(models.TextChoices):
        """Where and with whom it happens."""

        DEVICE = "device", _("on a device")
        OFFLINE = "offline", _("on paper or with things")
        TEACHER_GROUP = "teacher_group", _("with a teacher")
        PEER = "peer", _("with a classmate")
        PROJECT_TEAM = "project_team", _("in a team")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pack = models.ForeignKey(
        Pack, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    modality = models.CharField(max_length=16, choices=Modality)
    minutes = models.PositiveSmallIntegerField(default=15)
    group_min = models.PositiveSmallIntegerField(default=1)
    group_max = models.PositiveSmallIntegerField(default=1)
    grades = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    words = models.JSONField(default=dict)  # by language: title, summary, and the body by kind
    link = models.CharField(max_length=1000, blank=True)
    competencies = models.ManyToManyField(Competency, related_name="activities", blank=True)
    themes = models.ManyToManyField(Theme, related_name="activities", blank=True)
    licence = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=500, blank=True)
    is_retired = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class Item(models.Model):
    """A question that can be graded: a template with parameters, or one fixed question."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pack = models.ForeignKey(
        Pack, null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    kind = models.CharField(max_length=20)  # an item type of engine.items
    revision = models.PositiveIntegerField(default=1)  # raised when the definition changes
    edited_from = models.PositiveIntegerField(
        null=True, blank=True
    )  # the revision the pack brought,
    # where somebody changed it here since (0: written here); None: it is as the pack brought it
    definition = models.JSONField()  # as engine.items.definitions writes it
    representation = models.CharField(max_length=20, blank=True)
    competencies = models.ManyToManyField(Competency, related_name="items", blank=True)
    themes = models.ManyToManyField(Theme, related_name="items", blank=True)
    languages = models.JSONField(default=list, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=500, blank=True)
    needs_figure = models.BooleanField(default=False)  # not served while its figure is missing
    is_retired = models.BooleanField(default=False)

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class ItemRevision(models.Model):
    """What an item was before it changed: questions put earlier are shown and graded as they were put."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    definition = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "revision"], name="curriculum_item_revision_once"
            )
        ]


class SectionFramework(models.Model):
    """Which framework a section works on; None: on nothing here, and somebody said so."""

    section = models.ForeignKey(
        "people.Section", on_delete=models.CASCADE, related_name="frameworks"
    )
    framework = models.ForeignKey(
        Framework, null=True, blank=True, on_delete=models.CASCADE, related_name="sections"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["section", "framework"], name="curriculum_section_framework_once"
            )
        ]
