"""The name of somebody out of a query of another room's table, without a query for the person."""

from __future__ import annotations

from typing import Final

from django.db.models import F, TextField, Value
from django.db.models.functions import Concat

from ownpath.school.people.models import Person

PARTS: Final = (
    "title", "given_name", "family_name", "preferred_given_name", "preferred_family_name",
)  # fmt: skip
BETWEEN: Final = "\x1f"  # what separates fields in a text, and is in no name


def parts_of_name(way: str) -> Concat:
    """Return what a name is made of, as one column of a query in which `way` leads to the person ("person")."""
    first, *others = (F(f"{way}__{part}") for part in PARTS)
    more = (piece for one in others for piece in (Value(BETWEEN), one))
    return Concat(first, *more, output_field=TextField())


def name_of_parts(parts: str) -> str:
    """Return how others name the person that `parts_of_name` told of."""
    return Person(**dict(zip(PARTS, parts.split(BETWEEN), strict=True))).full_name
