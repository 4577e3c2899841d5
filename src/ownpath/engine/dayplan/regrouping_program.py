"""The program that asks which groups should run: sharing's columns for every group that could, and how many do.

Besides the places of `sharing` it has a column for the number of groups of each type in each block, rooms and adults
for them, and the link that makes it strong: nobody is in a group more than it runs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ownpath.engine.dayplan.relaxation import Rows, adult_rows
from ownpath.engine.dayplan.sharing_columns import (
    Columns,
    columns_of,
    meetings_apart,
    pinned_cells,
)
from ownpath.engine.dayplan.sharing_rows import cell_rows, day_rows, seat_rows
from ownpath.engine.dayplan.solver import BY_ITSELF, Basis, IsOver, Program, solver_of
from ownpath.engine.dayplan.types import Bools, Indices, Plan, Problem

Floats = NDArray[np.float64]
ENDLESS: Final = 1e6  # groups: more than any number that could run


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupProgram:
    """The whole program; a pair is a type and a block, numbered type x blocks + block.

    Attributes
    ----------
    least
        (n_pairs,): groups that hold a pinned student and so have to run.
    n_day_rows
        The first rows are about students' days, seats and devices; those after them about the groups.
    """

    columns: Columns  # of places, seats and tasks; after them lacks, pairs and adults
    values: Floats
    matrix: Any  # scipy CSC
    low: Floats
    high: Floats
    most: Floats
    column_of_pair: Indices
    pair_of_place: Indices
    size_of_place: Indices
    least: Indices
    largest: Indices  # (n_pairs,): most members
    n_day_rows: int


def running_of(problem: Problem, plan: Plan) -> Indices:
    """Return (n_pairs,): how many groups of each type run in each block."""
    pair = plan.group_type.astype(np.int64) * problem.n_blocks + plan.group_block
    return np.bincount(pair, minlength=problem.n_types * problem.n_blocks)


def group_program_of(problem: Problem, plan: Plan, *, is_linked: bool = True) -> GroupProgram:
    """Return the program with every group that could run; what is pinned in the plan stays.

    The links, half of it, say nothing where it is not asked which groups run; without `is_linked` they are left out.
    """
    n_pairs, types = problem.n_types * problem.n_blocks, problem.group_types
    fixed = pinned_cells(problem)
    kind, block = np.divmod(np.arange(n_pairs), problem.n_blocks)
    every = replace(plan, group_type=kind.astype(np.int32), group_block=block.astype(np.int32))
    columns = columns_of(problem, every, fixed)
    rows = Rows()
    cell_rows(problem, rows, columns, fixed)
    seat_rows(problem, plan, rows, columns, fixed)
    values = [_worth(problem, columns)]
    n = columns.first_lack
    for row, points, _ in day_rows(problem, plan, rows, columns, fixed):
        rows.add(row, np.arange(n, n + len(points)))
        values.append(-points)
        n += len(points)
    n_day_rows, most = rows.n, [np.ones(n)]
    column_of_pair = n + np.arange(n_pairs)
    values.append(np.zeros(n_pairs))
    most.append(np.full(n_pairs, np.inf))
    pair = problem.options.group_type[columns.entry_option].astype(np.int64) * problem.n_blocks
    pair += columns.entry_block
    place, first = np.unique(columns.entry_place, return_index=True)
    taken, least = _pinned_members(problem, plan, fixed)
    for size, low, high in (
        (types.max_size[kind], -np.inf, -taken),
        (types.min_size[kind], -taken, np.inf),
    ):
        number = rows.begin(n_pairs, low=low, high=high)
        rows.add(number[pair], columns.entry_place)
        rows.add(number, column_of_pair, -size.astype(np.float64))
    if is_linked:
        number = rows.begin(len(place), high=0.0)
        rows.add(number, place)
        rows.add(number, column_of_pair[pair[first]], -1.0)
    one, other, met = meetings_apart(problem, columns)
    number = rows.begin(len(met), high=0.0)
    rows.add(number, one)
    rows.add(number, other)
    rows.add(number, column_of_pair[met], -1.0)
    rooms = rows.begin(
        problem.rooms.count.size, high=problem.rooms.count.ravel().astype(np.float64)
    )
    rows.add(rooms[types.room_kind[kind] * problem.n_blocks + block], column_of_pair)
    by_type = column_of_pair.reshape(problem.n_types, problem.n_blocks)
    n = adult_rows(problem, rows, by_type, n + n_pairs, values, most)
    row, column = np.concatenate(rows.row), np.concatenate(rows.column)
    return GroupProgram(
        columns=columns,
        values=np.concatenate(values),
        matrix=sparse.csc_matrix((np.concatenate(rows.factor), (row, column)), shape=(rows.n, n)),
        low=np.concatenate(rows.low),
        high=np.concatenate(rows.high),
        most=np.concatenate(most),
        column_of_pair=column_of_pair,
        pair_of_place=pair[first],
        size_of_place=np.bincount(columns.entry_place, minlength=columns.n_places),
        least=least,
        largest=types.max_size[kind].astype(np.int64),
        n_day_rows=n_day_rows,
    )  # fmt: skip


def _worth(problem: Problem, columns: Columns) -> Floats:
    """Return the points of places, of seats (none: their tasks have them) and of tasks."""
    value = problem.options.value.astype(np.float64)
    places = np.bincount(
        columns.entry_place, weights=value[columns.entry_option], minlength=columns.n_places
    )
    return np.concatenate([places, np.zeros(len(columns.seat_student)), value[columns.task]])


def _pinned_members(problem: Problem, plan: Plan, fixed: Bools) -> tuple[Floats, Indices]:
    """Return (n_pairs,) twice: places in groups that pinned students take, and the groups they are in."""
    n_pairs = problem.n_types * problem.n_blocks
    inside = plan.group[fixed & (plan.group >= 0)]
    pair = plan.group_type.astype(np.int64) * problem.n_blocks + plan.group_block
    taken = np.bincount(pair[inside], minlength=n_pairs).astype(np.float64)
    return taken, np.bincount(pair[np.unique(inside)], minlength=n_pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The part of the program in which some pairs only can run."""

    columns: Indices
    rows: Indices
    place_of_pair: Indices  # (n_pairs,): the column in the part, where the pair is in it


