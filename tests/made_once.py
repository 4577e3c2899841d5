"""What a fixture makes, made once a process and put in again for every test in a dozen statements.

Every test gets objects of its own, and uuids of its own: only the numbers of the rows are those of the first time.
"""

from __future__ import annotations

import io
import pickle
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import Max, Model
from django.db.models.sql import InsertQuery

Made = TypeVar("Made")
Statement = tuple[str, tuple[Any, ...]]

MOST_VALUES = 30_000  # in one statement; SQLite takes 32,766
INSERT = re.compile(r'INSERT (?:OR IGNORE )?INTO "(\w+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was made: pickled with its rows, uuids left open; and how to see that its tables are empty."""

    pickled: bytes
    are_empty: str
    go_on_from: str  # on PostgreSQL, whose numbers do not notice rows that bring their own


class MadeOnce(Generic[Made]):
    """Makes things the first time, and puts their rows in again from then on."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._kept: Kept | None = None

    def get(self) -> Made:
        """Return what is made, its rows in the tables; made in the long way where other rows stand there already."""
        if self._kept is None:
            made, self._kept = _make_and_keep(self._make)
            return made
        if not _is_true(self._kept.are_empty):
            return self._make()
        made, statements = _Opening(io.BytesIO(self._kept.pickled)).load()
        # In one transaction: a row may point at one that comes later.
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
            if self._kept.go_on_from:
                cursor.execute(self._kept.go_on_from)
        returned: Made = made
        return returned


def _is_true(question: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return bool(cursor.fetchone() == (1,))


def _make_and_keep(make: Callable[[], Made]) -> tuple[Made, Kept | None]:
    """Make something, and keep it unless its tables held other rows before."""
    models = {one._meta.db_table: one for one in apps.get_models(include_auto_created=True)}
    had_rows = {table for table, model in models.items() if model._base_manager.exists()}
    touched: dict[str, None] = {}

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := INSERT.match(sql):
            touched.setdefault(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        made = make()
    if had_rows & touched.keys():
        return made, None
    return made, _kept(made, {table: models[table] for table in touched})


def _kept(made: Any, models: Mapping[str, type[Model]]) -> Kept:
    rows = {model: list(model._base_manager.order_by("pk")) for model in models.values()}
    statements = [
        _statement(model, some)
        for model, those in rows.items()
        for some in batched(those, max(1, MOST_VALUES // len(model._meta.concrete_fields)))
    ]
    uuids = {
        value
        for those in rows.values()
        for one in those
        for value in vars(one).values()
        if isinstance(value, UUID)
    }
    into = io.BytesIO()
    _Keeping(into, uuids).dump((made, statements))
    holds = " OR ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in models)  # noqa: S608
    return Kept(
        pickled=into.getvalue(),
        are_empty=f"SELECT CASE WHEN {holds} THEN 0 ELSE 1 END",
        go_on_from=_going_on(models) if connection.vendor == "postgresql" else "",
    )


def batched(rows: list[Model], n: int) -> list[list[Model]]:
    """Return rows in lists of at most `n`."""
    return [rows[first : first + n] for first in range(0, len(rows), n)]


def _statement(model: type[Model], rows: list[Model]) -> Statement:
    query = InsertQuery(model)
    query.insert_values([one for one in model._meta.concrete_fields if not one.generated], rows)
    [(sql, params)] = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return sql, tuple(params)


def _going_on(models: Mapping[str, type[Model]]) -> str:
    """Return what lets every table count on from its last row or later."""
    last = {
        table: model._base_manager.aggregate(last=Max("pk"))["last"]
        for table, model in models.items()
        if model._meta.auto_field is not None
    }
    return "SELECT " + ", ".join(
        f"setval({counter}, greatest(nextval({counter}), {number}))"
        for table, number in last.items()
        for counter in [f"""pg_get_serial_sequence('"{table}"', 'id')"""]
    )


class _Keeping(pickle.Pickler):
    """Pickles with every uuid left open, also where the database has it as text."""

    def __init__(self, into: io.BytesIO, uuids: set[UUID]) -> None:
        super().__init__(into, protocol=pickle.HIGHEST_PROTOCOL)
        self._as_text = {one.hex for one in uuids}

    def persistent_id(self, obj: object) -> tuple[bytes, bool] | None:
        """Return which uuid stands here, and whether as text."""
        if isinstance(obj, UUID):
            return obj.bytes, False
        if isinstance(obj, str) and obj in self._as_text:
            return UUID(hex=obj).bytes, True
        return None


class _Opening(pickle.Unpickler):
    """Unpickles with a new uuid for each that was left open, the same wherever it stood."""

    def __init__(self, source: io.BytesIO) -> None:
        super().__init__(source)
        self._new: dict[bytes, UUID] = {}

    def persistent_load(self, pid: tuple[bytes, bool]) -> UUID | str:
        """Return the new uuid, as text or not."""
        old, is_text = pid
        new = self._new.setdefault(old, uuid4())
        return new.hex if is_text else new
