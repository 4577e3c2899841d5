"""Shares the places out anew: which groups run when stays as it is, who does what is decided for all students at once.

A linear program holds every student's day rules and every group's, seat kind's and device's capacity. Its answer is
nearly whole; the students whose day it leaves open are decided exactly among themselves, and the board takes from the
answer what fits. A team goes as one. Cells that an adult has pinned stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ownpath.engine.dayplan.relaxation import Rows
from ownpath.engine.dayplan.sharing_columns import Columns, columns_of, pinned_cells
from ownpath.engine.dayplan.sharing_rows import Lack, cell_rows, day_rows, group_rows, seat_rows
from ownpath.engine.dayplan.sharing_seats import blocks_of_seats
from ownpath.engine.dayplan.solver import (
    Floats,
    IsOver,
    Program,
    answer_of,
    best_whole,
    costs_of,
    is_solved,
    solver_of,
)
from ownpath.engine.dayplan.types import Bools, Ints, Plan, Problem

Indices = NDArray[np.int64]
WHOLE: Final = 1e-6
MOST_NODES: Final = 300
ENOUGH: Final = 1e-5  # of the value: nearer to the best is not looked for
CLOSE: Final = 5.0  # points: what costs no more to change is open when torn days are decided
MOST_CLOSE: Final = 8_000  # columns open because they cost little
CLEAR: Final = 0.3  # a share below this says nothing about where a student belongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Where students belong, the clearest first: options in blocks, the places in groups before the seats.

    Where the block of a seat is ANYWHERE, any bare block of the student does; of these the scarcest kind comes first.
    """

    student: Ints
    block: Ints
    option: Ints


def shares_of(
    problem: Problem, plan: Plan, *, is_over: IsOver = None, is_exact: bool = True
) -> Shares | None:
    """Return where students belong, given the plan's groups; None if the program found no answer in the time left.

    Unless `is_exact`, the days that the program leaves torn are not decided among themselves.
    """
    fixed = pinned_cells(problem)
    columns = columns_of(problem, plan, fixed)
    rows = Rows()
    cell_rows(problem, rows, columns, fixed)
    group_rows(problem, plan, rows, columns, fixed)
    seat_rows(problem, plan, rows, columns, fixed)
    lacks = day_rows(problem, plan, rows, columns, fixed)
    values = _values(problem, columns, lacks)
    if not values.size:
        return None
    program = _program(rows, values, lacks)
    solver = solver_of(program, is_over, solver="simplex")
    solver.run()
    if not is_solved(solver):
        return None
    x = answer_of(solver)
    if is_exact:
        torn = _torn(x, _owners(problem, columns, lacks))
        close = _close_calls(torn, costs_of(solver))
        x = _decided_exactly(program, x, torn, is_over)
        x = _decided_exactly(program, x, close, is_over)
    return shares_in(problem, columns, x)


def _values(problem: Problem, columns: Columns, lacks: list[Lack]) -> Floats:
    """Return what each column is worth."""
    return np.concatenate(
        [
            np.bincount(
                columns.entry_place,
                weights=problem.options.value[columns.entry_option],
                minlength=columns.n_places,
            ),
            np.zeros(len(columns.seat_student)),
            problem.options.value[columns.task],
            *(-points for _, points, _ in lacks),
        ]
    ).astype(np.float64)


def _owners(problem: Problem, columns: Columns, lacks: list[Lack]) -> Indices:
    """Return the student whose day a column is about; for a team one of its members."""
    owner = problem.options.student
    first = np.unique(columns.entry_place, return_index=True)[1]
    return np.concatenate(
        [
            owner[columns.entry_option[first]],
            columns.seat_student,
            owner[columns.task],
            *(whose for _, _, whose in lacks),
        ]
    ).astype(np.int64)


def _program(rows: Rows, values: Floats, lacks: list[Lack]) -> Program:
    """Return the program, with a column for each lack that may fill a row."""
    column = len(values) - sum(len(points) for _, points, _ in lacks)
    for row, points, _ in lacks:
        rows.add(row, np.arange(column, column + len(points)))
        column += len(points)
    place = (np.concatenate(rows.row), np.concatenate(rows.column))
    return Program(
        values=values,
        matrix=sparse.csr_matrix(
            (np.concatenate(rows.factor), place), shape=(rows.n, len(values))
        ),
        low=np.concatenate(rows.low),
        high=np.concatenate(rows.high),
        most=np.ones(len(values)),
    )


def _torn(x: Floats, owner: Indices) -> Bools:
    """Return which columns are about days that the answer leaves torn."""
    is_torn = np.zeros(int(owner.max(initial=0)) + 1, dtype=bool)
    is_torn[owner[np.abs(x - np.rint(x)) > WHOLE]] = True
    columns: Bools = is_torn[owner]
    return columns


