"""Looks at one student's day by itself: whether it can be filled at all, with what is demanded of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ownpath.engine.dayplan.conflict_words import demand
from ownpath.engine.dayplan.types import Conflict, Problem


def day_demands(problem: Problem, student: int) -> list[Conflict]:
    """Return what is demanded of a student's day, each in words."""
    limits, people = problem.limits, problem.students
    blocks = tuple(int(b) for b in np.flatnonzero(problem.is_free[student]))
    most = int(people.max_screen_blocks[student])
    run = int(people.max_screen_run[student])
    said: dict[str, tuple[str, dict[str, int]]] = {
        "one_activity": ("day", {"student": student, "n": len(blocks)}),
        "no_repeat": ("no_repeat", {}),
        "screen_limit": ("screen_limit", {"n": most}),
        "screen_run": ("screen_run", {"n": run}),
        "blocks_per_subject": ("blocks_per_subject", {"n": limits.blocks_per_subject}),
        "blocks_per_competency": ("blocks_per_competency", {"n": limits.blocks_per_competency}),
        "allowed_kind": ("day_open", {}),
    }
    demands = [
        demand(rule, key, students=(student,), blocks=blocks, **says)
        for rule, (key, says) in said.items()
    ]
    pins = [
        demand(
            "pin_kept", "day_pin", option=pin.option, block=pin.block,
            students=(student,), blocks=(pin.block,),
        )
        for pin in problem.pins
        if pin.student == student
    ]  # fmt: skip
    return demands + pins


def is_day_possible(problem: Problem, student: int, demands: Sequence[Conflict]) -> bool:
    """Return whether a student's day can be filled under some demands, were there places for everything."""
    from ortools.sat.python import cp_model

    rules = {demand.rule for demand in demands}
    model = cp_model.CpModel()
    options, kinds = problem.options, problem.kinds
    own = np.flatnonzero(options.student == student)
    blocks = np.flatnonzero(problem.is_free[student])
    open_kinds = problem.students.may_do[student]
    does = {
        (int(o), int(b)): model.new_bool_var(f"{o} {b}")
        for o in own
        for b in blocks
        if "allowed_kind" not in rules or (open_kinds[b] >> options.kind[o]) & 1
    }
    for b in blocks:
        here = sum(v for (_, at), v in does.items() if at == b)
        model.add(here == 1 if "one_activity" in rules else here <= 1)
    if "no_repeat" in rules:
        for o in own:
            model.add(sum(v for (p, _), v in does.items() if p == o) <= 1)
    limits = problem.limits
    for rule, what, most in (
        ("blocks_per_subject", options.subject, limits.blocks_per_subject),
        ("blocks_per_competency", options.competency, limits.blocks_per_competency),
    ):
        for one in np.unique(what[own]) if rule in rules else ():
            if one >= 0:
                model.add(sum(v for (o, _), v in does.items() if what[o] == one) <= most)
    screens = {key: v for key, v in does.items() if kinds.uses_device[options.kind[key[0]]]}
    if "screen_limit" in rules:
        model.add(sum(screens.values()) <= int(problem.students.max_screen_blocks[student]))
    run = int(problem.students.max_screen_run[student])
    for first in range(problem.n_blocks - run) if "screen_run" in rules else ():
        model.add(sum(v for (_, b), v in screens.items() if first <= b <= first + run) <= run)
    pinned = {demand.blocks[0] for demand in demands if demand.rule == "pin_kept"}
    for pin in problem.pins:
        if pin.student == student and pin.block in pinned:
            model.add(sum(v for key, v in does.items() if key == (pin.option, pin.block)) == 1)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return bool(solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE))
