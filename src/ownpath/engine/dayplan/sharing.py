"""Shares the places out anew: which groups run when stays as it is, who does what is decided for all students at once.

A linear program holds every student's day rules and every group's, seat kind's and device's capacity. Its answer is
nearly whole; the students whose day it leaves open are decided exactly among themselves, and the board takes from the
answer what fits. A team goes as one. Cells that an adult has pinned stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from ownpath.engine.dayplan.relaxation import Rows
from ownpath.engine.dayplan.sharing_columns import Columns, columns_of, pinned_cells
from ownpath.engine.dayplan.sharing_rows import Lack, cell_rows, day_rows, group_rows, seat_rows
from ownpath.engine.dayplan.types import Ints, Plan, Problem

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Left: TypeAlias = (
    Callable[[], float] | None
)  # seconds on the wall that are left; None: all there are
WHOLE = 1e-6
MOST_NODES = 20
ENOUGH = 1e-4  # of the value: nearer to the best is not looked for
CLEAR = 0.3  # a share below this says nothing about where a student belongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Where students belong, the clearest first: options in blocks, the places in groups before the seats."""

    student: Ints
    block: Ints
    option: Ints


def shares_of(problem: Problem, plan: Plan, *, left: Left = None) -> Shares | None:
    """Return where students belong, given the plan's groups; None if the program found no answer in the time left."""
    fixed = pinned_cells(problem)
    columns = columns_of(problem, plan, fixed)
    rows = Rows()
    cell_rows(problem, rows, columns, fixed)
    group_rows(problem, plan, rows, columns, fixed)
    seat_rows(problem, plan, rows, columns, fixed)
    lacks = day_rows(problem, plan, rows, columns, fixed)
    x = _solved(rows, _values(problem, columns, lacks), _owners(problem, columns, lacks), left)
    return None if x is None else _read(problem, columns, x)


def _values(problem: Problem, columns: Columns, lacks: list[Lack]) -> tuple[Floats, list[Lack]]:
    values = np.concatenate(
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
    return values, lacks


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


def _solved(
    rows: Rows, priced: tuple[Floats, list[Lack]], owner: Indices, left: Left
) -> Floats | None:
    """Return a whole answer to the program, or None if there is none or nothing to share out."""
    values, lacks = priced
    if not values.size:
        return None
    column = len(values) - sum(len(points) for _, points, _ in lacks)
    for row, points, _ in lacks:
        rows.add(row, np.arange(column, column + len(points)))
        column += len(points)
    place = (np.concatenate(rows.row), np.concatenate(rows.column))
    matrix = sparse.csr_matrix(
        (np.concatenate(rows.factor), place), shape=(rows.n, len(values))
    )
    low, high = np.concatenate(rows.low), np.concatenate(rows.high)
    x = _relaxed(values, matrix, low, high, left)
    return None if x is None else _made_whole(values, matrix, low, high, x, owner, left)


def _within(left: Left) -> dict[str, float]:
    """Return the solver's option that says how long it may take."""
    return {"time_limit": max(left(), 0.0)} if left else {}


def _relaxed(
    values: Floats, matrix: Any, low: Floats, high: Floats, left: Left
) -> Floats | None:
    is_fixed = low == high
    is_low, is_high = np.isfinite(low) & ~is_fixed, np.isfinite(high) & ~is_fixed
    found = linprog(
        -values,
        A_ub=sparse.vstack([matrix[is_high], -matrix[is_low]], format="csr"),
        b_ub=np.concatenate([high[is_high], -low[is_low]]),
        A_eq=matrix[is_fixed],
        b_eq=low[is_fixed],
        bounds=(0.0, 1.0),
        method="highs-ipm",
        options=_within(left),
    )
    return np.asarray(found.x, dtype=np.float64) if found.success else None


def _made_whole(
    values: Floats,
    matrix: Any,
    low: Floats,
    high: Floats,
    x: Floats,
    owner: Indices,
    left: Left,
) -> Floats:
    """Return a whole answer: students whose day is whole keep it, the others' days are decided exactly among them."""
    torn = np.zeros(int(owner.max(initial=0)) + 1, dtype=bool)
    torn[owner[np.abs(x - np.rint(x)) > WHOLE]] = True
    is_open = torn[owner]
    whole = np.where(is_open, 0.0, np.rint(x))
    if not is_open.any():
        return whole
    held = matrix @ whole
    found = milp(
        -values[is_open],
        integrality=np.ones(int(is_open.sum())),
        bounds=Bounds(0.0, 1.0),
        constraints=LinearConstraint(matrix[:, is_open], low - held, high - held),
        options={"node_limit": MOST_NODES, "mip_rel_gap": ENOUGH, **_within(left)},
    )
    if found.x is None:
        return x
    whole[is_open] = found.x
    return whole


def _read(problem: Problem, columns: Columns, x: Floats) -> Shares:
    """Return places in groups first, then seats, each seat with one of the tasks chosen for its kind."""
    entries = _clearest(x[columns.entry_place])
    seats = _clearest(x[columns.n_places : columns.first_task])
    seats, tasks = _paired(problem, columns, x, seats)
    option = np.concatenate([columns.entry_option[entries], tasks])
    block = np.concatenate([columns.entry_block[entries], columns.seat_block[seats]])
    return Shares(
        student=problem.options.student[option].astype(np.int32),
        block=block.astype(np.int32),
        option=option.astype(np.int32),
    )


def _clearest(share: Floats) -> Indices:
    """Return the places of shares that say something, the largest first."""
    clear = np.flatnonzero(share >= CLEAR)
    return clear[np.argsort(-share[clear], kind="stable")]


def _paired(
    problem: Problem, columns: Columns, x: Floats, seats: Indices
) -> tuple[Indices, Indices]:
    """Return seats and, for each, a task of its student and kind: the clearest seat has the clearest task."""
    options, n_kinds = problem.options, len(problem.kinds.names)
    chosen = _clearest(x[columns.first_task : columns.first_task + len(columns.task)])
    tasks = columns.task[chosen]
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
