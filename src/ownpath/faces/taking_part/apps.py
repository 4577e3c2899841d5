"""What faces share about the change, as a Django app: templates, styles and words."""

from __future__ import annotations

from django.apps import AppConfig


class TakingPartConfig(AppConfig):
    """Name it to Django."""

    name = "ownpath.faces.taking_part"
    label = "taking_part"
