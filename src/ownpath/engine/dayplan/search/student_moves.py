"""Moves that change what one student, or two, do: another place in one block or two, or another's place."""

from __future__ import annotations

from ownpath.engine.dayplan.search.board import (
    AT,
    CELL,
    FIRST,
    FIRST_GROUP,
    FIRST_SEAT,
    INSIDE,
    MAY_DO,
    MEMBER,
    N_BLOCKS,
    OPEN_IN,
    OPEN_WIDTH,
    RUNS,
    TEAM,
    TYPE_OF,
    TYPES_OF,
    USED_AT,
    Board,
    N,
    Numbers,
    group_row,
    option_row,
    student_row,
    type_row,
)
from ownpath.engine.dayplan.search.cells import lift, suits
from ownpath.engine.dayplan.search.chance import below
from ownpath.engine.dayplan.search.compiled import compiled, woven
from ownpath.engine.dayplan.search.fill import (
    fill,
    is_pinned_here,
    may_be_sent_away,
    settle,
)
from ownpath.engine.dayplan.search.groups import can_spare_one, empty_cell, is_kept_apart
from ownpath.engine.dayplan.search.recruit import join


@woven
def may_leave(m: Numbers, s: int, b: int) -> bool:
    """Return whether student s can be taken out of block b alone: no team, no pin, no group at its smallest."""
    me = student_row(m, s)
    o = m[me + AT + b * CELL]
    if o < 0:
        return True
    if m[option_row(m, o) + TEAM] >= 0 or is_pinned_here(m, s, b):
        return False
    g = m[me + INSIDE + b * CELL]
    return g < 0 or can_spare_one(m, g)


@compiled
def change_cell(board: Board, s: int, b: int, heat: float) -> None:
    """Choose anew what student s does in block b, by weight: always accepted, as in heat-bath sampling."""
    m = board.m
    if not may_leave(m, s, b):
        return
    if m[student_row(m, s) + AT + b * CELL] >= 0:
        lift(board, s, b)
    fill(board, s, b, heat, False)  # noqa: FBT003


@compiled
def change_two_cells(board: Board, s: int, b: int, heat: float) -> bool:
    """Empty two cells of a student and fill them anew."""
    m = board.m
    me = student_row(m, s)
    other = below(board.chance, m[N_BLOCKS])
    if other == b or m[me + MAY_DO + other * CELL] == 0:
        return False
    if not may_leave(m, s, b) or not may_leave(m, s, other):
        return False
    if m[me + AT + b * CELL] >= 0:
        empty_cell(board, s, b)
    if m[me + AT + other * CELL] >= 0:
        empty_cell(board, s, other)
    fill(board, s, b, heat, True)  # noqa: FBT003
    fill(board, s, other, heat, True)  # noqa: FBT003
    return True


@compiled
def a_running_option(board: Board, s: int, b: int) -> int:
    """Return a random option of student s whose type runs in block b and that is not in the day yet, or -1."""
    m = board.m
    me = student_row(m, s)
    chosen, seen = -1, 0
    for o in range(m[me + FIRST], m[me + FIRST_SEAT]):
        if not (m[m[OPEN_IN] + m[m[TYPES_OF] + o] * OPEN_WIDTH + RUNS] >> b) & 1:
            continue
        what = option_row(m, o)
        if m[what + USED_AT] >= 0 or m[what + TEAM] >= 0:
            continue
        seen += 1
        if below(board.chance, seen) == 0:
            chosen = o
    return chosen


@compiled
def take_a_place(board: Board, s: int, b: int, heat: float) -> bool:
    """Let student s into a group running in block b in the place of a member, who finds something else."""
    m = board.m
    if not may_leave(m, s, b):
        return False
    o = a_running_option(board, s, b)
    if o < 0 or not suits(m, s, b, o, m[student_row(m, s) + AT + b * CELL]):
        return False
    g = m[type_row(m, m[option_row(m, o) + TYPE_OF]) + FIRST_GROUP + b]
    row = group_row(m, g)
    member = m[row + MEMBER + below(board.chance, m[row + N])]
    if not may_be_sent_away(m, member, b) or is_kept_apart(m, s, g):
        return False
    empty_cell(board, member, b)
    join(board, s, b, o, g)
    settle(board, heat)
    return True
