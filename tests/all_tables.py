"""All that is stored, before and after: who asked in vain has changed nothing."""

from __future__ import annotations

from django.apps import apps

WHO_LOOKED = ("sessions.", "privacy.", "people.SignInFailure")


def everything() -> dict[str, list[str]]:
    """Return all rows of all tables but those that only say who looked."""
    models = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed
    ]
    return {
        label: sorted(map(repr, model.objects.values_list()))
        for model in models
        if not (label := model._meta.label).startswith(WHO_LOOKED)
    }


def changed_since(before: dict[str, list[str]]) -> set[str]:
    """Return the tables that are not as they were."""
    return {label for label, rows in everything().items() if rows != before[label]}
