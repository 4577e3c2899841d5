"""Finds an adult for a group in a block; an adult already leading may hand that group over to a free one."""

from __future__ import annotations

from typing import Final

import numpy as np

from ownpath.engine.dayplan.search.board import (
    ARE_LIMITED,
    DID_HAND_OVER,
    LEADER_FROM,
    LEADERS,
    LED,
    MAX_BLOCKS,
    MAX_LED_RUN,
    MAY_LEAD,
    N_BLOCKS,
    N_LED,
    N_TEACHERS,
    PROFILE,
    TEACHER,
    TYPE,
    Board,
    Numbers,
    adult_row,
    group_row,
    type_row,
)
from ownpath.engine.dayplan.search.cells import note
from ownpath.engine.dayplan.search.chance import below
from ownpath.engine.dayplan.search.compiled import compiled, woven

NOBODY: Final = -1
NEEDS_NONE: Final = -3
NOT_ASKED: Final = -2


@woven
def may_lead(m: Numbers, kind: int, t: int) -> int:
    """Return 1 if adult t may lead groups of a type, else 0."""
    return m[m[MAY_LEAD] + kind * m[N_TEACHERS] + t]


@woven
def set_leader(m: Numbers, g: int, b: int, t: int) -> None:
    """Give group g in block b to adult t, who is free."""
    who = adult_row(m, t)
    m[group_row(m, g) + TEACHER] = t
    m[who + LED + b] = g
    m[who + N_LED] += 1


@woven
def drop_leader(m: Numbers, g: int, b: int) -> None:
    """Leave group g in block b without its adult."""
    who = adult_row(m, m[group_row(m, g) + TEACHER])
    m[who + LED + b] = -1
    m[who + N_LED] -= 1


@woven
def is_up_to(m: Numbers, t: int, b: int) -> bool:
    """Return whether adult t is free in block b and would still have the breaks that are due."""
    who = adult_row(m, t)
    if m[who + LED + b] != -1 or m[who + N_LED] >= m[who + MAX_BLOCKS]:
        return False
    if m[who + MAX_LED_RUN] >= m[N_BLOCKS]:
        return True
    run = 1
    for step in (-1, 1):
        i = b + step
        while 0 <= i < m[N_BLOCKS] and m[who + LED + i] >= 0:
            run += 1
            i += step
    return run <= m[who + MAX_LED_RUN]


@compiled
def free_leader(m: Numbers, kind: int, b: int, turn: int) -> int:
    """Return an adult free in block b for a group of a type, or NOBODY; the search begins `turn` adults further on."""
    profile = m[type_row(m, kind) + PROFILE]
    if profile < 0:
        return NEEDS_NONE
    first = m[m[LEADER_FROM] + profile]
    n = m[m[LEADER_FROM] + profile + 1] - first
    for i in range(n):
        t = m[m[LEADERS] + first + (i + turn) % n]
        if is_up_to(m, t, b):
            return t
    return NOBODY


@compiled
def find_leader(board: Board, kind: int, b: int) -> int:
    """Return an adult for a group of a type in block b, after a handing-over if need be; NOBODY if there is none."""
    m = board.m
    # Where adults have breaks due, who leads what matters for the other blocks too: then anyone may be the first asked.
    turn = below(board.chance, m[N_TEACHERS]) if m[ARE_LIMITED] else 0
    t = free_leader(m, kind, b, turn)
    if t != NOBODY:
        return t
    profile = m[type_row(m, kind) + PROFILE]
    for i in range(m[m[LEADER_FROM] + profile], m[m[LEADER_FROM] + profile + 1]):
        t = m[m[LEADERS] + i]
        g = m[adult_row(m, t) + LED + b]
        if g < 0:
            continue
        other = free_leader(m, m[group_row(m, g) + TYPE], b, 0)
        if other >= 0:
            drop_leader(m, g, b)
            set_leader(m, g, b, other)
            note(board, DID_HAND_OVER, g, b, t, other)
            return t
    return NOBODY


@compiled
def can_be_led(m: Numbers, kind: int, b: int) -> bool:
    """Return whether an adult could lead a group of a type in block b, after a handing-over if need be."""
    if free_leader(m, kind, b, 0) != NOBODY:
        return True
    profile = m[type_row(m, kind) + PROFILE]
    for i in range(m[m[LEADER_FROM] + profile], m[m[LEADER_FROM] + profile + 1]):
        g = m[adult_row(m, m[m[LEADERS] + i]) + LED + b]
        if g >= 0 and free_leader(m, m[group_row(m, g) + TYPE], b, 0) >= 0:
            return True
    return False


@compiled
def leader_by_turns(board: Board, kind: int, b: int) -> int:
    """Return an adult for a group of a type in block b, after any number of handings-over; NOBODY if there is none.

    A group is handed to whoever is free, whose own is handed on in turn (augmenting paths); nothing is noted.
    """
    m = board.m
    if m[type_row(m, kind) + PROFILE] < 0:
        return NEEDS_NONE
    asked_by = np.full(m[N_TEACHERS], NOT_ASKED, dtype=np.int64)
    queue, n, at = np.empty(m[N_TEACHERS], dtype=np.int64), 0, 0
    for t in range(m[N_TEACHERS]):
        if may_lead(m, kind, t):
            asked_by[t], queue[n], n = NOBODY, t, n + 1
    while at < n:
        t, at = queue[at], at + 1
        g = m[adult_row(m, t) + LED + b]
        if is_up_to(m, t, b):
            while asked_by[t] >= 0:
                giver = asked_by[t]
                handed = m[adult_row(m, giver) + LED + b]
                drop_leader(m, handed, b)
                set_leader(m, handed, b, t)
                t = giver
            return int(t)
        for other in range(m[N_TEACHERS] if g >= 0 else 0):
            if asked_by[other] == NOT_ASKED and may_lead(m, m[group_row(m, g) + TYPE], other):
                asked_by[other], queue[n], n = t, other, n + 1
    return NOBODY


@compiled
def could_lead_without(m: Numbers, g: int, kind: int, b: int) -> bool:
    """Return whether a group of a type could be led in block b once group g is closed."""
    t = m[group_row(m, g) + TEACHER]
    if t < 0:
        return free_leader(m, kind, b, 0) != NOBODY
    if may_lead(m, kind, t):
        return True
    for other in range(m[N_TEACHERS]):
        led = m[adult_row(m, other) + LED + b]
        if led < 0 or not may_lead(m, kind, other):
            continue
        if may_lead(m, m[group_row(m, led) + TYPE], t):
            return True
    return free_leader(m, kind, b, 0) != NOBODY
