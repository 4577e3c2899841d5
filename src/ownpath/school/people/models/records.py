"""Imports of rosters, and sign-ins that failed."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ownpath.school.people.models.persons import Person
from ownpath.school.people.models.places import District


class RosterImport(models.Model):
    """One import a records clerk planned: the file, what it would do, what came of it."""

    class State(models.TextChoices):
        """How far it got."""

        PLANNING = "planning", _("being read")
        PLANNED = "planned", _("planned")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        REFUSED = "refused", _("refused")
        DISCARDED = "discarded", _("discarded")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="imports"
    )
    file_name = models.CharField(max_length=255)
    file_path = models.CharField(max_length=500)
    file_hash = models.CharField(max_length=64)
    planned_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    planned_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    counts = models.JSONField(default=dict)  # per file: rows in, added, changed, ended, same
    problems = models.JSONField(default=list)
    story = models.JSONField(default=dict)  # what the page tells: changes, shares, fingerprint
    progress = models.PositiveSmallIntegerField(default=0)  # percent


class SignInFailure(models.Model):
    """A failed sign-in, kept briefly so that guessing slows down."""

    account_key = models.CharField(max_length=64)  # a hash, never the name that was typed
    source = models.CharField(max_length=64)
    failed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account_key", "failed_at"], name="people_failure_by_account"),
            models.Index(fields=["source", "failed_at"], name="people_failure_by_source"),
        ]
