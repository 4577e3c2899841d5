"""Does long work on a thread of its own, and leaves a pulse on disk by which any process can tell that it lives.

While an import is being written, the database itself cannot say how far it is: the pulse is a small file, written
anew every second. A pulse that stands still means that the work died; whatever it wrote was undone with it. Work that
ends takes its own pulse away, not that of the next work on the same file, which may have begun by then.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, connections

from ownpath import clock

SECONDS_BETWEEN_BEATS = 1.0
WITHOUT_A_BEAT = timedelta(seconds=15)
NICENESS = 5

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How far the work is; a total of 0 means that nobody knows yet."""

    step: str = ""  # reading, comparing, writing
    done: int = 0
    total: int = 0


class Work:
    """One piece of long work: what it does, and how far it is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pulse = Pulse()
        self._is_done = threading.Event()
        self._beating = threading.Lock()
        self._beaten: tuple[int, int] | None = None
        self._beat()

    def tell(self, step: str, done: int = 0, total: int = 0) -> None:
        """Say how far the work is; written with the next beat."""
        self._pulse = Pulse(step=step, done=done, total=total)

    def start(self, do: Callable[[Work], None]) -> None:
        """Do the work on a thread of its own; inside a transaction (in tests) at once, so that it sees its rows."""
        if connection.in_atomic_block:
            self._run(do)
            return
        threading.Thread(target=self._beat_until_done, name="pulse", daemon=True).start()
        threading.Thread(target=self._run_apart, args=[do], name="import", daemon=True).start()

    def _run_apart(self, do: Callable[[Work], None]) -> None:
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        try:
            self._run(do)
        finally:
            connections.close_all()

    def _run(self, do: Callable[[Work], None]) -> None:
        try:
            do(self)
        except Exception:
            logger.exception("Long work stopped; what it wrote was undone.")
        finally:
            self._end()

    def _beat_until_done(self) -> None:
        while not self._is_done.wait(SECONDS_BETWEEN_BEATS):
            self._beat()

    def _beat(self) -> None:
        with self._beating:
            if self._is_done.is_set() or self._is_anothers():
                return
            beside = self._path.with_suffix(".beat")
            beside.write_text(json.dumps(asdict(self._pulse)))
            self._beaten = _trace_of(beside)
            beside.replace(self._path)

    def _end(self) -> None:
        with self._beating:
            self._is_done.set()
            if not self._is_anothers():
                self._path.unlink(missing_ok=True)

    def _is_anothers(self) -> bool:
        return self._beaten is not None and _trace_of(self._path) not in (None, self._beaten)


def _trace_of(path: Path) -> tuple[int, int] | None:
    """Return what tells one beat from every other, or None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def read_pulse(path: Path, *, now: datetime) -> Pulse | None:
    """Return how far the work is, or None when no work with this pulse is alive."""
    try:
        beat_at = clock.written_at(path)
        told = json.loads(path.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    is_alive = now - beat_at < WITHOUT_A_BEAT
    return Pulse(**told) if is_alive else None
