"""The linear program behind the bound: what every plan satisfies, for the day as a whole and in parts.

Columns: one for each option of a student (one for a whole team where students come in teams), one for the number of
groups of each type in each block, one for each adult class leading each profile of types in each block, and one for
each lack that costs points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ownpath.engine.dayplan.solver import Program, proven_by
from ownpath.engine.dayplan.types import Ints, Problem

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(slots=True)
class Rows:
    """Rows of the program as they are written down: low <= row <= high."""

    row: list[Indices] = field(default_factory=list)
    column: list[Indices] = field(default_factory=list)
    factor: list[Floats] = field(default_factory=list)
    low: list[Floats] = field(default_factory=list)
    high: list[Floats] = field(default_factory=list)
    n: int = 0

    def begin(
        self, n: int, *, low: float | Floats = -np.inf, high: float | Floats = np.inf
    ) -> Indices:
        """Begin n rows; return their numbers."""
        self.low.append(np.broadcast_to(np.asarray(low, dtype=np.float64), n).copy())
        self.high.append(np.broadcast_to(np.asarray(high, dtype=np.float64), n).copy())
        self.n += n
        return np.arange(self.n - n, self.n)

    def add(self, row: Indices, column: Indices, factor: float | Floats = 1.0) -> None:
        """Add factor times column to each row."""
        self.row.append(np.asarray(row, dtype=np.int64))
        self.column.append(np.asarray(column, dtype=np.int64))
        self.factor.append(
            np.broadcast_to(np.asarray(factor, dtype=np.float64), len(row)).copy()
        )


@dataclass(slots=True)
class Relaxation:
    """The program, maximized: value . x, low <= matrix x <= high, 0 <= x <= most; links come later."""

    problem: Problem
    value: Floats
    most: Floats
    matrix: Any  # scipy CSR
    low: Floats
    high: Floats
    column_of_option: Indices  # (n_options,)
    column_of_groups: Indices  # (n_types, n_blocks)
    linked: set[int] = field(default_factory=set)  # options whose link is in

    @property
    def program(self) -> Program:
        """Return the program as the solver takes it, with the links that are in."""
        return Program(
            values=self.value, matrix=self.matrix, low=self.low, high=self.high, most=self.most
        )

    def bound_by(self, multipliers: Floats) -> float:
        """Return the bound that multipliers of the rows prove, whether or not a solver was accurate."""
        return proven_by(self.program, multipliers)

    def add(self, options: Indices) -> Any:
        """Take in the links of options: each student's option <= groups of its type in the student's blocks."""
        rows = Rows()
        numbers = rows.begin(len(options), high=0.0)
        rows.add(numbers, self.column_of_option[options])
        free = self.problem.is_free[self.problem.options.student[options]]
        which, block = np.nonzero(free)
        kind = self.problem.options.group_type[options]
        rows.add(numbers[which], self.column_of_groups[kind[which], block], -1.0)
        links = _matrix(rows, len(self.value))
        self.matrix = sparse.vstack([self.matrix, links], format="csr")
        self.low = np.concatenate([self.low, np.full(len(options), -np.inf)])
        self.high = np.concatenate([self.high, np.zeros(len(options))])
        self.linked.update(options.tolist())
        return links


def broken_links(relaxation: Relaxation, x: Floats, tolerance: float = 1e-3) -> Indices:
    """Return the options that an answer uses more than their groups run, those taken in already left out."""
    problem = relaxation.problem
    options = np.flatnonzero(problem.options.group_type >= 0)
    n_groups = x[relaxation.column_of_groups]
    kind, student = problem.options.group_type[options], problem.options.student[options]
    open_to = (n_groups[kind] * problem.is_free[student]).sum(axis=1)
    broken = options[x[relaxation.column_of_option[options]] > open_to + tolerance]
    return np.array([o for o in broken.tolist() if o not in relaxation.linked], dtype=np.int64)


def relaxation_of(problem: Problem) -> Relaxation:
    """Return the program for a problem, without links."""
    column_of_option, value = _option_columns(problem)
    n = value.shape[0]
    column_of_groups = n + np.arange(problem.n_types * problem.n_blocks).reshape(
        problem.n_types, problem.n_blocks
    )
    n += column_of_groups.size
    values, most = (
        [value, np.zeros(column_of_groups.size)],
        [
            np.ones(value.shape[0]),
            _most_groups(problem).reshape(-1),
        ],
    )
    rows = Rows()
    owner = problem.options.student.astype(np.int64)
    _day_rows(problem, rows, column_of_option, owner)
    n = _lack_rows(problem, rows, column_of_option, n, values, most)
    _size_rows(problem, rows, column_of_option, column_of_groups)
    _place_rows(problem, rows, column_of_option, column_of_groups)
    n = adult_rows(problem, rows, column_of_groups, n, values, most)
    return Relaxation(
        problem=problem, value=np.concatenate(values), most=np.concatenate(most),
        matrix=_matrix(rows, n), low=np.concatenate(rows.low), high=np.concatenate(rows.high),
        column_of_option=column_of_option, column_of_groups=column_of_groups,
    )  # fmt: skip


def _matrix(rows: Rows, n_columns: int) -> Any:
    parts = (np.concatenate(part) for part in (rows.factor, rows.row, rows.column))
    factor, row, column = parts
    return sparse.csr_matrix((factor, (row, column)), shape=(rows.n, n_columns))


def _option_columns(problem: Problem) -> tuple[Indices, Floats]:
    """Return each option's column, one for all of a team, and the columns' values."""
    options = problem.options
    leader = np.arange(options.student.shape[0])
    place = {
        (int(options.student[o]), int(options.group_type[o])): int(o)
        for o in np.flatnonzero(options.group_type >= 0)
    }
    for team in problem.teams:
        mates = [place[s, team.group_type] for s in team.students]
        leader[mates] = mates[0]
    _, column = np.unique(leader, return_inverse=True)
    column = np.asarray(column.reshape(-1), dtype=np.int64)
    values = np.bincount(column, weights=options.value.astype(np.float64))
    return column, np.asarray(values, dtype=np.float64)


def _most_groups(problem: Problem) -> Floats:
    """Return (n_types, n_blocks): how many groups of a type those free in a block could fill."""
    options = problem.options
    grouped = np.flatnonzero(options.group_type >= 0)
    able = np.zeros((problem.n_types, problem.n_blocks))
    np.add.at(able, options.group_type[grouped], problem.is_free[options.student[grouped]])
    return np.floor(able / problem.group_types.min_size[:, None])


def _counted(rows: Rows, key: Ints | Indices, column: Indices, high: float | Floats) -> None:
    """Write one row for each different key: the columns with that key add up to at most `high`."""
    keys, number = np.unique(key, return_inverse=True)
    numbers = rows.begin(len(keys), high=high[keys] if isinstance(high, np.ndarray) else high)
    rows.add(numbers[number.reshape(-1)], column)


def _day_rows(problem: Problem, rows: Rows, column: Indices, owner: Indices) -> None:
    """Write down each student's day: it is full, and not too much of one thing."""
    options, limits = problem.options, problem.limits
    n_free = problem.is_free.sum(axis=1).astype(np.float64)
    days = rows.begin(problem.n_students, low=n_free, high=n_free)
    rows.add(days[owner], column)
    for what, limit in (
        (options.competency, limits.blocks_per_competency),
        (options.subject, limits.blocks_per_subject),
    ):
        some = np.flatnonzero(what >= 0)
        width = int(what.max(initial=0)) + 1
        _counted(rows, owner[some] * width + what[some], column[some], limit)
    is_group = problem.kinds.is_group[options.kind]
    some = np.flatnonzero(is_group & (options.competency >= 0))
    width = int(options.competency.max(initial=0)) + 1
    keys = owner[some] * width + options.competency[some]
    _counted(rows, keys, column[some], limits.groups_per_competency)
    screens = np.flatnonzero(problem.kinds.uses_device[options.kind])
    most = problem.students.max_screen_blocks.astype(np.float64)
    _counted(rows, owner[screens], column[screens], most)


