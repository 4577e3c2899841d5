"""Cuts that turn each feature into a small whole number: the code a head reads.

The code of a value is how many cuts lie below it, so `value <= cuts[i]` is the same as `code <= i`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import Floats, Wholes
from ownpath.engine.knowledge.compiled import part_of_kernels

Codes = NDArray[np.uint8]
MOST_CUTS = 255
ROWS_AT_ONCE = 256  # so many that tables are read in turn, so few that their codes stay near
LISTS_KEPT = 16  # of the models at work


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cuts:
    """`values[starts[f]:starts[f + 1]]` are the rising cuts of feature f, at most 255."""

    values: Floats
    starts: Wholes

    def of(self, feature: int) -> Floats:
        """Return the cuts of one feature."""
        return self.values[self.starts[feature] : self.starts[feature + 1]]

    @property
    def n_features(self) -> int:
        """Return how many features are cut."""
        return len(self.starts) - 1


def cuts_from(per_feature: Sequence[Floats]) -> Cuts:
    """Return cuts from one array of values for each feature.

    Raises
    ------
    ValueError
        If a feature has more than 255 different cuts.
    """
    unique = [np.unique(values) for values in per_feature]
    longest = max((len(values) for values in unique), default=0)
    if longest > MOST_CUTS:
        raise ValueError(
            f"per_feature has {longest} cuts for a feature: expected at most {MOST_CUTS}"
        )
    starts = np.concatenate([[0], np.cumsum([len(values) for values in unique])])
    flat = np.concatenate(unique) if unique else np.zeros(0)
    return Cuts(values=flat.astype(np.float64), starts=starts.astype(np.int64))


def codes_of(cuts: Cuts, features: NDArray[np.float32]) -> Codes:
    """Return the codes of rows of features, same shape."""
    codes = np.empty(features.shape, np.uint8)
    for feature in range(cuts.n_features):
        codes[:, feature] = np.searchsorted(
            cuts.of(feature), features[:, feature].astype(np.float64)
        )
    return codes


@lru_cache(maxsize=LISTS_KEPT)
def ladders_of(cuts: Cuts) -> NDArray[np.float32]:
    """Return the cuts of each feature as a ladder, features by rungs.

    All ladders have 32, 64 or 256 rungs, those above the cuts out of reach: so every value climbs by the same halvings,
    and none of them is a turn a processor could foresee wrongly. A cut is told as the greatest single at or below it:
    the same singles lie above it.
    """
    most = int(np.diff(cuts.starts).max(initial=0))
    n_rungs = next(n for n in (SHORT, LONG, MOST_CUTS + 1) if most < n)
    ladders = np.full((cuts.n_features, n_rungs), np.inf, np.float32)
    for feature in range(cuts.n_features):
        own = cuts.of(feature)
        rungs = own.astype(np.float32)
        is_above = rungs > own
        rungs[is_above] = np.nextafter(rungs[is_above], np.float32(-np.inf))
        ladders[feature, : len(own)] = rungs
    return ladders


SHORT, LONG = 32, 64  # rungs that five halvings climb, and six
# Counts without a sign: numba then need not ask whether an index counts from the end.
ONE, TWO, THREE, FOUR, SEVEN, EIGHT = (np.uint64(n) for n in (1, 2, 3, 4, 7, 8))
FIFTEEN, SIXTEEN, THIRTY_ONE, THIRTY_TWO = (np.uint64(n) for n in (15, 16, 31, 32))
SIXTY_THREE, SIXTY_FOUR, NEARLY_HALF, HALF = (np.uint64(n) for n in (63, 64, 127, 128))


@part_of_kernels
def climb(ladders, feature, x):  # type: ignore[no-untyped-def]
    """Return the code of a value: how many rungs of its ladder lie below it."""
    code = np.uint64(0)
    if ladders.shape[1] > LONG:
        code += HALF * np.uint64(ladders[feature, NEARLY_HALF] < x)
        code += SIXTY_FOUR * np.uint64(ladders[feature, code + SIXTY_THREE] < x)
    if ladders.shape[1] > SHORT:
        code += THIRTY_TWO * np.uint64(ladders[feature, code + THIRTY_ONE] < x)
    code += SIXTEEN * np.uint64(ladders[feature, code + FIFTEEN] < x)
    code += EIGHT * np.uint64(ladders[feature, code + SEVEN] < x)
    code += FOUR * np.uint64(ladders[feature, code + THREE] < x)
    code += TWO * np.uint64(ladders[feature, code + ONE] < x)
    return code + np.uint64(ladders[feature, code] < x)


@part_of_kernels
def code_rows(features, begin, n, ladders, codes):  # type: ignore[no-untyped-def]
    """Write the codes of `n` rows of features from `begin` on, one column of `codes` a row."""
    for row in range(n):
        for feature in range(len(ladders)):
            codes[feature, row] = climb(ladders, feature, features[begin + row, feature])


def codes_of_row(cuts: Cuts, row: Floats) -> list[int]:
    """Return the codes of one row of features, for a page."""
    values, starts = _as_lists(cuts)
    return [
        bisect_left(values, x, begin, end) - begin
        for x, begin, end in zip(row.tolist(), starts, starts[1:], strict=False)
    ]


@lru_cache(maxsize=LISTS_KEPT)
def _as_lists(cuts: Cuts) -> tuple[list[float], list[int]]:
    return cuts.values.tolist(), cuts.starts.tolist()
