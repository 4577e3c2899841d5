"""A plan in the making: groups end, one more is opened with whom and led by whom, and cells may be bare for a while."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.types import Bools, Ints, Plan, Problem

NOBODY: Final = -1  # leads a group that needs no adult


@dataclass(slots=True, kw_only=True)
class Sketch:
    """The tables of a plan while they are changed; `runs` says which groups there still are."""

    problem: Problem
    option: Ints  # (n_students, n_blocks)
    group: Ints  # (n_students, n_blocks)
    group_type: Ints
    group_block: Ints
    group_teacher: Ints
    runs: Bools


def sketch_of(problem: Problem, plan: Plan) -> Sketch:
    """Return a sketch of a plan; the plan stays as it is."""
    return Sketch(
        problem=problem,
        option=plan.option.copy(),
        group=plan.group.copy(),
        group_type=plan.group_type.copy(),
        group_block=plan.group_block.copy(),
        group_teacher=plan.group_teacher.copy(),
        runs=np.ones(plan.n_groups, dtype=bool),
    )


def plan_of(sketch: Sketch) -> Plan:
    """Return the plan of a sketch, its groups numbered anew; groups that have become too small end first."""
    _end_small_groups(sketch)
    number = np.full(len(sketch.runs) + 1, -1, dtype=np.int32)  # the last stands for "no group"
    number[:-1][sketch.runs] = np.arange(int(sketch.runs.sum()), dtype=np.int32)
    kinds = sketch.group_type[sketch.runs]
    return Plan(
        option=sketch.option,
        group=number[sketch.group],
        group_type=kinds,
        group_block=sketch.group_block[sketch.runs],
        group_teacher=sketch.group_teacher[sketch.runs],
        group_room=sketch.problem.group_types.room_kind[kinds],
    )


def _end_small_groups(sketch: Sketch) -> None:
    least = sketch.problem.group_types.min_size[sketch.group_type]
    for g in np.flatnonzero(sketch.runs & (sizes(sketch) < least)):
        end_group(sketch, int(g))


def sizes(sketch: Sketch) -> Ints:
    """Return how many students each group has."""
    inside = sketch.group[sketch.group >= 0]
    return np.bincount(inside, minlength=len(sketch.runs)).astype(np.int32)


def end_group(sketch: Sketch, g: int) -> None:
    """Let a group end; its members have nothing in its block then."""
    inside = sketch.group == g
    sketch.option[inside] = -1
    sketch.group[inside] = -1
    sketch.runs[g] = False


def open_group(
    sketch: Sketch, *, group_type: int, block: int, adult: int, options: Iterable[int]
) -> None:
    """Open a group with those whose options are named; what they would have too much of elsewhere is left bare."""
    new = len(sketch.runs)
    sketch.group_type = np.append(sketch.group_type, np.int32(group_type))
    sketch.group_block = np.append(sketch.group_block, np.int32(block))
    sketch.group_teacher = np.append(sketch.group_teacher, np.int32(adult))
    sketch.runs = np.append(sketch.runs, np.True_)
    table = sketch.problem.options
    for option in options:
        s, about = int(table.student[option]), int(table.competency[option])
        own = sketch.option[s]
        is_same = own == option
        if about >= 0:
            is_same |= (own >= 0) & (table.competency[np.maximum(own, 0)] == about)
        own[is_same], sketch.group[s][is_same] = -1, -1
        own[block], sketch.group[s, block] = option, new


def find_adult(
    sketch: Sketch, *, block: int, able: Bools, first: Sequence[int] = ()
) -> int | None:
    """Return an adult who is free to lead a group in a block, of those who are able to; None if there is none.

    Those named `first` come first, then who leads least.
    """
    led = led_blocks(sketch)
    free = [
        int(t)
        for t in np.flatnonzero(able)
        if not led[t, block] and _may_lead_also(sketch.problem, led[t], int(t), block)
    ]
    rank = {t: n for n, t in enumerate(first)}
    return min(free, key=lambda t: (rank.get(t, len(rank)), led[t].sum(), t), default=None)


def led_blocks(sketch: Sketch) -> Bools:
    """Return (n_teachers, n_blocks): where each adult leads a group."""
    led = np.zeros(sketch.problem.teachers.is_available.shape, dtype=bool)
    has = sketch.runs & (sketch.group_teacher >= 0)
    led[sketch.group_teacher[has], sketch.group_block[has]] = True
    return led


def _may_lead_also(problem: Problem, led: Bools, t: int, block: int) -> bool:
    """Return whether an adult is there in a block and stays within the limits by leading then too."""
    adults = problem.teachers
    if not adults.is_available[t, block]:
        return False
    after = led.copy()
    after[block] = True
    edges = np.flatnonzero(np.diff(np.concatenate(([0], after.astype(int), [0]))))
    longest = int((edges[1::2] - edges[::2]).max(initial=0))
    return bool(after.sum() <= adults.max_blocks[t] and longest <= adults.max_run[t])


def free_a_room(
    sketch: Sketch, *, group_type: int, block: int, may_end: Bools, worth: Ints
) -> bool:
    """Let the group of least worth end where all rooms of a kind are taken in a block; return whether one is free."""
    problem = sketch.problem
    room = problem.group_types.room_kind[group_type]
    inside = sketch.runs & (sketch.group_block == block)
    inside &= problem.group_types.room_kind[sketch.group_type] == room
    if inside.sum() < problem.rooms.count[room, block]:
        return True
    return _end_least(sketch, np.flatnonzero(inside & may_end), worth) is not None


def free_an_adult(
    sketch: Sketch, *, block: int, able: Bools, may_end: Bools, worth: Ints
) -> int | None:
    """Let the group of least worth of those end that an able adult leads in a block; return that adult."""
    led = sketch.runs & (sketch.group_block == block) & (sketch.group_teacher >= 0) & may_end
    led &= able[np.maximum(sketch.group_teacher, 0)]
    g = _end_least(sketch, np.flatnonzero(led), worth)
    return None if g is None else int(sketch.group_teacher[g])


def _end_least(sketch: Sketch, groups: NDArray[np.intp], worth: Ints) -> int | None:
    if not groups.size:
        return None
    g = int(groups[np.argmin(worth[groups])])
    end_group(sketch, g)
    return g


def worth_of_groups(sketch: Sketch, points: Ints) -> Ints:
    """Return what each group is worth to its members, by the points of the options."""
    inside = sketch.group >= 0
    return np.bincount(
        sketch.group[inside], weights=points[sketch.option[inside]], minlength=len(sketch.runs)
    ).astype(np.int32)


def endable(sketch: Sketch) -> Bools:
    """Return which groups hold no cell that an adult has pinned."""
    may_end = np.ones(len(sketch.runs), dtype=bool)
    for pin in sketch.problem.pins:
        g = sketch.group[pin.student, pin.block]
        if g >= 0:
            may_end[g] = False
    return may_end
