"""The page kit as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Name the page kit to Django."""

    name = "ownpath.kit"
    label = "kit"
