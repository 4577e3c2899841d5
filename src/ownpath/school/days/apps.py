"""The room days as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DaysConfig(AppConfig):
    """Name this room to Django."""

    name = "ownpath.school.days"
    label = "days"
