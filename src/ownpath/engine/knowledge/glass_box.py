"""The glass box: a sum of shapes of one feature and of two, and nothing else, so that each score can be read.

It is grown as boosted trees that may combine two features at most, and rewritten exactly as tables.
Then each table of two gives up what one feature alone explains (by the answers it was grown on), so
that a shape of one feature is the whole effect of that feature.

Source: Lou, Caruana, Gehrke & Hooker (2013), "Accurate intelligible models with pairwise
interactions", KDD; Lengerich et al. (2020), "Purifying interaction effects with the functional
ANOVA", AISTATS.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import Floats, Wholes
from ownpath.engine.knowledge.bins import (
    FOUR,
    LISTS_KEPT,
    ONE,
    ROWS_AT_ONCE,
    THREE,
    TWO,
    Cuts,
    code_rows,
    codes_of,
    codes_of_row,
    ladders_of,
)
from ownpath.engine.knowledge.compiled import Kernel, has_numba
from ownpath.engine.knowledge.trees import Trees

N_PURIFYING = 8
MOST_PAIRS = 600  # the weakest of the rest cost time and say next to nothing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GlassBox:
    """Tables over codes.

    `single[cuts.starts[f] + f + code]` is the shape of feature f (one value more than it has cuts).
    Pair p joins features `left[p]` and `right[p]`; its value is `pair[pair_starts[p] + code_left *
    (cuts of right + 1) + code_right]`.
    """

    cuts: Cuts
    intercept: float
    single: NDArray[np.float32]
    left: Wholes
    right: Wholes
    pair_starts: Wholes
    pair: NDArray[np.float32]

    def scores(self, features: NDArray[np.float32]) -> Floats:
        """Return the score of each row of features, in log odds."""
        if not has_numba():
            return self.scores_without_numba(features)
        out = np.zeros(len(features))
        _score_rows(features, *_laid_out(self), out)
        return out

    def scores_without_numba(self, features: NDArray[np.float32]) -> Floats:
        """Return the same by numpy, summed in the same order."""
        codes = codes_of(self.cuts, features).astype(np.int64)
        out = np.full(len(features), self.intercept)
        for f in range(self.cuts.n_features):
            out += self.single[self.cuts.starts[f] + f + codes[:, f]]
        width = np.diff(self.cuts.starts) + 1
        for p, start in enumerate(self.pair_starts[:-1]):
            out += self.pair[
                start + codes[:, self.left[p]] * width[self.right[p]] + codes[:, self.right[p]]
            ]
        return out

    def score_one(self, row: Floats) -> float:
        """Return the score of one row in plain Python, for a page."""
        total = self.intercept
        singles, pairs = self.terms(row)
        for value in singles:
            total += value
        for value in pairs:
            total += value
        return float(total)

    def terms(self, row: Floats) -> tuple[list[float], list[float]]:
        """Return what each feature and each pair adds to the score of one row."""
        codes = np.array(codes_of_row(self.cuts, row))
        starts, width = self.cuts.starts, np.diff(self.cuts.starts) + 1
        singles = self.single[starts[:-1] + np.arange(len(codes)) + codes]
        cells = codes[self.left] * width[self.right] + codes[self.right]
        pairs = self.pair[self.pair_starts[:-1] + cells]
        return singles.astype(np.float64).tolist(), pairs.astype(np.float64).tolist()


@lru_cache(maxsize=LISTS_KEPT)
def _laid_out(box: GlassBox) -> tuple[Any, ...]:
    """Return what the kernel reads, in its order.

    Pairs with one left feature that follow one another are a run. All tables of a run lie side by side, a line for
    each code of the left feature: so its place is reckoned once for all of them, and the line lies together.
    """
    width = np.diff(box.cuts.starts) + 1
    run_starts = np.flatnonzero(np.diff(box.left, prepend=-1, append=-1))
    lines, offsets, line_starts, n_cells = [], np.zeros(len(box.left), np.int64), [], 0
    for begin, end in pairwise(run_starts):
        sizes = width[box.right[begin:end]]
        offsets[begin:end] = np.cumsum(sizes) - sizes
        tables = [
            box.pair[box.pair_starts[p] : box.pair_starts[p + 1]].reshape(
                -1, width[box.right[p]]
            )
            for p in range(begin, end)
        ]
        line_starts.append((n_cells, int(sizes.sum())))
        lines.append(np.concatenate(tables, axis=1).ravel())
        n_cells += lines[-1].size
    return (
        ladders_of(box.cuts),
        box.intercept,
        box.single,
        (box.cuts.starts[:-1] + np.arange(len(width))).astype(np.uint64),
        np.concatenate([*lines, np.zeros(0, np.float32)]),
        run_starts.astype(np.uint64),
        np.array(line_starts, np.uint64).reshape(-1, 2),
        box.left.astype(np.uint64),
        box.right.astype(np.uint64),
        offsets.astype(np.uint64),
    )


def _score_rows_plain(  # type: ignore[no-untyped-def]
    features,
    ladders,
    intercept,
    single,
    single_starts,
    pair,
    run_starts,
    lines,
    left,
    right,
    offsets,
    out,
):
    """Write the score of each row: table by table over some rows at once, so that each table is fetched once for them.

    Four tables in one go, summed in turn. Counts are without a sign: numba then need not ask whether an index counts
    from the end.
    """
    codes = np.zeros((len(ladders), ROWS_AT_ONCE), np.uint8)
    line = np.zeros(ROWS_AT_ONCE, np.uint64)
    total = np.zeros(ROWS_AT_ONCE)
    for begin in range(0, len(features), ROWS_AT_ONCE):
        n = min(ROWS_AT_ONCE, len(features) - begin)
        code_rows(features, begin, n, ladders, codes)
        total[:] = intercept
        for f in range(len(single_starts)):
            for row in range(n):
                total[row] += single[single_starts[f] + codes[f, row]]
        for run in range(len(lines)):
            p, end = run_starts[run], run_starts[run + 1]
            for row in range(n):
                line[row] = lines[run, 0] + codes[left[p], row] * lines[run, 1]
            while p + THREE < end:
                i, j, k, m = right[p], right[p + ONE], right[p + TWO], right[p + THREE]
                at_i, at_j, at_k, at_m = (
                    offsets[p],
                    offsets[p + ONE],
                    offsets[p + TWO],
                    offsets[p + THREE],
                )
                for row in range(n):
                    sum_ = total[row] + pair[line[row] + at_i + codes[i, row]]
                    sum_ += pair[line[row] + at_j + codes[j, row]]
                    sum_ += pair[line[row] + at_k + codes[k, row]]
                    total[row] = sum_ + pair[line[row] + at_m + codes[m, row]]
                p += FOUR
            while p < end:
                for row in range(n):
                    total[row] += pair[line[row] + offsets[p] + codes[right[p], row]]
                p += ONE
        out[begin : begin + n] = total[:n]


_score_rows = Kernel(_score_rows_plain)


def as_tables(
    trees: Trees, *, features: NDArray[np.float32], most_pairs: int = MOST_PAIRS
) -> GlassBox:
    """Return trees of at most two features along each path as tables, purified over the given rows.

    Of the tables of two, those that move the rows most are kept; the rest, if there are more, are left out.

    Raises
    ------
    ValueError
        If a path of a tree asks for more than two features.
    """
    width = np.diff(trees.cuts.starts) + 1
    singles = [np.zeros(n) for n in width]
    pairs: dict[tuple[int, int], Floats] = {}
    intercept = 0.0
    for root in trees.root:
        for box, value in _boxes(trees, int(root), width):
            if not box:
                intercept += value
            elif len(box) == 1:
                ((f, (low, high)),) = box.items()
                singles[f][low:high] += value
            elif len(box) == 2:
                (i, a), (j, b) = sorted(box.items())
                table = pairs.setdefault((i, j), np.zeros((width[i], width[j])))
                table[a[0] : a[1], b[0] : b[1]] += value
            else:
                raise ValueError(
                    f"trees has a path with {len(box)} features: expected at most two"
                )
    moved, strength = _purify(singles, pairs, codes_of(trees.cuts, features))
    intercept += moved
    kept = sorted(strength, key=strength.__getitem__, reverse=True)[:most_pairs]
    pairs = {pair: pairs[pair] for pair in sorted(kept)}
    ends = np.cumsum([0] + [table.size for table in pairs.values()])
    return GlassBox(
        cuts=trees.cuts,
        intercept=intercept,
        single=np.concatenate(singles).astype(np.float32),
        left=np.array([i for i, _ in pairs], np.int64),
        right=np.array([j for _, j in pairs], np.int64),
        pair_starts=ends.astype(np.int64),
        pair=np.concatenate(
            [table.ravel() for table in pairs.values()] or [np.zeros(0)]
        ).astype(np.float32),
    )


Box = dict[int, tuple[int, int]]


def _boxes(trees: Trees, node: int, width: Wholes) -> list[tuple[Box, float]]:
    """Return each leaf under a node: its value and the codes (from, below) it holds for, by feature."""
    found: list[tuple[Box, float]] = []
    waiting: list[tuple[int, Box]] = [(node, {})]
    while waiting:
        at, box = waiting.pop()
        if at < 0:
            found.append((box, float(trees.leaf[-at - 1])))
            continue
        f, code = int(trees.feature[at]), int(trees.code[at])
        low, high = box.get(f, (0, int(width[f])))
        waiting.append((int(trees.child[at, 0]), box | {f: (low, min(high, code + 1))}))
        waiting.append((int(trees.child[at, 1]), box | {f: (max(low, code + 1), high)}))
    return found


def _purify(
    singles: list[Floats], pairs: dict[tuple[int, int], Floats], codes: NDArray[np.uint8]
) -> tuple[float, dict[tuple[int, int], float]]:
    """Move from each pair what one feature explains into its shape, and means into the intercept.

    Returns what the intercept gains, and how much each pair moves the rows afterwards (mean square).
    """
    strength: dict[tuple[int, int], float] = {}
    for (i, j), table in pairs.items():
        rows, columns = table.shape
        cell = codes[:, i].astype(np.int64) * columns + codes[:, j]
        weight = np.bincount(cell, minlength=rows * columns).reshape(rows, columns) + 1e-9
        for _ in range(N_PURIFYING):
            by_row = (table * weight).sum(1) / weight.sum(1)
            table -= by_row[:, None]
            singles[i] += by_row
            by_column = (table * weight).sum(0) / weight.sum(0)
            table -= by_column[None, :]
            singles[j] += by_column
        strength[i, j] = float((table**2 * weight).sum() / weight.sum())
    intercept = 0.0
    for f, shape in enumerate(singles):
        weight = np.bincount(codes[:, f], minlength=len(shape)).astype(np.float64)
        middle = float((shape * weight).sum() / max(weight.sum(), 1.0))
        shape -= middle
        intercept += middle
    return intercept, strength
