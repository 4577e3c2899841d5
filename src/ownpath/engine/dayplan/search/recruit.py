"""Fills a newly opened group with those who gain most by it."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.search.board import (
    AT,
    BARE_COST,
    BLOCK,
    CANDIDATE_WIDTH,
    CANDIDATES,
    CELL,
    FROM,
    FROM_TEAM,
    HOLES,
    INSIDE,
    LACKS,
    LEFT_BLOCK,
    MAX_SIZE,
    MAY_DO,
    MEMBER,
    MOST_HOLES,
    MOST_MEMBERS,
    N_HOLES,
    TEAM,
    TO,
    TO_TEAM,
    TYPE,
    USED_AT,
    VALUE,
    Board,
    N,
    Numbers,
    group_row,
    here_row,
    option_row,
    student_row,
    type_row,
)
from ownpath.engine.dayplan.search.cells import bonus, place, suits, take, worth_here
from ownpath.engine.dayplan.search.compiled import compiled, woven
from ownpath.engine.dayplan.search.fill import NOTHING, is_pinned_here, shake, worth_left
from ownpath.engine.dayplan.search.groups import can_spare_one, is_kept_apart

Gains: TypeAlias = NDArray[np.float64]
Whom: TypeAlias = NDArray[np.int64]


@compiled
def gain_of(board: Board, s: int, b: int, o: int) -> float:
    """Return the points student s would gain by doing group option o in block b; NOTHING if it may not be."""
    m = board.m
    me = student_row(m, s)
    here = m[me + AT + b * CELL]
    if not suits(m, s, b, o, here):
        return NOTHING
    gain = float(m[option_row(m, o) + VALUE] + bonus(m, s, o))
    if here < 0:
        return gain - worth_left(board, s, b)
    g = m[me + INSIDE + b * CELL]
    if is_pinned_here(m, s, b):
        return NOTHING
    if g >= 0 and (m[option_row(m, here) + TEAM] >= 0 or not can_spare_one(m, g)):
        return NOTHING
    left = m[LEFT_BLOCK]
    if (
        left >= 0
        and g < 0
        and m[me + MAY_DO + left * CELL] != 0
        and m[me + AT + left * CELL] < 0
    ):
        # What is done here now can be done in the block the group leaves: only the filling there is given up.
        return gain - max(worth_left(board, s, left), 0.0)
    return gain - worth_here(m, s, b)


@woven
def join(board: Board, s: int, b: int, o: int, g: int) -> None:
    """Move student s from whatever fills the cell into group g."""
    m = board.m
    me = student_row(m, s)
    left = m[me + INSIDE + b * CELL]
    if left >= 0 and m[N_HOLES] < MOST_HOLES:
        m[HOLES + m[N_HOLES]] = left
        m[N_HOLES] += 1
    if m[me + AT + b * CELL] >= 0:
        take(board, s, b)
    place(board, s, b, o, g)


@woven
def insert(gains: Gains, whom: Whom, n: int, most: int, gain: float, row: int) -> int:
    """Put an entry into a list ordered by gain and at most `most` long; return how long it is now."""
    i = n if n < most else n - 1
    while i > 0 and gains[i - 1] < gain:
        gains[i] = gains[i - 1]
        whom[i] = whom[i - 1]
        i -= 1
    gains[i] = gain
    whom[i] = row
    return n + 1 if n < most else n


@compiled
def best_candidates(
    board: Board, kind: int, b: int, most: int, heat: float, gains: Gains, whom: Whom
) -> int:
    """List the `most` candidates who gain most by a group of a type, as rows of their table; return how many."""
    m = board.m
    sort = type_row(m, kind)
    n, enough = 0, 0.0
    if most == 0:
        return 0
    left = m[LEFT_BLOCK]
    here, there = here_row(m, b), here_row(m, left)
    for i in range(m[sort + FROM], m[sort + TO]):
        row = m[CANDIDATES] + i * CANDIDATE_WIDTH
        o, s = m[row], m[row + 1]
        kick = shake(board, heat)
        at_most = m[row + 2] + m[m[LACKS] + s] + kick
        if at_most <= enough:
            continue
        comes_along = left >= 0 and m[there + s] == -BARE_COST
        if at_most - m[here + s] <= enough and not comes_along:
            continue
        what = option_row(m, o)
        if m[what + USED_AT] >= 0 or m[what + TEAM] >= 0:
            continue
        gain = gain_of(board, s, b, o) + kick
        if gain > enough:
            n = insert(gains, whom, n, most, gain, row)
            if n == most:
                enough = gains[n - 1]
    return n


@compiled
def recruit_students(board: Board, g: int, heat: float) -> None:
    """Fill group g, taking the candidates who gain most; those who would lose stay where they are."""
    m = board.m
    kind, b = m[group_row(m, g) + TYPE], m[group_row(m, g) + BLOCK]
    most = m[type_row(m, kind) + MAX_SIZE] - m[group_row(m, g) + N]
    gains = np.empty(MOST_MEMBERS, dtype=np.float64)
    whom = np.empty(MOST_MEMBERS, dtype=np.int64)
    for i in range(best_candidates(board, kind, b, most, heat, gains, whom)):
        o, s = m[whom[i]], m[whom[i] + 1]
        me = student_row(m, s)
        if is_kept_apart(m, s, g) or not suits(m, s, b, o, m[me + AT + b * CELL]):
            continue
        left = m[me + INSIDE + b * CELL]
        if left < 0 or can_spare_one(m, left):  # else another recruit has just left that group
            join(board, s, b, o, g)


@compiled
def fill_holes(board: Board) -> None:
    """Let others into the groups that members have left, and into those they have left in turn, for a few steps."""
    m = board.m
    i = 0
    while i < m[N_HOLES]:
        g = m[HOLES + i]
        if m[group_row(m, g) + N] > 0:
            recruit_students(board, g, 0.0)
        i += 1


@woven
def has_teams(m: Numbers, kind: int) -> bool:
    """Return whether students come to groups of a type in teams."""
    sort = type_row(m, kind)
    return m[sort + TO_TEAM] > m[sort + FROM_TEAM]


@compiled
def promise(board: Board, kind: int, b: int) -> float:
    """Return about how many points a new group of a type would bring to those who would join it."""
    m = board.m
    gains = np.empty(MOST_MEMBERS, dtype=np.float64)
    whom = np.empty(MOST_MEMBERS, dtype=np.int64)
    most = m[type_row(m, kind) + MAX_SIZE]
    n = best_candidates(board, kind, b, most, 0.0, gains, whom)
    total = 0.0
    for i in range(n):
        total += gains[i]
    return total


@compiled
def sacrifice(board: Board, g: int) -> float:
    """Return about how many points the members of a group would lose were it closed."""
    m = board.m
    row = group_row(m, g)
    b = m[row + BLOCK]
    total = 0.0
    for i in range(m[row + N]):
        s = m[row + MEMBER + i]
        total += worth_here(m, s, b) - worth_left(board, s, b)
    return total
