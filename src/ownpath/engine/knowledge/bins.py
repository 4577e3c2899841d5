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
N_BUCKETS = 512
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


def buckets_of(cuts: Cuts) -> tuple[Floats, Floats, Codes]:
    """Return for each feature where its range begins, buckets per unit, and the least code of each bucket.

    Equal buckets between the lowest and the highest cut: a value's bucket leads to within a few
    cuts of its code, where halving would take many unforeseeable turns.
    """
    begins = np.zeros(cuts.n_features)
    per_unit = np.zeros(cuts.n_features)
    least = np.zeros((cuts.n_features, N_BUCKETS), np.uint8)
    for feature in range(cuts.n_features):
        own = cuts.of(feature)
        if len(own) < 2:
            continue
        begins[feature] = own[0]
        per_unit[feature] = (N_BUCKETS - 1) / (own[-1] - own[0])
        bucket = ((own - begins[feature]) * per_unit[feature]).astype(np.int64)
        least[feature] = np.searchsorted(bucket, np.arange(N_BUCKETS))
    return begins, per_unit, least


@part_of_kernels
def code_row_by_bucket(values, starts, begins, per_unit, least, row, codes):  # type: ignore[no-untyped-def]
    """Write the codes of one row of features, by buckets."""
    for feature in range(len(starts) - 1):
        n = starts[feature + 1] - starts[feature]
        code = 0
        if n > 0:
            x = row[feature]
            at = (x - begins[feature]) * per_unit[feature]
            if at >= N_BUCKETS - 1:
                at = N_BUCKETS - 1.0
            if at > 0.0:
                code = least[feature, int(at)] + 0
            while code < n and values[starts[feature] + code] < x:
                code += 1
        codes[feature] = code


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
