"""Motifs: what the last few answers together say about this one.

An echo is about two answers, mostly of items. There are few competencies and many answers to each, so longer runs of
them are seen often enough: the last one, two or three answers and their outcomes; the last outcomes in this competency;
the last outcomes in any, each with whether the answer before was of this competency. As with echoes we keep how far
outcomes lay from what was expected, as sums of residuals and of doubt p (1 - p); their quotient, shrunk, is a step in
log odds. Where no items are known, motifs are most of what there is to hear.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import AnswerLog, Floats, Wholes
from ownpath.engine.knowledge.compiled import Kernel, part_of_kernels
from ownpath.engine.knowledge.echoes import LOOK_BACK, SHRINK
from ownpath.engine.knowledge.features import MOTIF_COLUMN, MOTIF_KINDS

N_KINDS = len(MOTIF_KINDS)
FARTHEST = max(LOOK_BACK)  # answers; a student's state keeps as many
LONG, SHORT = 5, 3  # outcomes of a long and of a short run
MOST_TOLD_APART = (
    2_000  # competencies; beyond, some share a code, so that a code stays a whole number
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MotifTable:
    """The motifs before each competency.

    `row_starts[c * N_KINDS + kind]` to the next are those of a kind before competency c, sorted by `code`; `step` is
    what each is worth in log odds, `weight` the log of one plus the doubt behind it. An empty `row_starts` is a table
    of nothing.
    """

    row_starts: Wholes = field(default_factory=lambda: np.zeros(0, np.int64))
    code: Wholes = field(default_factory=lambda: np.zeros(0, np.int64))
    step: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    weight: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))

    @property
    def n_competencies(self) -> int:
        """Return how many competencies it knows."""
        return len(self.row_starts) // N_KINDS

    @property
    def is_silent(self) -> bool:
        """Return whether there is nothing to look up."""
        return len(self.code) == 0


def width_of(n_competencies: int) -> int:
    """Return how many things an answer can be within a code: none, or a competency answered right or wrong."""
    return 2 * min(n_competencies, MOST_TOLD_APART) + 1


def said_by(answers: AnswerLog) -> Wholes:
    """Return each answer as one number: twice its competency, plus 1 if right."""
    return answers.first_competencies() * 2 + (answers.is_right > 0.5)


@part_of_kernels
def read_motifs(said, newest, n_back, competency, width, codes):  # type: ignore[no-untyped-def]
    """Write the code of each kind of motif before an answer to a competency; `said[newest]` is the answer before.

    Runs of outcomes are bits below a leading one, the newest lowest, then one bit for "the same competency as before".
    """
    path = 0
    for back in range(SHORT):
        path *= width
        if back < n_back:
            path += 1 + said[newest - back] % (width - 1)
        codes[back] = path
    own = anything = 0
    n_own = 0
    short = 1
    for back in range(n_back):
        was = said[newest - back]
        if back < LONG:
            anything += (was % 2) << back
        if was // 2 == competency and n_own < LONG:
            own += (was % 2) << n_own
            n_own += 1
            if n_own <= SHORT:
                short = (1 << n_own) + own
    is_same = 0
    if n_back > 0 and said[newest] // 2 == competency:
        is_same = 1
    codes[SHORT] = ((1 << n_own) + own) * 2 + is_same
    codes[SHORT + 1] = short * 2 + is_same
    codes[SHORT + 2] = ((1 << min(n_back, LONG)) + anything) * 2 + is_same


def _code_log_plain(starts, said, width, out):  # type: ignore[no-untyped-def]
    """Write the codes of every answer of a log, answers by kinds."""
    for s in range(len(starts) - 1):
        for k in range(starts[s], starts[s + 1]):
            n_back = min(FARTHEST, k - starts[s])
            read_motifs(said, k - 1, n_back, said[k] // 2, width, out[k])


_code_log = Kernel(_code_log_plain)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MotifIndex:
    """Which motif of each kind stands before each answer: answers by kinds, places in `keys`."""

    keys: Wholes
    motif_of: Wholes
    span: int
    n_competencies: int


def index_motifs(answers: AnswerLog) -> MotifIndex:
    """Return the motifs that occur in a log."""
    width = width_of(answers.n_competencies)
    span = max(width**SHORT, 4 << LONG)
    codes = np.zeros((answers.n_answers, N_KINDS), np.int64)
    _code_log(answers.starts, said_by(answers), width, codes)
    row = answers.first_competencies()[:, None] * N_KINDS + np.arange(N_KINDS)
    keys, motif_of = np.unique(row * span + codes, return_inverse=True)
    return MotifIndex(
        keys=keys,
        motif_of=motif_of.reshape(codes.shape).astype(np.int64),
        span=span,
        n_competencies=answers.n_competencies,
    )


def sum_motifs(
    answers: AnswerLog, index: MotifIndex, *, chances: Floats, is_used: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Return residual and doubt of each motif, over the used students."""
    used = np.repeat(is_used, np.diff(answers.starts))
    places = index.motif_of[used].ravel()
    p = chances[used]
    left = np.repeat(answers.is_right[used] - p, N_KINDS)
    open_ = np.repeat(p * (1.0 - p), N_KINDS)
    n = len(index.keys)
    residual, doubt = (np.bincount(places, values, n) for values in (left, open_))
    return residual.astype(np.float64), doubt.astype(np.float64)


def write_motifs(
    index: MotifIndex,
    rows: NDArray[np.bool_],
    *,
    residual: Floats,
    doubt: Floats,
    out: NDArray[np.float32],
) -> None:
    """Write the motif features of some rows by motifs already found."""
    places = index.motif_of[rows]
    columns = MOTIF_COLUMN + 2 * np.arange(N_KINDS)
    chosen = np.flatnonzero(rows)[:, None]
    out[chosen, columns] = (residual / (doubt + SHRINK))[places]
    out[chosen, columns + 1] = np.log1p(doubt)[places]


def table_of_motifs(index: MotifIndex, *, residual: Floats, doubt: Floats) -> MotifTable:
    """Return the motifs that occurred as a table to look them up in."""
    row, code = np.divmod(index.keys, index.span)
    n_rows = index.n_competencies * N_KINDS
    return MotifTable(
        row_starts=np.searchsorted(row, np.arange(n_rows + 1)).astype(np.int64),
        code=code,
        step=(residual / (doubt + SHRINK)).astype(np.float32),
        weight=np.log1p(doubt).astype(np.float32),
    )
