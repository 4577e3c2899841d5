"""Moves students to where they belong, as far as the rules of the board allow, and fills what is left bare."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.search.addresses import by_address
from ownpath.engine.dayplan.search.adults import NOBODY, leader_by_turns
from ownpath.engine.dayplan.search.board import (
    AT,
    CELL,
    DEVICES_LEFT,
    FIRST_GROUP,
    KIND,
    KIND_WIDTH,
    KINDS,
    MAX_SIZE,
    MAY_DO,
    MEMBER,
    N_BLOCKS,
    N_RUNNING,
    N_STUDENTS,
    NEXT,
    PAIR,
    ROOM,
    ROOMS_LEFT,
    RUNNING,
    SEATS_LEFT,
    TEAM,
    TYPE_OF,
    USES_DEVICE,
    Board,
    N,
    Numbers,
    block_row,
    group_row,
    option_row,
    student_row,
    type_row,
)
from ownpath.engine.dayplan.search.cells import has_seat, lift, put, suits
from ownpath.engine.dayplan.search.compiled import compiled
from ownpath.engine.dayplan.search.fill import fill, is_pinned_here
from ownpath.engine.dayplan.search.groups import (
    group_with_room,
    is_kept_apart,
    is_large_enough,
    set_up,
    take_down,
)
from ownpath.engine.dayplan.search.teams import end_of, first_of, size_of


@compiled
def send_all_away(board: Board, teams_stay: bool) -> None:  # noqa: FBT001
    """Leave every cell bare but those pinned and, if they stay, those of teams; the groups stay, empty or not."""
    m = board.m
    for s in range(m[N_STUDENTS]):
        me = student_row(m, s)
        for b in range(m[N_BLOCKS]):
            o = m[me + AT + b * CELL]
            if o < 0 or is_pinned_here(m, s, b):
                continue
            if not teams_stay or m[option_row(m, o) + TEAM] < 0:
                lift(board, s, b)


@compiled
def can_all_come(m: Numbers, team: int, b: int, g: int) -> bool:
    """Return whether group g has room for a whole team, whose members are all bare in block b and may come."""
    for row in range(first_of(m, team), end_of(m, team), PAIR):
        me = student_row(m, m[row + 1])
        if m[me + MAY_DO + b * CELL] == 0 or m[me + AT + b * CELL] >= 0:
            return False
        if not suits(m, m[row + 1], b, m[row], -1) or is_kept_apart(m, m[row + 1], g):
            return False
    return True


@compiled
def place_team(board: Board, team: int, b: int) -> None:
    """Put a whole team into a group of its type in block b, or nobody."""
    m = board.m
    sort = type_row(m, m[option_row(m, m[first_of(m, team)]) + TYPE_OF])
    g = m[sort + FIRST_GROUP + b]
    while g >= 0:
        room = m[sort + MAX_SIZE] - m[group_row(m, g) + N]
        if room >= size_of(m, team) and can_all_come(m, team, b, g):
            for row in range(first_of(m, team), end_of(m, team), PAIR):
                put(board, m[row + 1], b, m[row], g)
            return
        g = m[group_row(m, g) + NEXT]


@compiled
def a_bare_block(m: Numbers, s: int, o: int) -> int:
    """Return the bare block of student s where most seats, or devices, are left for seat option o, or -1."""
    me, kind = student_row(m, s), m[option_row(m, o) + KIND]
    chosen, most = -1, 0
    for b in range(m[N_BLOCKS]):
        if (
            m[me + MAY_DO + b * CELL] == 0
            or m[me + AT + b * CELL] >= 0
            or not has_seat(m, s, b, kind)
        ):
            continue
        here = block_row(m, b)
        left = m[here + SEATS_LEFT + kind]
        if m[KINDS + kind * KIND_WIDTH + USES_DEVICE]:
            left = min(left, m[here + DEVICES_LEFT])
        if left > most:
            chosen, most = b, left
    return chosen


@compiled
def place_all(
    board: Board,
    student: NDArray[np.int32],
    block: NDArray[np.int32],
    option: NDArray[np.int32],
) -> None:
    """Put students where they belong, in the order given, where a cell is bare and the rules allow.

    A negative block stands for any that is bare.
    """
    m = board.m
    for i in range(student.shape[0]):
        s, b, o = student[i], block[i], option[i]
        me = student_row(m, s)
        if b < 0:
            b = a_bare_block(m, s, o)
        if b < 0 or m[me + MAY_DO + b * CELL] == 0 or m[me + AT + b * CELL] >= 0:
            continue
        if not suits(m, s, b, o, -1):
            continue
        what = option_row(m, o)
        if m[what + TYPE_OF] < 0:
            if has_seat(m, s, b, m[what + KIND]):
                put(board, s, b, o, -1)
            continue
        if m[what + TEAM] >= 0:
            place_team(board, m[what + TEAM], b)
            continue
        g = group_with_room(m, s, b, m[what + TYPE_OF])
        if g >= 0:
            put(board, s, b, o, g)


@compiled
def end_small_groups(board: Board) -> None:
    """Close the groups that did not get their least number of members."""
    m = board.m
    for b in range(m[N_BLOCKS]):
        here = block_row(m, b)
        i = 0
        while i < m[here + N_RUNNING]:
            g = m[here + RUNNING + i]
            if is_large_enough(m, g):
                i += 1
                continue
            row = group_row(m, g)
            while m[row + N] > 0:
                lift(board, m[row + MEMBER + m[row + N] - 1], b)
            take_down(m, g)  # another group of the block takes its place in the list


@compiled
def fill_all(board: Board) -> None:
    """Put the best there is into every bare cell."""
    m = board.m
    for b in range(m[N_BLOCKS]):
        for s in range(m[N_STUDENTS]):
            me = student_row(m, s)
            if m[me + MAY_DO + b * CELL] != 0 and m[me + AT + b * CELL] < 0:
                fill(board, s, b, 0.0, False)  # noqa: FBT003


@compiled
def end_groups(board: Board, ended: NDArray[np.int32]) -> None:
    """Close one empty group for each type and block of a list."""
    m = board.m
    for i in range(ended.shape[0]):
        g = m[type_row(m, ended[i, 0]) + FIRST_GROUP + ended[i, 1]]
        while g >= 0 and m[group_row(m, g) + N] > 0:
            g = m[group_row(m, g) + NEXT]
        if g >= 0:
            take_down(m, g)


@compiled
def begin_groups(board: Board, begun: NDArray[np.int32]) -> None:
    """Set up an empty group for each type and block of a list, where there are a room and an adult for it."""
    m = board.m
    for i in range(begun.shape[0]):
        kind, b = begun[i, 0], begun[i, 1]
        if m[block_row(m, b) + ROOMS_LEFT + m[type_row(m, kind) + ROOM]] > 0:
            t = leader_by_turns(board, kind, b)
            if t != NOBODY:
                set_up(m, kind, b, t)


@compiled
def rearrange(
    board: Board,
    student: NDArray[np.int32],
    block: NDArray[np.int32],
    option: NDArray[np.int32],
    ended: NDArray[np.int32],
    begun: NDArray[np.int32],
    teams_stay: bool,  # noqa: FBT001
) -> None:
    """Let every student go where they belong, teams stay if so; `option` holds the board's numbers.

    Before that groups are `ended` and `begun`: (n, 2), a type and a block for each.
    """
    board = by_address(board)
    send_all_away(board, teams_stay)
    end_groups(board, ended)
    begin_groups(board, begun)
    place_all(board, student, block, option)
    fill_all(board)
    end_small_groups(board)
    fill_all(board)
