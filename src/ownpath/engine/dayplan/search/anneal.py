"""Cools the board: random moves, kept when they please or, while it is hot, even when they do not quite.

Source: Kirkpatrick, Gelatt, Vecchi (1983), "Optimization by simulated annealing", Science 220; Schrimpf et al.
(2000), "Record breaking optimization results using the ruin and recreate principle", J. Comp. Physics 159.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.search.addresses import by_address
from ownpath.engine.dayplan.search.board import (
    CELL,
    MAY_DO,
    N_BLOCKS,
    N_STUDENTS,
    N_TEAMS,
    SCORE,
    Board,
    student_row,
)
from ownpath.engine.dayplan.search.chance import below, fraction
from ownpath.engine.dayplan.search.compiled import compiled, woven
from ownpath.engine.dayplan.search.group_moves import change_group, end_group, move_group
from ownpath.engine.dayplan.search.groups import keep, take_back
from ownpath.engine.dayplan.search.rebuild import rebuild_group
from ownpath.engine.dayplan.search.student_moves import (
    change_cell,
    change_two_cells,
    take_a_place,
)
from ownpath.engine.dayplan.search.teams import move_team

N_MOVES = 8
IN_A_ROW = 8  # moves that begin with the same student, whose numbers are near then


@woven
def least_change(board: Board, heat: float) -> float:
    """Return the change in score (0 or less) from which on a move stands; drawn before it is made."""
    return heat * math.log(1.0 - fraction(board.chance)) if heat > 0.0 else 0.0


@compiled
def try_move(board: Board, which: int, s: int, b: int, heat: float, need: float) -> bool:
    """Make a move; return whether it could be made, and was not given up as far below the change `need`."""
    if which == 1:
        return change_two_cells(board, s, b, heat)
    if which == 2:
        return take_a_place(board, s, b, heat)
    if which == 3:
        return change_group(board, s, b, heat, need)
    if which == 4:
        return move_group(board, b, heat, need)
    if which == 5:
        return end_group(board, b)
    if which == 6:
        return rebuild_group(board, b, heat, need)
    n_teams = board.m[N_TEAMS]
    return n_teams > 0 and move_team(board, below(board.chance, n_teams), b)


@woven
def pick(board: Board, shares: NDArray[np.float64]) -> int:
    """Return a move, by the shares of the moves added up."""
    at = fraction(board.chance)
    which = 0
    while at >= shares[which]:
        which += 1
    return which


@woven
def heat_at(way: float, hot: float, cold: float, bend: float, last: float) -> float:
    """Return the heat at a part of the way (0 to 1): slowly down to cold at the bend, then quickly to the last."""
    if way < bend:
        return hot * math.pow(cold / hot, way / bend)
    return cold * math.pow(last / cold, (way - bend) / (1.0 - bend))


@compiled
def cool(
    board: Board,
    begin: int,
    end: int,
    total: int,
    hot: float,
    cold: float,
    lenience: float,
    bend: float,
    last: float,
    shares: NDArray[np.float64],
    counts: NDArray[np.int64],
) -> None:
    """Make the moves `begin` to `end` of `total`, the heat falling from hot to cold by equal factors.

    `shares` are the shares of the eight moves, added up; `counts` (7, 2) takes how many were tried and kept.
    """
    board = by_address(board)
    m = board.m
    heat = hot
    s = 0
    for i in range(begin, end):
        if (i & 255) == 0 or i == begin:
            heat = heat_at(i / total, hot, cold, bend, last)
        if i % IN_A_ROW == 0 or i == begin:
            s = below(board.chance, m[N_STUDENTS])
        b = below(board.chance, m[N_BLOCKS])
        if m[student_row(m, s) + MAY_DO + b * CELL] == 0:
            continue
        which = pick(board, shares)
        counts[which, 0] += 1
        if which == 0:
            change_cell(board, s, b, heat)
            continue
        before = m[SCORE]
        need = least_change(board, heat if which <= 2 else heat * lenience)
        if try_move(board, which, s, b, heat, need) and m[SCORE] - before >= need:
            counts[which, 1] += 1
            keep(m)
        else:
            take_back(board)
