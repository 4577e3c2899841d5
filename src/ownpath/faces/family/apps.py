"""The family face as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class FamilyConfig(AppConfig):
    """Name this face to Django."""

    name = "ownpath.faces.family"
    label = "face_family"
