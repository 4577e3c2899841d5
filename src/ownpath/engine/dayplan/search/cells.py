"""Fills and empties one cell of the board, a student's block; says whether something fits there."""

from __future__ import annotations

from ownpath.engine.dayplan.search.board import (
    AT,
    BARE_COST,
    CELL,
    COMPETENCY,
    DEVICES_LEFT,
    DID_PUT,
    DID_TAKE,
    FIRST_GROUP,
    GROUPS_PER_COMPETENCY,
    HAS_ROOM,
    INSIDE,
    IS_GROUP,
    IS_TEACHER,
    KIND,
    KIND_WIDTH,
    KINDS,
    LACKS,
    LOG,
    LOG_WIDTH,
    MAX_RUN,
    MAX_SCREEN,
    MAX_SIZE,
    MAY_DO,
    MEMBER,
    MISSING,
    N_BLOCKS,
    N_COMPETENCY,
    N_GROUPED,
    N_LOG,
    N_SCREEN,
    N_SUBJECT,
    N_TEACHER,
    NEXT,
    NO_TEACHER,
    ONLY_BLOCK,
    OPEN_IN,
    OPEN_WIDTH,
    PAIR,
    PER_COMPETENCY,
    PER_SUBJECT,
    PINNED,
    RUNS,
    SCORE,
    SEATS_LEFT,
    STAYS,
    SUBJECT,
    TEAM,
    TYPE,
    USED_AT,
    USES_DEVICE,
    VALUE,
    Board,
    N,
    Numbers,
    block_row,
    group_row,
    here_row,
    option_row,
    student_row,
    type_row,
)
from ownpath.engine.dayplan.search.compiled import compiled, woven


@woven
def note(board: Board, deed: int, a: int, b: int, c: int, d: int) -> None:
    """Write a step to the log."""
    m = board.m
    row = m[LOG] + m[N_LOG] * LOG_WIDTH
    m[row] = deed
    m[row + 1] = a
    m[row + 2] = b
    m[row + 3] = c
    m[row + 4] = d
    m[N_LOG] += 1


@compiled
def look_for_room(m: Numbers, kind: int, b: int) -> None:
    """Note in the table of open blocks whether groups of a type run in block b, and whether one of them has room."""
    sort, bit = type_row(m, kind), 1 << b
    runs, has_room = 0, 0
    g = m[sort + FIRST_GROUP + b]
    while g >= 0:
        runs = bit
        row = group_row(m, g)
        if m[row + N] < m[sort + MAX_SIZE]:
            has_room = bit
        g = m[row + NEXT]
    row = m[OPEN_IN] + kind * OPEN_WIDTH
    m[row + RUNS] = (m[row + RUNS] & ~bit) | runs
    m[row + HAS_ROOM] = (m[row + HAS_ROOM] & ~bit) | has_room


@compiled
def put(board: Board, s: int, b: int, o: int, g: int) -> None:
    """Let student s do option o in block b, in group g (-1: at a seat)."""
    m = board.m
    me, what, here = student_row(m, s), option_row(m, o), block_row(m, b)
    kind, subject, competency = m[what + KIND], m[what + SUBJECT], m[what + COMPETENCY]
    gain, lacked = m[what + VALUE] + BARE_COST, 0
    stays = m[what + TEAM] >= 0 or m[what + ONLY_BLOCK] == b
    m[here_row(m, b) + s] = STAYS if stays else m[what + VALUE]
    m[what + USED_AT] = b
    m[me + AT + b * CELL] = o
    m[me + INSIDE + b * CELL] = g
    if subject >= 0:
        if m[me + N_SUBJECT + subject] == 0:
            lacked += m[MISSING + subject]
        m[me + N_SUBJECT + subject] += 1
    if competency >= 0:
        m[me + N_COMPETENCY + competency * PAIR] += 1
    if g >= 0:
        if competency >= 0:
            m[me + N_GROUPED + competency * PAIR] += 1
        row = group_row(m, g)
        m[row + MEMBER + m[row + N]] = s
        m[row + N] += 1
        if m[row + N] == m[type_row(m, m[row + TYPE]) + MAX_SIZE]:
            look_for_room(m, m[row + TYPE], b)
    else:
        m[here + SEATS_LEFT + kind] -= 1
    if m[KINDS + kind * KIND_WIDTH + USES_DEVICE]:
        m[here + DEVICES_LEFT] -= 1
        m[me + N_SCREEN] += 1
    if m[KINDS + kind * KIND_WIDTH + IS_TEACHER]:
        if m[me + N_TEACHER] == 0:
            lacked += m[me + NO_TEACHER]
        m[me + N_TEACHER] += 1
    if lacked:
        m[m[LACKS] + s] -= lacked
    m[SCORE] += gain + lacked


