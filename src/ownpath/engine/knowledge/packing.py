"""A student's state as a few kilobytes: how it is kept between answers. Same state, same bytes.

A heading of four counts, then whole numbers (which rows, what was answered lately), then the rows themselves in
double precision; all little-endian. A tenth of the time and half of the room that JSON takes.
"""

from __future__ import annotations

from itertools import chain
from struct import Struct

import numpy as np

from ownpath.engine.knowledge.live import Row, StudentState
from ownpath.engine.knowledge.streaming import N_COMPETENCY, N_MET, N_OVERALL

_LAYOUT = 2
_N_OVERALL = {1: 16, 2: N_OVERALL}  # by layout; before 2 nothing was kept of first answers
_HEADING = Struct("<4q")  # layout; rows by competency, by item; answers lately
_A_LATELY = 3


def pack(state: StudentState) -> bytes:
    """Return a state as bytes; `unpack` gives an equal state."""
    rows, met = sorted(state.by_competency.items()), sorted(state.by_item.items())
    wholes = chain((c for c, _ in rows), (m for m, _ in met), chain.from_iterable(state.lately))
    values = chain(state.overall, *(row for _, row in rows), *(row for _, row in met))
    heading = _HEADING.pack(_LAYOUT, len(rows), len(met), len(state.lately))
    return heading + np.array([*wholes], "<i8").tobytes() + np.array([*values], "<f8").tobytes()


def unpack(data: bytes) -> StudentState:
    """Return the state in the bytes that `pack` gave.

    One kept before first answers were (layout 1) knows nothing of them. Only models that do not ask for them have such
    states: under a model of today students are replayed.

    Raises
    ------
    ValueError
        If the bytes are not of a layout this version reads.
    """
    layout, n_rows, n_met, n_lately = _HEADING.unpack_from(data)
    if layout not in _N_OVERALL:
        raise ValueError(
            f"data is a state of layout {layout}: this version reads 1 to {_LAYOUT}"
        )
    n_overall = _N_OVERALL[layout]
    n_wholes = n_rows + n_met + n_lately * _A_LATELY
    whole = np.frombuffer(data, "<i8", n_wholes, _HEADING.size).tolist()
    value = np.frombuffer(data, "<f8", -1, _HEADING.size + 8 * n_wholes).tolist()
    end_of_rows = n_overall + n_rows * N_COMPETENCY
    lately = whole[n_rows + n_met :]
    return StudentState(
        overall=(*value[:n_overall], *[0.0] * (N_OVERALL - n_overall)),
        by_competency=_rows(whole[:n_rows], value[n_overall:end_of_rows], N_COMPETENCY),
        by_item=_rows(whole[n_rows : n_rows + n_met], value[end_of_rows:], N_MET),
        lately=tuple(zip(lately[::3], lately[1::3], lately[2::3], strict=True)),
    )


def _rows(numbers: list[int], values: list[float], width: int) -> dict[int, Row]:
    return {
        number: values[place * width : (place + 1) * width]
        for place, number in enumerate(numbers)
    }
