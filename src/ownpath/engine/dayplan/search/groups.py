"""Opens, closes and empties groups, and takes back what a move has done."""

from __future__ import annotations

from ownpath.engine.dayplan.search.adults import drop_leader, set_leader
from ownpath.engine.dayplan.search.board import (
    APART,
    APART_FROM,
    BARE,
    BARE_WIDTH,
    BLOCK,
    CELL,
    COST,
    DID_CLOSE,
    DID_HAND_OVER,
    DID_OPEN,
    DID_PUT,
    DID_TAKE,
    FIRST_GROUP,
    INSIDE,
    LEFT_BLOCK,
    LOG,
    LOG_WIDTH,
    MAX_SIZE,
    MEMBER,
    MIN_SIZE,
    N_BARE,
    N_HOLES,
    N_LOG,
    N_RUNNING,
    N_SPARE,
    NEXT,
    ROOM,
    ROOMS_LEFT,
    RUNNING,
    SLOT,
    SPARES,
    TEACHER,
    TYPE,
    Board,
    N,
    Numbers,
    block_row,
    group_row,
    student_row,
    type_row,
)
from ownpath.engine.dayplan.search.cells import lift, look_for_room, note, put, take
from ownpath.engine.dayplan.search.compiled import compiled, woven


@compiled
def set_up(m: Numbers, kind: int, b: int, t: int) -> int:
    """Put an empty group of a type into block b, led by adult t (negative: by nobody); return it."""
    m[N_SPARE] -= 1
    g = m[m[SPARES] + m[N_SPARE]]
    row, sort, here = group_row(m, g), type_row(m, kind), block_row(m, b)
    m[row + TYPE] = kind
    m[row + BLOCK] = b
    m[row + TEACHER] = -1
    m[row + N] = 0
    m[row + NEXT] = m[sort + FIRST_GROUP + b]
    m[sort + FIRST_GROUP + b] = g
    m[row + SLOT] = m[here + N_RUNNING]
    m[here + RUNNING + m[here + N_RUNNING]] = g
    m[here + N_RUNNING] += 1
    m[here + ROOMS_LEFT + m[sort + ROOM]] -= 1
    if t >= 0:
        set_leader(m, g, b, t)
    look_for_room(m, kind, b)
    return g


@compiled
def take_down(m: Numbers, g: int) -> None:
    """Take an empty group off the board."""
    row = group_row(m, g)
    kind, b = m[row + TYPE], m[row + BLOCK]
    sort, here = type_row(m, kind), block_row(m, b)
    if m[row + TEACHER] >= 0:
        drop_leader(m, g, b)
    link = sort + FIRST_GROUP + b
    while m[link] != g:
        link = group_row(m, m[link]) + NEXT
    m[link] = m[row + NEXT]
    m[here + N_RUNNING] -= 1
    last = m[here + RUNNING + m[here + N_RUNNING]]
    m[here + RUNNING + m[row + SLOT]] = last
    m[group_row(m, last) + SLOT] = m[row + SLOT]
    m[here + ROOMS_LEFT + m[sort + ROOM]] += 1
    m[m[SPARES] + m[N_SPARE]] = g
    m[N_SPARE] += 1
    look_for_room(m, kind, b)


@woven
def open_group(board: Board, kind: int, b: int, t: int) -> int:
    """Set up a group and note it."""
    g = set_up(board.m, kind, b, t)
    board.m[group_row(board.m, g) + COST] = 0
    note(board, DID_OPEN, g, 0, 0, 0)
    return g


@woven
def close_group(board: Board, g: int) -> None:
    """Take an empty group down and note it."""
    m = board.m
    row = group_row(m, g)
    note(board, DID_CLOSE, g, m[row + TYPE], m[row + BLOCK], m[row + TEACHER])
    take_down(m, g)


@woven
def empty_cell(board: Board, s: int, b: int) -> None:
    """Empty a cell and remember that it is bare."""
    m = board.m
    take(board, s, b)
    row = m[BARE] + m[N_BARE] * BARE_WIDTH
    m[row] = s
    m[row + 1] = b
    m[N_BARE] += 1


@compiled
def disband(board: Board, g: int) -> None:
    """Send all members of a group away and close it; their cells are bare."""
    m = board.m
    row = group_row(m, g)
    while m[row + N] > 0:
        empty_cell(board, m[row + MEMBER + m[row + N] - 1], m[row + BLOCK])
    close_group(board, g)


@woven
def is_large_enough(m: Numbers, g: int) -> bool:
    """Return whether a group has the least number of members."""
    row = group_row(m, g)
    return m[row + N] >= m[type_row(m, m[row + TYPE]) + MIN_SIZE]


@woven
def can_spare_one(m: Numbers, g: int) -> bool:
    """Return whether a group would still be large enough with one member less."""
    row = group_row(m, g)
    return m[row + N] > m[type_row(m, m[row + TYPE]) + MIN_SIZE]


@woven
def is_kept_apart(m: Numbers, s: int, g: int) -> bool:
    """Return whether somebody student s is to be kept apart from is in group g."""
    b = m[group_row(m, g) + BLOCK]
    for i in range(m[m[APART_FROM] + s], m[m[APART_FROM] + s + 1]):
        if m[student_row(m, m[m[APART] + i]) + INSIDE + b * CELL] == g:
            return True
    return False


@woven
def group_with_room(m: Numbers, s: int, b: int, kind: int) -> int:
    """Return a group of a type in block b that student s can join, or -1."""
    sort = type_row(m, kind)
    g = m[sort + FIRST_GROUP + b]
    while g >= 0:
        row = group_row(m, g)
        if m[row + N] < m[sort + MAX_SIZE] and not is_kept_apart(m, s, g):
            return g
        g = m[row + NEXT]
    return -1


@woven
def keep(m: Numbers) -> None:
    """Let everything noted stand."""
    m[N_LOG] = 0
    m[N_BARE] = 0
    m[LEFT_BLOCK] = -1
    m[N_HOLES] = 0


@compiled
def take_back(board: Board) -> None:
    """Undo everything noted, the last first."""
    m = board.m
    for i in range(m[N_LOG] - 1, -1, -1):
        row = m[LOG] + i * LOG_WIDTH
        deed, a, b, c, d = m[row], m[row + 1], m[row + 2], m[row + 3], m[row + 4]
        if deed == DID_PUT:
            lift(board, a, b)
        elif deed == DID_TAKE:
            put(board, a, b, c, d)
        elif deed == DID_OPEN:
            take_down(m, a)
        elif deed == DID_CLOSE:
            set_up(m, b, c, d)
        elif deed == DID_HAND_OVER:
            drop_leader(m, a, b)
            set_leader(m, a, b, c)
    keep(m)
