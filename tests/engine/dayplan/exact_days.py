"""The best plan of a small day, by an exact solver told the rules anew: the oracle of the planner's tests."""

from __future__ import annotations

import numpy as np
from ortools.sat.python import cp_model

from ownpath.engine.dayplan.types import Problem

SECONDS = 240.0  # far more than it takes; a busy machine must not decide


def best_value(problem: Problem) -> tuple[int, int]:
    """Return the value of the best plan found and a proven bound; equal when the solver has finished."""
    model = cp_model.CpModel()
    options, kinds = problem.options, problem.kinds
    n_blocks, n_teachers = problem.n_blocks, problem.n_teachers
    free = problem.is_free
    # At most this many groups of a type run in a block at once.
    copies = {t: min(2, problem.n_teachers) for t in range(problem.n_types)}
    runs = {
        (t, b, c, a): model.new_bool_var(f"runs{t}.{b}.{c}.{a}")
        for t in range(problem.n_types)
        for b in range(n_blocks)
        for c in range(copies[t])
        for a in range(n_teachers)
        if problem.group_types.may_lead[t, a] and problem.teachers.is_available[a, b]
    }
    does: dict[tuple[int, int, int], cp_model.IntVar] = {}  # option, block, copy (0 for seats)
    for o, (s, t, k) in enumerate(
        zip(options.student, options.group_type, options.kind, strict=True)
    ):
        for b in range(n_blocks):
            if free[s, b] and (problem.students.may_do[s, b] >> k) & 1:
                for c in range(copies[t] if t >= 0 else 1):
                    does[o, b, c] = model.new_bool_var(f"does{o}.{b}.{c}")
    for o in range(len(options.student)):
        model.add(sum(v for (p, _, _), v in does.items() if p == o) <= 1)
    for s, b in np.argwhere(free):
        mine = [v for (o, at, _), v in does.items() if options.student[o] == s and at == b]
        model.add_exactly_one(mine)
    _say_groups(model, problem, runs, does, copies)
    _say_days(model, problem, does)
    _say_places(model, problem, runs, does)
    lacks = _lacks(model, problem, does)
    gain = sum(int(options.value[o]) * v for (o, _, _), v in does.items())
    model.maximize(gain - sum(price * lack for price, lack in lacks))
    for pair in problem.pins:
        model.add(
            sum(v for (o, b, _), v in does.items() if (o, b) == (pair.option, pair.block)) == 1
        )
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = SECONDS
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    assert kinds.names
    return round(solver.objective_value), round(solver.best_objective_bound)


def _say_groups(model, problem, runs, does, copies) -> None:
    types, options = problem.group_types, problem.options
    for t in range(problem.n_types):
        for b in range(problem.n_blocks):
            for c in range(copies[t]):
                led = [v for (u, at, d, _), v in runs.items() if (u, at, d) == (t, b, c)]
                model.add(sum(led) <= 1)
                inside = [
                    v for (o, at, d), v in does.items()
                    if options.group_type[o] == t and (at, d) == (b, c)
                ]  # fmt: skip
                model.add(sum(inside) >= int(types.min_size[t]) * sum(led))
                model.add(sum(inside) <= int(types.max_size[t]) * sum(led))
                for x, y in problem.keep_apart:
                    both = [
                        v for (o, at, d), v in does.items()
                        if options.group_type[o] == t and (at, d) == (b, c)
                        and options.student[o] in (x, y)
                    ]  # fmt: skip
                    model.add(sum(both) <= 1)
                for team in problem.teams:
                    if team.group_type != t:
                        continue
                    in_it = [
                        sum(
                            v for (o, at, d), v in does.items()
                            if options.group_type[o] == t and (at, d) == (b, c)
                            and options.student[o] == s
                        )
                        for s in team.students
                    ]  # fmt: skip
                    for other in in_it[1:]:
                        model.add(in_it[0] == other)
    for a in range(problem.n_teachers):
        busy = [
            sum(v for (_, at, _, who), v in runs.items() if (at, who) == (b, a))
            for b in range(problem.n_blocks)
        ]
        for one in busy:
            model.add(one <= 1)
        model.add(sum(busy) <= int(problem.teachers.max_blocks[a]))
        run = int(problem.teachers.max_run[a])
        for b in range(problem.n_blocks - run):
            model.add(sum(busy[b : b + run + 1]) <= run)


def _say_days(model, problem, does) -> None:
    options, limits = problem.options, problem.limits
    device = problem.kinds.uses_device
    grouped = problem.kinds.is_group
    for s in range(problem.n_students):
        mine = {key: v for key, v in does.items() if options.student[key[0]] == s}

        def count(test, mine=mine):
            return sum(v for (o, b, _), v in mine.items() if test(o, b))

        for c in set(options.competency[options.competency >= 0].tolist()):
            model.add(
                count(lambda o, b, c=c: options.competency[o] == c)
                <= limits.blocks_per_competency
            )
            model.add(
                count(lambda o, b, c=c: options.competency[o] == c and grouped[options.kind[o]])
                <= limits.groups_per_competency
            )
        for j in set(options.subject[options.subject >= 0].tolist()):
            model.add(
                count(lambda o, b, j=j: options.subject[o] == j) <= limits.blocks_per_subject
            )
        model.add(
            count(lambda o, b: device[options.kind[o]])
            <= int(problem.students.max_screen_blocks[s])
        )
        run = int(problem.students.max_screen_run[s])
        for first in range(problem.n_blocks - run):
            window = range(first, first + run + 1)
            model.add(count(lambda o, b, w=window: device[options.kind[o]] and b in w) <= run)


def _say_places(model, problem, runs, does) -> None:
    kind = problem.options.kind
    for b in range(problem.n_blocks):
        for r in range(len(problem.rooms.names)):
            used = [
                v for (t, at, _, _), v in runs.items()
                if at == b and problem.group_types.room_kind[t] == r
            ]  # fmt: skip
            model.add(sum(used) <= int(problem.rooms.count[r, b]))
        for k in np.flatnonzero(~problem.kinds.is_group):
            used = [v for (o, at, _), v in does.items() if at == b and kind[o] == k]
            model.add(sum(used) <= int(problem.kinds.seats[k, b]))
        used = [
            v
            for (o, at, _), v in does.items()
            if at == b and problem.kinds.uses_device[kind[o]]
        ]
        model.add(sum(used) <= int(problem.devices[b]))


def _lacks(model, problem, does):
    options = problem.options
    lacks = []
    for s in range(problem.n_students):
        wanted = [
            (
                int(problem.students.no_teacher_penalty[s]),
                problem.kinds.is_teacher_time[options.kind],
            )
        ]
        for j, price in enumerate(problem.missing_subject_penalty):
            wanted.append((int(price), options.subject == j))
        for price, meets in wanted:
            if price:
                lack = model.new_bool_var(f"lack{s}.{len(lacks)}")
                mine = [
                    v for (o, _, _), v in does.items() if options.student[o] == s and meets[o]
                ]
                model.add(sum(mine) + lack >= 1)
                lacks.append((price, lack))
    return lacks
