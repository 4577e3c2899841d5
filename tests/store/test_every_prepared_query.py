"""Every query that is made once is one that the database takes as it is sent: with its values apart."""

from __future__ import annotations

import pkgutil
import sys
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    FloatField,
    ForeignKey,
    IntegerField,
    JSONField,
    TextField,
    UUIDField,
)

import ownpath.faces
import ownpath.school
from ownpath.store.prepared import Param, Prepared

VALUES: dict[type[Field[Any, Any]], Any] = {
    DateTimeField: datetime(2026, 3, 10, 17, tzinfo=UTC),
    DateField: date(2026, 3, 10),
    BooleanField: True,
    IntegerField: 1,
    ForeignKey: 1,
    FloatField: 0.5,
    UUIDField: UUID(int=7),
    JSONField: {"a": 1},
    CharField: "a",
    TextField: "a",
}
"""By kind, a kind before what it is a kind of."""

PLACE = type(Param("", CharField()).slot)
N_AT_LEAST = 40  # so that none is passed over


def all_prepared() -> dict[str, Prepared[Any]]:
    """Return every prepared query of the house, by where it stands."""
    for place in (ownpath.school, ownpath.faces):
        for found in pkgutil.walk_packages(place.__path__, f"{place.__name__}."):
            if ".migrations" not in found.name and ".imports" not in found.name:
                import_module(found.name)
    return {
        f"{name}.{key}": one
        for name, module in sys.modules.copy().items()
        if name.startswith("ownpath.")
        for key, one in vars(module).items()
        if isinstance(one, Prepared)
    }


def value_for(field: Field[Any, Any]) -> Any:
    """Return some value a field may hold."""
    return next(value for kind, value in VALUES.items() if isinstance(field, kind))


def values_for(query: Prepared[Any]) -> dict[str, Any]:
    """Return a value for every place of a query, two for a list."""
    _sql, given = query._make().query.sql_with_params()
    return {
        slot.name: [value_for(slot.field)] * 2 if slot.is_list else value_for(slot.field)
        for slot in given
        if isinstance(slot, PLACE)
    }


@pytest.mark.django_db
class TestEveryPreparedQuery:
    def test_runs_with_its_values_apart(self) -> None:
        queries = all_prepared()
        assert len(queries) >= N_AT_LEAST
        for name, query in queries.items():
            found = query.all(**values_for(query))
            assert isinstance(found, list), name
