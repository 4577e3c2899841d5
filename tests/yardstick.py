"""How long work takes, told in turns of a plain loop on this machine at this moment; seconds tell of the machine."""

from __future__ import annotations

import time
from collections.abc import Callable

N_STEPS, N_TURNS = 200_000, 5


def turns_of(work: Callable[[], object]) -> float:
    """Return how many turns of the loop the work takes of the processor; what slows one slows the other."""
    turns = [_seconds_of(_turn) for _ in range(N_TURNS)]
    worked = _seconds_of(work)
    turns += [_seconds_of(_turn) for _ in range(N_TURNS)]
    return worked / sorted(turns)[N_TURNS]


def _turn() -> int:
    return sum(step % 7 for step in range(N_STEPS))


def _seconds_of(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