@compiled
def lift(board: Board, s: int, b: int) -> None:
    """Leave the cell of student s in block b bare."""
    m = board.m
    me, here = student_row(m, s), block_row(m, b)
    o, g = m[me + AT + b * CELL], m[me + INSIDE + b * CELL]
    what = option_row(m, o)
    kind, subject, competency = m[what + KIND], m[what + SUBJECT], m[what + COMPETENCY]
    loss, lacking = m[what + VALUE] + BARE_COST, 0
    m[here_row(m, b) + s] = -BARE_COST
    m[what + USED_AT] = -1
    m[me + AT + b * CELL] = -1
    m[me + INSIDE + b * CELL] = -1
    if subject >= 0:
        m[me + N_SUBJECT + subject] -= 1
        if m[me + N_SUBJECT + subject] == 0:
            lacking += m[MISSING + subject]
    if competency >= 0:
        m[me + N_COMPETENCY + competency * PAIR] -= 1
    if g >= 0:
        if competency >= 0:
            m[me + N_GROUPED + competency * PAIR] -= 1
        row = group_row(m, g)
        m[row + N] -= 1
        last = row + MEMBER + m[row + N]
        i = row + MEMBER
        while m[i] != s:
            i += 1
        m[i] = m[last]
        if m[row + N] + 1 == m[type_row(m, m[row + TYPE]) + MAX_SIZE]:
            look_for_room(m, m[row + TYPE], b)
    else:
        m[here + SEATS_LEFT + kind] += 1
    if m[KINDS + kind * KIND_WIDTH + USES_DEVICE]:
        m[here + DEVICES_LEFT] += 1
        m[me + N_SCREEN] -= 1
    if m[KINDS + kind * KIND_WIDTH + IS_TEACHER]:
        m[me + N_TEACHER] -= 1
        if m[me + N_TEACHER] == 0:
            lacking += m[me + NO_TEACHER]
    if lacking:
        m[m[LACKS] + s] += lacking
    m[SCORE] -= loss + lacking


@woven
def place(board: Board, s: int, b: int, o: int, g: int) -> None:
    """Put, and note it."""
    put(board, s, b, o, g)
    note(board, DID_PUT, s, b, o, g)


@woven
def take(board: Board, s: int, b: int) -> None:
    """Lift, and note it."""
    m = board.m
    me = student_row(m, s)
    note(board, DID_TAKE, s, b, m[me + AT + b * CELL], m[me + INSIDE + b * CELL])
    lift(board, s, b)


@compiled
def run_with(m: Numbers, s: int, b: int) -> int:
    """Return how many screen blocks in a row student s would have around block b, b among them."""
    run = 1
    me = student_row(m, s)
    for step in (-1, 1):
        i = b + step
        while 0 <= i < m[N_BLOCKS]:
            o = m[me + AT + i * CELL]
            if o < 0 or not m[KINDS + m[option_row(m, o) + KIND] * KIND_WIDTH + USES_DEVICE]:
                break
            run += 1
            i += step
    return run


@woven
def suits(m: Numbers, s: int, b: int, o: int, instead: int) -> bool:
    """Return whether an option fits a student's day in block b, were `instead` (an option or -1) taken out of it."""
    me, what = student_row(m, s), option_row(m, o)
    if m[what + USED_AT] >= 0 or not (m[me + MAY_DO + b * CELL] >> m[what + KIND]) & 1:
        return False
    if m[me + PINNED + b * CELL] >= 0 and m[me + PINNED + b * CELL] != o:
        return False
    if m[what + ONLY_BLOCK] >= 0 and m[what + ONLY_BLOCK] != b:
        return False
    subject, competency = m[what + SUBJECT], m[what + COMPETENCY]
    same_subject, same_competency, same_grouped = 0, 0, 0
    if instead >= 0:
        other = option_row(m, instead)
        same_subject = 1 if m[other + SUBJECT] == subject else 0
        same_competency = 1 if m[other + COMPETENCY] == competency else 0
        same_grouped = same_competency * m[KINDS + m[other + KIND] * KIND_WIDTH + IS_GROUP]
    if subject >= 0 and m[me + N_SUBJECT + subject] - same_subject >= m[PER_SUBJECT]:
        return False
    if competency < 0:
        return True
    if m[me + N_COMPETENCY + competency * PAIR] - same_competency >= m[PER_COMPETENCY]:
        return False
    if not m[KINDS + m[what + KIND] * KIND_WIDTH + IS_GROUP]:
        return True
    return m[me + N_GROUPED + competency * PAIR] - same_grouped < m[GROUPS_PER_COMPETENCY]


@compiled
def has_seat(m: Numbers, s: int, b: int, kind: int) -> bool:
    """Return whether student s may take a seat of a kind in block b, which is bare."""
    me, here = student_row(m, s), block_row(m, b)
    if m[here + SEATS_LEFT + kind] <= 0 or not (m[me + MAY_DO + b * CELL] >> kind) & 1:
        return False
    if not m[KINDS + kind * KIND_WIDTH + USES_DEVICE]:
        return True
    if m[here + DEVICES_LEFT] <= 0 or m[me + N_SCREEN] >= m[me + MAX_SCREEN]:
        return False
    return m[me + MAX_RUN] >= m[N_BLOCKS] or run_with(m, s, b) <= m[me + MAX_RUN]


@woven
def bonus(m: Numbers, s: int, o: int) -> int:
    """Return the points a student no longer lacks once option o is in the day."""
    me, what = student_row(m, s), option_row(m, o)
    points = 0
    subject = m[what + SUBJECT]
    if subject >= 0 and m[me + N_SUBJECT + subject] == 0:
        points += m[MISSING + subject]
    if m[me + N_TEACHER] == 0 and m[KINDS + m[what + KIND] * KIND_WIDTH + IS_TEACHER]:
        points += m[me + NO_TEACHER]
    return points


@woven
def worth_here(m: Numbers, s: int, b: int) -> int:
    """Return the points that go when the cell of student s in block b is emptied and left out of the count."""
    me = student_row(m, s)
    what = option_row(m, m[me + AT + b * CELL])
    points = m[what + VALUE]
    subject = m[what + SUBJECT]
    if subject >= 0 and m[me + N_SUBJECT + subject] == 1:
        points += m[MISSING + subject]
    if m[me + N_TEACHER] == 1 and m[KINDS + m[what + KIND] * KIND_WIDTH + IS_TEACHER]:
        points += m[me + NO_TEACHER]
    return points
