"""Fills bare cells with the best there is, or nearly: a free place in a running group, or a seat."""

from __future__ import annotations

from typing import Final

from ownpath.engine.dayplan.search.board import (
    AT,
    BARE,
    BARE_COST,
    BARE_WIDTH,
    CELL,
    END,
    FIRST,
    FIRST_SEAT,
    HAS_ROOM,
    KIND,
    LACKS,
    N_BARE,
    N_NOISE,
    NOISE,
    NOISE_SCALE,
    ONLY_BLOCK,
    OPEN_IN,
    OPEN_WIDTH,
    TEAM,
    TYPES_OF,
    VALUE,
    Board,
    Numbers,
    option_row,
    student_row,
)
from ownpath.engine.dayplan.search.cells import bonus, has_seat, place, put, suits
from ownpath.engine.dayplan.search.chance import below
from ownpath.engine.dayplan.search.compiled import compiled, woven
from ownpath.engine.dayplan.search.groups import group_with_room

NOTHING: Final = -1_000_000.0


@woven
def shake(board: Board, heat: float) -> float:
    """Return a random number as large as the search is hot (standard Gumbel times heat)."""
    if heat <= 0.0:
        return 0.0
    return board.m[NOISE + below(board.chance, N_NOISE)] * (heat / NOISE_SCALE)


@compiled
def best_seat(board: Board, s: int, b: int, heat: float) -> tuple[int, float]:
    """Return the seat option to take in a bare cell and its points, shaken by the heat; -1 if there is none."""
    m = board.m
    me = student_row(m, s)
    chosen, chosen_points = -1, NOTHING
    kind, is_open, kick, lacked = -1, False, 0.0, m[m[LACKS] + s]
    for o in range(m[me + FIRST_SEAT], m[me + END]):
        what = option_row(m, o)
        if m[what + KIND] != kind:
            kind = m[what + KIND]
            is_open = has_seat(m, s, b, kind)
            kick = shake(board, heat) if is_open else 0.0
        if not is_open:
            continue
        if m[what + VALUE] + lacked + kick <= chosen_points:
            is_open = False  # those of a kind stand in order of their points
        elif suits(m, s, b, o, -1):
            points = m[what + VALUE] + bonus(m, s, o) + kick
            if points > chosen_points:
                chosen, chosen_points = o, points
    return chosen, chosen_points


@compiled
def worth_left(board: Board, s: int, b: int) -> float:
    """Return the points of the best seat for a bare cell; where there is none, what it costs that it stays bare."""
    seat, points = best_seat(board, s, b, 0.0)
    return points if seat >= 0 else -float(BARE_COST)


@compiled
def fill(board: Board, s: int, b: int, heat: float, is_noted: bool) -> bool:  # noqa: FBT001
    """Put something into a bare cell; the hotter, the less the points decide. False if nothing fits."""
    m = board.m
    me = student_row(m, s)
    chosen, points = best_seat(board, s, b, heat)
    chosen_group = -1
    for o in range(m[me + FIRST], m[me + FIRST_SEAT]):
        kind = m[m[TYPES_OF] + o]
        if not (m[m[OPEN_IN] + kind * OPEN_WIDTH + HAS_ROOM] >> b) & 1:
            continue
        what = option_row(m, o)
        if m[what + TEAM] >= 0 or not suits(m, s, b, o, -1):
            continue
        g = group_with_room(m, s, b, kind)
        if g < 0:
            continue
        worth = m[what + VALUE] + bonus(m, s, o) + shake(board, heat)
        if worth > points:
            chosen, points, chosen_group = o, worth, g
    if chosen < 0:
        return False
    if is_noted:
        place(board, s, b, chosen, chosen_group)
    else:
        put(board, s, b, chosen, chosen_group)
    return True


@compiled
def settle(board: Board, heat: float) -> None:
    """Fill every cell the move in hand has left bare, in random order."""
    m = board.m
    while m[N_BARE] > 0:
        row = m[BARE] + below(board.chance, m[N_BARE]) * BARE_WIDTH
        s, b = m[row], m[row + 1]
        m[N_BARE] -= 1
        last = m[BARE] + m[N_BARE] * BARE_WIDTH
        m[row] = m[last]
        m[row + 1] = m[last + 1]
        if m[student_row(m, s) + AT + b * CELL] < 0:
            fill(board, s, b, heat, True)  # noqa: FBT003


@woven
def is_pinned_here(m: Numbers, s: int, b: int) -> bool:
    """Return whether an adult has decided what student s does in block b."""
    o = m[student_row(m, s) + AT + b * CELL]
    return o >= 0 and m[option_row(m, o) + ONLY_BLOCK] == b


@woven
def may_be_sent_away(m: Numbers, s: int, b: int) -> bool:
    """Return whether student s may be taken out of block b for another's sake: no pin, and no team to leave."""
    o = m[student_row(m, s) + AT + b * CELL]
    return m[option_row(m, o) + TEAM] < 0 and not is_pinned_here(m, s, b)
