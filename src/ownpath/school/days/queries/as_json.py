"""The columns of a row as JSON holds them, and back; and the rows that are parts of another."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Any, TypeAlias

from django.db.models import Field, JSONField, Model

from ownpath.school.days.queries.referring import relations_to

Cells: TypeAlias = dict[str, Any]  # by column, as JSON holds them


def cells_of(row: Model) -> Cells:
    """Return the columns of a row as JSON holds them, and its key as "pk"."""
    cells = {one.attname: _cell(one, row) for one in _fields(type(row))}
    return cells | {"pk": str(row.pk)}


def values_of(model: type[Model], cells: Cells) -> Cells:
    """Return cells as the columns of a table hold them."""
    return {
        one.attname: cells[one.attname]
        if isinstance(one, JSONField)
        else one.to_python(cells[one.attname])
        for one in _fields(model)
        if one.attname in cells
    }


def parts_of(row: Model, *, among: Container[type[Model]]) -> Iterator[Model]:
    """Yield the rows of some tables that refer to a row; one query a table."""
    for relation in relations_to(type(row)):
        if relation.related_model in among:
            rows = relation.related_model._base_manager  # noqa: SLF001 - Django's own door
            yield from rows.filter(**{relation.field.name: row}).order_by("pk")


def _fields(model: type[Model]) -> Iterable[Field[Any, Any]]:
    fields: Iterable[Field[Any, Any]] = model._meta.concrete_fields  # noqa: SLF001 - Django's own door
    return fields


def _cell(field: Field[Any, Any], row: Model) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(field, JSONField):
        return value
    return field.value_to_string(row)
