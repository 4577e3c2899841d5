"""Moves that change which groups run: another type in a block, or another block for a type."""

from __future__ import annotations

from typing import Final

from ownpath.engine.dayplan.search.adults import NOBODY, could_lead_without, find_leader
from ownpath.engine.dayplan.search.board import (
    AT,
    BARE,
    BARE_WIDTH,
    BLOCK,
    CANDIDATE_WIDTH,
    CANDIDATES,
    CELL,
    COST,
    FIRST,
    FIRST_SEAT,
    LEFT_BLOCK,
    MAX_SIZE,
    MAY_DO,
    MOST_BLOCKS,
    N_BARE,
    N_BLOCKS,
    N_CANDIDATES,
    N_RUNNING,
    PROMISED,
    ROOM,
    ROOMS_LEFT,
    RUNNING,
    SCORE,
    TEAM,
    TYPE,
    TYPE_OF,
    TYPES_OF,
    USED_AT,
    Board,
    N,
    Numbers,
    block_row,
    group_row,
    option_row,
    student_row,
    type_row,
)
from ownpath.engine.dayplan.search.cells import place, suits, take
from ownpath.engine.dayplan.search.chance import below
from ownpath.engine.dayplan.search.compiled import compiled, woven
from ownpath.engine.dayplan.search.fill import NOTHING, settle, shake
from ownpath.engine.dayplan.search.groups import disband, is_large_enough, open_group
from ownpath.engine.dayplan.search.recruit import (
    fill_holes,
    gain_of,
    has_teams,
    promise,
    recruit_students,
    sacrifice,
)
from ownpath.engine.dayplan.search.teams import recruit_teams

N_VICTIMS: Final = 8  # groups looked at when one must make way
N_TYPES: Final = 12  # types looked at when one is to start
EXPLORING: Final = 4
DOUBT: Final = 100  # points: estimates of what a change of groups brings are so far off at most, nearly always
HOPELESS: Final = 60  # points: places in groups can bring back about so many


@compiled
def recruit(board: Board, g: int, heat: float) -> bool:
    """Fill a new group; return whether it is large enough to run."""
    if has_teams(board.m, board.m[group_row(board.m, g) + TYPE]):
        recruit_teams(board, g, heat)
    recruit_students(board, g, heat)
    return is_large_enough(board.m, g)


@woven
def any_group(board: Board, b: int) -> int:
    """Return a random group of block b, or -1."""
    here = block_row(board.m, b)
    n = board.m[here + N_RUNNING]
    return board.m[here + RUNNING + below(board.chance, n)] if n > 0 else -1


@compiled
def leader_in_a_room(board: Board, kind: int, b: int) -> int:
    """Return an adult for a group of a type in block b, if there is a room for it too; else NOBODY."""
    m = board.m
    if m[block_row(m, b) + ROOMS_LEFT + m[type_row(m, kind) + ROOM]] <= 0:
        return NOBODY
    return find_leader(board, kind, b)


@compiled
def makes_way(m: Numbers, g: int, kind: int, b: int) -> bool:
    """Return whether a group of a type can run in block b once group g is closed."""
    other = m[group_row(m, g) + TYPE]
    room = m[type_row(m, kind) + ROOM]
    if other == kind:
        return False
    if m[block_row(m, b) + ROOMS_LEFT + room] <= 0 and m[type_row(m, other) + ROOM] != room:
        return False
    return could_lead_without(m, g, kind, b)


@compiled
def who_makes_way(board: Board, kind: int, b: int, heat: float) -> int:
    """Return the group whose closing costs least, of a few that would let the type run; or -1.

    What it costs is what was reckoned when it was last chosen; that of the chosen one is reckoned anew.
    """
    m = board.m
    chosen, chosen_cost = -1, 0.0
    for _ in range(N_VICTIMS):
        g = any_group(board, b)
        if g < 0 or g == chosen:
            continue
        cost = m[group_row(m, g) + COST] + shake(board, heat)
        if (chosen < 0 or cost < chosen_cost) and makes_way(m, g, kind, b):
            chosen, chosen_cost = g, cost
    if chosen >= 0:
        m[group_row(m, chosen) + COST] = int(sacrifice(board, chosen))
    return chosen


@woven
def any_type(board: Board) -> int:
    """Return a random type, the likelier the more students want it."""
    m = board.m
    return m[m[CANDIDATES] + below(board.chance, m[N_CANDIDATES]) * CANDIDATE_WIDTH + 3]


@woven
def reckon(board: Board, kind: int, b: int) -> None:
    """Note what a new group of a type promises in block b."""
    m = board.m
    m[m[PROMISED] + kind * MOST_BLOCKS + b] = int(promise(board, kind, b))


@compiled
def a_wanted_type(board: Board, s: int, b: int) -> int:
    """Return the type of a random group option that student s could do in block b, or -1."""
    m = board.m
    chosen, seen = -1, 0
    for o in range(m[student_row(m, s) + FIRST], m[student_row(m, s) + FIRST_SEAT]):
        if suits(m, s, b, o, -1):
            seen += 1
            if below(board.chance, seen) == 0:
                chosen = m[m[TYPES_OF] + o]
    return chosen


