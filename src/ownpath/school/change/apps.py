"""The room change as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ChangeConfig(AppConfig):
    """Name this room to Django."""

    name = "ownpath.school.change"
    label = "change"
