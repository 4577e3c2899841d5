"""Says of one cell of a plan: why this, what was the next best, which rule stands in the way of better."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from ownpath.engine.dayplan.types import Plan, Problem

WORDS: Final = {
    "allowed_kind": "this kind of activity is not open to the student in this block",
    "no_repeat": "the student does it in another block",
    "blocks_per_subject": "the day has enough of this subject",
    "blocks_per_competency": "the day has enough of this competency",
    "group_per_competency": "the day has a group on this competency",
    "screen_limit": "the day has as many screen blocks as the student may have",
    "screen_run": "there would be too many screen blocks in a row",
    "seat_capacity": "all seats are taken in this block",
    "device_capacity": "all devices are taken in this block",
    "no_group": "no such group runs in this block",
    "group_maximum": "the group is full",
    "kept_apart": "somebody to be kept apart from is in the group",
    "team_together": "the team meets together or not at all",
    "group_minimum": "the group that would be left needs every member",
    "pin_kept": "an adult has decided what is done in this block",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Something else the student could do in the block; `bound_by` is a key of WORDS, empty if it could be at once."""

    option: int
    points: int  # more than what is planned, if above 0
    bound_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why a cell holds what it holds."""

    option: int
    value: int
    runner_up: Alternative | None  # the best that could be instead, at once
    better: tuple[Alternative, ...]  # worth more, each with the rule that stands in the way


def explain(*, problem: Problem, plan: Plan, student: int, block: int) -> Because | None:
    """Return why a student does what is planned in a block; None if nothing is planned there."""
    option = int(plan.option[student, block])
    if option < 0:
        return None
    values = problem.options.value
    others = np.flatnonzero(problem.options.student == student)
    alternatives = [
        Alternative(
            option=int(o),
            points=int(values[o] - values[option]),
            bound_by=binding_rule(problem, plan, student, block, int(o)),
        )
        for o in others
        if o != option
    ]
    by_points = sorted(alternatives, key=lambda a: (-a.points, a.option))
    return Because(
        option=option,
        value=int(values[option]),
        runner_up=next((a for a in by_points if not a.bound_by), None),
        better=tuple(a for a in by_points if a.bound_by and a.points > 0),
    )


def binding_rule(problem: Problem, plan: Plan, student: int, block: int, option: int) -> str:
    """Return the first rule that forbids an option instead of what a cell holds, with all else as it is; or ""."""
    looks: tuple[Callable[[Problem, Plan, int, int, int], str], ...] = (
        _bound_by_adult,
        _bound_by_day,
        _bound_by_screen,
        _bound_by_place,
        _bound_by_leaving,
    )
    for look in looks:
        if rule := look(problem, plan, student, block, option):
            return rule
    return ""


def _rest_of_day(
    plan: Plan, student: int, block: int
) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """Return the options of the student's other blocks."""
    row = np.delete(plan.option[student], block)
    return row[row >= 0]


def _bound_by_adult(
    problem: Problem, _plan: Plan, student: int, block: int, option: int
) -> str:
    if not (problem.students.may_do[student, block] >> problem.options.kind[option]) & 1:
        return "allowed_kind"
    pinned = any((p.student, p.block) == (student, block) for p in problem.pins)
    return "pin_kept" if pinned else ""


def _bound_by_day(problem: Problem, plan: Plan, student: int, block: int, option: int) -> str:
    options, limits, rest = problem.options, problem.limits, _rest_of_day(plan, student, block)
    if option in rest:
        return "no_repeat"
    subject, competency = options.subject[option], options.competency[option]
    if subject >= 0 and (options.subject[rest] == subject).sum() >= limits.blocks_per_subject:
        return "blocks_per_subject"
    if competency < 0:
        return ""
    same = options.competency[rest] == competency
    if same.sum() >= limits.blocks_per_competency:
        return "blocks_per_competency"
    is_group = problem.kinds.is_group
    grouped = same & is_group[options.kind[rest]]
    if is_group[options.kind[option]] and grouped.sum() >= limits.groups_per_competency:
        return "group_per_competency"
    return ""


def _bound_by_screen(
    problem: Problem, plan: Plan, student: int, block: int, option: int
) -> str:
    kinds, options = problem.kinds, problem.options
    if not kinds.uses_device[options.kind[option]]:
        return ""
    row = plan.option[student].copy()
    row[block] = option
    screens = (row >= 0) & kinds.uses_device[options.kind[np.maximum(row, 0)]]
    if screens.sum() > problem.students.max_screen_blocks[student]:
        return "screen_limit"
    edges = np.flatnonzero(np.diff(np.concatenate(([0], screens.astype(int), [0]))))
    longest = (edges[1::2] - edges[::2]).max(initial=0)
    return "screen_run" if longest > problem.students.max_screen_run[student] else ""


def _bound_by_place(problem: Problem, plan: Plan, student: int, block: int, option: int) -> str:
    kind = problem.options.kind[option]
    if problem.kinds.is_group[kind]:
        return _bound_by_group(problem, plan, student, block, option)
    at = np.delete(plan.option[:, block], student)
    kinds = problem.options.kind[at[at >= 0]]
    if (kinds == kind).sum() >= problem.kinds.seats[kind, block]:
        return "seat_capacity"
    uses_device = problem.kinds.uses_device
    if uses_device[kind] and uses_device[kinds].sum() >= problem.devices[block]:
        return "device_capacity"
    return ""


def _bound_by_group(problem: Problem, plan: Plan, student: int, block: int, option: int) -> str:
    wanted = problem.options.group_type[option]
    running = np.flatnonzero((plan.group_type == wanted) & (plan.group_block == block))
    if not running.size:
        return "no_group"
    if any(team.group_type == wanted and student in team.students for team in problem.teams):
        return "team_together"
    sizes = np.array([(plan.group[:, block] == g).sum() for g in running])
    roomy = running[sizes < problem.group_types.max_size[wanted]]
    if not roomy.size:
        return "group_maximum"
    shunned = [b if a == student else a for a, b in problem.keep_apart if student in (a, b)]
    if all(np.isin(g, plan.group[shunned, block]) for g in roomy):
        return "kept_apart"
    return ""


def _bound_by_leaving(
    problem: Problem, plan: Plan, student: int, block: int, _option: int
) -> str:
    g = plan.group[student, block]
    if g < 0:
        return ""
    kind = plan.group_type[g]
    if any(team.group_type == kind and student in team.students for team in problem.teams):
        return "team_together"
    size = (plan.group[:, block] == g).sum()
    return "group_minimum" if size <= problem.group_types.min_size[kind] else ""
