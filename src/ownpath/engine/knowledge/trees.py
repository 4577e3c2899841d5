"""The accuracy head: boosted trees as plain arrays, reckoned without the library that grew them.

Source: Ke et al. (2017), "LightGBM: a highly efficient gradient boosting decision tree", NeurIPS
30, for the growing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import Floats, Wholes
from ownpath.engine.knowledge.bins import (
    LISTS_KEPT,
    Codes,
    Cuts,
    buckets_of,
    code_row_by_bucket,
    codes_of,
    codes_of_row,
)
from ownpath.engine.knowledge.compiled import Kernel, has_numba, part_of_kernels

Unsigned = NDArray[np.uint64]


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
            *self._packed(),
            self.leaf,
            out,
        )
        return out

    def _packed(self) -> tuple[Unsigned, Unsigned, Wholes]:
        """Return each node as one number, where each tree begins, and how deep it is.

        From the right: 8 bits feature, 8 bits code, 24 bits child 0, 24 bits child 1. Leaves follow the nodes and
        lead to themselves, so that four trees can be gone down side by side without asking whether one has ended.
        """
        n_nodes, n_leaves = len(self.feature), len(self.leaf)
        child = self.child.astype(np.int64)
        child = np.where(child < 0, n_nodes - child - 1, child)
        own = n_nodes + np.arange(n_leaves)
        low, high = np.concatenate([child.T, np.stack([own, own])], axis=1)
        feature = np.concatenate([self.feature, np.zeros(n_leaves, np.uint8)]).astype(np.int64)
        code = np.concatenate([self.code, np.full(n_leaves, 255, np.uint8)]).astype(np.int64)
        root = np.where(self.root < 0, n_nodes - self.root - 1, self.root)
        packed = feature | (code << 8) | (low << 16) | (high << 40)
        return packed.astype(np.uint64), root.astype(np.uint64), self._depths()

    def _depths(self) -> Wholes:
        """Return how many questions the longest path of each tree asks."""
        depth = np.zeros(len(self.feature), np.int64)
        for node in range(len(self.feature) - 1, -1, -1):  # children stand after their parents
            below = [depth[c] for c in self.child[node] if c >= 0]
            depth[node] = 1 + max(below, default=0)
        return np.array([depth[root] if root >= 0 else 0 for root in self.root], np.int64)

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
        codes = codes_of_row(self.cuts, row)
        feature, code, child, leaf, roots = _as_lists(self)
        total = 0.0
        for root in roots:
            node = root
            while node >= 0:
                node = child[node][codes[feature[node]] > code[node]]
            total += leaf[-node - 1]
        return total


@lru_cache(maxsize=LISTS_KEPT)
def _as_lists(
    trees: Trees,
) -> tuple[list[int], list[int], list[list[int]], list[float], list[int]]:
    """Return the parts of trees as lists, which plain Python reads several times faster than arrays."""
    return (
        trees.feature.tolist(),
        trees.code.tolist(),
        trees.child.tolist(),
        trees.leaf.tolist(),
        trees.root.tolist(),
    )


# Without a sign: numba then need not ask whether an index counts from the end.
BITS_OF_FEATURE, BITS_BEFORE_CHILD, BITS_OF_CHILD = np.uint64(8), np.uint64(16), np.uint64(24)
EIGHT_BITS, CHILD_BITS = np.uint64(0xFF), np.uint64(0xFFFFFF)


@part_of_kernels
def step_down(packed, node, codes):  # type: ignore[no-untyped-def]
    """Return the child of a node that a row of codes leads to."""
    word = packed[node]
    is_above = np.uint64(codes[word & EIGHT_BITS] > ((word >> BITS_OF_FEATURE) & EIGHT_BITS))
    return (word >> (BITS_BEFORE_CHILD + BITS_OF_CHILD * is_above)) & CHILD_BITS


def _score_rows_plain(  # type: ignore[no-untyped-def]
    features, cut_values, cut_starts, begins, per_unit, least, packed, root, depth, leaf, out
):
    """Write the score of each row, four trees at a time, summed tree by tree."""
    codes = np.zeros(len(cut_starts) - 1, np.uint8)
    n_trees = len(root)
    n_nodes = np.uint64(len(packed) - len(leaf))
    for k in range(len(features)):
        code_row_by_bucket(cut_values, cut_starts, begins, per_unit, least, features[k], codes)
        total = 0.0
        t = 0
        while t + 3 < n_trees:
            a, b, c, d = root[t], root[t + 1], root[t + 2], root[t + 3]
            for _ in range(max(depth[t], depth[t + 1], depth[t + 2], depth[t + 3])):
                a = step_down(packed, a, codes)
                b = step_down(packed, b, codes)
                c = step_down(packed, c, codes)
                d = step_down(packed, d, codes)
            total += leaf[a - n_nodes]
            total += leaf[b - n_nodes]
            total += leaf[c - n_nodes]
            total += leaf[d - n_nodes]
            t += 4
        while t < n_trees:
            a = root[t]
            for _ in range(depth[t]):
                a = step_down(packed, a, codes)
            total += leaf[a - n_nodes]
            t += 1
        out[k] = total


_score_rows = Kernel(_score_rows_plain)
