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
    EIGHT,
    LISTS_KEPT,
    ROWS_AT_ONCE,
    SIXTEEN,
    Codes,
    Cuts,
    code_rows,
    codes_of,
    codes_of_row,
    ladders_of,
)
from ownpath.engine.knowledge.compiled import Kernel, has_numba

Unsigned = NDArray[np.uint64]
NEVER_ABOVE = 255  # no code is above it


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
        _score_rows(features, ladders_of(self.cuts), *self._laid_out(), out)
        return out

    def _laid_out(self) -> tuple[Unsigned, Floats, Unsigned, Wholes]:
        """Return each node as one number, what each is worth, where each tree begins, and how deep it is.

        From the right: 8 bits feature, 8 bits code, then the place of child 0; child 1 stands right after it. A leaf
        leads to itself, so that rows go down side by side without asking whether one has arrived.
        """
        tree, node, depth = self._in_turn()
        order = np.argsort(tree, kind="stable")  # whole trees, brothers and sisters together
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        asks = np.flatnonzero(node >= 0)
        to = place.copy()
        to[asks] = place[len(self.root) + 2 * np.arange(len(asks))]  # as they were laid in turn
        feature, code = np.zeros(len(node), np.int64), np.full(len(node), NEVER_ABOVE)
        feature[asks], code[asks] = self.feature[node[asks]], self.code[node[asks]]
        value = np.zeros(len(node))
        leaves = np.flatnonzero(node < 0)
        value[leaves] = self.leaf[-node[leaves] - 1]
        words = feature | (code << 8) | (to << 16)
        begins = place[: len(self.root)]
        return (
            words[order].astype(np.uint64),
            value[order],
            begins.astype(np.uint64),
            depth,
        )

    def _in_turn(self) -> tuple[Wholes, Wholes, Wholes]:
        """Return tree and node (a leaf below zero) of all there is, depth by depth, and how deep each tree is."""
        tree: Wholes = np.arange(len(self.root), dtype=np.int64)
        node = self.root.astype(np.int64)
        trees, nodes, depth = [tree], [node], np.zeros(len(self.root), np.int64)
        while (is_inner := node >= 0).any():
            tree = np.repeat(tree[is_inner], 2)
            node = self.child[node[is_inner]].ravel().astype(np.int64)
            depth[tree] += 1
            trees.append(tree)
            nodes.append(node)
        return np.concatenate(trees), np.concatenate(nodes), depth

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


EIGHT_BITS = np.uint64(0xFF)


def _score_rows_plain(features, ladders, words, value, begins, depth, out):  # type: ignore[no-untyped-def]
    """Write the score of each row: tree by tree, some rows going down it side by side."""
    codes = np.zeros((ROWS_AT_ONCE, len(ladders)), np.uint8)
    at = np.zeros(ROWS_AT_ONCE, np.uint64)
    for begin in range(0, len(features), ROWS_AT_ONCE):
        n = min(ROWS_AT_ONCE, len(features) - begin)
        code_rows(features, begin, n, ladders, codes.T)
        for t in range(len(begins)):
            at[:] = begins[t]
            for _ in range(depth[t]):
                for row in range(n):
                    word = words[at[row]]
                    is_above = codes[row, word & EIGHT_BITS] > ((word >> EIGHT) & EIGHT_BITS)
                    at[row] = (word >> SIXTEEN) + np.uint64(is_above)
            for row in range(n):
                out[begin + row] += value[at[row]]


_score_rows = Kernel(_score_rows_plain)
