"""The room mastery as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class MasteryConfig(AppConfig):
    """Name this room to Django."""

    name = "ownpath.school.mastery"
    label = "mastery"
