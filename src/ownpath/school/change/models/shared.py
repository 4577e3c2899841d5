"""What most tables of change carry, and how long their texts may be."""

from __future__ import annotations

import uuid

from django.db import models

TITLE_LENGTH = 160
LINE_LENGTH = 400
TEXT_LENGTH = 6_000
STATE_LENGTH = 16


class Made(models.Model):
    """A row that has an address, belongs to one district, and keeps who made it and when."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    district = models.ForeignKey("people.District", on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        abstract = True


class StateChange(models.Model):
    """One step of something through its states: the history that nobody rewrites.

    `about` is the uuid of the row that moved; `kind` names its state machine (`states.Machine.name`).
    """

    district = models.ForeignKey("people.District", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24)
    about = models.UUIDField()
    deed = models.CharField(max_length=24)
    before = models.CharField(max_length=STATE_LENGTH)
    after = models.CharField(max_length=STATE_LENGTH)
    note = models.CharField(max_length=LINE_LENGTH, blank=True)
    by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["about", "done_at"], name="change_step_of")]
