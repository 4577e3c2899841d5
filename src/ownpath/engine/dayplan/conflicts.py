"""When no plan can be: the smallest set of demands that cannot all be met, in words.

Three looks, from near to far: at one pin, at one student's day, at one block. In each, demands are dropped one by one
and stay dropped while the rest alone is still impossible; what is left conflicts, and any one of it given up would do.

Source: Chinneck, Dravnieks (1991), "Locating minimal infeasible constraint sets in linear programs", ORSA J. on
Computing 3 (the deletion filter).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.conflict_blocks import block_demands, is_block_possible
from ownpath.engine.dayplan.conflict_days import day_demands, is_day_possible
from ownpath.engine.dayplan.conflict_words import demand
from ownpath.engine.dayplan.types import Conflict, NoPlan, Plan, Problem

Some = NDArray[np.int64]


def smallest_conflict(
    demands: Sequence[Conflict], is_possible: Callable[[Sequence[Conflict]], bool]
) -> tuple[Conflict, ...]:
    """Return demands that cannot all be met, none of which can be left out; nothing if all can be met.

    Examples
    --------
    >>> a, b, c = (Conflict(rule=name, words=name) for name in "abc")
    >>> found = smallest_conflict([a, b, c], lambda some: not (a in some and c in some))
    >>> [demand.rule for demand in found]
    ['a', 'c']
    """
    left = list(demands)
    if is_possible(left):
        return ()
    for one in demands:
        rest = [other for other in left if other is not one]
        if not is_possible(rest):
            left = rest
    return tuple(left)


def explain_no_plan(*, problem: Problem, nearest: Plan) -> NoPlan:
    """Return why nothing better than the nearest plan was found: a conflict for the first demand it does not meet.

    If each pin, day and block is possible for itself, the conflict lies between them; it is then named as such,
    with the cells that stay bare.
    """
    bare = np.argwhere(problem.is_free & (nearest.option < 0))
    found = (
        _pins(problem, nearest)
        or _days(problem, np.unique(bare[:, 0]))
        or _blocks(problem, np.unique(bare[:, 1]))
    )
    if found:
        return NoPlan(conflicts=found, nearest=nearest)
    return NoPlan(
        conflicts=(
            demand(
                "one_activity", "stay_empty", n=len(bare),
                students=tuple(int(s) for s in np.unique(bare[:, 0])),
                blocks=tuple(int(b) for b in np.unique(bare[:, 1])),
            ),
        ),
        nearest=nearest,
    )  # fmt: skip


def _pins(problem: Problem, nearest: Plan) -> tuple[Conflict, ...]:
    """Return why the first pin that is not kept cannot be kept in its block, or nothing."""
    for pin in problem.pins:
        if nearest.option[pin.student, pin.block] == pin.option:
            continue
        kind = int(problem.options.group_type[pin.option])
        asked = demand(
            "pin_kept", "pin", student=pin.student, option=pin.option, block=pin.block,
            students=(pin.student,), blocks=(pin.block,),
        )  # fmt: skip
        if kind >= 0 and (missing := _what_a_group_lacks(problem, kind, pin.block)):
            return (asked, missing)
    return ()


def _what_a_group_lacks(problem: Problem, kind: int, block: int) -> Conflict | None:
    """Return what a group of a type would need in a block and does not have, or None."""
    types, options = problem.group_types, problem.options
    leaders = types.may_lead[kind]
    if leaders.any() and not (leaders & problem.teachers.is_available[:, block]).any():
        return demand("teacher_available", "no_leader", block=block, blocks=(block,))
    room = types.room_kind[kind]
    if problem.rooms.count[room, block] <= 0:
        name = problem.rooms.names[room]
        return demand("room_capacity", "no_room", room=name, block=block, blocks=(block,))
    students = options.student[options.group_type == kind]
    able = students[problem.is_free[students, block]]
    if able.size < types.min_size[kind]:
        return demand(
            "group_minimum", "too_few", least=int(types.min_size[kind]), n=int(able.size),
            block=block, blocks=(block,),
        )  # fmt: skip
    return None


def _days(problem: Problem, students: Some) -> tuple[Conflict, ...]:
    """Return why the day of the first student with a bare cell cannot be filled by itself, or nothing."""
    for student in students:
        own = partial(is_day_possible, problem, int(student))
        if found := smallest_conflict(day_demands(problem, int(student)), own):
            return found
    return ()


def _blocks(problem: Problem, blocks: Some) -> tuple[Conflict, ...]:
    """Return why the first block with a bare cell cannot be filled by itself, or nothing."""
    for block in blocks:
        alone = partial(is_block_possible, problem, int(block))
        if found := smallest_conflict(block_demands(problem, int(block)), alone):
            return found
    return ()
