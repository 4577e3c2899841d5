"""The student face as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class StudentConfig(AppConfig):
    """Name this face to Django."""

    name = "ownpath.faces.student"
    label = "face_student"
