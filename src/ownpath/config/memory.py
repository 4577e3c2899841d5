"""Give memory that is free back to the system at once, as far as the C library (glibc) can be asked to.

By itself it keeps what a thread has freed for that thread, in an arena of its own, and after the first large block it
keeps large ones too: each process held 40 MB for nobody, half of it the 19 MB of the last password's hash.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

TRIM_THRESHOLD: Final = -1  # glibc's names for what `mallopt` sets, from its malloc.h
MMAP_THRESHOLD: Final = -3
ARENA_MAX: Final = -8
LARGE: Final = 131_072  # bytes; where glibc begins, and stays once it is said
ARENAS: Final = 2
WISHES: Final = ((MMAP_THRESHOLD, LARGE), (TRIM_THRESHOLD, LARGE), (ARENA_MAX, ARENAS))


def give_free_memory_back() -> bool:
    """Ask the C library for it, before threads are started, and return whether it does so."""
    if sys.platform != "linux":
        return False
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    return set_option is not None and all(set_option(name, most) for name, most in WISHES)
