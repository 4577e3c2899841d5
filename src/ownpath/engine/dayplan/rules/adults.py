"""The rules about who leads a group."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from ownpath.engine.dayplan.rules.days import longest_run
from ownpath.engine.dayplan.types import Plan, Problem


def _led(problem: Problem, plan: Plan) -> list[tuple[int, int, int]]:
    """Return (group, teacher, block) of every group that needs an adult."""
    needs = np.any(problem.group_types.may_lead, axis=1)
    return [
        (g, int(plan.group_teacher[g]), int(plan.group_block[g]))
        for g in range(plan.n_groups)
        if needs[plan.group_type[g]]
    ]


def teacher_available(problem: Problem, plan: Plan) -> list[str]:
    """The adult of a group is there and free for it in its block."""
    return [
        f"group {g}, block {b}: teacher {t} is not available"
        for g, t, b in _led(problem, plan)
        if t < 0 or not problem.teachers.is_available[t, b]
    ]


def teacher_qualified(problem: Problem, plan: Plan) -> list[str]:
    """The adult of a group may lead it: a teacher of its subject, a student's own adviser."""
    may_lead = problem.group_types.may_lead
    return [
        f"group {g}, block {b}: teacher {t} may not lead it"
        for g, t, b in _led(problem, plan)
        if t < 0 or not may_lead[plan.group_type[g], t]
    ]


def teacher_once(problem: Problem, plan: Plan) -> list[str]:
    """An adult leads at most one group in a block."""
    counted = Counter((t, b) for _, t, b in _led(problem, plan) if t >= 0)
    return [f"teacher {t}, block {b}: {n} groups" for (t, b), n in counted.items() if n > 1]


def teacher_break(problem: Problem, plan: Plan) -> list[str]:
    """An adult leads no more blocks in the day, and no more in a row, than the adult's limits say."""
    blocks_by_teacher: dict[int, set[int]] = defaultdict(set)
    for _, t, b in _led(problem, plan):
        if t >= 0:
            blocks_by_teacher[t].add(b)
    teachers = problem.teachers
    return [
        f"teacher {t}: {len(blocks)} blocks, {longest_run(sorted(blocks))} in a row"
        for t, blocks in blocks_by_teacher.items()
        if len(blocks) > teachers.max_blocks[t]
        or longest_run(sorted(blocks)) > teachers.max_run[t]
    ]
