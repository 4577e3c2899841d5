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


def ladders_of(cuts: Cuts) -> tuple[Floats, Wholes]:
    """Return the cuts of each feature as a ladder, features by rungs, and how many rungs are cuts.

    A ladder has 255 rungs, those above the cuts out of reach: so every value climbs it by the same halvings, and none
    of them is a turn a processor could foresee wrongly.
    """
    ladders = np.full((cuts.n_features, MOST_CUTS + 1), np.inf)
    for feature in range(cuts.n_features):
        own = cuts.of(feature)
        ladders[feature, : len(own)] = own
    return ladders, np.diff(cuts.starts)


# Counts without a sign: numba then need not ask whether an index counts from the end.
ONE, THREE, SEVEN, FIFTEEN = np.uint64(1), np.uint64(3), np.uint64(7), np.uint64(15)
TWO, FOUR, EIGHT, SIXTEEN = np.uint64(2), np.uint64(4), np.uint64(8), np.uint64(16)
SHORT = 31  # rungs of a ladder that five halvings climb


@part_of_kernels
def climb_from(ladders, feature, code, x):  # type: ignore[no-untyped-def]
    """Return the code of a value that is known to lie less than 32 rungs above `code`."""
    code += SIXTEEN * np.uint64(ladders[feature, code + FIFTEEN] < x)
    code += EIGHT * np.uint64(ladders[feature, code + SEVEN] < x)
    code += FOUR * np.uint64(ladders[feature, code + THREE] < x)
    code += TWO * np.uint64(ladders[feature, code + ONE] < x)
    return code + np.uint64(ladders[feature, code] < x)


@part_of_kernels
def code_rows(features, begin, n, ladders, n_cuts, codes):  # type: ignore[no-untyped-def]
    """Write the codes of `n` rows of features from `begin` on, one column of `codes` a row."""
    for feature in range(len(n_cuts)):
        if n_cuts[feature] == 0:
            codes[feature, :n] = 0
        elif n_cuts[feature] <= SHORT:
            for row in range(n):
                x = features[begin + row, feature]
                codes[feature, row] = climb_from(ladders, feature, np.uint64(0), x)
        else:
            for row in range(n):
                x = features[begin + row, feature]
                code = np.uint64(128) * np.uint64(ladders[feature, 127] < x)
                code += np.uint64(64) * np.uint64(ladders[feature, code + np.uint64(63)] < x)
                code += np.uint64(32) * np.uint64(ladders[feature, code + np.uint64(31)] < x)
                codes[feature, row] = climb_from(ladders, feature, code, x)


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
