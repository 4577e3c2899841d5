"""Closes the gaps of a mended day: every bare cell is filled, moving others only where nothing else fits."""

from __future__ import annotations

import numpy as np

from ownpath.engine.dayplan.search.addresses import by_address
from ownpath.engine.dayplan.search.board import (
    AT,
    BARE,
    BARE_WIDTH,
    CELL,
    INSIDE,
    MAY_DO,
    N_BARE,
    N_BLOCKS,
    N_STUDENTS,
    Board,
    Numbers,
    student_row,
)
from ownpath.engine.dayplan.search.cells import take
from ownpath.engine.dayplan.search.compiled import compiled
from ownpath.engine.dayplan.search.fill import fill
from ownpath.engine.dayplan.search.groups import keep, take_back
from ownpath.engine.dayplan.search.student_moves import may_leave


@compiled
def close_gaps(board: Board, now: int) -> int:
    """Fill every bare cell, moving others only where nothing else fits; return how many stay bare."""
    board = by_address(board)
    m = board.m
    left = 0
    n = m[N_BARE]
    cells = np.empty(n * BARE_WIDTH, dtype=np.int64)
    for i in range(n * BARE_WIDTH):
        cells[i] = m[m[BARE] + i]
    for i in range(n):
        s, b = cells[i * BARE_WIDTH], cells[i * BARE_WIDTH + 1]
        me = student_row(m, s)
        if m[me + AT + b * CELL] >= 0 or m[me + MAY_DO + b * CELL] == 0:
            continue
        keep(m)
        if not fill(board, s, b, 0.0, True) and not rescue(board, s, b, now):  # noqa: FBT003
            left += 1
    keep(m)
    return left


@compiled
def rescue(board: Board, s: int, b: int, now: int) -> bool:
    """Fill a bare cell by moving something else of the student's, or another student's, in the rest of the day."""
    keep(board.m)
    if rescue_by_own(board, s, b, now):
        return True
    for who in range(board.m[N_STUDENTS]):
        if who != s and give_way(board, who, s, b):
            return True
    return anyone_gives_way(board, s, b, now)


@compiled
def anyone_gives_way(board: Board, s: int, b: int, now: int) -> bool:
    """Let the first who can turn two of their own blocks about leave a place in block b to student s."""
    is_done, who = False, 0
    while not is_done and who < board.m[N_STUDENTS]:
        is_done = who != s and give_way_and_turn(board, who, s, b, now)
        who += 1
    return is_done


@compiled
def holds(m: Numbers, s: int, b: int) -> bool:
    """Return whether student s does something in block b that can be left."""
    return m[student_row(m, s) + AT + b * CELL] >= 0 and may_leave(m, s, b)


@compiled
def rescue_by_own(board: Board, s: int, b: int, now: int) -> bool:
    """Fill a bare cell with what the student does in another block, and that one with something else."""
    m = board.m
    for other in range(now, m[N_BLOCKS]):
        if other == b or not holds(m, s, other):
            continue
        take(board, s, other)
        if fill(board, s, b, 0.0, True) and fill(board, s, other, 0.0, True):  # noqa: FBT003
            return True
        take_back(board)
    return False


@compiled
def give_way(board: Board, who: int, s: int, b: int) -> bool:
    """Let somebody leave a seat in block b to student s, and find something else there."""
    m = board.m
    if not holds(m, who, b) or m[student_row(m, who) + INSIDE + b * CELL] >= 0:
        return False
    take(board, who, b)
    if fill(board, s, b, 0.0, True) and fill(board, who, b, 0.0, True):  # noqa: FBT003
        return True
    take_back(board)
    return False


@compiled
def give_way_and_turn(board: Board, who: int, s: int, b: int, now: int) -> bool:
    """Let somebody leave a place in block b to student s, and turn two of their own blocks about."""
    m = board.m
    for other in range(now, m[N_BLOCKS]):
        if other == b or not holds(m, who, b) or not holds(m, who, other):
            continue
        take(board, who, b)
        take(board, who, other)
        is_filled = fill(board, s, b, 0.0, True) and fill(board, who, b, 0.0, True)  # noqa: FBT003
        if is_filled and fill(board, who, other, 0.0, True):  # noqa: FBT003
            return True
        take_back(board)
    return False
