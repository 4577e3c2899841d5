"""The teacher face as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class TeacherConfig(AppConfig):
    """Name this face to Django."""

    name = "ownpath.faces.teacher"
    label = "face_teacher"
