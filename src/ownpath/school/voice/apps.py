"""The room voice as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """Name this room to Django."""

    name = "ownpath.school.voice"
    label = "voice"
