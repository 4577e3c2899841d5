"""The program of the groups with whole days in it: a column says whether a student's day is whole, and is paid for.

A day is whole only if something is done that helps each of its aims. Which groups run, and who is where, is decided
for all students at once then, so that chains of any length are found: one gives way to another, who gives way to a
third.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from ownpath.engine.dayplan.aims import Aims, Floats
from ownpath.engine.dayplan.regrouping_program import GroupProgram, group_program_of
from ownpath.engine.dayplan.relaxation import Rows
from ownpath.engine.dayplan.sharing_columns import Columns
from ownpath.engine.dayplan.types import Bools, Indices, Plan, Problem


def whole_days_program_of(problem: Problem, plan: Plan, aims: Aims) -> GroupProgram:
    """Return the program of all groups that could run with a last column for each student: their day is whole."""
    program, n_students = group_program_of(problem, plan), problem.n_students
    first = len(program.values)
    rows = _aim_rows(problem, program.columns, aims, first)
    place = (np.concatenate(rows.row), np.concatenate(rows.column))
    below = sparse.csc_matrix(
        (np.concatenate(rows.factor), place), shape=(rows.n, first + n_students)
    )
    above = sparse.hstack(
        [program.matrix, sparse.csc_matrix((program.matrix.shape[0], n_students))]
    )
    return replace(
        program,
        values=np.concatenate([program.values, np.zeros(n_students)]),
        matrix=sparse.vstack([above, below], format="csc"),
        low=np.concatenate([program.low, *rows.low]),
        high=np.concatenate([program.high, *rows.high]),
        most=np.concatenate([program.most, aims.is_possible.astype(np.float64)]),
    )


def paying(program: GroupProgram, points: Floats) -> GroupProgram:
    """Return the program with so many points for each student's whole day; `points` is (n_students,)."""
    n = len(program.values) - len(points)
    return replace(program, values=np.concatenate([program.values[:n], points]))


def _aim_rows(problem: Problem, columns: Columns, aims: Aims, first: int) -> Rows:
    """Let a day be whole only where something helps each aim that is not helped by what an adult has pinned."""
    rows, n_aims = Rows(), aims.helps.shape[1]
    option = np.concatenate([columns.entry_option, columns.task])
    column = np.concatenate(
        [columns.entry_place, np.arange(columns.first_task, columns.first_lack)]
    )
    wanted = aims.is_possible[:, None] & ~_pinned(problem, aims)
    owner = problem.options.student[option].astype(np.int64)
    which, aim = np.nonzero(aims.helps[option] & wanted[owner])
    keys, number = np.unique(owner[which] * n_aims + aim, return_inverse=True)
    row = rows.begin(len(keys), low=0.0)
    rows.add(row[number], column[which])
    rows.add(row, first + keys // n_aims, -1.0)
    return rows


def _pinned(problem: Problem, aims: Aims) -> Bools:
    """Return (n_students, n_aims): what pinned cells help."""
    helped = np.zeros((problem.n_students, aims.helps.shape[1]), dtype=bool)
    options: Indices = np.array([pin.option for pin in problem.pins], dtype=np.int64)
    np.logical_or.at(helped, problem.options.student[options], aims.helps[options])
    return helped