def _close_calls(torn: Bools, costs: Floats) -> Bools:
    """Return which columns could as well be otherwise: those of torn days, and any that cost little to change."""
    close = torn.copy()
    if torn.any():
        cheapest = np.argsort(np.abs(costs), kind="stable")[:MOST_CLOSE]
        close[cheapest[np.abs(costs[cheapest]) <= CLOSE]] = True
    return close


def _decided_exactly(program: Program, x: Floats, is_open: Bools, is_over: IsOver) -> Floats:
    """Return a whole answer: columns that are open are decided exactly among themselves, the others stay.

    Where the time is up first, the answer stays as it is.
    """
    whole = np.where(is_open, 0.0, np.rint(x))
    if not is_open.any():
        return whole
    held = program.matrix @ whole
    among = Program(
        values=program.values[is_open],
        matrix=program.matrix[:, is_open],
        low=program.low - held,
        high=program.high - held,
        most=program.most[is_open],
    )
    is_whole = bool((np.abs(x - np.rint(x)) <= WHOLE).all())
    start = np.rint(x[is_open]) if is_whole else None
    found = best_whole(among, is_over, most_nodes=MOST_NODES, enough=ENOUGH, start=start)
    if found is None:
        return x
    if start is not None and program.values[is_open] @ (found - start) <= 0.0:
        return x
    whole[is_open] = np.rint(found)
    return whole


def shares_in(problem: Problem, columns: Columns, x: Floats) -> Shares:
    """Return where an answer says students belong: places in groups, then seats, each with a task of its kind."""
    entries = _hardest_first(problem, columns, x)
    chosen = _clearest(x[columns.first_task : columns.first_lack])
    tasks = columns.task[chosen]
    is_anywhere = columns.is_alike[problem.options.student[tasks]]
    seats = _clearest(x[columns.n_places : columns.first_task])
    seats, seated = _paired(problem, columns, seats, tasks[~is_anywhere])
    anywhere = _scarcest_first(problem, tasks[is_anywhere])
    bare = problem.is_free & ~pinned_cells(problem)
    bare[
        problem.options.student[columns.entry_option[entries]], columns.entry_block[entries]
    ] = False
    option = np.concatenate([columns.entry_option[entries], seated, anywhere])
    block = np.concatenate(
        [
            columns.entry_block[entries],
            columns.seat_block[seats],
            blocks_of_seats(problem, anywhere, bare),
        ]
    )
    return Shares(
        student=problem.options.student[option].astype(np.int32),
        block=block.astype(np.int32),
        option=option.astype(np.int32),
    )


def _hardest_first(problem: Problem, columns: Columns, x: Floats) -> Indices:
    """Return entries of places, the clearest first; of alike ones those that fit into the fewest groups.

    These are places of students kept apart from somebody, and of large teams.
    """
    place = columns.entry_place
    clear = _clearest(x[place])
    apart = np.zeros(problem.n_students, dtype=bool)
    apart[[s for pair in problem.keep_apart for s in pair]] = True
    owner = problem.options.student[columns.entry_option]
    is_apart = np.zeros(columns.n_places, dtype=bool)
    is_apart[place[apart[owner]]] = True
    size = np.bincount(place, minlength=columns.n_places)
    share = np.round(x[place[clear]], 6)
    hardest = np.lexsort((-size[place[clear]], ~is_apart[place[clear]], -share))
    return clear[hardest]


def _scarcest_first(problem: Problem, tasks: Indices) -> Indices:
    """Return seat options, those whose kind of seat is nearly used up before the others."""
    kind, seats = problem.options.kind[tasks], problem.kinds.seats.sum(axis=1)
    use = np.bincount(kind, minlength=len(seats)) / np.maximum(seats, 1)
    return tasks[np.argsort(-use[kind], kind="stable")]


def _clearest(share: Floats) -> Indices:
    """Return the places of shares that say something, the largest first."""
    clear = np.flatnonzero(share >= CLEAR)
    return clear[np.argsort(-share[clear], kind="stable")]


def _paired(
    problem: Problem, columns: Columns, seats: Indices, tasks: Indices
) -> tuple[Indices, Indices]:
    """Return seats and, for each, a task of its student and kind: the clearest seat has the clearest task."""
    options, n_kinds = problem.options, len(problem.kinds.names)
    of_seat = columns.seat_student[seats] * n_kinds + columns.seat_kind[seats]
    of_task = options.student[tasks].astype(np.int64) * n_kinds + options.kind[tasks]
    seat_turn = of_seat * problem.n_blocks * 2 + _turn(of_seat)
    task_turn = of_task * problem.n_blocks * 2 + _turn(of_task)
    _, here, there = np.intersect1d(seat_turn, task_turn, return_indices=True)
    order = np.argsort(here, kind="stable")
    return seats[here[order]], tasks[there[order]]


def _turn(keys: Indices) -> Indices:
    """Return how many equal keys stand before each."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.searchsorted(ordered, ordered)
    turn = np.empty(len(keys), dtype=np.int64)
    turn[order] = np.arange(len(keys)) - first
    return turn
