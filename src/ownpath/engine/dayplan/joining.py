"""Opens one more group in a plan for students who want it: who joins, who leads, what makes way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownpath.engine.dayplan.sketch import (
    NOBODY,
    Sketch,
    endable,
    find_adult,
    free_a_room,
    free_an_adult,
    open_group,
    plan_of,
    sizes,
    sketch_of,
    worth_of_groups,
)
from ownpath.engine.dayplan.types import Bools, Ints, Plan, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A group of a type in a block, for some students; others join until it is large enough."""

    group_type: int
    block: int
    students: frozenset[int]


def with_group(problem: Problem, plan: Plan, wanted: Wanted, points: Ints) -> Plan | None:
    """Return a plan with one more group, with bare cells where something made way; None where it cannot be.

    `points` say what every option is worth: groups that are worth least make way, who loses least joins.
    """
    sketch = sketch_of(problem, plan)
    worth, may_end = worth_of_groups(sketch, points), endable(sketch)
    kind, block = wanted.group_type, wanted.block
    if not free_a_room(sketch, group_type=kind, block=block, may_end=may_end, worth=worth):
        return None
    able = problem.group_types.may_lead[kind]
    adult = _leader(sketch, wanted, able, may_end, worth)
    if adult is None:
        return None
    options = _joining(sketch, wanted, points)
    if options is None:
        return None
    open_group(sketch, group_type=kind, block=block, adult=adult, options=options)
    return plan_of(sketch)


def _leader(
    sketch: Sketch, wanted: Wanted, able: Bools, may_end: Bools, worth: Ints
) -> int | None:
    if not able.any():
        return NOBODY
    free = find_adult(sketch, block=wanted.block, able=able)
    if free is not None:
        return free
    return free_an_adult(sketch, block=wanted.block, able=able, may_end=may_end, worth=worth)


def _joining(sketch: Sketch, wanted: Wanted, points: Ints) -> list[int] | None:
    """Return the options of those who join: who wants it first, then who can leave and loses least; or None."""
    problem = sketch.problem
    options, types, kind = problem.options, problem.group_types, wanted.group_type
    could = _open_to(sketch, wanted)
    who = options.student[could]
    wants = np.isin(who, list(wanted.students))
    now = sketch.option[who, wanted.block]
    loses = np.where(now >= 0, points[np.maximum(now, 0)], 0) - points[could]
    order = np.lexsort((who, loses, _is_needed(sketch, who, wanted.block), ~wants))
    n = min(max(int(types.min_size[kind]), int(wants.sum())), int(types.max_size[kind]))
    chosen = [int(o) for o in could[order][:n]]
    ids = {int(options.student[o]) for o in chosen}
    is_split = any(a in ids and b in ids for a, b in problem.keep_apart)
    if len(chosen) < types.min_size[kind] or not wants.any() or is_split:
        return None
    return chosen


def _open_to(sketch: Sketch, wanted: Wanted) -> Ints:
    """Return the options of a type that their students could do in a block as far as adults have left it open."""
    problem, block = sketch.problem, wanted.block
    options = problem.options
    could = np.flatnonzero(options.group_type == wanted.group_type)
    pinned = [pin.student for pin in problem.pins if pin.block == block]
    teams = [
        s
        for team in problem.teams
        if team.group_type == wanted.group_type
        for s in team.students
    ]
    who = options.student[could]
    is_open = (problem.students.may_do[who, block] >> options.kind[could]) & 1 > 0
    is_open &= ~np.isin(who, pinned + teams)
    found: Ints = could[is_open].astype(np.int32)
    return found


def _is_needed(sketch: Sketch, who: Ints, block: int) -> Bools:
    """Return whose group in a block would be too small without them."""
    inside = sketch.group[who, block]
    if not len(sketch.runs):
        return np.zeros(len(who), dtype=bool)
    least = sketch.problem.group_types.min_size[sketch.group_type]
    g = np.maximum(inside, 0)
    needed: Bools = (inside >= 0) & (sizes(sketch)[g] <= least[g])
    return needed
