"""The room evidence as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Name this room to Django."""

    name = "ownpath.school.evidence"
    label = "evidence"
