"""Looks for better groups with a linear program: groups that could run are priced, opened in part, then whole.

Each round prices all groups that could run by what students' time is worth in the last answer, lets a few promising
ones compete with those that run, and rounds the answer: groups that run nearly whole are made to, the rest is solved
anew, until all are whole. Few newcomers at a time keep the answer nearly whole, so that little is lost in rounding.
The first round takes the most promising, later ones draw lots among them: what fits together no price tells. In every
other round those compete instead that run on boards heated from the last answer (`reheating`), where there are any.

Source: Lübbecke, Desrosiers (2005), "Selected topics in column generation", Operations Research 53 (pricing, diving).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, TypeAlias

import numpy as np

from ownpath.engine.dayplan.cooling import Tell
from ownpath.engine.dayplan.newcomers import (
    Contest,
    are_worth_it,
    best_contest,
    drawn_contest,
)
from ownpath.engine.dayplan.regrouping_program import (
    Floats,
    GroupProgram,
    Part,
    group_program_of,
    part_of,
    part_solver,
    running_of,
    slim,
)
from ownpath.engine.dayplan.sharing import Shares, shares_in
from ownpath.engine.dayplan.sharing_columns import pinned_cells
from ownpath.engine.dayplan.solver import (
    Basis,
    IsOver,
    answer_of,
    basis_of,
    change_bounds,
    is_solved,
    set_basis,
    value_of,
)
from ownpath.engine.dayplan.types import Bools, Indices, Ints, Plan, Problem
from ownpath.engine.dayplan.way import Way

WHOLE: Final = 1e-6
NEWCOMERS: Final = 0.018  # of the cells of the day: so many groups compete with those that run
LEAST_NEWCOMERS: Final = 60
MOST_NEWCOMERS: Final = 400
HOPELESS: Final = 20.0  # points below what the time is worth: such a place is not looked at
MORE: Final = 1.1  # times as many after a round that brought nothing
FEWER: Final = 1.33  # times fewer after one that did
AT_A_TIME: Final = (
    5  # one in so many of the groups open in part is made whole, then the rest is solved anew
)
FEW: Final = 25  # so many open in part, and fewer, are made whole one by one
MOST_DIVES: Final = 100
MOST_TURNS: Final = 5  # of a dive: a group is closed that was opened first


# Takes how many groups of each pair run, and who tells where students belong then; returns how many ran in boards
# that were heated from there: (n_pairs,) both.
Rivals: TypeAlias = Callable[[Indices, Callable[[], Shares]], Indices]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a program says: its value, columns, groups by pair, and its corner, in the whole program's numbers."""

    value: float
    x: Floats
    groups: Floats
    multipliers: Floats
    basis: Basis


