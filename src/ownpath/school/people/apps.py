"""The room people as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Name this room to Django."""

    name = "ownpath.school.people"
    label = "people"
