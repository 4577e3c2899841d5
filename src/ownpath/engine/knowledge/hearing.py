"""Hears the echoes and motifs of a whole log: what stands in the tables about the answers before each of them.

Where numba is there, tables are laid out in buckets first; else, as on a page, their sorted rows are halved. Both ways
find the same and sum in the same order.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.answers import AnswerLog
from ownpath.engine.knowledge.bins import LISTS_KEPT
from ownpath.engine.knowledge.buckets import (
    FULL,
    NONE,
    ONE,
    Buckets,
    bucket_of,
    laid_out,
    lowest_place,
    mark_of,
    places_marked,
    spread,
)
from ownpath.engine.knowledge.compiled import Kernel, has_numba, part_of_kernels
from ownpath.engine.knowledge.echoes import (
    LOOK_BACK,
    N_OF_A_KIND,
    EchoTable,
    add_echo,
    begin_echo,
    end_echo,
    ends_of_kind,
    find_pairs,
)
from ownpath.engine.knowledge.features import ECHO_COLUMNS, ECHO_KEPT, MOTIF_COLUMN
from ownpath.engine.knowledge.motifs import (
    FARTHEST,
    N_KINDS,
    MotifTable,
    read_motifs,
    said_by,
    width_of,
)

Singles = NDArray[np.float32]
ANSWERS_AT_ONCE = 16  # so many that memory is asked for the next ones while one is summed


def hear_echoes(answers: AnswerLog, tables: tuple[EchoTable, ...], *, out: Singles) -> None:
    """Write all echo features of a log into its rows of features."""
    for kind, table in enumerate(tables):
        earlier, later = ends_of_kind(answers, kind)
        said = (earlier * 2 + (answers.is_right > 0.5)).astype(np.int32)
        columns = (LOOK_BACK[kind], ECHO_COLUMNS[kind], ECHO_KEPT[kind])
        scratch = np.zeros(N_OF_A_KIND)
        if has_numba():
            found = _pairs_in_buckets(table)
            rows, marks, places = found.rows, found.marks, found.places
            _find_echoes(
                answers.starts, said, later, rows, marks, places, *columns, out, scratch
            )
        else:
            pairs = (table.row_starts, table.earlier, table.residual, table.doubt)
            halve_echoes(answers.starts, said, later, *pairs, *columns, out, scratch)


def hear_motifs(answers: AnswerLog, table: MotifTable, *, out: Singles) -> None:
    """Write all motif features of a log into its rows of features."""
    if table.is_silent:
        return
    said, width = said_by(answers), width_of(table.n_competencies)
    if has_numba():
        found = _motifs_in_buckets(table)
        rows, marks, places = found.rows, found.marks, found.places
        _find_motifs(answers.starts, said, width, rows, marks, places, MOTIF_COLUMN, out)
    else:
        motifs = (table.row_starts, table.code, table.step, table.weight)
        halve_motifs(answers.starts, said, width, *motifs, MOTIF_COLUMN, out)


@lru_cache(maxsize=3 * LISTS_KEPT)
def _pairs_in_buckets(table: EchoTable) -> Buckets:
    return laid_out(table.row_starts, table.earlier, table.residual, table.doubt)


@lru_cache(maxsize=LISTS_KEPT)
def _motifs_in_buckets(table: MotifTable) -> Buckets:
    return laid_out(table.row_starts, table.code, table.step, table.weight)


@part_of_kernels
def look_back_from(begin, end, begun_at, said, later, rows, marks, looks, marked):  # type: ignore[no-untyped-def]
    """Write for answers `begin` to `end` the bucket of each pair with an answer before, and where in it it may stand.

    `begun_at` is the first answer of the student; answers before it are somebody else's.
    """
    for k in range(begin, end):
        first, n_buckets = rows[later[k], 0], rows[later[k], 1]
        for back in range(min(looks.shape[1], k - begun_at)):
            if n_buckets > NONE:
                number = spread(said[k - 1 - back])
                bucket = first + bucket_of(number, n_buckets)
                looks[k - begin, back] = bucket * FULL
                marked[k - begin, back] = places_marked(marks[bucket], mark_of(number))
            else:
                marked[k - begin, back] = NONE


def _find_echoes_plain(  # type: ignore[no-untyped-def]
    starts, said, later, rows, marks, places, look_back, at, n_kept, out, scratch
):
    """Write the echoes of every answer by looking its pairs up in buckets."""
    looks = np.zeros((ANSWERS_AT_ONCE, look_back), np.uint64)
    marked = np.zeros((ANSWERS_AT_ONCE, look_back), np.uint64)
    for s in range(len(starts) - 1):
        for begin in range(starts[s], starts[s + 1], ANSWERS_AT_ONCE):
            end = min(begin + ANSWERS_AT_ONCE, starts[s + 1])
            look_back_from(begin, end, starts[s], said, later, rows, marks, looks, marked)
            for k in range(begin, end):
                begin_echo(scratch)
                for back in range(min(look_back, k - starts[s])):
                    may_be = marked[k - begin, back]
                    while may_be != NONE:
                        pair = places[looks[k - begin, back] + lowest_place(may_be)]
                        if pair.key == said[k - 1 - back]:
                            add_echo(scratch, back + 1, pair.first, pair.second)
                            break
                        may_be &= may_be - ONE
                end_echo(scratch)
                for column in range(n_kept):
                    out[k, at + column] = scratch[column]


_find_echoes = Kernel(_find_echoes_plain)


def _find_motifs_plain(starts, said, width, rows, marks, places, at, out):  # type: ignore[no-untyped-def]
    """Write the motif features of every answer by looking its motifs up in buckets; unheard ones are zero."""
    codes = np.zeros(N_KINDS, np.int64)
    for s in range(len(starts) - 1):
        for k in range(starts[s], starts[s + 1]):
            competency = said[k] // 2
            n_back = min(FARTHEST, k - starts[s])
            read_motifs(said, k - 1, n_back, competency, width, codes)
            for kind in range(N_KINDS):
                first, n_buckets = (
                    rows[competency * N_KINDS + kind, 0],
                    rows[competency * N_KINDS + kind, 1],
                )
                step = weight = np.float32(0.0)
                if n_buckets > NONE:
                    number = spread(codes[kind])
                    bucket = first + bucket_of(number, n_buckets)
                    may_be = places_marked(marks[bucket], mark_of(number))
                    while may_be != NONE:
                        motif = places[bucket * FULL + lowest_place(may_be)]
                        if motif.key == codes[kind]:
                            step, weight = motif.first, motif.second
                            break
                        may_be &= may_be - ONE
                out[k, at + 2 * kind] = step
                out[k, at + 2 * kind + 1] = weight


_find_motifs = Kernel(_find_motifs_plain)


def _halve_echoes_plain(  # type: ignore[no-untyped-def]
    starts,
    said,
    later,
    row_starts,
    earlier,
    residual,
    doubt,
    look_back,
    at,
    n_kept,
    out,
    scratch,
):
    """Write the echoes of every answer by halving the rows of the table."""
    places = np.zeros(look_back, np.uint64)
    for s in range(len(starts) - 1):
        for k in range(starts[s], starts[s + 1]):
            begin_echo(scratch)
            first = row_starts[later[k]]
            n = np.uint64(row_starts[later[k] + 1] - first)
            n_back = min(look_back, k - starts[s])
            if n > 0:
                find_pairs(earlier, first, n, said, k - 1, n_back, places)
                for back in range(n_back):
                    pair = places[back]
                    if earlier[pair] == said[k - 1 - back]:
                        add_echo(scratch, back + 1, residual[pair], doubt[pair])
            end_echo(scratch)
            for column in range(n_kept):
                out[k, at + column] = scratch[column]


halve_echoes = Kernel(_halve_echoes_plain)


def _halve_motifs_plain(starts, said, width, row_starts, code, step, weight, at, out):  # type: ignore[no-untyped-def]
    """Write the motif features of every answer by halving the rows of the table; unheard ones are zero."""
    codes = np.zeros(N_KINDS, np.int64)
    for s in range(len(starts) - 1):
        for k in range(starts[s], starts[s + 1]):
            competency = said[k] // 2
            n_back = min(FARTHEST, k - starts[s])
            read_motifs(said, k - 1, n_back, competency, width, codes)
            for kind in range(N_KINDS):
                row = competency * N_KINDS + kind
                motif = np.uint64(row_starts[row])
                n = np.uint64(row_starts[row + 1]) - motif
                wanted = codes[kind]
                while n > ONE:
                    half = n >> ONE
                    motif += half * np.uint64(code[motif + half - ONE] < wanted)
                    n -= half
                is_found = n == ONE and code[motif] == wanted
                out[k, at + 2 * kind] = step[motif] if is_found else 0.0
                out[k, at + 2 * kind + 1] = weight[motif] if is_found else 0.0


halve_motifs = Kernel(_halve_motifs_plain)
