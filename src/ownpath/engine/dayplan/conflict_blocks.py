"""Looks at one block by itself: whether there is a place for everybody, with what seats and adults there are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ownpath.engine.dayplan.conflict_words import demand
from ownpath.engine.dayplan.types import Conflict, Problem


def block_demands(problem: Problem, block: int) -> list[Conflict]:
    """Return what is demanded of a block, each in words."""
    kinds, rooms = problem.kinds, problem.rooms
    n = int(problem.is_free[:, block].sum())
    n_adults = int(problem.teachers.is_available[:, block].sum())
    at = (block,)
    return [
        demand("one_activity", "block", n=n, block=block, blocks=at),
        *(
            demand(
                "seat_capacity", "seats", n=int(kinds.seats[k, block]), kind=kinds.names[k],
                blocks=at,
            )
            for k in np.flatnonzero(~kinds.is_group)
        ),
        demand("device_capacity", "devices", n=int(problem.devices[block]), blocks=at),
        *(
            demand("room_capacity", "rooms", n=int(rooms.count[r, block]), room=name, blocks=at)
            for r, name in enumerate(rooms.names)
        ),
        demand("teacher_available", "adults", n=n_adults, blocks=at),
        demand("allowed_kind", "block_open", blocks=at),
    ]  # fmt: skip


def is_block_possible(problem: Problem, block: int, demands: Sequence[Conflict]) -> bool:
    """Return whether everybody could have a place in a block under some demands (sizes at their largest)."""
    from scipy.optimize import linprog

    said = {(demand.rule, demand.words) for demand in demands}
    rules = {demand.rule for demand in demands}
    if "one_activity" not in rules:
        return True
    kinds = problem.kinds
    n_kinds = len(kinds.names)
    sorts, counts = _students_alike(
        problem, block, is_anything_open="allowed_kind" not in rules
    )
    n = len(sorts) * n_kinds
    room_of, largest = _rooms_and_sizes(problem)
    n_columns = n + n_kinds  # students of a sort at a kind; groups of a kind
    low_rows, low_values = [], []

    def at_most(columns: Sequence[int], factors: Sequence[float], value: float) -> None:
        row = np.zeros(n_columns)
        row[list(columns)] = factors
        low_rows.append(row)
        low_values.append(value)

    texts = {demand.words: demand for demand in block_demands(problem, block)}
    is_on = {text: (demand.rule, text) in said for text, demand in texts.items()}
    for k in range(n_kinds):
        mine = list(range(k, n, n_kinds))
        if kinds.is_group[k]:
            at_most([*mine, n + k], [1.0] * len(mine) + [-float(largest[k])], 0.0)
        elif is_on.get(f"{int(kinds.seats[k, block])} seats for {kinds.names[k]}"):
            at_most(mine, [1.0] * len(mine), float(kinds.seats[k, block]))
    screens = [c for c in range(n) if kinds.uses_device[c % n_kinds]]
    if "device_capacity" in rules and screens:
        at_most(screens, [1.0] * len(screens), float(problem.devices[block]))
    for r, name in enumerate(problem.rooms.names):
        count = int(problem.rooms.count[r, block])
        inside = [n + k for k in range(n_kinds) if kinds.is_group[k] and room_of.get(k) == r]
        if is_on.get(f"{count} {name} rooms") and inside:
            at_most(inside, [1.0] * len(inside), float(count))
    if "teacher_available" in rules:
        led = [n + k for k in range(n_kinds) if kinds.is_group[k]]
        n_adults = float(problem.teachers.is_available[:, block].sum())
        at_most(led, [1.0] * len(led), n_adults)
    exact = np.zeros((len(sorts), n_columns))
    for i in range(len(sorts)):
        exact[i, i * n_kinds : (i + 1) * n_kinds] = 1.0
    highest = [
        float(counts[i]) if (sort >> k) & 1 else 0.0
        for i, sort in enumerate(sorts)
        for k in range(n_kinds)
    ] + [float(problem.n_students)] * n_kinds
    answer = linprog(
        np.zeros(n_columns), A_ub=np.array(low_rows), b_ub=np.array(low_values), A_eq=exact,
        b_eq=counts.astype(float), bounds=list(zip([0.0] * n_columns, highest, strict=True)),
    )  # fmt: skip
    return bool(answer.status == 0)


def _students_alike(
    problem: Problem, block: int, *, is_anything_open: bool
) -> tuple[list[int], np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Return the different sets of kinds (as bits) students could do in a block, and how many students have each."""
    options = problem.options
    has = np.zeros(problem.n_students, dtype=np.int64)
    np.bitwise_or.at(has, options.student, 1 << options.kind.astype(np.int64))
    free = problem.is_free[:, block]
    can = has if is_anything_open else has & problem.students.may_do[:, block]
    sorts, counts = np.unique(can[free], return_counts=True)
    return [int(sort) for sort in sorts], counts


def _rooms_and_sizes(problem: Problem) -> tuple[dict[int, int], dict[int, int]]:
    """Return the room kind and the largest size of each kind of group."""
    types = problem.group_types
    room_of = {int(k): int(r) for k, r in zip(types.kind, types.room_kind, strict=True)}
    largest = {
        k: int(types.max_size[types.kind == k].max(initial=0))
        for k in range(len(problem.kinds.names))
    }
    return room_of, largest
