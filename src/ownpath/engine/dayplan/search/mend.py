"""Mends a day in the middle of it: what can no longer be is taken off the board, gaps are closed with few changes.

Blocks before `now` are past and are not touched.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ownpath.engine.dayplan.search.addresses import by_address
from ownpath.engine.dayplan.search.adults import NOBODY, drop_leader, find_leader, set_leader
from ownpath.engine.dayplan.search.board import (
    AT,
    AWAY,
    BARE,
    BARE_COST,
    BARE_WIDTH,
    BLOCK,
    CANDIDATE_WIDTH,
    CANDIDATES,
    CELL,
    DEVICES_LEFT,
    FIRST_GROUP,
    FROM,
    INSIDE,
    KIND,
    KIND_WIDTH,
    KINDS,
    LED,
    MAY_DO,
    MEMBER,
    MIN_SIZE,
    N_BARE,
    N_RUNNING,
    N_STUDENTS,
    NEXT,
    ONLY_BLOCK,
    PINNED,
    ROOM,
    ROOMS_LEFT,
    RUNNING,
    STAYS,
    TEACHER,
    TEAM,
    TO,
    TYPE,
    TYPE_OF,
    USED_AT,
    USES_DEVICE,
    Board,
    N,
    adult_row,
    block_row,
    group_row,
    here_row,
    option_row,
    student_row,
    type_row,
)
from ownpath.engine.dayplan.search.cells import place, put, suits, take, worth_here
from ownpath.engine.dayplan.search.compiled import compiled
from ownpath.engine.dayplan.search.fill import fill, may_be_sent_away, worth_left
from ownpath.engine.dayplan.search.gaps import rescue
from ownpath.engine.dayplan.search.groups import (
    disband,
    empty_cell,
    is_kept_apart,
    is_large_enough,
    set_up,
)
from ownpath.engine.dayplan.search.recruit import gain_of, join, sacrifice
from ownpath.engine.dayplan.types import Ints

WORST_RECRUIT: Final = -60.0  # points a student may lose by saving a group


@compiled
def load(
    board: Board, option: Ints, group: Ints, kinds: Ints, blocks: Ints, adults: Ints
) -> None:
    """Put a plan onto an empty board; options and types are the board's own numbers."""
    board = by_address(board)
    numbers = np.empty(kinds.shape[0], dtype=np.int64)
    for g in range(kinds.shape[0]):
        numbers[g] = set_up(board.m, kinds[g], blocks[g], adults[g])
    for s in range(option.shape[0]):
        for b in range(option.shape[1]):
            if option[s, b] >= 0:
                g = group[s, b]
                put(board, s, b, option[s, b], numbers[g] if g >= 0 else -1)


@compiled
def lose_adult(board: Board, t: int, b: int) -> None:
    """Let adult t be away in block b; another leads the group if one can, else it is disbanded."""
    board = by_address(board)
    m = board.m
    g = m[adult_row(m, t) + LED + b]
    if g == AWAY:
        return
    if g < 0:
        m[adult_row(m, t) + LED + b] = AWAY
        return
    drop_leader(m, g, b)
    m[adult_row(m, t) + LED + b] = AWAY
    m[group_row(m, g) + TEACHER] = -1
    other = find_leader(board, m[group_row(m, g) + TYPE], b)
    if other == NOBODY:
        disband(board, g)
    else:
        set_leader(m, g, b, other)


@compiled
def lose_student(board: Board, s: int, b: int) -> None:
    """Let student s be absent in block b; a group that is too small without the student is saved or disbanded."""
    board = by_address(board)
    m = board.m
    me = student_row(m, s)
    g = m[me + INSIDE + b * CELL]
    if m[me + AT + b * CELL] >= 0:
        take(board, s, b)
    m[me + MAY_DO + b * CELL] = 0
    m[here_row(m, b) + s] = STAYS
    m[me + PINNED + b * CELL] = -1
    if g >= 0:
        keep_or_disband(board, g)


@compiled
def keep_or_disband(board: Board, g: int) -> None:
    """Bring a group that is too small up to its least size, where that changes fewer cells than ending it."""
    m = board.m
    row = group_row(m, g)
    least = m[type_row(m, m[row + TYPE]) + MIN_SIZE]
    while 0 < m[row + N] < least and least - m[row + N] <= m[row + N]:
        if not save_group(board, g):
            break
    if not is_large_enough(m, g) or m[row + N] == 0:
        disband(board, g)


@compiled
def save_group(board: Board, g: int) -> bool:
    """Let the student who gains most (or loses least) join a group; return whether one did."""
    m = board.m
    kind, b = m[group_row(m, g) + TYPE], m[group_row(m, g) + BLOCK]
    sort = type_row(m, kind)
    chosen, most = -1, WORST_RECRUIT
    for i in range(m[sort + FROM], m[sort + TO]):
        row = m[CANDIDATES] + i * CANDIDATE_WIDTH
        o, s = m[row], m[row + 1]
        what, me = option_row(m, o), student_row(m, s)
        if m[what + USED_AT] >= 0 or m[what + TEAM] >= 0 or m[me + AT + b * CELL] < 0:
            continue
        gain = gain_of(board, s, b, o)
        if gain > most and not is_kept_apart(m, s, g):
            chosen, most = row, gain
    if chosen < 0:
        return False
    join(board, m[chosen + 1], b, m[chosen], g)
    return True


