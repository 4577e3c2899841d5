"""Looks for better groups with a linear program: groups that could run are priced, opened in part, then whole.

Each round prices all groups that could run by what students' time is worth in the last answer, lets the most promising
few compete with those that run, and rounds the answer: groups that run nearly whole are made to, the rest is solved
anew, until all are whole. Few newcomers at a time keep the answer nearly whole, so that little is lost in rounding.

Source: Lübbecke, Desrosiers (2005), "Selected topics in column generation", Operations Research 53 (pricing, diving).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from ownpath.engine.dayplan.cooling import Tell
from ownpath.engine.dayplan.regrouping_program import (
    Floats,
    GroupProgram,
    group_program_of,
    running_of,
)
from ownpath.engine.dayplan.sharing_columns import pinned_cells
from ownpath.engine.dayplan.solver import (
    Basis,
    IsOver,
    Program,
    basis_of,
    change_bounds,
    is_solved,
    set_basis,
    solver_of,
)
from ownpath.engine.dayplan.types import Indices, Ints, Plan, Problem
from ownpath.engine.dayplan.way import Way

WHOLE: Final = 1e-6
NEWCOMERS: Final = (
    0.018  # of the cells of the day so many groups compete with those that run, at first
)
MORE: Final = 2  # times as many after a round that brought nothing
AT_A_TIME: Final = (
    5  # one in so many of the groups open in part is made whole, then the rest is solved anew
)
MOST_DIVES: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a program says: its value, groups by pair, and its corner in the whole program's numbers."""

    value: float
    groups: Floats
    multipliers: Floats
    basis: Basis


def better_groups(
    problem: Problem,
    plan: Plan,
    *,
    n_rounds: int,
    is_over: IsOver = None,
    tell: Tell | None = None,
) -> Indices | None:
    """Return (n_types, n_blocks): how many groups should run instead of the plan's; None where nothing better is found.

    Breaks and longest days of adults are not looked at: whoever opens the groups may find nobody for one of them.
    """
    way = Way(tell=tell, n_parts=n_rounds + 1, is_over=is_over)
    whole, running = group_program_of(problem, plan), running_of(problem, plan)
    n_new = math.ceil(NEWCOMERS * problem.is_free.sum())
    first = best = _shared(whole, running, way)
    if first is None or best is None:
        return None
    for number in range(n_rounds):
        way.begin(number + 1)
        found = _dive(whole, _competing(whole, best, n_new), best, way)
        if found is not None and found.value > best.value + WHOLE:
            best = found
        elif is_over is not None and is_over():
            break
        else:
            n_new *= MORE
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


def _competing(whole: GroupProgram, answer: Answer, n_new: int) -> Indices:
    """Return (n_pairs,): how many groups may run at most: those that do now, and the most promising of the others."""
    most = _counts(answer)
    promised = np.where(most > 0, 0.0, _promised(whole, answer.multipliers))
    likely = np.argsort(-promised, kind="stable")[:n_new]
    most[likely[promised[likely] > 0.0]] = 1
    return most


def _promised(whole: GroupProgram, multipliers: Floats) -> Floats:
    """Return (n_pairs,): what a group would bring at the prices of students' time, seats and devices."""
    prices = multipliers.copy()
    prices[whole.n_day_rows :] = 0.0
    n_places = len(whole.pair_of_place)
    gain = whole.values[:n_places] - whole.matrix[:, :n_places].T @ prices
    pair = np.repeat(whole.pair_of_place, whole.size_of_place)
    gain = np.maximum(np.repeat(gain / whole.size_of_place, whole.size_of_place), 0.0)
    order = np.lexsort((-gain, pair))
    pair, gain = pair[order], gain[order]
    rank = np.arange(len(pair)) - np.searchsorted(pair, pair)
    is_in = rank < whole.largest[pair]
    total: Floats = np.bincount(
        pair[is_in], weights=gain[is_in], minlength=len(whole.largest)
    ).astype(np.float64)
    return total


def _dive(
    whole: GroupProgram,
    most: Indices,
    begin: Answer,
    way: Way,
) -> Answer | None:
    """Return a whole answer with at most `most` groups, near to the best in parts; None if none was found in time."""
    part = _part_of(whole, most)
    solver = _solver(whole, part, most, way)
    set_basis(solver, begin.basis, part.columns, part.rows)
    pairs = np.flatnonzero(most)
    least, highest = whole.least[pairs].astype(np.float64), most[pairs].astype(np.float64)
    n_first = 0
    for _ in range(MOST_DIVES):
        change_bounds(solver, part.place_of_pair[pairs], least, highest)
        solver.run()
        if not is_solved(solver):
            return None
        answer = _read(whole, part, solver)
        groups = answer.groups[pairs]
        is_open = np.abs(groups - np.rint(groups)) > WHOLE
        if not is_open.any():
            return answer
        n_first = max(n_first, int(is_open.sum()))
        way.hear(1 - 0.5 * int(is_open.sum()) / n_first)
        least = np.where(is_open, least, np.rint(groups))
        highest = np.where(is_open | (groups > WHOLE), highest, 0.0)
        torn = np.flatnonzero(is_open)
        part_open = groups[torn] - np.floor(groups[torn])
        n = max(1, len(torn) // AT_A_TIME)
        chosen = torn[np.argsort(-part_open, kind="stable")[:n]]
        least[chosen] = np.ceil(groups[chosen])
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The part of the program in which some pairs only can run."""

    columns: Indices
    rows: Indices
    place_of_pair: Indices  # (n_pairs,): the column in the part, where the pair is in it


def _part_of(whole: GroupProgram, most: Indices) -> Part:
    is_in = np.ones(len(whole.values), dtype=bool)
    is_in[: len(whole.pair_of_place)] = most[whole.pair_of_place] > 0
    is_in[whole.column_of_pair] = most > 0
    columns = np.flatnonzero(is_in)
    used = np.zeros(whole.matrix.shape[0], dtype=bool)
    used[whole.matrix[:, columns].indices] = True
    place = np.full(len(whole.values), -1, dtype=np.int64)
    place[columns] = np.arange(len(columns))
    return Part(
        columns=columns,
        rows=np.flatnonzero(used),
        place_of_pair=place[whole.column_of_pair],
    )


def _solver(whole: GroupProgram, part: Part, most: Indices, way: Way) -> Any:
    limit = whole.most.copy()
    limit[whole.column_of_pair] = most
    program = Program(
        values=whole.values[part.columns],
        matrix=whole.matrix[:, part.columns].tocsr()[part.rows],
        low=whole.low[part.rows],
        high=whole.high[part.rows],
        most=limit[part.columns],
    )
    return solver_of(program, way.watch(len(part.rows)), solver="simplex")


def _shared(whole: GroupProgram, running: Indices, way: Way) -> Answer | None:
    """Return the best answer with the groups that run; None if it was not found in time."""
    part = _part_of(whole, running)
    way.begin(0)
    solver = _solver(whole, part, running, way)
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
        groups=x[whole.column_of_pair],
        multipliers=multipliers,
        basis=basis_of(solver, part.columns, part.rows, whole.matrix.shape),
    )
