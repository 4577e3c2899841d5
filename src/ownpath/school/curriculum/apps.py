"""The room curriculum as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    """Name this room to Django."""

    name = "ownpath.school.curriculum"
    label = "curriculum"
