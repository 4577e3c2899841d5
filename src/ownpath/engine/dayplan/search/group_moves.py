"""Moves that change which groups run: another type in a block, or another block for a type."""

from __future__ import annotations

from typing import Final

from ownpath.engine.dayplan.search.adults import NOBODY, could_lead_without, find_leader
from ownpath.engine.dayplan.search.board import (
    AT,
    BARE,
    BARE_WIDTH,
    BLOCK,
    FIRST,
    FIRST_SEAT,
    LEFT_BLOCK,
    MAX_SIZE,
    MAY_DO,
    N_BARE,
    N_BLOCKS,
    N_RUNNING,
    N_STUDENTS,
    ROOM,
    ROOMS_LEFT,
    RUNNING,
    SCORE,
    TEAM,
    TYPE,
    TYPE_OF,
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
from ownpath.engine.dayplan.search.cells import place, take
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

N_VICTIMS: Final = 3  # groups looked at when one must make way
HOPELESS: Final = 60  # points: places in groups can bring back about so many
HOPELESS_BY_HEAT: Final = 6.0
N_TYPES: Final = 3  # types looked at when one is to start


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
    """Return the group whose closing costs least, of a few that would let the type run; or -1."""
    chosen, chosen_cost = -1, 0.0
    for _ in range(N_VICTIMS):
        g = any_group(board, b)
        if g >= 0 and g != chosen and makes_way(board.m, g, kind, b):
            cost = sacrifice(board, g) + shake(board, heat)
            if chosen < 0 or cost < chosen_cost:
                chosen, chosen_cost = g, cost
    return chosen


@compiled
def start_group(board: Board, kind: int, b: int, heat: float) -> int:
    """Open a group of a type in block b, closing another if it takes that; return it, or -1."""
    t = leader_in_a_room(board, kind, b)
    if t == NOBODY:
        g = who_makes_way(board, kind, b, heat)
        if g < 0:
            return -1
        disband(board, g)
        t = leader_in_a_room(board, kind, b)
    return open_group(board, kind, b, t) if t != NOBODY else -1


@compiled
def a_wanted_type(board: Board, s: int, b: int) -> int:
    """Return the type of a random group option of student s that could be done in block b, or -1."""
    m = board.m
    me = student_row(m, s)
    n = m[me + FIRST_SEAT] - m[me + FIRST]
    if n == 0 or m[me + MAY_DO + b] == 0:
        return -1
    what = option_row(m, m[me + FIRST] + below(board.chance, n))
    return -1 if m[what + USED_AT] >= 0 else m[what + TYPE_OF]


@compiled
def a_promising_type(board: Board, s: int, b: int) -> int:
    """Return the type that would bring most, of a few that student s and others want in block b; or -1."""
    m = board.m
    chosen = a_wanted_type(board, s, b)
    if chosen < 0 or has_teams(m, chosen):
        return chosen
    most = promise(board, chosen, b)
    for _ in range(N_TYPES - 1):
        kind = a_wanted_type(board, below(board.chance, m[N_STUDENTS]), b)
        if kind < 0 or has_teams(m, kind):
            continue
        gain = promise(board, kind, b)
        if gain > most:
            chosen, most = kind, gain
    return chosen


@compiled
def wind_up(board: Board, before: int, heat: float) -> bool:
    """Fill what the move has left bare and, unless it is hopeless by then, the places that were left in groups."""
    settle(board, 0.0)
    if board.m[SCORE] - before < -HOPELESS - HOPELESS_BY_HEAT * heat:
        return False
    fill_holes(board)
    return True


@compiled
def change_group(board: Board, s: int, b: int, heat: float) -> bool:
    """Start a group that some would like in block b, where another may have to end."""
    before = board.m[SCORE]
    kind = a_promising_type(board, s, b)
    if kind < 0:
        return False
    g = start_group(board, kind, b, heat)
    if g < 0 or not recruit(board, g, heat):
        return False
    return wind_up(board, before, heat)


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
        if m[me + MAY_DO + b] == 0:
            continue
        o = own_option(m, s, kind)
        if (
            m[option_row(m, o) + TEAM] >= 0
            or m[group_row(m, g) + N] >= m[type_row(m, kind) + MAX_SIZE]
        ):
            continue
        if m[option_row(m, o) + USED_AT] >= 0 or gain_of(board, s, b, o) == NOTHING:
            continue
        if m[me + AT + b] >= 0:
            take(board, s, b)
        place(board, s, b, o, g)


@compiled
def move_group(board: Board, b: int, heat: float) -> bool:
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
    return wind_up(board, before, heat)


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
