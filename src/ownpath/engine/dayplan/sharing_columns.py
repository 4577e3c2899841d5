"""The columns of the program that shares places out: who could be where, given the groups that run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.types import Bools, Plan, Problem

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The program's columns: places in running groups (one for a whole team), seats by kind and block, seat options.

    A place has one entry for each student it stands for: the student's option in a block. Where a student's blocks
    are all alike for seats, in which block a seat is taken is left open, and there are no columns for it.
    """

    entry_option: Indices
    entry_block: Indices
    entry_place: Indices
    n_places: int
    seat_student: Indices
    seat_kind: Indices
    seat_block: Indices
    task: Indices  # seat options
    is_alike: Bools  # (n_students,): whether the student's blocks are all alike for seats

    @property
    def first_task(self) -> int:
        """Return the first column of a seat option."""
        return self.n_places + len(self.seat_student)

    @property
    def first_lack(self) -> int:
        """Return the column after the last seat option."""
        return self.first_task + len(self.task)


def pinned_cells(problem: Problem) -> Bools:
    """Return (n_students, n_blocks): cells that an adult has pinned."""
    fixed = np.zeros(problem.students.may_do.shape, dtype=np.bool_)
    for pin in problem.pins:
        fixed[pin.student, pin.block] = True
    return fixed


def columns_of(problem: Problem, plan: Plan, fixed: Bools) -> Columns:
    options, may_do = problem.options, problem.students.may_do
    used = plan.option[fixed]
    is_open = np.ones(len(options.student), dtype=bool)
    is_open[used[used >= 0]] = False
    runs = np.zeros((problem.n_types + 1, problem.n_blocks), dtype=bool)
    runs[plan.group_type, plan.group_block] = True
    allowed = ((may_do[options.student] >> options.kind[:, None]) & 1).astype(bool)
    allowed &= is_open[:, None] & ~fixed[options.student]
    in_group = options.group_type >= 0
    option, block = np.nonzero(allowed & runs[options.group_type] & in_group[:, None])
    team, size = _teams(problem)
    place = _places(team[option], size, block, problem.n_blocks)
    kept = place >= 0
    is_seat = ~in_group & is_open & allowed.any(axis=1)
    alike = blocks_alike(problem, fixed)
    by_block = is_seat & ~alike[options.student]
    student, kind, at = _open_seats(problem, np.flatnonzero(by_block), fixed)
    return Columns(
        entry_option=option[kept],
        entry_block=block[kept],
        entry_place=place[kept],
        n_places=int(place.max(initial=-1)) + 1,
        seat_student=student,
        seat_kind=kind,
        seat_block=at,
        task=np.flatnonzero(is_seat),
        is_alike=alike,
    )


def blocks_alike(problem: Problem, fixed: Bools) -> Bools:
    """Return (n_students,): whether every open block of the student allows the same seats, in a row or not."""
    people, kinds = problem.students, problem.kinds
    seats = sum(1 << int(k) for k in np.flatnonzero(~kinds.is_group))
    allowed, is_open = people.may_do & seats, problem.is_free & ~fixed
    least = np.where(is_open, allowed, seats).min(axis=1, initial=seats)
    most = np.where(is_open, allowed, 0).max(axis=1, initial=0)
    is_there = kinds.seats[~kinds.is_group] > 0
    some_not_all = is_there.any(axis=1) & ~is_there.all(axis=1)
    alike: Bools = (least == most) & (people.max_screen_run >= problem.n_blocks)
    return alike & ~some_not_all.any()


def _teams(problem: Problem) -> tuple[Indices, Indices]:
    """Return each option's team, or -1, and each team's number of members."""
    options, teams = problem.options, problem.teams
    size = np.array([len(one.students) for one in teams], dtype=np.int64)
    team = np.full(len(options.student), -1, dtype=np.int64)
    if not teams:
        return team, size
    number = np.repeat(np.arange(len(teams)), size)
    student = np.concatenate([one.students for one in teams]).astype(np.int64)
    keys = student * problem.n_types + np.array([one.group_type for one in teams])[number]
    order = np.argsort(keys, kind="stable")
    keys, number = keys[order], number[order]
    own = options.student.astype(np.int64) * problem.n_types + options.group_type
    at = np.maximum(np.searchsorted(keys, own, side="right") - 1, 0)
    is_meant = (options.group_type >= 0) & (keys[at] == own)
    team[is_meant] = number[at[is_meant]]
    return team, size


def _places(team: Indices, size: Indices, block: Indices, n_blocks: int) -> Indices:
    """Return the column of each entry: its own, or its team's in the block; -1 where not the whole team can come."""
    alone = team < 0
    place = np.full(len(team), -1, dtype=np.int64)
    place[alone] = np.arange(int(alone.sum()))
    meeting = team[~alone] * n_blocks + block[~alone]
    keys, number, count = np.unique(meeting, return_inverse=True, return_counts=True)
    is_whole = count == size[keys // n_blocks]
    column = np.where(is_whole, int(alone.sum()) + np.cumsum(is_whole) - 1, -1)
    place[~alone] = column[number]
    return place


def _open_seats(
    problem: Problem, task: Indices, fixed: Bools
) -> tuple[Indices, Indices, Indices]:
    """Return student, kind and block of every seat that could be taken."""
    options, kinds = problem.options, np.arange(len(problem.kinds.names))
    owned = np.zeros((problem.n_students, len(kinds)), dtype=bool)
    owned[options.student[task], options.kind[task]] = True
    allowed = (problem.students.may_do[:, None, :] >> kinds[None, :, None]) & 1
    is_open = owned[:, :, None] & allowed.astype(bool)
    is_open &= ~fixed[:, None, :] & (problem.kinds.seats > 0)[None]
    student, kind, block = np.nonzero(is_open)
    return student, kind, block


def meetings_apart(problem: Problem, columns: Columns) -> tuple[Indices, Indices, Indices]:
    """Return where two who are kept apart could meet: one's place, the other's, and the pair of type and block."""
    owner = problem.options.student[columns.entry_option]  # ascending, as options are
    pair = problem.options.group_type[columns.entry_option].astype(np.int64) * problem.n_blocks
    pair += columns.entry_block
    found = [np.zeros((3, 0), dtype=np.int64)]
    for two in problem.keep_apart:
        (at, until), (also_at, also_until) = (np.searchsorted(owner, (s, s + 1)) for s in two)
        met, here, there = np.intersect1d(
            pair[at:until], pair[also_at:also_until], return_indices=True
        )
        places = columns.entry_place[at + here], columns.entry_place[also_at + there]
        found.append(np.stack([*places, met]))
    one, other, where = np.concatenate(found, axis=1)
    return one, other, where
