"""Connections to SQLite that threads lend one another: whoever serves takes one that rests, and lays it back.

Each holds a megabyte or two: the tables of the whole school, pages of them, statements. A process has a dozen threads
for the hours when many wait, and seldom needs more than two connections.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

_resting: deque[Any] = deque()  # SQLite's own connections, the last one used at the end


@contextmanager
def connection_lent() -> Iterator[None]:
    """Let this thread use a connection that rests, if there is one, and lay down whichever it has at the end.

    On PostgreSQL each thread keeps its own, which costs this process next to nothing.
    """
    database: Any = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "sqlite":
        yield
        return
    _take(database)
    try:
        yield
    finally:
        _lay_down(database)


def _take(database: Any) -> None:
    """Give a thread a connection that rests; without one it opens its own when it first asks for something."""
    if database.connection is not None:
        return
    try:
        database.connection = _resting.pop()
    except IndexError:
        return
    database.autocommit = True  # as it was laid down
    if not hasattr(database, "transaction_mode"):  # read when a thread opens its first
        database.get_connection_params()


def _lay_down(database: Any) -> None:
    """Leave a thread's connection to the others, unless it is in the middle of something."""
    is_at_rest = database.autocommit and not database.in_atomic_block
    if database.connection is not None and is_at_rest and not database.errors_occurred:
        _resting.append(database.connection)
        database.connection = None


def close_resting() -> None:
    """Close what rests, before this process is forked."""
    while _resting:
        _resting.pop().close()
