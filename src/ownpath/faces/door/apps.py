"""The door face as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """Name this face to Django."""

    name = "ownpath.faces.door"
    label = "face_door"
