"""How the values of most columns go into SQLite and come out of it, worked out once for each column.

A field works this out anew for each value, which costs more than the statement for the whole row. What is not told
here, and every other database, goes the field's own way; what is told here is what that way gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    Field,
    FloatField,
    ForeignKey,
    IntegerField,
    TextField,
    UUIDField,
)

Way = Callable[[Any], Any]
PLAIN: Final = ((CharField, str), (TextField, str), (BooleanField, bool), (FloatField, float))


def plain_kind(field: Field[Any, Any]) -> type | None:
    """Return the kind of value that the database takes from a field as it is, or None.

    >>> from django.db.models import BigIntegerField, JSONField
    >>> plain_kind(CharField()), plain_kind(BigIntegerField()), plain_kind(JSONField())
    (<class 'str'>, <class 'int'>, None)
    """
    if isinstance(field, (IntegerField, ForeignKey)):
        return int
    return next((plain for kind, plain in PLAIN if isinstance(field, kind)), None)


def way_in(field: Field[Any, Any]) -> Way:
    """Return what makes of a field's value what this thread's kind of database takes."""
    plain, (kind, taken) = plain_kind(field), seldom_the_same(field)

    def into(value: Any) -> Any:
        given = value.__class__
        if value is None or given is plain:
            return value
        if given is kind:
            return taken(value)
        return field.get_db_prep_save(value, connection=connection)

    return into


def seldom_the_same(field: Field[Any, Any]) -> tuple[type | None, Way]:
    """Return the kind of value that is another one in each row, and how SQLite takes it, as Django would write it."""
    if connection.vendor == "sqlite" and isinstance(field, UUIDField):
        return UUID, attrgetter("hex")
    if connection.vendor == "sqlite" and isinstance(field, DateTimeField):
        return datetime, lambda moment: _in_universal_time(moment, field)
    return None, as_it_is


def _in_universal_time(moment: datetime, field: Field[Any, Any]) -> Any:
    if moment.tzinfo is UTC:
        return str(moment.replace(tzinfo=None))
    if moment.tzinfo is None:
        return field.get_db_prep_save(moment, connection)
    return str(moment.astimezone(UTC).replace(tzinfo=None))


def as_it_is(value: Any) -> Any:
    """Return a value unchanged."""
    return value


def way_out(converters: Sequence[Callable[..., Any]], expression: Any) -> Way:
    """Return what makes of what this thread's kind of database gives for an expression what Django gives for it."""
    if connection.vendor == "sqlite" and len(converters) == 1:
        quick = QUICK_ON_SQLITE.get(getattr(converters[0], "__name__", ""))
        if quick is not None:
            return quick

    def out(value: Any) -> Any:
        for convert in converters:
            value = convert(value, expression, connection)
        return value

    return out


def _moment(value: datetime | str | None) -> datetime | None:
    if value is None:
        return None
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _uuid(value: str | None) -> UUID | None:
    return None if value is None else UUID(value)


def _truth(value: Any) -> Any:
    return bool(value) if value in (1, 0) else value


QUICK_ON_SQLITE: Final[Mapping[str, Way]] = {  # by the name of what Django reads them with
    "convert_datetimefield_value": _moment,
    "convert_uuidfield_value": _uuid,
    "convert_booleanfield_value": _truth,
}