def part_of(whole: GroupProgram, most: Indices, is_worth: Bools | None = None) -> Part:
    is_in = np.ones(len(whole.values), dtype=bool)
    is_in[: len(whole.pair_of_place)] = most[whole.pair_of_place] > 0
    if is_worth is not None:
        is_in[: len(is_worth)] &= is_worth
    is_in[whole.column_of_pair] = most > 0
    columns = np.flatnonzero(is_in)
    used = np.zeros(whole.matrix.shape[0], dtype=bool)
    used[whole.matrix[:, columns].indices] = True
    place = np.full(len(whole.values), -1, dtype=np.int64)
    place[columns] = np.arange(len(columns))
    return Part(
        columns=columns,
        rows=np.flatnonzero(used),
        place_of_pair=place[whole.column_of_pair],
    )


def slim(
    whole: GroupProgram, part: Part, least: Indices, most: Indices, basis: Basis | None
) -> Part:
    """Return the part without rows that cannot be broken in it and do not hold at the corner to begin from, if any.

    `least` and `most` are (n_pairs,): between them lies how many groups of each pair run.
    """
    fewest, limit = np.zeros(len(whole.values)), whole.most.copy()
    fewest[whole.column_of_pair], limit[whole.column_of_pair] = least, most
    fewest, limit = fewest[part.columns], np.minimum(limit[part.columns], ENDLESS)
    matrix = whole.matrix[:, part.columns].tocsr()[part.rows]
    adding, taking = matrix.copy(), matrix.copy()
    adding.data, taking.data = np.maximum(matrix.data, 0.0), np.minimum(matrix.data, 0.0)
    is_idle = adding @ limit + taking @ fewest <= whole.high[part.rows]
    is_idle &= adding @ fewest + taking @ limit >= whole.low[part.rows]
    if basis is not None:
        is_idle &= basis.rows[part.rows] == BY_ITSELF
    return replace(part, rows=part.rows[~is_idle])


def part_solver(
    whole: GroupProgram, part: Part, most: Indices, is_over: IsOver, **options: str
) -> Any:
    """Return a solver that holds the part; more of some pairs than `most` cannot run."""
    limit = whole.most.copy()
    limit[whole.column_of_pair] = most
    program = Program(
        values=whole.values[part.columns],
        matrix=whole.matrix[:, part.columns].tocsr()[part.rows],
        low=whole.low[part.rows],
        high=whole.high[part.rows],
        most=limit[part.columns],
    )
    return solver_of(program, is_over, solver="simplex", **options)
