"""Lays out the board for a problem, with nothing on it yet, and reads the plan off it at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from ownpath.engine.dayplan.search import board as columns
from ownpath.engine.dayplan.search.board import Board, Numbers
from ownpath.engine.dayplan.search.chance import Stream, stream_from
from ownpath.engine.dayplan.search.tables import (
    lacks_of_empty_days,
    most_groups,
    option_order,
    tables,
    within_student,
    zero,
)
from ownpath.engine.dayplan.types import Ints, Plan, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A board and how its numbers map to the problem's: `original[o]` is the problem's option."""

    board: Board
    numbers: Ints  # the board's array
    original: Ints


def lay_out(*, problem: Problem, seed: int) -> Layout:
    """Return an empty board for a problem.

    Raises
    ------
    ValueError
        If the problem is larger than a row of the board holds.
    """
    _require_room(problem)
    order = option_order(problem)
    head = _head(problem)
    flat, begin = [head], columns.HEAD
    for place, table in tables(problem, order).items():
        head[place] = begin
        numbers = np.ascontiguousarray(table, dtype=np.int32).reshape(-1)
        flat.append(np.pad(numbers, (0, -numbers.size % columns.LINE)))
        begin += flat[-1].shape[0]
    return layout_of(_at_a_line(np.concatenate(flat)), stream_from(seed), order)


def _at_a_line(numbers: Ints) -> Ints:
    """Return a copy that begins where memory hands over a whole line, and so does each row of whole lines."""
    room = np.empty(len(numbers) + columns.LINE, dtype=np.int32)
    before = -room.ctypes.data // room.itemsize % columns.LINE
    room[before : before + len(numbers)] = numbers
    return room[before : before + len(numbers)]


def layout_of(numbers: Ints, chance: Stream, original: Ints) -> Layout:
    """Return a board on an array of numbers."""
    board = Board(m=cast("Numbers", numbers), chance=chance)
    return Layout(board=board, numbers=numbers, original=original)


def read_off(layout: Layout) -> Plan:
    """Return the plan on the board; groups are numbered by block, type and adult."""
    m = layout.numbers
    n_blocks = int(m[columns.N_BLOCKS])
    students = _students(layout)
    types = _table(m, columns.TYPES, columns.GROUPS, columns.TYPE_WIDTH)
    groups = _table(m, columns.GROUPS, columns.BLOCKS, columns.GROUP_WIDTH)
    cells = students[:, : n_blocks * columns.CELL].reshape(-1, n_blocks, columns.CELL)
    at, inside = cells[:, :, columns.AT], cells[:, :, columns.INSIDE]
    used = np.unique(inside[inside >= 0])
    rows = groups[used]
    by = np.lexsort((rows[:, columns.TEACHER], rows[:, columns.TYPE], rows[:, columns.BLOCK]))
    used, rows = used[by], rows[by]
    number = np.full(groups.shape[0] + 1, -1, dtype=np.int32)  # the last stands for "no group"
    number[used] = np.arange(used.shape[0], dtype=np.int32)
    return Plan(
        option=np.where(at >= 0, layout.original[np.maximum(at, 0)], -1).astype(np.int32),
        group=number[inside],
        group_type=rows[:, columns.TYPE].copy(),
        group_block=rows[:, columns.BLOCK].copy(),
        group_teacher=np.maximum(rows[:, columns.TEACHER], -1),
        group_room=types[rows[:, columns.TYPE], columns.ROOM],
    )


def teacher_prices(layout: Layout) -> Ints:
    """Return (n_students,): the points a day without teacher time costs on the board now."""
    return _students(layout)[:, columns.NO_TEACHER].copy()


def set_teacher_prices(layout: Layout, points: Ints) -> None:
    """Let a day without teacher time cost other points; the score follows."""
    rows = _students(layout)
    lacking = rows[:, columns.N_TEACHER] == 0
    change = points[lacking] - rows[lacking, columns.NO_TEACHER]
    layout.numbers[columns.SCORE] -= change.sum()
    begin = layout.numbers[columns.LACKS]
    layout.numbers[begin : begin + rows.shape[0]][lacking] += change
    rows[:, columns.NO_TEACHER] = points


