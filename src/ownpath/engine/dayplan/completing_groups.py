"""Finds groups with which more days are whole, by a program, and lets the board take them over.

Those compete with the groups that run that hold what is missed, and others of their kind that hold what few things
hold: where all rooms are taken, one such group is exchanged for another that serves the same students.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from ownpath.engine.dayplan.aims import Aims, Floats
from ownpath.engine.dayplan.cooling import AFTERGLOW, cool_board, counted
from ownpath.engine.dayplan.diving import Answer, dive, shared
from ownpath.engine.dayplan.newcomers import Contest
from ownpath.engine.dayplan.regrouping import changed_groups
from ownpath.engine.dayplan.regrouping_program import GroupProgram, running_of
from ownpath.engine.dayplan.repair import stand
from ownpath.engine.dayplan.sharing import shares_in
from ownpath.engine.dayplan.types import Bools, Indices, Plan, Problem
from ownpath.engine.dayplan.way import Way

TYPES_TIMES_STUDENTS: Final = 8_640  # so many types compete: 40 at 216 students
LEAST_TYPES: Final = 8
HELD_FAST: Final = 150  # points for what helps an aim in an answer
MOVES_AFTER: Final = 20  # a student


def groups_for(
    problem: Problem, plan: Plan, aims: Aims, program: GroupProgram, way: Way
) -> Answer | None:
    """Return a whole answer of the program in which days are worth more than with the groups that run; None if none."""
    running = running_of(problem, plan)
    begin = shared(program, running, way)
    if begin is None:
        return None
    most = running.reshape(problem.n_types, problem.n_blocks).copy()
    rivals = _rivals(problem, aims, ~aims.held(plan))
    most[rivals] = np.maximum(most[rivals], 1)
    contest = Contest(least=program.least, most=most.reshape(-1))
    way.begin(1)
    found = dive(program, contest, begin, way)
    return begin if found is None else found


def placed(
    problem: Problem, plan: Plan, program: GroupProgram, answer: Answer, aims: Aims
) -> Plan:
    """Return the plan that the board makes of an answer; what helps an aim there is held fast."""
    from ownpath.engine.dayplan.placing import put_in_place
    from ownpath.engine.dayplan.search.layout import read_off

    shares = shares_in(problem, program.columns, answer.x)
    points = problem.options.value.copy()
    points[shares.option[aims.helps[shares.option].any(axis=1)]] += HELD_FAST
    paid = replace(problem, options=replace(problem.options, value=points))
    standing = stand(problem=paid, plan=plan)
    groups = answer.counts.reshape(problem.n_types, problem.n_blocks)
    change = changed_groups(problem, plan, groups)
    put_in_place(standing.layout, shares, change)
    n_moves = MOVES_AFTER * problem.n_students
    cool_board(standing.layout, pace=counted(n_moves), schedule=AFTERGLOW)
    return read_off(standing.layout)


def _rivals(problem: Problem, aims: Aims, missed: Bools) -> Indices:
    """Return the types of group that compete: those that hold what is missed, then the rarest of the same kinds."""
    options, types = problem.options, problem.group_types
    in_group = np.flatnonzero(options.group_type >= 0)
    kind = options.group_type[in_group]
    could_run = np.bincount(kind, minlength=problem.n_types) >= types.min_size
    wanted = aims.helps & (missed & aims.is_possible[:, None])[options.student]
    holds = np.zeros(problem.n_types, dtype=bool)
    holds[kind[wanted[in_group].any(axis=1)]] = True
    holds &= could_run
    place = types.kind * len(problem.rooms.names) + types.room_kind
    alike = could_run & np.isin(place, place[holds])
    rarity = _rarity(problem, aims)[in_group]
    rarity_of_type = np.bincount(kind, weights=rarity, minlength=problem.n_types)
    order = np.lexsort((-rarity_of_type, ~holds))
    most = max(LEAST_TYPES, TYPES_TIMES_STUDENTS // problem.n_students)
    return order[alike[order]][:most]


def _rarity(problem: Problem, aims: Aims) -> Floats:
    """Return (n_options,): for each aim an option helps, one over how many things of its student help it."""
    owner = problem.options.student
    helps = aims.helps & aims.is_possible[owner][:, None]
    n = np.zeros((problem.n_students, helps.shape[1]))
    np.add.at(n, owner, helps)
    return np.asarray((helps / np.maximum(n[owner], 1.0)).sum(axis=1))
