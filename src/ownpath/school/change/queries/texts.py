"""Read the texts of many tables in one query: each row with its columns, as they stand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import IntegerField, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast

from ownpath.school.change.queries.stemming import text_columns

ROWS_AT_A_TIME = 2_000


class Source(NamedTuple):
    """Rows of a table and the columns of theirs that are read."""

    table: type[Model]
    columns: Sequence[str]
    rows: QuerySet[Any]


class TextRow(NamedTuple):
    """One row as it was read: the place of its source, its key, and its columns as the database writes them."""

    source: int
    pk: int
    texts: tuple[str, ...]


def source_of(rows: QuerySet[Any]) -> Source:
    """Return the rows of a table with all columns of theirs in which people write."""
    return Source(rows.model, text_columns(rows.model), rows)


def texts_of(sources: Sequence[Source]) -> Iterator[TextRow]:
    """Yield the rows of all sources; one query for any number of tables."""
    widest = max((len(one.columns) for one in sources), default=0)
    terms = [_term(place, one, widest) for place, one in enumerate(sources)]
    if terms:
        first, *others = terms
        rows = first.union(*others, all=True) if others else first
        for place, pk, *texts in rows.iterator(chunk_size=ROWS_AT_A_TIME):
            yield TextRow(place, pk, tuple(texts[: len(sources[place].columns)]))


def _term(place: int, source: Source, widest: int) -> QuerySet[Any, Any]:
    """Return a source as a part of the union: all parts have as many columns, all of them texts."""
    read = [
        Cast(name, TextField()) if _is_json(source, name) else name for name in source.columns
    ]
    empty = [Value("", TextField())] * (widest - len(read))
    rows = source.rows.order_by()
    told: QuerySet[Any, Any] = rows.values_list(
        Value(place, IntegerField()), "pk", *read, *empty
    )
    return told


def _is_json(source: Source, column: str) -> bool:
    field = source.table._meta.get_field(column)  # noqa: SLF001 - Django's documented way to a model's fields
    return field.get_internal_type() == "JSONField"


def value_of(source: Source, column: str, text: str | None) -> Any:
    """Return what a column holds: a list or a mapping where the database keeps one as a text."""
    if text is None or not _is_json(source, column):
        return text
    return json.loads(text)