def _students(layout: Layout) -> Ints:
    return _table(layout.numbers, columns.STUDENTS, columns.OPTIONS, columns.STUDENT_WIDTH)


def _table(m: Ints, place: int, next_place: int, width: int) -> Ints:
    begin, n_rows = m[place], (m[next_place] - m[place]) // width
    return m[begin : begin + n_rows * width].reshape(n_rows, width)


def _head(problem: Problem) -> Ints:
    head = zero(columns.HEAD)
    head[columns.SCORE] = -_all_lacks(problem)
    head[columns.N_SPARE] = most_groups(problem)
    head[columns.N_STUDENTS] = problem.n_students
    head[columns.N_BLOCKS] = problem.n_blocks
    head[columns.N_TEACHERS] = problem.n_teachers
    head[columns.N_CANDIDATES] = (problem.options.group_type >= 0).sum()
    head[columns.N_TEAMS] = len(problem.teams)
    head[columns.PER_SUBJECT] = problem.limits.blocks_per_subject
    head[columns.PER_COMPETENCY] = problem.limits.blocks_per_competency
    head[columns.GROUPS_PER_COMPETENCY] = problem.limits.groups_per_competency
    head[columns.LEFT_BLOCK] = -1
    adults = problem.teachers
    is_limited = adults.max_blocks < adults.is_available.sum(axis=1)
    head[columns.ARE_LIMITED] = (is_limited | (adults.max_run < problem.n_blocks)).any()
    kinds = problem.kinds
    flags = np.stack([kinds.is_group, kinds.uses_device, kinds.is_teacher_time], axis=1)
    for k, row in enumerate(flags.astype(np.int32)):
        begin = columns.KINDS + k * columns.KIND_WIDTH
        head[begin : begin + flags.shape[1]] = row
    missing = problem.missing_subject_penalty
    head[columns.MISSING : columns.MISSING + missing.shape[0]] = missing
    head[columns.NOISE : columns.NOISE + columns.N_NOISE] = _noise()
    return head


def _noise() -> Ints:
    """Return evenly spread values of the standard Gumbel distribution, in fixed point."""
    middle = (np.arange(columns.N_NOISE) + 0.5) / columns.N_NOISE
    return np.round(-np.log(-np.log(middle)) * columns.NOISE_SCALE).astype(np.int32)


def _all_lacks(problem: Problem) -> int:
    """Return the points of a board with nothing on it: every cell bare, every student without everything."""
    lacking = int(lacks_of_empty_days(problem).sum())
    return lacking + columns.BARE_COST * int(problem.is_free.sum())


def _require_room(problem: Problem) -> None:
    options, types, rooms = problem.options, problem.group_types, problem.rooms.count
    competencies = within_student(options.student, options.competency)
    sizes = {
        "blocks": (problem.n_blocks, columns.MOST_BLOCKS),
        "kinds": (len(problem.kinds.names), columns.MOST_KINDS),
        "subjects": (problem.missing_subject_penalty.shape[0], columns.MOST_SUBJECTS),
        "kinds of room": (rooms.shape[0], columns.MOST_ROOM_KINDS),
        "members of a group": (int(types.max_size.max(initial=0)), columns.MOST_MEMBERS),
        "rooms of a block": (int(rooms.sum(axis=0).max(initial=0)), columns.MOST_RUNNING),
        "competencies of a student": (
            int(competencies.max(initial=-1)) + 1,
            columns.MOST_COMPETENCIES,
        ),
    }
    if found := [
        f"{name}={n}, at most {most}" for name, (n, most) in sizes.items() if n > most
    ]:
        raise ValueError(f"expected a campus that fits the board, got {'; '.join(found)}")