@compiled
def lose_rooms(board: Board, room: int, b: int, n: int) -> None:
    """Take n rooms of a kind away in block b; the groups that matter least end."""
    board = by_address(board)
    m = board.m
    here = block_row(m, b)
    m[here + ROOMS_LEFT + room] -= n
    while m[here + ROOMS_LEFT + room] < 0:
        chosen, least = -1, 0.0
        for i in range(m[here + N_RUNNING]):
            g = m[here + RUNNING + i]
            if m[type_row(m, m[group_row(m, g) + TYPE]) + ROOM] != room:
                continue
            cost = sacrifice(board, g)
            if chosen < 0 or cost < least:
                chosen, least = g, cost
        if chosen < 0:
            m[here + ROOMS_LEFT + room] = 0  # there were no more to lose
        else:
            disband(board, chosen)


@compiled
def lose_devices(board: Board, b: int, n: int) -> None:
    """Take n devices away in block b; those who lose least by it do something else."""
    board = by_address(board)
    m = board.m
    here = block_row(m, b)
    m[here + DEVICES_LEFT] -= n
    while m[here + DEVICES_LEFT] < 0:
        chosen, least = -1, 0.0
        for s in range(m[N_STUDENTS]):
            o = m[student_row(m, s) + AT + b * CELL]
            if o < 0 or not m[KINDS + m[option_row(m, o) + KIND] * KIND_WIDTH + USES_DEVICE]:
                continue
            cost = worth_here(m, s, b) - worth_left(board, s, b)
            if chosen < 0 or cost < least:
                chosen, least = s, cost
        if chosen < 0:
            m[here + DEVICES_LEFT] = 0  # there were no more to lose
        else:
            empty_cell(board, chosen, b)


@compiled
def arrive(board: Board, s: int, b: int, kinds: int) -> None:
    """Let student s, away so far, do some kinds of activity in block b; the cell is bare."""
    board = by_address(board)
    m = board.m
    me = student_row(m, s)
    if m[me + AT + b * CELL] >= 0:
        return
    m[me + MAY_DO + b * CELL] = kinds
    m[here_row(m, b) + s] = -BARE_COST
    remember(board, s, b)


@compiled
def remember(board: Board, s: int, b: int) -> None:
    """Remember that a cell is bare."""
    m = board.m
    row = m[BARE] + m[N_BARE] * BARE_WIDTH
    m[row] = s
    m[row + 1] = b
    m[N_BARE] += 1


@compiled
def swap_in(board: Board, s: int, b: int, o: int) -> bool:
    """Let student s do option o in block b because an adult says so; a member of a full group may have to leave."""
    board = by_address(board)
    m = board.m
    me, what = student_row(m, s), option_row(m, o)
    if m[what + USED_AT] == b:
        return True
    leave_cell(board, s, b)
    if m[what + USED_AT] >= 0:
        leave_cell(board, s, m[what + USED_AT])
    if not suits(m, s, b, o, -1) or m[what + TEAM] >= 0:
        return False
    m[me + PINNED + b * CELL] = o
    m[what + ONLY_BLOCK] = b
    if fill(board, s, b, 0.0, True):  # noqa: FBT003
        return True
    if m[what + TYPE_OF] < 0:
        return rescue(board, s, b, b)
    return replace_a_member(board, s, b, o)


@compiled
def leave_cell(board: Board, s: int, b: int) -> None:
    """Empty a cell if it holds anything; the group left is saved or disbanded if it is too small then."""
    me = student_row(board.m, s)
    if board.m[me + AT + b * CELL] < 0:
        return
    left = board.m[me + INSIDE + b * CELL]
    empty_cell(board, s, b)
    if left >= 0:
        keep_or_disband(board, left)


@compiled
def replace_a_member(board: Board, s: int, b: int, o: int) -> bool:
    """Let student s do group option o in the place of the member it is worth least to."""
    m = board.m
    g = m[type_row(m, m[option_row(m, o) + TYPE_OF]) + FIRST_GROUP + b]
    while g >= 0 and is_kept_apart(m, s, g):
        g = m[group_row(m, g) + NEXT]
    if g < 0:
        return False
    chosen, least = -1, 0
    for i in range(m[group_row(m, g) + N]):
        other = m[group_row(m, g) + MEMBER + i]
        worth = worth_here(m, other, b)
        if may_be_sent_away(m, other, b) and (chosen < 0 or worth < least):
            chosen, least = other, worth
    if chosen < 0:
        return False
    empty_cell(board, chosen, b)
    place(board, s, b, o, g)
    return True
