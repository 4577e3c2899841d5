"""Let several processes write one SQLite file in turn, and make what they wrote durable outside of the turn.

SQLite has one writer at a time. Who finds it busy asks again after 1, 2, 5, 10 ... 100 milliseconds, which is slow and
unfair once two processes write all day; so writers stand in line for the lock of a file beside the database, which the
system hands on at once and takes back from a process that died.

A commit with `synchronous=FULL` waits for the disk while it holds the database. A writer here commits with
`synchronous=NORMAL`, lets the next one have the turn, and then writes the log to the disk itself: `make_durable`
returns once everything that was committed before it is there. Nobody is told that an answer is kept before that.

Source: https://www.sqlite.org/wal.html and https://www.sqlite.org/pragma.html#pragma_synchronous: in NORMAL the log is
written to the disk before each checkpoint and each restart, so what this file does not force is forced there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

try:
    import fcntl
except ImportError:  # Windows: one process, and SQLite's own waiting
    fcntl = None  # type: ignore[assignment]

TURN_ENDING = "-turn"
LOG_ENDING = "-wal"

IS_SHARED_BY_PROCESSES = fcntl is not None and hasattr(os, "fdatasync")


class Turn:
    """Something that one process of a machine does at a time; each process makes its own of the same file."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the turn, waiting for it without asking again and again."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    @contextmanager
    def taken_if_free(self) -> Iterator[bool]:
        """Hold the turn if nobody has it, and tell whether; never wait."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)


def is_held(path: str) -> bool:
    """Return whether a process that lives has the turn of a file; never wait.

    Raises
    ------
    FileNotFoundError
    """
    file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)  # several may ask at once
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


class Turns(Turn):
    """The line of those who write one database file, who also see its log onto the disk."""

    def __init__(self, database: str) -> None:
        super().__init__(database + TURN_ENDING)
        self._log_path = database + LOG_ENDING
        self._log: int | None = None

    def make_durable(self) -> None:
        """Return once all that was committed before is on the disk.

        Raises
        ------
        OSError
            If the disk did not take it.
        """
        if self._log is None:
            self._log = os.open(self._log_path, os.O_RDWR | os.O_CLOEXEC)
        os.fdatasync(self._log)

    def look_for_the_log(self) -> None:
        """Open the log anew next time: once everybody closes a database, its next log is another file."""
        log, self._log = self._log, None
        if log is not None:
            os.close(log)

    def close(self) -> None:
        """Let go of both files."""
        self.look_for_the_log()
        super().close()
