"""Run one finished statement: for those that are made once and run for every child, all day.

On SQLite they go straight to the database's own module, past four layers of Django's cursors that cost more than the
statement does. Where somebody watches (a log of queries, a wrapper that counts or refuses them), and on every other
database, they take Django's way, so that nothing that is asked for is passed over.

Python runs one thread at a time and changes threads at each statement. Whoever holds the turn to write goes first: the
other threads of the process wait at their next statement, so that the turn is over sooner (`docs/decisions/0024`).
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

Rows = list[tuple[Any, ...]]


class _Here(threading.local):
    """The connection of a thread, as Django keeps it."""

    def __init__(self) -> None:
        self.database: Any = connections[DEFAULT_DB_ALIAS]


def _database_here() -> Any:
    """Return the connection of this thread: asking Django each time costs as much as a small statement.

    While a thread runs an event loop (as one that drives a browser does) Django keeps another connection for it.
    """
    if asyncio._get_running_loop() is not None:  # noqa: SLF001 - asyncio documents it for this
        return connections[DEFAULT_DB_ALIAS]
    return _here.database


_here = _Here()
_first = threading.Lock()  # held by the thread whose statements go first


def vendor_here() -> str:
    """Return which kind of database this thread asks."""
    return str(_database_here().vendor)


@contextmanager
def going_first() -> Iterator[None]:
    """Let what this thread does in a transaction go before the statements of all other threads of this process."""
    with _first:
        yield


def fetch(sql: str, values: Sequence[Any]) -> Rows:
    """Return the rows of a statement with `%s` where the values stand."""
    database = _database_here()
    if _is_watched(database):
        with database.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())
    _make_ready(database)
    with database.wrap_database_errors:
        return list(database.connection.execute(_with_marks(sql), values).fetchall())


def change(sql: str, values: Sequence[Any]) -> int:
    """Run a statement that writes, and return how many rows it changed."""
    database = _database_here()
    if _is_watched(database):
        with database.cursor() as cursor:
            cursor.execute(sql, values)
            return int(cursor.rowcount)
    _make_ready(database)
    with database.wrap_database_errors:
        return int(database.connection.execute(_with_marks(sql), values).rowcount)


def _is_watched(database: Any) -> bool:
    """Return whether a statement must take Django's way."""
    return bool(
        database.vendor != "sqlite" or database.execute_wrappers or database.queries_logged
    )


def _make_ready(database: Any) -> None:
    if not database.in_atomic_block and _first.locked():
        with _first:  # one in a transaction does not wait: who goes first may be waiting for it
            pass
    if database.connection is None:
        database.ensure_connection()
    if database.needs_rollback:
        database.validate_no_broken_transaction()


@lru_cache(maxsize=4096)
def _with_marks(sql: str) -> str:
    """Return a statement as SQLite reads it: `?` where values stand, `%` where Django doubled it."""
    return sql.replace("%s", "?").replace("%%", "%")
