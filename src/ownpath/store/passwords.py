"""Hash passwords with argon2 without starving the children who are answering.

Argon2 is meant to be costly. A hundred sign-ins at nine o'clock would take every processor from the answers, so one
thread of lower priority does the hashing, one password at a time; whoever signs in waits in line, nobody else does.
Several processes take turns, so that half of the processors never hash: a thread that was waked for an answer does not
wait for a slice of the hashing's time to end, and finds its memory still in the processor's cache.
Memory and time cost follow the OWASP password storage guidance for argon2id (19 MiB, 2 passes, 1 lane).
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from ownpath.store.turns import IS_SHARED_BY_PROCESSES, Turn

HASHING_NICENESS = 10
TURN_NAME = "hashing-turn"

Result = TypeVar("Result")


def _step_back() -> None:
    """Lower this thread's priority where the system counts priority by thread (Linux)."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), HASHING_NICENESS)


class _Line:
    """The one thread that hashes; threads do not follow into a process that was forked, so it gets one of its own."""

    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        self._thread = ThreadPoolExecutor(
            max_workers=1, thread_name_prefix="hashing", initializer=_step_back
        )
        self._turn: Turn | None = None  # a forked process must not share the open file

    def do(self, work: Callable[[], Result]) -> Result:
        return self._thread.submit(self._in_turn, work).result()

    def _in_turn(self, work: Callable[[], Result]) -> Result:
        if not IS_SHARED_BY_PROCESSES:
            return work()
        if self._turn is None:
            self._turn = Turn(str(settings.DATA_FOLDER / f"{TURN_NAME}-{turn_of(os.getpid())}"))
        with self._turn.taken():
            return work()


def turn_of(process: int, *, n_processors: int | None = None) -> int:
    """Return which of the machine's turns to hash a process shares: there is one for every two processors.

    >>> [turn_of(process, n_processors=2) for process in (100, 101)]
    [0, 0]
    >>> [turn_of(process, n_processors=4) for process in (100, 101, 102)]
    [0, 1, 0]
    """
    return process % max(1, (n_processors or os.cpu_count() or 1) // 2)


_line = _Line()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_line.begin_anew)


def _in_line(work: Callable[[], Result]) -> Result:
    return _line.do(work)


class SchoolArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with bounds fit for a small server, reckoned one at a time in the background."""

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Return the hash of `password`."""
        return _in_line(lambda: super(SchoolArgon2PasswordHasher, self).encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        """Return whether `password` is the one behind `encoded`."""
        return _in_line(
            lambda: super(SchoolArgon2PasswordHasher, self).verify(password, encoded)
        )
