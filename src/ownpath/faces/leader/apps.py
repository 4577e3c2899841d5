"""The leader face as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class LeaderConfig(AppConfig):
    """Name this face to Django."""

    name = "ownpath.faces.leader"
    label = "face_leader"
