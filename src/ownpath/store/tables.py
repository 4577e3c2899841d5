"""Every table of the house, and how its rows hang together: read from the models, so that a new room is not forgotten.

Knows no room: what is somebody's is found by following foreign keys to a table that says whose it is (an anchor).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import CASCADE, Count, ForeignKey, Model, Q, QuerySet, Value
from django.db.models.fields.related import RelatedField

Table = type[Model]
Anchors = Mapping[Table, str]
"""Tables that say by themselves whose a row is, and by which lookup: `{Person: "district", District: "pk"}`."""
Follows = Callable[[ForeignKey[Any, Any]], bool]


def all_tables() -> list[Table]:
    """Return every table we keep, by name, those between two tables among them."""
    found = [one for one in apps.get_models(include_auto_created=True) if _meta(one).managed]
    return sorted(found, key=name_of)


def name_of(table: Table) -> str:
    """Return the name of a table in the database."""
    return str(_meta(table).db_table)


def rows_of(table: Table) -> QuerySet[Any]:
    """Return every row of a table."""
    return QuerySet(table)


def foreign_keys(table: Table) -> list[ForeignKey[Any, Any]]:
    """Return the columns that point at rows of tables."""
    return [field for field in _meta(table).concrete_fields if isinstance(field, ForeignKey)]


def target_of(key: RelatedField[Any, Any]) -> Table:
    """Return the table a foreign key points at."""
    return key.related_model


def is_required(key: ForeignKey[Any, Any]) -> bool:
    """Return whether a row cannot be without what this key points at."""
    return not key.null


def is_cascading(key: ForeignKey[Any, Any]) -> bool:
    """Return whether a row goes when what this key points at goes."""
    return key.remote_field.on_delete is CASCADE


def condition(table: Table, anchors: Anchors, value: object, follows: Follows) -> Q | None:
    """Return which rows of a table are `value`'s, or None where no way leads to an anchor.

    Parameters
    ----------
    follows
        Over which foreign keys the way may lead. The shortest way decides. Where none leads there, the keys a row may
        do without are asked: a row is `value`'s if any of them says so.
    """
    way = way_to(table, anchors, follows)
    if way is not None:
        return Q(**{way: value})
    loose = [key for key in foreign_keys(table) if key.null and target_of(key) is not table]
    ways = [
        f"{key.name}__{further}"
        for key in loose
        if (further := way_to(target_of(key), anchors, follows)) is not None
    ]
    return Q(*((way, value) for way in ways), _connector=Q.OR) if ways else None


def way_to(table: Table, anchors: Anchors, follows: Follows) -> str | None:
    """Return the shortest lookup from a table to an anchor, over the keys that may be followed."""
    waiting: list[tuple[Table, str]] = [(table, "")]
    seen = {table}
    while waiting:
        here, way = waiting.pop(0)
        if here in anchors:
            return f"{way}{anchors[here]}"
        for key in foreign_keys(here):
            there = target_of(key)
            if follows(key) and there not in seen:
                seen.add(there)
                waiting.append((there, f"{way}{key.name}__"))
    return None


def children_first(tables: Sequence[Table]) -> list[Table]:
    """Return tables so that each comes before those its rows point at."""
    left, ordered = list(tables), []
    while left:
        pointed_at = {
            target_of(key)
            for one in left
            for key in foreign_keys(one)
            if target_of(key) is not one
        }
        free = [one for one in left if one not in pointed_at] or left[:1]
        ordered += free
        left = [one for one in left if one not in free]
    return ordered


def count_each(rows_by_name: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """Return how many rows there are of each name, in one query; names without any are left out."""
    counted = [
        rows.order_by()
        .values(table_counted=Value(name))
        .annotate(n=Count("pk", distinct=True))
        .values_list("table_counted", "n")
        for name, rows in rows_by_name.items()
    ]
    if not counted:
        return {}
    first, *others = counted
    return {name: n for name, n in first.union(*others, all=True) if n}


def delete_rows(rows: QuerySet[Any]) -> int:
    """Delete rows by one statement and return how many there were; what points at them must be gone before."""
    return int(rows._raw_delete(rows.db) or 0)  # noqa: SLF001 - the statement without loading what it deletes


def catch_up_counters(tables: Sequence[Table]) -> None:
    """Let the next id of every table follow the largest that is there (PostgreSQL counts apart from the rows)."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table in tables:
            key = _meta(table).pk
            if key is not None and key.get_internal_type().endswith("AutoField"):
                name, column = name_of(table), key.column
                counter = "pg_get_serial_sequence(%s, %s)"
                rows = connection.ops.quote_name(name)
                cursor.execute(
                    f"SELECT setval({counter}, coalesce(max(id), 1), max(id) IS NOT NULL) FROM {rows}",  # noqa: S608
                    [f'"{name}"', column],
                )


def _meta(table: Table) -> Any:
    return table._meta  # noqa: SLF001 - Django's documented way to a model's fields
