"""Sorted keys laid out so that a batch finds each of them at once, instead of by halvings.

Each row of a table gets buckets of eight places. A bucket's marks, one byte a place, are one number: so one look says
in which of its places a key can be, mostly in one or none, and only there is the key itself compared. That the marks of
all buckets are small, and asked without a turn a processor could foresee wrongly, is what makes it quick.

Source: the marks are those of "Swiss tables" (Benzaquen, Evlogimenos, Kulukundis & Perepelitsa, 2018); to find a byte
in a number: Warren, "Hacker's Delight", chapter 6.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import Wholes
from ownpath.engine.knowledge.compiled import Kernel, part_of_kernels

Singles = NDArray[np.float32]
Unsigned = NDArray[np.uint64]
# All of a place lies together in memory.
PLACE = np.dtype([("key", "i8"), ("first", "f4"), ("second", "f4")])
NO_KEY = -1
# Keys a bucket to begin with; a row in which one gets more than eight is spread wider.
USUAL = 4
MOST_BUCKETS = 16  # a key: by far more than any row comes to

NONE, ONE, THREE, FULL, BYTE = (np.uint64(n) for n in (0, 1, 3, 8, 255))
SEVEN_BITS, TWENTY_BITS, HALF_BITS, ALL_BUT_A_BYTE = (np.uint64(n) for n in (7, 20, 32, 56))
SPREADING = np.uint64(0x9E3779B97F4A7C15)  # 2 to the 64th over the golden ratio
IN_EACH_BYTE = np.uint64(0x0101010101010101)
TOP_OF_EACH_BYTE = np.uint64(0x8080808080808080)
NUMBER_OF_BYTE = np.uint64(0x0001020304050607)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Buckets:
    """`rows[u]` is the first bucket of row u and how many it has; `marks` are by bucket, `places` eight a bucket."""

    rows: Unsigned
    marks: Unsigned
    places: NDArray[np.void]


def laid_out(
    row_starts: Wholes, keys: Wholes | NDArray[np.int32], first: Singles, second: Singles
) -> Buckets:
    """Return keys of 0 or more, `row_starts[u]` to `row_starts[u + 1]` those of row u, with two values each.

    Raises
    ------
    ValueError
        If a row holds one key more often than a bucket has places.
    """
    wide = keys.astype(np.int64)
    rows = np.zeros((len(row_starts) - 1, 2), np.uint64)
    longest = int(np.diff(row_starts).max(initial=0))
    _spread_rows(row_starts, wide, np.zeros(longest * MOST_BUCKETS + 1, np.int64), rows)
    n_buckets = int(rows[:, 1].sum())
    marks = np.zeros(n_buckets, np.uint64)
    at = np.zeros(len(wide), np.int64)
    _mark(row_starts, wide, rows, np.zeros(n_buckets, np.uint64), marks, at)
    places = np.zeros(8 * n_buckets, PLACE)
    places["key"] = NO_KEY
    places["key"][at], places["first"][at], places["second"][at] = wide, first, second
    return Buckets(rows=rows, marks=marks, places=places)


@part_of_kernels
def spread(key):  # type: ignore[no-untyped-def]
    """Return a number that keys near one another do not share the bits of."""
    return np.uint64(key) * SPREADING


@part_of_kernels
def bucket_of(number, n_buckets):  # type: ignore[no-untyped-def]
    """Return in which bucket of its row a spread number belongs."""
    return ((number >> HALF_BITS) * n_buckets) >> HALF_BITS


@part_of_kernels
def mark_of(number):  # type: ignore[no-untyped-def]
    """Return the mark of a spread number, 1 to 255: none is the mark of an empty place."""
    return max((number >> TWENTY_BITS) & BYTE, ONE)


@part_of_kernels
def places_marked(marks, mark):  # type: ignore[no-untyped-def]
    """Return a number with the top bit of each byte that may be a mark; the lowest such byte is one for certain."""
    unlike = marks ^ (mark * IN_EACH_BYTE)
    return (unlike - IN_EACH_BYTE) & ~unlike & TOP_OF_EACH_BYTE


@part_of_kernels
def lowest_place(marked):  # type: ignore[no-untyped-def]
    """Return the place of the lowest top bit, 0 to 7."""
    lowest = marked & (NONE - marked)
    return ((lowest >> SEVEN_BITS) * NUMBER_OF_BYTE) >> ALL_BUT_A_BYTE


def _spread_rows_plain(row_starts, keys, counts, rows):  # type: ignore[no-untyped-def]
    """Write first bucket and number of buckets of each row, so many that none has more than eight keys."""
    begin = np.uint64(0)
    for row in range(len(rows)):
        n = row_starts[row + 1] - row_starts[row]
        n_buckets = (n + USUAL - 1) // USUAL
        is_crowded = n > 0
        while is_crowded:
            is_crowded = False
            counts[:n_buckets] = 0
            for k in range(row_starts[row], row_starts[row + 1]):
                bucket = bucket_of(spread(keys[k]), np.uint64(n_buckets))
                counts[bucket] += 1
                is_crowded = is_crowded or counts[bucket] > 8
            if is_crowded:
                n_buckets += n_buckets // 8 + 1
                if n_buckets > len(counts):
                    raise ValueError("a row holds the same key many times: expected each once")
        rows[row, 0] = begin
        rows[row, 1] = n_buckets
        begin += np.uint64(n_buckets)


_spread_rows = Kernel(_spread_rows_plain)


def _mark_plain(row_starts, keys, rows, filled, marks, at):  # type: ignore[no-untyped-def]
    """Write the marks, and the place of each key."""
    for row in range(len(rows)):
        for k in range(row_starts[row], row_starts[row + 1]):
            number = spread(keys[k])
            bucket = rows[row, 0] + bucket_of(number, rows[row, 1])
            marks[bucket] |= mark_of(number) << (FULL * filled[bucket])
            at[k] = FULL * bucket + filled[bucket]
            filled[bucket] += ONE


_mark = Kernel(_mark_plain)
