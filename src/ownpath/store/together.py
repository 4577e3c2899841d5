"""Many waiting writes, one commit: nobody is told "kept" before it is on the disk, and nobody waits for a lock alone.

On SQLite a single thread takes all deeds that wait, runs each behind a savepoint of its own (one bad deed cannot undo
its neighbors), commits them together and only once they are on the disk lets every caller go on. On PostgreSQL each
deed is a transaction of its own connection. A deed inside another deed simply joins it.

A deed runs on another thread than its caller on SQLite, so it must not rely on what is bound to the calling thread
(the active language, the request): pass such things in, and keep texts lazy.
"""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable
from datetime import date
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, transaction

from ownpath.store import statements
from ownpath.store.writer import Writer

Given = ParamSpec("Given")
Result = TypeVar("Result")


def commit_together(work: Callable[[], Result]) -> Result:
    """Run `work` in a transaction, shared with whoever else waits, and return once it is durable.

    Raises
    ------
    Exception
        Whatever `work` raised (its own changes are undone, its neighbors' kept), or the database's own error when
        the commit itself failed (nothing is kept).
    """
    if _here.in_a_deed:
        return _join(work)
    if connection.in_atomic_block or not settings.GROUP_COMMIT:
        return _do(work)
    return _at_work.writer.do(lambda: _do(work))


class _Here(threading.local):
    """Whether this thread is in the middle of a deed, and the turns that deed has."""

    def __init__(self) -> None:
        self.in_a_deed = False
        self.turns: set[tuple[int, ...]] = set()


class _AtWork:
    """The writer of this process: threads do not follow into a process that was forked, so it gets one of its own."""

    def __init__(self) -> None:
        self.writer = Writer()

    def begin_anew(self) -> None:
        self.writer = Writer()


_here = _Here()
_at_work = _AtWork()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_at_work.begin_anew)


def _join(work: Callable[[], Result]) -> Result:
    """Do a deed as a part of another one: what fails here fails the whole."""
    try:
        return work()
    except BaseException:
        transaction.set_rollback(True)
        raise


def _do(work: Callable[[], Result]) -> Result:
    """Do one deed behind a transaction or savepoint of its own."""
    _here.in_a_deed = True
    try:
        with transaction.atomic():
            return work()
    finally:
        _here.in_a_deed = False
        _here.turns.clear()


def rest() -> None:
    """End this process's writer, if there is one, so that the process may be forked; the next deed starts another."""
    _at_work.writer.end()


def take_turns(*, about: int, on: date | None = None) -> None:
    """Let this deed wait until every other one about the same is kept, and hold the turn until its own end.

    What one deed reads and then writes (how often a question was tried, what is believed) no other may change between.
    On SQLite deeds go one by one anyway, in all processes; on PostgreSQL an advisory lock stands for what it is about.

    Parameters
    ----------
    about
        The id of a person; with `on`, of the campus whose day it is about.
    """
    if connection.vendor != "postgresql":
        return
    lock = (about,) if on is None else (about, on.toordinal())  # two kinds, which never meet
    if lock in _here.turns:
        return
    places = ", ".join(["%s"] * len(lock))
    statements.fetch(f"SELECT pg_advisory_xact_lock({places})", lock)
    if (
        _here.in_a_deed and not connection.savepoint_ids
    ):  # a savepoint that is undone lets go of it
        _here.turns.add(lock)


def deed(service: Callable[Given, Result]) -> Callable[Given, Result]:
    """Make `service` one deed: all of it is kept and durable when it returns, or nothing is."""

    @functools.wraps(service)
    def as_one_deed(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        return commit_together(lambda: service(*args, **kwargs))

    return as_one_deed
