"""Moves whole teams into groups and out of them; a team is never split."""

from __future__ import annotations

import numpy as np

from ownpath.engine.dayplan.search.board import (
    BLOCK,
    CELL,
    FIRST_GROUP,
    FROM_TEAM,
    INSIDE,
    MAX_SIZE,
    MAY_DO,
    MIN_SIZE,
    NEXT,
    PAIR,
    TEAM_FROM,
    TEAM_OPTIONS,
    TEAMS_OF_TYPE,
    TO_TEAM,
    TYPE,
    TYPE_OF,
    USED_AT,
    Board,
    N,
    Numbers,
    group_row,
    option_row,
    student_row,
    type_row,
)
from ownpath.engine.dayplan.search.compiled import compiled, woven
from ownpath.engine.dayplan.search.fill import NOTHING, settle, shake
from ownpath.engine.dayplan.search.groups import (
    close_group,
    disband,
    empty_cell,
    is_kept_apart,
    is_large_enough,
)
from ownpath.engine.dayplan.search.recruit import Gains, gain_of, join


@woven
def first_of(m: Numbers, team: int) -> int:
    """Return the row of a team's first option in the table of team options."""
    return m[TEAM_OPTIONS] + m[m[TEAM_FROM] + team] * PAIR


@woven
def end_of(m: Numbers, team: int) -> int:
    """Return the row after a team's last option."""
    return m[TEAM_OPTIONS] + m[m[TEAM_FROM] + team + 1] * PAIR


@woven
def size_of(m: Numbers, team: int) -> int:
    """Return how many students a team has."""
    return m[m[TEAM_FROM] + team + 1] - m[m[TEAM_FROM] + team]


@compiled
def team_gain(board: Board, team: int, b: int) -> float:
    """Return the points a whole team would gain in block b; NOTHING if one of it may not come."""
    m = board.m
    total = 0.0
    for row in range(first_of(m, team), end_of(m, team), PAIR):
        o, s = m[row], m[row + 1]
        if m[option_row(m, o) + USED_AT] >= 0 or m[student_row(m, s) + MAY_DO + b * CELL] == 0:
            return NOTHING
        gain = gain_of(board, s, b, o)
        if gain == NOTHING:
            return NOTHING
        total += gain
    return total


@compiled
def can_join(m: Numbers, team: int, g: int) -> bool:
    """Return whether a team may join: nobody to be kept apart from, and the groups left stay large enough."""
    b = m[group_row(m, g) + BLOCK]
    for row in range(first_of(m, team), end_of(m, team), PAIR):
        s = m[row + 1]
        if is_kept_apart(m, s, g):
            return False
        old = m[student_row(m, s) + INSIDE + b * CELL]
        if old < 0:
            continue
        left = m[group_row(m, old) + N]
        for other in range(first_of(m, team), end_of(m, team), PAIR):
            if m[student_row(m, m[other + 1]) + INSIDE + b * CELL] == old:
                left -= 1
        if left < m[type_row(m, m[group_row(m, old) + TYPE]) + MIN_SIZE]:
            return False
    return True


@compiled
def join_team(board: Board, team: int, g: int) -> None:
    """Move all of a team into group g."""
    m = board.m
    b = m[group_row(m, g) + BLOCK]
    for row in range(first_of(m, team), end_of(m, team), PAIR):
        join(board, m[row + 1], b, m[row], g)


@compiled
def best_team(m: Numbers, g: int, gains: Gains) -> int:
    """Return the place of the team that gains most and still fits into group g, or -1."""
    sort = type_row(m, m[group_row(m, g) + TYPE])
    left = m[sort + MAX_SIZE] - m[group_row(m, g) + N]
    best = -1
    for i in range(gains.shape[0]):
        team = m[m[TEAMS_OF_TYPE] + m[sort + FROM_TEAM] + i]
        is_fit = gains[i] > 0.0 and size_of(m, team) <= left
        if is_fit and (best < 0 or gains[i] > gains[best]):
            best = i
    return best


@compiled
def recruit_teams(board: Board, g: int, heat: float) -> None:
    """Let teams into group g, the one that gains most for each member first, while there is room."""
    m = board.m
    b = m[group_row(m, g) + BLOCK]
    sort = type_row(m, m[group_row(m, g) + TYPE])
    gains = np.empty(m[sort + TO_TEAM] - m[sort + FROM_TEAM], dtype=np.float64)
    for i in range(gains.shape[0]):
        team = m[m[TEAMS_OF_TYPE] + m[sort + FROM_TEAM] + i]
        gain = team_gain(board, team, b)
        gains[i] = gain / size_of(m, team) + shake(board, heat) if gain > NOTHING else NOTHING
    best = best_team(m, g, gains)
    while best >= 0:
        gains[best] = NOTHING
        team = m[m[TEAMS_OF_TYPE] + m[sort + FROM_TEAM] + best]
        if can_join(m, team, g) and team_gain(board, team, b) > NOTHING:
            join_team(board, team, g)
        best = best_team(m, g, gains)


@compiled
def leave_team(board: Board, team: int, b: int) -> None:
    """Take a team out of its group in block b; a group that is too small then is closed."""
    m = board.m
    g = m[student_row(m, m[first_of(m, team) + 1]) + INSIDE + b * CELL]
    for row in range(first_of(m, team), end_of(m, team), PAIR):
        empty_cell(board, m[row + 1], b)
    if m[group_row(m, g) + N] == 0:
        close_group(board, g)
    elif not is_large_enough(m, g):
        disband(board, g)


@compiled
def move_team(board: Board, team: int, b: int) -> bool:
    """Take a team out of its group and let it join another of its type in block b that has room."""
    m = board.m
    what = option_row(m, m[first_of(m, team)])
    sort = type_row(m, m[what + TYPE_OF])
    old = m[what + USED_AT]
    if old >= 0:
        leave_team(board, team, old)
    g = m[sort + FIRST_GROUP + b]
    while g >= 0 and m[group_row(m, g) + N] + size_of(m, team) > m[sort + MAX_SIZE]:
        g = m[group_row(m, g) + NEXT]
    if g >= 0 and team_gain(board, team, b) > NOTHING:
        if not can_join(m, team, g):
            return False
        join_team(board, team, g)
    elif old < 0:
        return False
    settle(board, 0.0)
    return True
