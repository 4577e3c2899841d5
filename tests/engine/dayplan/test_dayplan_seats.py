"""Blocks for seats that were taken in whatever block: as many as can be, the scarcest kind first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.sharing_seats import ANYWHERE, blocks_of_seats
from ownpath.engine.dayplan.types import Bools, Problem
from tests.engine.dayplan.random_days import DEVICE, PAPER, random_day

N_STUDENTS, N_BLOCKS = 4, 3


def day(*, seats: list[int], devices: list[int] | None = None, kind: int = PAPER) -> Problem:
    """Return a day with so many seats of one kind in each block, and devices, if not said one for everybody."""
    problem = random_day(seed=1, n_students=N_STUDENTS, n_blocks=N_BLOCKS)
    all_seats = np.full_like(problem.kinds.seats, N_STUDENTS)
    all_seats[kind] = seats
    return replace(
        problem,
        kinds=replace(problem.kinds, seats=all_seats),
        devices=np.array(devices or [N_STUDENTS] * N_BLOCKS, dtype=np.int32),
    )


def tasks_of(problem: Problem, wanted: dict[int, int], kind: int = PAPER) -> NDArray[np.int64]:
    """Return so many seat options of a kind for each student."""
    options = problem.options
    return np.concatenate(
        [
            np.flatnonzero((options.student == s) & (options.kind == kind))[:n]
            for s, n in wanted.items()
        ]
    )


def bare(*rows: str) -> Bools:
    """Return the bare cells, marked with a dot, a row for each student."""
    return np.array([[one == "." for one in row] for row in rows])


def test_who_has_one_block_only_gets_it() -> None:
    problem = day(seats=[1, 1, 0])
    tasks = tasks_of(problem, {0: 1, 1: 1})
    assert blocks_of_seats(problem, tasks, bare(".. ", " . ", "   ", "   ")).tolist() == [0, 1]


def test_a_student_sits_once_in_a_block() -> None:
    problem = day(seats=[2, 1, 1])
    tasks = tasks_of(problem, {0: 2, 1: 1})
    block = blocks_of_seats(problem, tasks, bare("..x", "...", "xxx", "xxx")).tolist()
    assert sorted(block[:2]) == [0, 1]
    assert block[2] in (0, 2)


def test_as_many_as_can_have_a_seat_and_the_rest_go_wherever_is_left() -> None:
    problem = day(seats=[1, 0, 0])
    tasks = tasks_of(problem, {0: 1, 1: 1, 2: 1})
    block = blocks_of_seats(problem, tasks, bare("...", "...", "...", "xxx")).tolist()
    assert sorted(block) == [ANYWHERE, ANYWHERE, 0]


def test_where_every_bare_block_will_do_none_is_chosen() -> None:
    problem = day(seats=[N_STUDENTS] * N_BLOCKS)
    tasks = tasks_of(problem, {0: 1})
    assert blocks_of_seats(problem, tasks, bare("...", "...", "...", "...")).tolist() == [
        ANYWHERE
    ]


def test_kinds_that_use_devices_share_them() -> None:
    problem = day(seats=[N_STUDENTS] * N_BLOCKS, devices=[1, 1, 0], kind=DEVICE)
    tasks = tasks_of(problem, {0: 1, 1: 1, 2: 1}, kind=DEVICE)
    block = blocks_of_seats(problem, tasks, bare("...", "x..", "...", "xxx")).tolist()
    assert block[1] == 1
    assert sorted(block) == [ANYWHERE, 0, 1]


def test_the_scarcest_kind_is_seated_first() -> None:
    problem = day(seats=[1, 0, 0])
    seats = problem.kinds.seats.copy()
    seats[DEVICE] = [2, 1, 1]
    problem = replace(problem, kinds=replace(problem.kinds, seats=seats))
    paper, device = tasks_of(problem, {0: 1}), tasks_of(problem, {0: 1, 1: 1}, kind=DEVICE)
    tasks = np.concatenate([device, paper])
    block = blocks_of_seats(problem, tasks, bare(".. ", ".. ", "   ", "   ")).tolist()
    assert block[2] == 0
    assert block[0] == 1
