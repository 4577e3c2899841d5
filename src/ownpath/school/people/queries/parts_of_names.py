"""The name of somebody out of a query of another room's table, without a query for the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db.models.functions import JSONObject

from ownpath.school.people.models import Person

PARTS: Final = (
    "title", "given_name", "family_name", "preferred_given_name", "preferred_family_name",
)  # fmt: skip


def parts_of_name(way: str) -> JSONObject:
    """Return what a name is made of, as one column of a query in which `way` leads to the person ("person")."""
    return JSONObject(**{part: f"{way}__{part}" for part in PARTS})


def name_of_parts(parts: Mapping[str, str]) -> str:
    """Return how others name the person that `parts_of_name` told of."""
    return Person(**parts).full_name
