"""Run one finished statement: for those that are made once and run for every child, all day.

They go straight to the database's own module, past four layers of Django's cursors that cost more than the statement
does; on PostgreSQL with their values apart, so that the server keeps the plan of what it is asked again and again.
Where somebody watches (a log of queries, a wrapper that counts or refuses them) they take Django's way, so that nothing
that is asked for is passed over.

Python runs one thread at a time and changes threads at each statement. Whoever holds the turn to write goes first: the
other threads of the process wait at their next statement, so that the turn is over sooner (`docs/decisions/0024`). A
page that gives way to children at work does so at its statements too.
"""

from __future__ import annotations

import asyncio
import select
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

Rows = list[tuple[Any, ...]]


class _Here(threading.local):
    """The connection of a thread, as Django keeps it."""

    def __init__(self) -> None:
        self.database: Any = connections[DEFAULT_DB_ALIAS]
        self.give_way: Callable[[], None] | None = None


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


@contextmanager
def giving_way(give_way: Callable[[], None]) -> Iterator[None]:
    """Let this thread give way before each of its statements that stands in no transaction."""
    _here.give_way = give_way
    try:
        yield
    finally:
        _here.give_way = None


def fetch(sql: str, values: Sequence[Any]) -> Rows:
    """Return the rows of a statement with `%s` where the values stand."""
    database = _database_here()
    if _is_watched(database):
        with database.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())
    _make_ready(database)
    with database.wrap_database_errors:
        return list(_asked(database, sql, values).fetchall())


def change(sql: str, values: Sequence[Any]) -> int:
    """Run a statement that writes, and return how many rows it changed."""
    database = _database_here()
    if _is_watched(database):
        with database.cursor() as cursor:
            cursor.execute(sql, values)
            return int(cursor.rowcount)
    _make_ready(database)
    with database.wrap_database_errors:
        return int(_asked(database, sql, values).rowcount)


def _is_watched(database: Any) -> bool:
    """Return whether a statement must take Django's way."""
    return bool(
        database.vendor not in _STRAIGHT or database.execute_wrappers or database.queries_logged
    )


def _make_ready(database: Any) -> None:
    if (
        not database.in_atomic_block
    ):  # one in a transaction waits for nobody: who goes first may wait for it
        if _here.give_way is not None:
            _here.give_way()
        if _first.locked():
            with _first:
                pass
    if database.health_check_enabled and not database.health_check_done:
        _look_after(database)
    if database.connection is None:
        database.ensure_connection()
    if database.needs_rollback:
        database.validate_no_broken_transaction()


def _look_after(database: Any) -> None:
    """Drop a connection that is dead: once a request, and only a doubtful one is asked to say so itself."""
    if database.connection is not None and _is_quiet(database.connection.fileno()):
        database.health_check_done = True
    else:
        database.close_if_health_check_failed()


def _is_quiet(line: int) -> bool:
    """Return whether nothing came that was not asked for, such as the other end hanging up."""
    if not hasattr(select, "poll"):  # Windows
        return False
    looking = select.poll()
    looking.register(line, select.POLLIN)
    return not looking.poll(0)


def _asked_of_sqlite(database: Any, sql: str, values: Sequence[Any]) -> Any:
    return database.connection.execute(_with_marks(sql), values)


def _asked_of_postgresql(database: Any, sql: str, values: Sequence[Any]) -> Any:
    from psycopg import Cursor  # some megabytes that nobody on SQLite needs

    return Cursor(database.connection).execute(sql, values)


_STRAIGHT: Mapping[str, Callable[[Any, str, Sequence[Any]], Any]] = {
    "sqlite": _asked_of_sqlite,
    "postgresql": _asked_of_postgresql,
}


def _asked(database: Any, sql: str, values: Sequence[Any]) -> Any:
    """Run a statement straight, and return the cursor with what came of it."""
    return _STRAIGHT[database.vendor](database, sql, values)


@lru_cache(maxsize=4096)
def _with_marks(sql: str) -> str:
    """Return a statement as SQLite reads it: `?` where values stand, `%` where Django doubled it."""
    return sql.replace("%s", "?").replace("%%", "%")
