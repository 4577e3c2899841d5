"""The rules about rooms, seats and devices."""

from __future__ import annotations

import numpy as np

from ownpath.engine.dayplan.types import Ints, Plan, Problem


def right_room(problem: Problem, plan: Plan) -> list[str]:
    """Every group is in a room of the kind it needs."""
    needed = problem.group_types.room_kind[plan.group_type]
    names = problem.rooms.names
    return [
        f"group {g}: in a {names[plan.group_room[g]]} room, needs {names[needed[g]]}"
        for g in np.flatnonzero(plan.group_room != needed)
    ]


def room_capacity(problem: Problem, plan: Plan) -> list[str]:
    """The groups of a block need no more rooms of a kind than there are."""
    used = np.zeros(problem.rooms.count.shape, dtype=np.int32)
    np.add.at(used, (plan.group_room, plan.group_block), 1)
    return [
        f"block {b}: {used[r, b]} {problem.rooms.names[r]} rooms, there are {problem.rooms.count[r, b]}"
        for r, b in np.argwhere(used > problem.rooms.count)
    ]


def _used_by_kind_and_block(problem: Problem, plan: Plan) -> Ints:
    """Return (n_kinds, n_blocks): how many students do a kind in a block."""
    used: Ints = np.zeros(problem.kinds.seats.shape, dtype=np.int32)
    student, block = np.nonzero(plan.option >= 0)
    np.add.at(used, (problem.options.kind[plan.option[student, block]], block), 1)
    return used


def seat_capacity(problem: Problem, plan: Plan) -> list[str]:
    """In every block each seat kind is done by no more students than it has seats."""
    used = _used_by_kind_and_block(problem, plan)
    over = (used > problem.kinds.seats) & ~problem.kinds.is_group[:, None]
    return [
        f"block {b}: {used[k, b]} at {problem.kinds.names[k]}, {problem.kinds.seats[k, b]} seats"
        for k, b in np.argwhere(over)
    ]


def device_capacity(problem: Problem, plan: Plan) -> list[str]:
    """In every block no more students are at a screen than there are devices."""
    used = _used_by_kind_and_block(problem, plan)[problem.kinds.uses_device].sum(axis=0)
    return [
        f"block {b}: {used[b]} devices, there are {problem.devices[b]}"
        for b in np.flatnonzero(used > problem.devices)
    ]
