"""The room privacy as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Name this room to Django."""

    name = "ownpath.school.privacy"
    label = "privacy"
