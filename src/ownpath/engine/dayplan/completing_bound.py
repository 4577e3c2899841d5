"""How many days could be whole at most: a linear program of the rooms, adults and groups for which students compete.

It looks only at what no seat can give: a student whose project must have six others needs a room, an adult and five
more. All other rules of the day are left out, so no plan can have more whole days than it says.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from scipy import sparse

from ownpath.engine.dayplan.aims import Aims
from ownpath.engine.dayplan.relaxation import Rows, adult_rows
from ownpath.engine.dayplan.solver import Program, proven_by, row_multipliers_of, solver_of
from ownpath.engine.dayplan.types import Bools, Indices, Problem

SLACK: Final = 1e-6
MOST_WAYS: Final = 8  # what more things than these could give is not looked at


def most_whole(*, problem: Problem, aims: Aims) -> int:
    """Return a number of whole days that no plan can exceed."""
    n_possible = int(aims.is_possible.sum())
    demands = _only_in_groups(problem, aims)
    if not demands.any():
        return n_possible
    program = _program(problem, aims, demands)
    solver = solver_of(program)
    solver.run()
    proven = proven_by(program, row_multipliers_of(solver))
    return min(n_possible, math.floor(proven + SLACK))


def _only_in_groups(problem: Problem, aims: Aims) -> Bools:
    """Return (n_students, n_aims): what days that could be whole need and only groups can give."""
    options, kinds = problem.options, problem.kinds
    is_sure = ~kinds.is_group[options.kind]
    is_sure[[pin.option for pin in problem.pins]] = True
    given = np.zeros((problem.n_students, aims.needs.shape[1]), dtype=bool)
    np.logical_or.at(given, options.student[is_sure], aims.needs[is_sure])
    n_ways = np.zeros(given.shape, dtype=np.int64)
    np.add.at(n_ways, options.student, aims.needs)
    is_scarce = (n_ways > 0) & (n_ways <= MOST_WAYS)
    return np.asarray(is_scarce & ~given & aims.is_possible[:, None])


def _program(problem: Problem, aims: Aims, demands: Bools) -> Program:
    """Return the program: places in groups that serve a demand, how many groups run, whose day is whole."""
    rows, types = Rows(), problem.group_types
    option, block, is_looked_at = _places(problem, aims, demands)
    n_places, owner = len(option), problem.options.student[option].astype(np.int64)
    pairs = np.arange(problem.n_types * problem.n_blocks, dtype=np.int64)
    groups: Indices = n_places + pairs.reshape(problem.n_types, problem.n_blocks)
    whole = n_places + groups.size + np.arange(problem.n_students)
    rooms = problem.rooms.count[types.room_kind].astype(np.float64)
    values = [np.zeros(n_places + groups.size), np.ones(problem.n_students)]
    most = [
        np.ones(n_places),
        (rooms * is_looked_at[:, None]).reshape(-1),
        aims.is_possible.astype(np.float64),
    ]
    _once(rows, owner * problem.n_blocks + block)
    _once(rows, option)
    kind = problem.options.group_type[option].astype(np.int64)
    _sizes(problem, rows, kind, block, groups)
    _rooms(problem, rows, groups)
    _demands(rows, aims.needs[option] & demands[owner], owner, demands, whole)
    n = adult_rows(problem, rows, groups, int(whole[-1]) + 1, values, most)
    factor, row, column = (np.concatenate(one) for one in (rows.factor, rows.row, rows.column))
    return Program(
        values=np.concatenate(values),
        matrix=sparse.csr_matrix((factor, (row, column)), shape=(rows.n, n)),
        low=np.concatenate(rows.low),
        high=np.concatenate(rows.high),
        most=np.concatenate(most),
    )


def _places(problem: Problem, aims: Aims, demands: Bools) -> tuple[Indices, Indices, Bools]:
    """Return option and block of each place in a group of a type that serves a demand, and which types these are."""
    options = problem.options
    serves = (aims.needs & demands[options.student]).any(axis=1)
    is_looked_at = np.zeros(problem.n_types, dtype=bool)
    is_looked_at[options.group_type[serves]] = True
    allowed = (problem.students.may_do[options.student] >> options.kind[:, None]) & 1
    in_group = (options.group_type >= 0) & is_looked_at[np.maximum(options.group_type, 0)]
    option, block = np.nonzero((allowed > 0) & in_group[:, None])
    return option, block, is_looked_at


def _once(rows: Rows, key: Indices) -> None:
    """Let places with one key be used once at most."""
    keys, number = np.unique(key, return_inverse=True)
    rows.add(rows.begin(len(keys), high=1.0)[number], np.arange(len(key)))


def _sizes(
    problem: Problem, rows: Rows, kind: Indices, block: Indices, groups: Indices
) -> None:
    """Hold groups between their least and most members; nobody is in a group more than it runs."""
    types, place = problem.group_types, np.arange(len(kind))
    pair = kind * problem.n_blocks + block
    every = np.repeat(np.arange(problem.n_types), problem.n_blocks)
    for size, low, high in ((types.max_size, -np.inf, 0.0), (types.min_size, 0.0, np.inf)):
        number = rows.begin(groups.size, low=low, high=high)
        rows.add(number[pair], place)
        rows.add(number, groups.reshape(-1), -size[every].astype(np.float64))
    links = rows.begin(len(place), high=0.0)
    rows.add(links, place)
    rows.add(links, groups[kind, block], -1.0)


def _rooms(problem: Problem, rows: Rows, groups: Indices) -> None:
    """Let groups of a block need no more rooms of a kind than there are."""
    count = problem.rooms.count
    number = rows.begin(count.size, high=count.reshape(-1).astype(np.float64))
    kind, block = np.divmod(np.arange(groups.size), problem.n_blocks)
    room = problem.group_types.room_kind[kind]
    rows.add(number[room * problem.n_blocks + block], groups.reshape(-1))


def _demands(rows: Rows, serves: Bools, owner: Indices, demands: Bools, whole: Indices) -> None:
    """Let a day be whole only where each of its demands is served; `serves` is (n_places, n_aims)."""
    student, aim = np.nonzero(demands)
    number = np.full(demands.shape, -1, dtype=np.int64)
    number[student, aim] = rows.begin(len(student), low=0.0)
    rows.add(number[student, aim], whole[student], -1.0)
    place, what = np.nonzero(serves)
    rows.add(number[owner[place], what], place)