def _lack_rows(
    problem: Problem,
    rows: Rows,
    column: Indices,
    n: int,
    values: list[Floats],
    most: list[Floats],
) -> int:
    """Write down what a day may lack at a price; return the number of columns then."""
    options, n_students = problem.options, problem.n_students
    owner = options.student.astype(np.int64)
    lacks = [(problem.kinds.is_teacher_time[options.kind], problem.students.no_teacher_penalty)]
    for subject, price in enumerate(problem.missing_subject_penalty):
        if price:
            lacks.append((options.subject == subject, np.full(n_students, price)))
    for meets, price in lacks:
        numbers = rows.begin(n_students, low=1.0)
        some = np.flatnonzero(meets)
        rows.add(numbers[owner[some]], column[some])
        rows.add(numbers, np.arange(n, n + n_students))
        values.append(-price.astype(np.float64))
        most.append(np.ones(n_students))
        n += n_students
    return n


def _size_rows(problem: Problem, rows: Rows, column: Indices, groups: Indices) -> None:
    """Write down that groups are neither too small nor too large, over the day."""
    types = problem.group_types
    some = np.flatnonzero(problem.options.group_type >= 0)
    kind = problem.options.group_type[some].astype(np.int64)
    every = np.repeat(np.arange(problem.n_types), problem.n_blocks)
    for size, low, high in ((types.max_size, -np.inf, 0.0), (types.min_size, 0.0, np.inf)):
        numbers = rows.begin(problem.n_types, low=low, high=high)
        rows.add(numbers[kind], column[some])
        rows.add(numbers[every], groups.reshape(-1), -size[every].astype(np.float64))


