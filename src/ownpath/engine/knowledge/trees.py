"""The accuracy head: boosted trees as plain arrays, reckoned without the library that grew them.

Source: Ke et al. (2017), "LightGBM: a highly efficient gradient boosting decision tree", NeurIPS
30, for the growing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import Floats, Wholes
from ownpath.engine.knowledge.bins import (
    Codes,
    Cuts,
    buckets_of,
    code_row,
    code_row_by_bucket,
    codes_of,
)
from ownpath.engine.knowledge.compiled import Kernel, has_numba


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trees:
    """A sum of trees over codes.

    Node k asks whether the code of `feature[k]` is above `code[k]`; `child[k, 0]` is where to go if
    not, `child[k, 1]` if so. A child below zero is a leaf: its value is `leaf[-child - 1]`.
    `root[t]` is where tree t begins (below zero: the tree is one leaf).
    """

    cuts: Cuts
    feature: NDArray[np.uint8]
    code: NDArray[np.uint8]
    child: NDArray[np.int32]
    leaf: Floats
    root: Wholes

    def scores(self, features: NDArray[np.float32]) -> Floats:
        """Return the score of each row of features, in log odds."""
        if not has_numba():
            return self.scores_without_numba(features)
        out = np.zeros(len(features))
        _score_rows(
            features,
            self.cuts.values,
            self.cuts.starts,
            *buckets_of(self.cuts),
            self._packed(),
            self.leaf,
            self.root,
            out,
        )
        return out

    def _packed(self) -> Wholes:
        """Return each node as one number, so that a step down a tree is one read and no branch.

        From the right: 8 bits feature, 8 bits code, 24 bits child 0, 24 bits child 1, both signed.
        """
        low, high = self.child.astype(np.int64).T
        words = self.feature.astype(np.int64) | (self.code.astype(np.int64) << 8)
        packed: Wholes = words | ((low & 0xFFFFFF) << 16) | (high << 40)
        return packed

    def scores_without_numba(self, features: NDArray[np.float32]) -> Floats:
        """Return the same by numpy: all rows go down a tree together."""
        codes = codes_of(self.cuts, features)
        out = np.zeros(len(features))
        for root in self.root:
            out += self.leaf[self._leaf_of_rows(codes, int(root))]
        return out

    def _leaf_of_rows(self, codes: Codes, root: int) -> Wholes:
        at = np.full(len(codes), root, np.int64)
        going = np.flatnonzero(at >= 0)
        while len(going):
            node = at[going]
            is_above = codes[going, self.feature[node]] > self.code[node]
            at[going] = self.child[node, is_above.astype(np.int64)]
            going = going[at[going] >= 0]
        return -at - 1

    def score_one(self, row: Floats) -> float:
        """Return the score of one row in plain Python, for a page."""
        codes = [0] * self.cuts.n_features
        code_row(self.cuts.values, self.cuts.starts, row, codes)
        total = 0.0
        for root in self.root:
            node = int(root)
            while node >= 0:
                is_above = codes[self.feature[node]] > self.code[node]
                node = int(self.child[node, int(is_above)])
            total += float(self.leaf[-node - 1])
        return total


def _score_rows_plain(  # type: ignore[no-untyped-def]
    features, cut_values, cut_starts, begins, per_unit, least, packed, leaf, root, out
):
    codes = np.zeros(len(cut_starts) - 1, np.uint8)
    for k in range(len(features)):
        code_row_by_bucket(cut_values, cut_starts, begins, per_unit, least, features[k], codes)
        total = 0.0
        for t in range(len(root)):
            node = root[t]
            while node >= 0:
                word = packed[node]
                is_above = np.int64(codes[word & 255] > ((word >> 8) & 255))
                node = (word << (24 - 24 * is_above)) >> 40
            total += leaf[-node - 1]
        out[k] = total


_score_rows = Kernel(_score_rows_plain)
