"""The room plans as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Name this room to Django."""

    name = "ownpath.school.plans"
    label = "plans"
