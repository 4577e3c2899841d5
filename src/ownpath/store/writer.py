"""The thread that writes for a whole process on SQLite: it commits what waits, and sees it onto the disk.

It gives the turn away before it waits for the disk, so that another process writes meanwhile; whoever comes to this one
in that time shares the next commit. See `ownpath.store.turns` for how several processes share the file.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from django.db import connection, transaction

from ownpath.store.statements import going_first
from ownpath.store.turns import IS_SHARED_BY_PROCESSES, Turns

MOST_IN_ONE_COMMIT = 64
PAGES_OF_THE_LOG = 8_000  # some 32 MB, then it is written into the database, in the turn and waiting for the disk

Result = TypeVar("Result")
Item = TypeVar("Item")


class _Waiting(Generic[Result]):
    """A deed, and where its caller waits for it."""

    __slots__ = ("_is_over", "error", "result", "work")

    def __init__(self, work: Callable[[], Result]) -> None:
        self.work = work
        self.result: Result | None = None
        self.error: BaseException | None = None
        self._is_over = threading.Lock()
        self._is_over.acquire()

    def run(self) -> None:
        """Do the deed, and keep what it gave or raised."""
        try:
            self.result = self.work()
        except Exception as error:  # noqa: BLE001 - carried to the caller, who raises it
            self.error = error

    def fail(self, error: BaseException) -> None:
        """Remember why nothing was kept, unless the deed itself failed before."""
        self.error = self.error or error

    def end(self) -> None:
        """Let the caller go on."""
        self._is_over.release()

    def wait(self) -> Result:
        """Wait until the deed is durable and return what it gave, or raise what it raised."""
        self._is_over.acquire()  # released once, by `end`, on another thread
        if self.error is not None:
            raise self.error
        return self.result  # type: ignore[return-value]  # set, as there was no error


Batch = list[_Waiting[Any]]


class Writer:
    """One process's writer, started with the first deed."""

    def __init__(self) -> None:
        self._line: queue.SimpleQueue[_Waiting[Any] | None] = queue.SimpleQueue()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None
        self._turns: Turns | None = None
        self._prepared_for: object = None

    def do(self, work: Callable[[], Result]) -> Result:
        """Let the writer do something, and return once it is durable."""
        if self._thread is None:
            self._begin()
        waiting = _Waiting(work)
        self._line.put(waiting)
        return waiting.wait()

    def end(self) -> None:
        """End the thread and close its connection, before this process is forked; nobody may be waiting."""
        with self._start:
            if self._thread is not None:
                self._line.put(None)
                self._thread.join()
                self._thread = None

    def _begin(self) -> None:
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._write_all, name="writer", daemon=True
                )
                self._thread.start()

    def _write_all(self) -> None:
        """Commit all who wait, see it onto the disk and let them go on, until the end of the line."""
        while batch := _all_of(self._line, MOST_IN_ONE_COMMIT):
            try:
                self._commit(batch)
                if self._turns is not None:
                    self._turns.make_durable()
            except Exception as error:  # noqa: BLE001 - nothing is surely kept: every caller is told
                for waiting in batch:
                    waiting.fail(error)
                connection.close_if_unusable_or_obsolete()
            finally:
                for waiting in batch:
                    waiting.end()
        connection.close()

    def _commit(self, batch: Batch) -> None:
        self._make_ready()
        with self._turn(), going_first(), transaction.atomic():
            for waiting in batch:
                waiting.run()

    def _make_ready(self) -> None:
        """Prepare a new connection: where this thread makes commits durable itself, they do not wait for the disk."""
        connection.ensure_connection()
        if self._prepared_for is connection.connection:
            return
        database = str(connection.settings_dict["NAME"])
        if IS_SHARED_BY_PROCESSES and os.path.exists(database):  # noqa: PTH110 - a name, maybe of memory
            self._turns = self._turns or Turns(database)
            self._turns.look_for_the_log()
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=NORMAL")
                cursor.execute(f"PRAGMA wal_autocheckpoint={PAGES_OF_THE_LOG}")
        self._prepared_for = connection.connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self._turns is None:
            yield
            return
        with self._turns.taken():
            yield


def _all_of(line: queue.SimpleQueue[Item | None], most: int) -> list[Item]:
    """Return what waits in a line, at least one, waiting for that; nothing at the end of the line, which is None."""
    found: list[Item] = []
    item = line.get()
    while item is not None:
        found.append(item)
        if len(found) == most or line.empty():
            return found
        item = line.get()
    if found:
        line.put(None)  # seen too early: the next look ends
    return found
