"""Chance for the search: one stream of numbers from one seed, the same on every machine.

Source: Marsaglia (2003), "Xorshift RNGs", Journal of Statistical Software 8(14).
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.search.compiled import woven

Stream: TypeAlias = NDArray[np.uint64]


def stream_from(seed: int) -> Stream:
    """Return the start of a stream; different seeds, zero too, give unrelated streams."""
    mixed = (seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) & 0xFFFFFFFFFFFFFFFF
    stream = np.array([mixed or 1], dtype=np.uint64)
    for _ in range(16):
        step(stream)
    return stream


@woven
def step(stream: Stream) -> np.uint64:
    """Return 64 fresh bits."""
    bits: np.uint64 = stream[0]
    bits ^= bits << np.uint64(13)
    bits ^= bits >> np.uint64(7)
    bits ^= bits << np.uint64(17)
    stream[0] = bits
    return bits


@woven
def below(stream: Stream, n: int) -> int:
    """Return a whole number from 0 to n - 1."""
    return np.int64(((step(stream) >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32))  # type: ignore[return-value]


@woven
def fraction(stream: Stream) -> float:
    """Return a number from 0 up to 1."""
    return np.float64(np.int64(step(stream) >> np.uint64(11))) * (1.0 / 9007199254740992.0)
