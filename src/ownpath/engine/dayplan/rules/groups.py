"""The rules about who is in a group together."""

from __future__ import annotations

import numpy as np

from ownpath.engine.dayplan.types import Ints, Plan, Problem


def _sizes(plan: Plan) -> Ints:
    """Return (n_groups,): how many students each group has."""
    inside = plan.group[plan.group >= 0]
    return np.bincount(inside, minlength=plan.n_groups).astype(np.int32)


def group_minimum(problem: Problem, plan: Plan) -> list[str]:
    """Every group has at least the minimum number of members of its type."""
    sizes, least = _sizes(plan), problem.group_types.min_size[plan.group_type]
    few = np.flatnonzero(sizes < least)
    return [f"group {g}: {sizes[g]} members, at least {least[g]}" for g in few]


def group_maximum(problem: Problem, plan: Plan) -> list[str]:
    """Every group has at most the maximum number of members of its type."""
    sizes, most = _sizes(plan), problem.group_types.max_size[plan.group_type]
    many = np.flatnonzero(sizes > most)
    return [f"group {g}: {sizes[g]} members, at most {most[g]}" for g in many]


def _groups_of_type(plan: Plan, student: int, group_type: int) -> set[int]:
    """Return the student's groups of one type."""
    return {int(g) for g in plan.group[student] if g >= 0 and plan.group_type[g] == group_type}


def team_together(problem: Problem, plan: Plan) -> list[str]:
    """The members of a team are all in one and the same group of the team's type, or none of them is in one."""
    lines = []
    for i, team in enumerate(problem.teams):
        seen = [_groups_of_type(plan, s, team.group_type) for s in team.students]
        if any(groups != seen[0] for groups in seen):
            lines.append(f"team {i} (students {', '.join(map(str, team.students))}) is split")
    return lines


def kept_apart(problem: Problem, plan: Plan) -> list[str]:
    """Two students who are to be kept apart are never members of the same group."""
    return [
        f"students {a} and {b}, block {block}: in group {plan.group[a, block]} together"
        for a, b in problem.keep_apart
        for block in range(problem.n_blocks)
        if plan.group[a, block] >= 0 and plan.group[a, block] == plan.group[b, block]
    ]
