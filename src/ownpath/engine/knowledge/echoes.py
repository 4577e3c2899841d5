"""Echoes: what an answer just before says about this one.

For each pair (an item answered right or wrong, then within a few answers another item) we keep how
far the later outcome lay from what was expected: the sum of residuals and the sum of doubt p (1 -
p). Their quotient, shrunk, is the step in log odds that the earlier answer is worth. Pairs of items
and of competencies, in all four combinations. Where an item is not known its competency stands in.
A pair is kept in the row of the later one, sorted by the earlier one: found by halving.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log1p

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import AnswerLog, Floats, Wholes
from ownpath.engine.knowledge.compiled import Kernel, part_of_kernels
from ownpath.engine.knowledge.features import ECHO_WORDS

ONE = np.uint64(1)
LOOK_BACK = (12, 6, 6)  # answers, for each of features.ECHO_KINDS
SHRINK = 3.0  # doubt that a pair starts with: about 14 answers
FADING = tuple(
    0.85**back for back in range(max(LOOK_BACK))
)  # what one more answer between leaves of an echo
N_OF_A_KIND = len(ECHO_WORDS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EchoTable:
    """The pairs of one kind.

    `row_starts[u]` to `row_starts[u + 1]` are the pairs whose later unit is u; `earlier` is twice
    the earlier unit, plus 1 if it was answered right; `residual` and `doubt` are sums over the
    answers of the students it was made of.
    """

    row_starts: Wholes
    earlier: NDArray[np.int32]
    residual: NDArray[np.float32]
    doubt: NDArray[np.float32]


def silent_echoes(n_units: int) -> EchoTable:
    """Return a table without pairs."""
    return EchoTable(
        row_starts=np.zeros(n_units + 1, np.int64),
        earlier=np.zeros(0, np.int32),
        residual=np.zeros(0, np.float32),
        doubt=np.zeros(0, np.float32),
    )


def units(answers: AnswerLog) -> tuple[Wholes, Wholes]:
    """Return the item (its competency where unknown, numbered after the items) and the competency of each answer."""
    competency = answers.first_competencies() + answers.n_items
    return np.where(answers.items >= 0, answers.items, competency).astype(np.int64), competency


def ends_of_kind(answers: AnswerLog, kind: int) -> tuple[Wholes, Wholes]:
    """Return the earlier unit and the later unit of each answer, for a kind of echo."""
    item, competency = units(answers)
    earlier = item if kind == 0 else competency
    later = competency if kind == 2 else item
    return earlier, later


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PairIndex:
    """Which pair each answer makes with each of those before it: answers by look-back, -1 where there is none."""

    keys: Wholes
    pair_of: NDArray[np.int32]
    n_units: int


def index_pairs(answers: AnswerLog, *, kind: int) -> PairIndex:
    """Return the pairs that occur in a log."""
    earlier, later = ends_of_kind(answers, kind)
    look_back = LOOK_BACK[kind]
    n_units = answers.n_items + answers.n_competencies
    keys = np.full((answers.n_answers, look_back), -1, np.int64)
    place = np.arange(answers.n_answers) - np.repeat(
        answers.starts[:-1], np.diff(answers.starts)
    )
    said = earlier * 2 + (answers.is_right > 0.5)
    for back in range(1, look_back + 1):
        key = later[back:] * (2 * n_units) + said[:-back]
        keys[back:, back - 1] = np.where(place[back:] >= back, key, -1)
    known, pair_of = np.unique(keys, return_inverse=True)
    found = pair_of.reshape(keys.shape).astype(np.int32)
    if len(known) and known[0] == -1:
        return PairIndex(keys=known[1:], pair_of=(found - 1).astype(np.int32), n_units=n_units)
    return PairIndex(keys=known, pair_of=found, n_units=n_units)


def sum_pairs(
    answers: AnswerLog, index: PairIndex, *, chances: Floats, is_used: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Return residual and doubt of each pair, over the used students."""
    residual = np.zeros(len(index.keys))
    doubt = np.zeros(len(index.keys))
    _add_pairs(
        answers.starts, index.pair_of, answers.is_right, chances, is_used, residual, doubt
    )
    return residual, doubt


def table_of(index: PairIndex, *, residual: Floats, doubt: Floats) -> EchoTable:
    """Return the pairs that occurred as a table to look them up in."""
    kept = doubt > 0.0
    keys = index.keys[kept]
    later, earlier = np.divmod(keys, max(2 * index.n_units, 1))
    return EchoTable(
        row_starts=np.searchsorted(later, np.arange(index.n_units + 1)).astype(np.int64),
        earlier=earlier.astype(np.int32),
        residual=residual[kept].astype(np.float32),
        doubt=doubt[kept].astype(np.float32),
    )


def _add_pairs_plain(starts, pair_of, right, chances, used, residual, doubt):  # type: ignore[no-untyped-def]
    for s in range(len(starts) - 1):
        if not used[s]:
            continue
        for k in range(starts[s], starts[s + 1]):
            left = right[k] - chances[k]
            open_ = chances[k] * (1.0 - chances[k])
            for back in range(pair_of.shape[1]):
                pair = pair_of[k, back]
                if pair >= 0:
                    residual[pair] += left
                    doubt[pair] += open_


_add_pairs = Kernel(_add_pairs_plain)


@part_of_kernels
def begin_echo(out):  # type: ignore[no-untyped-def]
    """Set the features of one kind (in the order of features.ECHO_WORDS) to no echo at all."""
    for column in range(N_OF_A_KIND):
        out[column] = 0.0


@part_of_kernels
def add_echo(out, back, residual, doubt):  # type: ignore[no-untyped-def]
    """Add one pair, `back` answers ago; columns 1 and 2 hold sums until `end_echo`."""
    step = residual / (doubt + SHRINK)
    out[0] += step * FADING[back - 1]
    out[1] += residual
    out[2] += doubt
    if back == 1:
        out[3] = step
        out[4] = log1p(doubt + 0.0)  # doubt is single precision, the logarithm is not
    out[5] += step
    out[6] = max(out[6], step)
    out[7] = min(out[7], step)


@part_of_kernels
def end_echo(out):  # type: ignore[no-untyped-def]
    """Turn the sums of one kind into features."""
    out[1] = out[1] / (out[2] + SHRINK)
    out[2] = log1p(out[2])


@part_of_kernels
def find_pairs(earlier, first, n, said, newest, n_back, places):  # type: ignore[no-untyped-def]
    """Write where each of the last `n_back` answers stands, or would, among `n` sorted pairs, one or more.

    All go down together, by halvings without a turn that depends on what is compared.
    """
    for back in range(n_back):
        places[back] = first
    while n > ONE:
        half = n >> ONE
        for back in range(n_back):
            is_above = earlier[places[back] + half - ONE] < said[newest - back]
            places[back] += half * np.uint64(is_above)
        n -= half


def _gather_plain(starts, pair_of, used, residual, doubt, at, n_kept, out, scratch):  # type: ignore[no-untyped-def]
    """Write the echoes of the used students by pairs already found."""
    for s in range(len(starts) - 1):
        if not used[s]:
            continue
        for k in range(starts[s], starts[s + 1]):
            begin_echo(scratch)
            for back in range(pair_of.shape[1]):
                pair = pair_of[k, back]
                if pair >= 0 and doubt[pair] > 0.0:
                    add_echo(scratch, back + 1, residual[pair], doubt[pair])
            end_echo(scratch)
            for column in range(n_kept):
                out[k, at + column] = scratch[column]


gather = Kernel(_gather_plain)
