"""Many waiting writes, one commit: nobody is told "kept" before it is on the disk, and nobody waits for a lock alone.

On SQLite a single thread takes all deeds that wait, runs each behind a savepoint of its own (one bad deed cannot undo
its neighbors), commits them together and only then lets every caller go on. On PostgreSQL each deed is a transaction
of its own connection. A deed inside another deed simply joins it.

A deed runs on another thread than its caller on SQLite, so it must not rely on what is bound to the calling thread
(the active language, the request): pass such things in, and keep texts lazy.
"""

from __future__ import annotations

import functools
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, ParamSpec, TypeVar

from django.conf import settings
from django.db import close_old_connections, connection, transaction

MOST_IN_ONE_COMMIT = 64

Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(slots=True)
class _Waiting(Generic[Result]):
    """A deed, and where its caller waits for it."""

    work: Callable[[], Result]
    done: threading.Event = field(default_factory=threading.Event)
    result: Result | None = None
    error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = _do(self.work)
        except Exception as error:  # noqa: BLE001 - carried to the caller, who raises it
            self.error = error


class _Writer:
    """The one thread that writes, started with the first deed."""

    def __init__(self) -> None:
        self._line: queue.SimpleQueue[_Waiting[Any]] = queue.SimpleQueue()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def do(self, work: Callable[[], Result]) -> Result:
        self._ensure_running()
        waiting = _Waiting(work=work)
        self._line.put(waiting)
        waiting.done.wait()
        if waiting.error is not None:
            raise waiting.error
        return waiting.result  # type: ignore[return-value]  # set, as there was no error

    def _ensure_running(self) -> None:
        with self._start:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._write_for_ever, name="writer", daemon=True
                )
                self._thread.start()

    def _write_for_ever(self) -> None:
        while True:
            self._commit(self._all_who_wait())

    def _all_who_wait(self) -> list[_Waiting[Any]]:
        batch = [self._line.get()]
        while len(batch) < MOST_IN_ONE_COMMIT:
            try:
                batch.append(self._line.get_nowait())
            except queue.Empty:
                break
        return batch

    def _commit(self, batch: list[_Waiting[Any]]) -> None:
        try:
            with transaction.atomic():
                for waiting in batch:
                    waiting.run()
        except Exception as error:  # noqa: BLE001 - nothing was kept: every caller is told
            for waiting in batch:
                waiting.error = waiting.error or error
            close_old_connections()
        finally:
            for waiting in batch:
                waiting.done.set()


_writer = _Writer()


def commit_together(work: Callable[[], Result]) -> Result:
    """Run `work` in a transaction, shared with whoever else waits, and return once it is durable.

    Raises
    ------
    Exception
        Whatever `work` raised (its own changes are undone, its neighbors' kept), or the database's own error when
        the commit itself failed (nothing is kept).
    """
    if _here.in_a_deed:
        with transaction.atomic(savepoint=False):  # what fails here fails the whole deed
            return work()
    if connection.in_atomic_block or not settings.GROUP_COMMIT:
        return _do(work)
    return _writer.do(work)


class _Here(threading.local):
    """Whether this thread is in the middle of a deed."""

    in_a_deed = False


_here = _Here()


def _do(work: Callable[[], Result]) -> Result:
    """Do one deed behind a transaction or savepoint of its own."""
    _here.in_a_deed = True
    try:
        with transaction.atomic():
            return work()
    finally:
        _here.in_a_deed = False


def take_turns(*, about: int) -> None:
    """Let this deed wait until every other one about the same person is kept, and hold the turn until its own end.

    What one deed reads and then writes (how often a question was tried, what is believed) no other may change between.
    On SQLite the one writer goes deed by deed anyway; on PostgreSQL an advisory lock stands for the person.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [about])


def deed(service: Callable[Given, Result]) -> Callable[Given, Result]:
    """Make `service` one deed: all of it is kept and durable when it returns, or nothing is."""

    @functools.wraps(service)
    def as_one_deed(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        return commit_together(lambda: service(*args, **kwargs))

    return as_one_deed
