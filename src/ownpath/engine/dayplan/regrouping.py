"""Looks for better groups with a linear program: groups that could run are priced, opened in part, then whole.

Each round prices all groups that could run by what students' time is worth in the last answer, lets a few promising
ones compete with those that run, and rounds the answer: groups that run nearly whole are made to, the rest is solved
anew, until all are whole. Few newcomers at a time keep the answer nearly whole, so that little is lost in rounding.
The first round takes the most promising, later ones draw lots among them: what fits together no price tells.

Source: Lübbecke, Desrosiers (2005), "Selected topics in column generation", Operations Research 53 (pricing, diving).
"""

from __future__ import annotations

from collections.abc import Callable
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
    answer_of,
    basis_of,
    change_bounds,
    is_solved,
    set_basis,
    solver_of,
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
MOST_DIVES: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a program says: its value, groups by pair, who is where, and its corner in the whole program's numbers."""

    value: float
    groups: Floats
    places: Floats
    multipliers: Floats
    basis: Basis


def better_groups(
    problem: Problem,
    plan: Plan,
    *,
    n_rounds: int,
    draw: Callable[[int], Floats],
    is_over: IsOver = None,
    tell: Tell | None = None,
) -> Indices | None:
    """Return (n_types, n_blocks): how many groups should run instead of the plan's; None where nothing better is found.

    `draw` returns so many numbers from 0 to 1, by chance.
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
        lots = draw(len(running)) if number else np.ones(len(running))
        likely = _likely(whole, best, int(n_new), lots)
        found = _dive(whole, likely, best, way)
        if found is not None:
            best, n_new = found, max(n_new / FEWER, least)
        elif is_over is not None and is_over():
            break
        else:
            n_new = min(n_new * MORE, most)
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


def _likely(whole: GroupProgram, answer: Answer, n_new: int, lots: Floats) -> Indices:
    """Return (n_pairs,): how many groups may run at most: those that do now, and the best of promise x lot."""
    most = _counts(answer)
    key = np.where(most > 0, 0.0, _promised(whole, answer.multipliers) * lots)
    likely = np.argsort(-key, kind="stable")[:n_new]
    most[likely[key[likely] > 0.0]] = 1
    return most


def _place_gains(whole: GroupProgram, multipliers: Floats) -> Floats:
    """Return what each place is worth more than the time it takes."""
    prices = multipliers.copy()
    prices[whole.n_day_rows :] = 0.0
    n = len(whole.pair_of_place)
    gain: Floats = whole.values[:n] - whole.matrix[:, :n].T @ prices
    return gain


def _promised(whole: GroupProgram, multipliers: Floats) -> Floats:
    """Return (n_pairs,): what a group would bring at the prices of students' time, seats and devices."""
    gain = _place_gains(whole, multipliers)
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
    """Return a whole answer with at most `most` groups, worth more than `begin`; None if none was found in time."""
    is_worth = _place_gains(whole, begin.multipliers) >= -HOPELESS * whole.size_of_place
    part = _part_of(whole, most, is_worth | (begin.places > 0.0))
    solver = _solver(whole, part, most, way)
    set_basis(solver, begin.basis, part.columns, part.rows)
    pairs = np.flatnonzero(most)
    columns = part.place_of_pair[pairs]
    least, highest = whole.least[pairs].astype(np.float64), most[pairs].astype(np.float64)
    n_first = 0
    for _ in range(MOST_DIVES):
        change_bounds(solver, columns, least, highest)
        solver.run()
        if not is_solved(solver) or value_of(solver) <= begin.value + WHOLE:
            return None
        groups = answer_of(solver)[columns]
        is_open = np.abs(groups - np.rint(groups)) > WHOLE
        if not is_open.any():
            return _read(whole, part, solver)
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


def _part_of(whole: GroupProgram, most: Indices, is_worth: Bools | None = None) -> Part:
    is_in = np.ones(len(whole.values), dtype=bool)
    is_in[: len(whole.pair_of_place)] = most[whole.pair_of_place] > 0
    if is_worth is not None:
        is_in[: len(is_worth)] &= is_worth
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
        places=x[: len(whole.pair_of_place)],
        multipliers=multipliers,
        basis=basis_of(solver, part.columns, part.rows, whole.matrix.shape),
    )
