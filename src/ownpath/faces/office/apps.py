"""The office face as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Name this face to Django."""

    name = "ownpath.faces.office"
    label = "face_office"