def better_groups(
    problem: Problem,
    plan: Plan,
    *,
    n_rounds: int,
    draw: Callable[[int], Floats],
    rivals: Rivals | None = None,
    is_over: IsOver = None,
    tell: Tell | None = None,
) -> Indices | None:
    """Return (n_types, n_blocks): how many groups should run instead of the plan's; None where nothing better is found.

    `draw` returns so many numbers from 0 to 1, by chance; `rivals`, if any, choose who competes in every other round.
    Breaks and longest days of adults are not looked at: whoever opens the groups may find nobody for one of them.
    """
    way = Way(tell=tell, n_parts=n_rounds + 1, is_over=is_over)
    whole, running = group_program_of(problem, plan), running_of(problem, plan)
    least = max(LEAST_NEWCOMERS, NEWCOMERS * float(problem.is_free.sum()))
    n_new, most = least, max(MOST_NEWCOMERS, least)
    first = best = _shared(whole, running, way)
    if first is None or best is None:
        return None
    for number in range(n_rounds):
        way.begin(number + 1)
        choosing = rivals if number % 2 else None
        if choosing is None:
            lots = draw if number else None
            contest = _contest(whole, best, int(n_new), problem.n_blocks, lots)
        else:
            contest = _contest_of_rivals(problem, whole, best, choosing)
        found = _dive(whole, contest, best, way)
        if found is not None:
            best = found
        elif way.is_up():
            break
        if choosing is None:
            n_new = min(n_new * MORE, most) if found is None else max(n_new / FEWER, least)
    way.begin(n_rounds + 1)
    if best is first:
        return None
    return _counts(best).reshape(problem.n_types, problem.n_blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The groups of a plan changed: which end and which begin, a type and a block for each.

    Of `plan` only what is pinned and which groups run is to be read: students are still where they were.
    """

    plan: Plan
    ended: Ints  # (n_ended, 2)
    begun: Ints  # (n_begun, 2)


def changed_groups(problem: Problem, plan: Plan, groups: Indices | None) -> Change:
    """Return what changes where `groups` (n_types, n_blocks) are to run instead of the plan's; None: nothing does."""
    running = running_of(problem, plan)
    wanted = running if groups is None else groups.reshape(-1)
    pairs = np.arange(len(running))
    ended = np.repeat(pairs, np.maximum(running - wanted, 0))
    begun = np.repeat(pairs, np.maximum(wanted - running, 0))
    return Change(
        plan=_with_groups(problem, plan, np.maximum(running - wanted, 0), begun),
        ended=np.stack(np.divmod(ended, problem.n_blocks), axis=1).astype(np.int32),
        begun=np.stack(np.divmod(begun, problem.n_blocks), axis=1).astype(np.int32),
    )


def _with_groups(problem: Problem, plan: Plan, n_ended: Indices, begun: Indices) -> Plan:
    """Return the plan without the groups that end, of each pair those without a pinned member, and with new ones."""
    holds_pin = np.zeros(plan.n_groups, dtype=bool)
    inside = plan.group[pinned_cells(problem)]
    holds_pin[inside[inside >= 0]] = True
    pair = plan.group_type.astype(np.int64) * problem.n_blocks + plan.group_block
    order = np.lexsort((holds_pin, pair))
    rank = np.arange(len(pair)) - np.searchsorted(pair[order], pair[order])
    stays = np.ones(plan.n_groups, dtype=bool)
    stays[order] = rank >= n_ended[pair[order]]
    number = np.full(plan.n_groups + 1, -1, dtype=np.int32)  # the last stands for "no group"
    number[:-1][stays] = np.arange(int(stays.sum()))
    kind, block = np.divmod(begun, problem.n_blocks)
    nobody = np.full(len(begun), -1, dtype=np.int32)
    return replace(
        plan,
        group=number[plan.group],
        group_type=np.concatenate([plan.group_type[stays], kind]).astype(np.int32),
        group_block=np.concatenate([plan.group_block[stays], block]).astype(np.int32),
        group_teacher=np.concatenate([plan.group_teacher[stays], nobody]),
        group_room=np.concatenate([plan.group_room[stays], nobody]),
    )


def _counts(answer: Answer) -> Indices:
    """Return (n_pairs,): the groups of a whole answer."""
    return np.rint(answer.groups).astype(np.int64)


def _contest(
    whole: GroupProgram,
    answer: Answer,
    n_new: int,
    n_blocks: int,
    draw: Callable[[int], Floats] | None,
) -> Contest:
    """Return who competes next: the most promising where no lots are drawn."""
    running = _counts(answer)
    if draw is None:
        return best_contest(whole, running, answer.multipliers, n_new)
    lots = draw(n_blocks + len(running))
    return drawn_contest(
        whole, running, answer.multipliers, n_new=n_new, n_blocks=n_blocks, lots=lots
    )


def _contest_of_rivals(
    problem: Problem, whole: GroupProgram, answer: Answer, rivals: Rivals
) -> Contest:
    """Return a contest of the groups that run with those of boards that were heated from there, in all blocks."""
    running = _counts(answer)
    ran = rivals(running, partial(shares_in, problem, whole.columns, answer.x))
    return Contest(least=whole.least, most=np.maximum(ran, running))


def _dive(whole: GroupProgram, contest: Contest, begin: Answer, way: Way) -> Answer | None:
    """Return a whole answer of a contest, worth more than `begin`; None if none was found in time.

    A single group that was made whole and leaves no better answer is not run at all instead, a few times.
    """
    is_worth = are_worth_it(whole, begin.multipliers, HOPELESS)
    part = part_of(whole, contest.most, is_worth | (begin.x[: len(is_worth)] > 0.0))
    part = slim(whole, part, contest.most, begin.basis)
    solver = part_solver(whole, part, contest.most, way.watch(len(part.rows)))
    set_basis(solver, begin.basis, part.columns, part.rows)
    pairs = np.flatnonzero(contest.most)
    columns = part.place_of_pair[pairs]
    between = Between(
        least=contest.least[pairs].astype(np.float64),
        most=contest.most[pairs].astype(np.float64),
    )
    instead: Between | None = None
    n_first = n_turned = 0
    for _ in range(MOST_DIVES):
        change_bounds(solver, columns, between.least, between.most)
        solver.run()
        if not is_solved(solver) or value_of(solver) <= begin.value + WHOLE:
            if instead is None or n_turned == MOST_TURNS or way.is_up():
                return None
            between, instead, n_turned = instead, None, n_turned + 1
            continue
        groups = answer_of(solver)[columns]
        is_open = np.abs(groups - np.rint(groups)) > WHOLE
        if not is_open.any():
            return _read(whole, part, solver)
        n_first = max(n_first, int(is_open.sum()))
        way.hear(1 - 0.5 * int(is_open.sum()) / n_first)
        between, instead = _nearer(between, groups, is_open)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """How many groups of each pair of a contest may run, at least and at most."""

    least: Floats
    most: Floats


def _nearer(between: Between, groups: Floats, is_open: Bools) -> tuple[Between, Between | None]:
    """Make the largest parts of groups whole; return the new limits, and others where that was only one."""
    least = np.where(is_open, between.least, np.rint(groups))
    most = np.where(is_open | (groups > WHOLE), between.most, 0.0)
    torn = np.flatnonzero(is_open)
    part_open = groups[torn] - np.floor(groups[torn])
    n = max(1, (len(torn) - FEW) // AT_A_TIME)
    chosen = torn[np.argsort(-part_open, kind="stable")[:n]]
    up, down = least.copy(), most.copy()
    up[chosen], down[chosen] = np.ceil(groups[chosen]), np.floor(groups[chosen])
    instead = Between(least=least, most=down) if n == 1 else None
    return Between(least=up, most=most), instead


def _shared(whole: GroupProgram, running: Indices, way: Way) -> Answer | None:
    """Return the best answer with the groups that run; None if it was not found in time."""
    part = part_of(whole, running)
    way.begin(0)
    solver = part_solver(whole, part, running, way.watch(len(part.rows)))
    pairs = np.flatnonzero(running)
    groups = running[pairs].astype(np.float64)
    change_bounds(solver, part.place_of_pair[pairs], groups, groups)
    solver.run()
    return _read(whole, part, solver) if is_solved(solver) else None


def _read(whole: GroupProgram, part: Part, solver: Any) -> Answer:
    """Return the solver's answer in the numbers of the whole program."""
    solution = solver.getSolution()
    x = np.zeros(len(whole.values))
    x[part.columns] = solution.col_value
    multipliers = np.zeros(whole.matrix.shape[0])
    multipliers[part.rows] = -np.array(solution.row_dual)  # the solver minimizes
    return Answer(
        value=float(whole.values @ x),
        x=x,
        groups=x[whole.column_of_pair],
        multipliers=multipliers,
        basis=basis_of(solver, part.columns, part.rows, whole.matrix.shape),
    )
