"""Let threads with time stand aside while somebody waits for another: Python runs one thread of a process at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

LONGEST: Final = 3.0  # seconds; then both go on, each at half the pace

_is_free = threading.Event()
_is_free.set()


@contextmanager
def others_aside() -> Iterator[None]:
    """Do what somebody waits for while the other threads of this process stand aside."""
    _is_free.clear()
    try:
        yield
    finally:
        _is_free.set()


def stand_aside() -> None:
    """Wait while another thread does what somebody waits for; never call it in a transaction, which others need."""
    _is_free.wait(LONGEST)