def _place_rows(problem: Problem, rows: Rows, column: Indices, groups: Indices) -> None:
    """Write down rooms by block, and seats and devices over the day."""
    kinds, kind = problem.kinds, problem.options.kind
    every, block = np.divmod(np.arange(groups.size), problem.n_blocks)
    n_blocks = problem.n_blocks
    rooms = rows.begin(
        problem.rooms.count.size, high=problem.rooms.count.reshape(-1).astype(np.float64)
    )
    rows.add(rooms[problem.group_types.room_kind[every] * n_blocks + block], groups.reshape(-1))
    for k in np.flatnonzero(~kinds.is_group):
        some = np.flatnonzero(kind == k)
        rows.add(
            np.repeat(rows.begin(1, high=float(kinds.seats[k].sum())), len(some)), column[some]
        )
    some = np.flatnonzero(kinds.uses_device[kind])
    rows.add(
        np.repeat(rows.begin(1, high=float(problem.devices.sum())), len(some)), column[some]
    )


def adult_rows(
    problem: Problem,
    rows: Rows,
    groups: Indices,
    n: int,
    values: list[Floats],
    most: list[Floats],
) -> int:
    """Write down who leads: adults alike form a class, and each class leads only what it may."""
    may_lead = problem.group_types.may_lead
    profiles, profile = np.unique(may_lead, axis=0, return_inverse=True)
    profile = profile.reshape(-1)
    own = profiles.sum(axis=1) == 1  # one adult only: counted with the adult's class
    shared = np.flatnonzero(~own & profiles.any(axis=1))
    _, adult_class = np.unique(profiles[shared], axis=1, return_inverse=True)
    adult_class = adult_class.reshape(-1)
    n_classes, n_blocks = int(adult_class.max(initial=-1)) + 1, problem.n_blocks
    there = np.zeros((n_classes, n_blocks))
    np.add.at(there, adult_class, problem.teachers.is_available)
    busy = rows.begin(there.size, high=there.reshape(-1)).reshape(there.shape)
    for p in np.flatnonzero(own):
        adult = int(np.flatnonzero(profiles[p])[0])
        types = np.flatnonzero(profile == p)
        away = ~problem.teachers.is_available[adult]
        for b in range(n_blocks):
            rows.add(np.repeat(busy[adult_class[adult], b], len(types)), groups[types, b])
            number = rows.begin(1, high=0.0 if away[b] else 1.0)
            rows.add(np.repeat(number, len(types)), groups[types, b])
    for p in shared:
        led = rows.begin(n_blocks, low=0.0, high=0.0)
        types = np.flatnonzero(profile == p)
        for b in range(n_blocks):
            rows.add(np.repeat(led[b], len(types)), groups[types, b])
        for c in np.unique(adult_class[profiles[p]]):
            flow = np.arange(n, n + n_blocks)
            n += n_blocks
            values.append(np.zeros(n_blocks))
            most.append(there[c])
            rows.add(led, flow, -1.0)
            rows.add(busy[c], flow)
    return n
