"""Ends a group first and then looks what its members would like best instead: types that share students take turns.

Source: Schrimpf et al. (2000), "Record breaking optimization results using the ruin and recreate principle", J. Comp.
Physics 159.
"""

from __future__ import annotations

from typing import Final

from ownpath.engine.dayplan.search.adults import NOBODY, can_be_led
from ownpath.engine.dayplan.search.board import (
    BARE,
    BARE_WIDTH,
    N_BARE,
    ROOM,
    ROOMS_LEFT,
    SCORE,
    TYPE,
    Board,
    N,
    Numbers,
    block_row,
    group_row,
    type_row,
)
from ownpath.engine.dayplan.search.chance import below
from ownpath.engine.dayplan.search.compiled import compiled, woven
from ownpath.engine.dayplan.search.fill import shake
from ownpath.engine.dayplan.search.group_moves import (
    DOUBT,
    a_wanted_type,
    any_group,
    leader_in_a_room,
    recruit,
    wind_up,
)
from ownpath.engine.dayplan.search.groups import disband, open_group
from ownpath.engine.dayplan.search.recruit import has_teams, promise, sacrifice

N_IDEAS: Final = 4  # types looked at


@woven
def can_end(m: Numbers, g: int) -> bool:
    """Return whether a group is one of single students that can be ended for another."""
    return g >= 0 and not has_teams(m, m[group_row(m, g) + TYPE]) and m[group_row(m, g) + N] > 0


@compiled
def can_run(m: Numbers, kind: int, b: int) -> bool:
    """Return whether there are a room and an adult for a group of a type in block b."""
    room = m[type_row(m, kind) + ROOM]
    return m[block_row(m, b) + ROOMS_LEFT + room] > 0 and can_be_led(m, kind, b)


@compiled
def a_welcome_type(board: Board, b: int, old: int, heat: float) -> tuple[int, float]:
    """Return the type, of a few, that those who are bare would like best in block b, and its points; -1 if none is."""
    m = board.m
    chosen, most = -1, 0.0
    for _ in range(N_IDEAS):
        s = m[m[BARE] + below(board.chance, m[N_BARE]) * BARE_WIDTH]
        kind = a_wanted_type(board, s, b)
        is_new = kind >= 0 and kind != old and kind != chosen
        if not is_new or has_teams(m, kind) or not can_run(m, kind, b):
            continue
        points = promise(board, kind, b) + shake(board, heat)
        if points > most:
            chosen, most = kind, points
    return chosen, most


@compiled
def rebuild_group(board: Board, b: int, heat: float, need: float) -> bool:
    """End a group of block b and open one of another type that its members would like best, of a few."""
    m = board.m
    before = m[SCORE]
    g = any_group(board, b)
    if not can_end(m, g):
        return False
    old, cost = m[group_row(m, g) + TYPE], sacrifice(board, g)
    disband(board, g)
    kind, hoped = a_welcome_type(board, b, old, heat)
    if kind < 0 or hoped - cost < need - DOUBT:
        return False
    t = leader_in_a_room(board, kind, b)
    if t == NOBODY:
        return False
    return recruit(board, open_group(board, kind, b, t), heat) and wind_up(board, before, need)
