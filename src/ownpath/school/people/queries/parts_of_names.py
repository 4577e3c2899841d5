"""Names of people with no more of them than what names them, also out of a query of another room's table."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import F, QuerySet, TextField, Value
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


def persons_by_family_name(*, ids: QuerySet[Any, int]) -> list[Person]:
    """Return people by family name, with no more of them than what names them; one query."""
    rows = Person.objects.filter(pk__in=ids).order_by("family_name", "given_name", "pk")
    return list(rows.only(*PARTS, "identifier"))