@compiled
def a_promising_type(board: Board, b: int) -> int:
    """Return the type that would bring most in block b of some, as they were last reckoned; it is reckoned anew.

    One time in EXPLORING any type is taken, so that what has come to be worth more is seen; -1 where there is none.
    """
    m = board.m
    if m[N_CANDIDATES] == 0:
        return -1
    chosen = any_type(board)
    most = m[m[PROMISED] + chosen * MOST_BLOCKS + b]
    if below(board.chance, EXPLORING) > 0:
        for _ in range(N_TYPES - 1):
            kind = any_type(board)
            points = m[m[PROMISED] + kind * MOST_BLOCKS + b]
            if points > most and not has_teams(m, kind):
                chosen, most = kind, points
    if not has_teams(m, chosen):
        reckon(board, chosen, b)
    return chosen


@compiled
def wind_up(board: Board, before: int, need: float) -> bool:
    """Fill what the move has left bare and, unless it is hopeless by then, the places that were left in groups."""
    settle(board, 0.0)
    if board.m[SCORE] - before < need - HOPELESS:
        return False
    fill_holes(board)
    return True


@compiled
def change_group(board: Board, s: int, b: int, heat: float, need: float) -> bool:
    """Start a group that some would like in block b, student s for one if bare there; another may have to end.

    Where the estimates say that `need`, the change in score that would be kept, is out of reach, it is not tried.
    """
    m = board.m
    before = m[SCORE]
    is_bare = m[student_row(m, s) + AT + b * CELL] < 0
    kind = a_wanted_type(board, s, b) if is_bare else a_promising_type(board, b)
    if kind < 0:
        return False
    if is_bare and not has_teams(m, kind):
        reckon(board, kind, b)
    hoped = m[m[PROMISED] + kind * MOST_BLOCKS + b]
    t = leader_in_a_room(board, kind, b)
    if t == NOBODY:
        g = who_makes_way(board, kind, b, heat)
        if g < 0 or hoped - m[group_row(m, g) + COST] < need - DOUBT:
            return False
        disband(board, g)
        t = leader_in_a_room(board, kind, b)
        if t == NOBODY:
            return False
    g = open_group(board, kind, b, t)
    return recruit(board, g, heat) and wind_up(board, before, need)


@compiled
def own_option(m: Numbers, s: int, kind: int) -> int:
    """Return the option of student s for a type of group, or -1."""
    me = student_row(m, s)
    for o in range(m[me + FIRST], m[me + FIRST_SEAT]):
        if m[option_row(m, o) + TYPE_OF] == kind:
            return o
    return -1


@compiled
def carry_over(board: Board, g: int, begin: int, end: int) -> None:
    """Bring those whose cells were emptied by a group's closing (entries begin to end) to its new block."""
    m = board.m
    kind, b = m[group_row(m, g) + TYPE], m[group_row(m, g) + BLOCK]
    for i in range(begin, end):
        s = m[m[BARE] + i * BARE_WIDTH]
        me = student_row(m, s)
        if m[me + MAY_DO + b * CELL] == 0:
            continue
        o = own_option(m, s, kind)
        if (
            m[option_row(m, o) + TEAM] >= 0
            or m[group_row(m, g) + N] >= m[type_row(m, kind) + MAX_SIZE]
        ):
            continue
        if m[option_row(m, o) + USED_AT] >= 0 or gain_of(board, s, b, o) == NOTHING:
            continue
        if m[me + AT + b * CELL] >= 0:
            take(board, s, b)
        place(board, s, b, o, g)


@compiled
def move_group(board: Board, b: int, heat: float, need: float) -> bool:
    """Move a group of block b to another block, exchanging it with a group there if that is needed."""
    m = board.m
    before = m[SCORE]
    other = below(board.chance, m[N_BLOCKS])
    g = any_group(board, b)
    if other == b or g < 0:
        return False
    kind = m[group_row(m, g) + TYPE]
    disband(board, g)
    n_first = m[N_BARE]
    kind_there = -1
    t = leader_in_a_room(board, kind, other)
    if t == NOBODY:
        there = any_group(board, other)
        if there < 0 or not makes_way(m, there, kind, other):
            return False
        kind_there = m[group_row(m, there) + TYPE]
        disband(board, there)
        t = leader_in_a_room(board, kind, other)
        if t == NOBODY:
            return False
    if not reopen(board, kind, other, t, 0, n_first, b, heat):
        return False
    if kind_there >= 0:
        t = leader_in_a_room(board, kind_there, b)
        n_all = m[N_BARE]
        if t == NOBODY or not reopen(board, kind_there, b, t, n_first, n_all, other, heat):
            return False
    return wind_up(board, before, need)


@compiled
def reopen(
    board: Board, kind: int, b: int, t: int, begin: int, end: int, left: int, heat: float
) -> bool:
    """Open a group in block b that has left block `left`; its members come along, others may join."""
    m = board.m
    g = open_group(board, kind, b, t)
    m[LEFT_BLOCK] = left
    carry_over(board, g, begin, end)
    is_fit = recruit(board, g, heat)
    m[LEFT_BLOCK] = -1
    return is_fit


@compiled
def end_group(board: Board, b: int) -> bool:
    """Close a group of block b; its members join other groups or take seats."""
    g = any_group(board, b)
    if g < 0:
        return False
    disband(board, g)
    settle(board, 0.0)
    return True
