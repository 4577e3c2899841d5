"""The rows of the program that shares places out: each student's day, the groups, seats and devices."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.relaxation import Rows
from ownpath.engine.dayplan.sharing_columns import Columns, meetings_apart
from ownpath.engine.dayplan.types import Bools, Ints, Plan, Problem

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Lack: TypeAlias = tuple[Indices, Floats, Indices]  # rows it fills, points it costs, whose it is


def cell_rows(problem: Problem, rows: Rows, columns: Columns, fixed: Bools) -> None:
    """Let every open cell hold one thing at most, every day as many as are open, every option be used once at most.

    Of options whose competency has one group a day, `day_rows` says so.
    """
    owner = problem.options.student
    number = np.full(fixed.shape, -1, dtype=np.int64)
    cells = problem.is_free & ~fixed
    number[cells] = rows.begin(int(cells.sum()), low=0.0, high=1.0)
    seats = np.arange(columns.n_places, columns.first_task)
    rows.add(number[owner[columns.entry_option], columns.entry_block], columns.entry_place)
    rows.add(number[columns.seat_student, columns.seat_block], seats)
    days = np.full(problem.n_students, -1, dtype=np.int64)
    alike = np.flatnonzero(columns.is_alike)
    days[alike] = rows.begin(len(alike), high=cells.sum(axis=1)[alike].astype(np.float64))
    used = np.concatenate([columns.entry_option, columns.task])
    place = np.concatenate(
        [columns.entry_place, np.arange(columns.first_task, columns.first_lack)]
    )
    counted = columns.is_alike[owner[used]]
    rows.add(days[owner[used[counted]]], place[counted])
    is_bound = ~_is_once_by_competency(problem)[columns.entry_option]
    option, which = np.unique(columns.entry_option[is_bound], return_inverse=True)
    rows.add(rows.begin(len(option), high=1.0)[which], columns.entry_place[is_bound])


def _is_once_by_competency(problem: Problem) -> Bools:
    """Return (n_options,): whether an option is used once at most as its competency has no more than one group."""
    options, kinds = problem.options, problem.kinds
    is_one = problem.limits.groups_per_competency <= 1
    return (options.competency >= 0) & kinds.is_group[options.kind] & is_one


def group_rows(
    problem: Problem, plan: Plan, rows: Rows, columns: Columns, fixed: Bools
) -> None:
    """Hold the groups of a type and block, together, between their least and most members; keep apart who is."""
    types = problem.group_types
    key = plan.group_type.astype(np.int64) * problem.n_blocks + plan.group_block
    running, counts = np.unique(key, return_counts=True)
    kind = running // problem.n_blocks
    inside = plan.group[fixed & (plan.group >= 0)]
    taken = np.bincount(np.searchsorted(running, key[inside]), minlength=len(running))
    number = rows.begin(
        len(running),
        low=np.maximum(types.min_size[kind] * counts - taken, 0.0),
        high=np.maximum(types.max_size[kind] * counts - taken, 0.0),
    )
    kind = problem.options.group_type[columns.entry_option].astype(np.int64)
    at = np.searchsorted(running, kind * problem.n_blocks + columns.entry_block)
    rows.add(number[at], columns.entry_place)
    one, other, met = meetings_apart(problem, columns)
    number = rows.begin(len(met), high=counts[np.searchsorted(running, met)].astype(np.float64))
    rows.add(number, one)
    rows.add(number, other)


def seat_rows(problem: Problem, plan: Plan, rows: Rows, columns: Columns, fixed: Bools) -> None:
    """Take a kind of seat as often as its options; let seats and devices of a block, and of the day, suffice."""
    kinds, options = problem.kinds, problem.options
    n_kinds, n_blocks = len(kinds.names), problem.n_blocks
    seats = np.arange(columns.n_places, columns.first_task)
    tasks = np.arange(columns.first_task, columns.first_lack)
    at_block = ~columns.is_alike[options.student[columns.task]]
    by_seat = columns.seat_student * n_kinds + columns.seat_kind
    own = columns.task[at_block]
    by_task = options.student[own].astype(np.int64) * n_kinds + options.kind[own]
    pairs = np.unique(np.concatenate([by_seat, by_task]))
    number = rows.begin(len(pairs), low=0.0, high=0.0)
    rows.add(number[np.searchsorted(pairs, by_seat)], seats)
    rows.add(number[np.searchsorted(pairs, by_task)], tasks[at_block], -1.0)
    _, block = np.nonzero(fixed & (plan.option >= 0))
    kind = options.kind[plan.option[fixed & (plan.option >= 0)]]
    taken = np.zeros((n_kinds, n_blocks))
    np.add.at(taken, (kind, block), ~kinds.is_group[kind])
    free = np.maximum(kinds.seats - taken, 0.0)
    number = rows.begin(n_kinds * n_blocks, high=free.ravel())
    rows.add(number[columns.seat_kind * n_blocks + columns.seat_block], seats)
    number = rows.begin(n_kinds, high=free.sum(axis=1))
    rows.add(number[options.kind[columns.task]], tasks)
    left = np.maximum(problem.devices - (taken * kinds.uses_device[:, None]).sum(axis=0), 0.0)
    number = rows.begin(n_blocks, high=left)
    device = kinds.uses_device[columns.seat_kind]
    rows.add(number[columns.seat_block[device]], seats[device])
    device = kinds.uses_device[options.kind[columns.task]]
    rows.add(np.repeat(rows.begin(1, high=left.sum()), int(device.sum())), tasks[device])


def day_rows(
    problem: Problem, plan: Plan, rows: Rows, columns: Columns, fixed: Bools
) -> list[Lack]:
    """Write the rules of each student's day; return the rows that a lack may fill and its points."""
    options, kinds, limits = problem.options, problem.kinds, problem.limits
    tasks = np.arange(columns.first_task, columns.first_lack)
    column = np.concatenate([columns.entry_place, tasks])
    option = np.concatenate([columns.entry_option, columns.task])
    held = plan.option[fixed & (plan.option >= 0)]
    student, kind = options.student.astype(np.int64), options.kind

    def at_most(
        key: Indices, which: Bools, most: int | Ints, groups: int | None = None
    ) -> None:
        """Bound how often options with the same key (where `which`) are used; at most `groups` of them in groups.

        Where these and all seats together are no more than the bound, no row is needed.
        """
        own = which[option]
        keys, number = np.unique(key[option[own]], return_inverse=True)
        taken = np.bincount(
            np.searchsorted(keys, _among(key[held[which[held]]], keys)), minlength=len(keys)
        )
        bound = np.maximum((most if isinstance(most, int) else most[keys]) - taken, 0.0)
        is_needed = np.ones(len(keys), dtype=bool)
        if groups is not None:
            seats = ~kinds.is_group[kind[option[own]]]
            is_needed = np.bincount(number, weights=seats) + groups > bound
        row = np.full(len(keys), -1, dtype=np.int64)
        row[is_needed] = rows.begin(int(is_needed.sum()), high=bound[is_needed])
        there = is_needed[number]
        rows.add(row[number[there]], column[own][there])

    wide = int(options.competency.max(initial=0)) + 1
    by_competency = student * wide + np.maximum(options.competency, 0)
    has_one = options.competency >= 0
    in_groups = limits.groups_per_competency
    at_most(by_competency, has_one, limits.blocks_per_competency, in_groups)
    at_most(by_competency, has_one & kinds.is_group[kind], in_groups)
    n_subjects = len(problem.missing_subject_penalty)
    by_subject = student * n_subjects + np.maximum(options.subject, 0)
    at_most(by_subject, options.subject >= 0, limits.blocks_per_subject)
    at_most(student, kinds.uses_device[kind], problem.students.max_screen_blocks)

    def at_least_one(key: Indices, which: Bools, points: Floats) -> Lack:
        """Ask for one option with each key unless the day holds one; return rows and what a lack costs."""
        there = np.zeros(len(points), dtype=bool)
        there[key[held[which[held]]]] = True
        wanted = np.flatnonzero((points > 0) & ~there)
        number = np.full(len(points), -1, dtype=np.int64)
        number[wanted] = rows.begin(len(wanted), low=1.0)
        own = which[option] & (number[key[option]] >= 0)
        rows.add(number[key[option[own]]], column[own])
        return number[wanted], points[wanted], wanted // (len(points) // problem.n_students)

    subject_points = np.tile(problem.missing_subject_penalty, problem.n_students)
    return [
        at_least_one(
            student,
            kinds.is_teacher_time[kind],
            problem.students.no_teacher_penalty.astype(np.float64),
        ),
        at_least_one(by_subject, options.subject >= 0, subject_points.astype(np.float64)),
    ]


def _among(values: Indices, keys: Indices) -> Indices:
    """Return the values that are among the sorted keys."""
    return values[np.isin(values, keys)]
