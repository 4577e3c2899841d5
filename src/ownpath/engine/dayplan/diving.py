"""Makes a program's groups whole: those open in part are made to run or not, the rest is solved anew, until all are.

Groups that run nearly whole are made to; where few newcomers compete the answer is nearly whole to begin with, so that
little is lost. Where one group made whole leaves nothing better, it is not run instead, a few times.

Source: Lübbecke, Desrosiers (2005), "Selected topics in column generation", Operations Research 53 (diving).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ownpath.engine.dayplan.newcomers import Contest
from ownpath.engine.dayplan.regrouping_program import (
    Floats,
    GroupProgram,
    Part,
    part_of,
    part_solver,
    slim,
)
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
from ownpath.engine.dayplan.types import Bools, Indices
from ownpath.engine.dayplan.way import Way

WHOLE: Final = 1e-6
AT_A_TIME: Final = (
    5  # one in so many of the groups open in part is made whole, then the rest is solved anew
)
FEW: Final = 25  # so many open in part, and fewer, are made whole one by one
MOST_DIVES: Final = 100
MOST_TURNS: Final = 5  # of a dive: a group is closed that was opened first


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a program says: its value, columns, groups by pair, and its corner, in the whole program's numbers."""

    value: float
    x: Floats
    groups: Floats
    multipliers: Floats
    basis: Basis

    @property
    def counts(self) -> Indices:
        """Return (n_pairs,): how many groups run, in whole numbers."""
        return np.rint(self.groups).astype(np.int64)


def dive(
    whole: GroupProgram,
    contest: Contest,
    begin: Answer,
    way: Way,
    is_worth: Bools | None = None,
) -> Answer | None:
    """Return a whole answer of a contest, worth more than `begin`; None if none was found in time.

    What is not worth it, of the first columns, is left out, unless `begin` has it. A single group that was made whole
    and leaves no better answer is not run at all instead, a few times.
    """
    if is_worth is not None:
        is_worth = is_worth | (begin.x[: len(is_worth)] > 0.0)
    part = part_of(whole, contest.most, is_worth)
    part = slim(whole, part, contest.least, contest.most, begin.basis)
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


def shared(whole: GroupProgram, running: Indices, way: Way) -> Answer | None:
    """Return the best answer with the groups that run; None if it was not found in time."""
    part = part_of(whole, running)
    way.begin(0)
    solver = part_solver(whole, part, running, way.watch(len(part.rows)))
    _hold(solver, part, running)
    solver.run()
    return _read(whole, part, solver) if is_solved(solver) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """How far a solver came: to the best answer, or, where it was stopped, to groups too full here and there."""

    whole: GroupProgram
    part: Part
    solver: Any
    is_best: bool

    @property
    def x(self) -> Floats:
        """Return the columns of the whole program; none is more than 1 but the numbers of groups."""
        x = np.zeros(len(self.whole.values))
        x[self.part.columns] = np.minimum(answer_of(self.solver), 1.0)
        return x

    def answer(self) -> Answer:
        """Return the best answer, to begin from."""
        return _read(self.whole, self.part, self.solver)


def shared_so_far(
    whole: GroupProgram,
    running: Indices,
    teams: Indices | None,
    *,
    begin: Answer | None,
    is_over: IsOver,
) -> SoFar | None:
    """Return how far a solver came in time, given the groups that run; None where it tells nothing yet.

    `teams` are the places of whole teams that are taken where none is to go elsewhere: then the answer is whole, or
    nearly; None: they go where they like. It begins at the corner of another answer, if any, which spares two thirds
    of the way where half of the groups changed.
    """
    is_in = np.ones(whole.columns.first_lack, dtype=bool)
    if teams is not None:
        is_in[: len(whole.size_of_place)] = whole.size_of_place == 1
        is_in[teams] = True
    part = part_of(whole, running, is_in)
    part = slim(whole, part, running, running, begin.basis if begin else None)
    # What a solver made simpler beforehand it cannot tell of while it is under way.
    solver = part_solver(whole, part, running, is_over, presolve="off")
    if begin:
        set_basis(solver, begin.basis, part.columns, part.rows)
    _hold(solver, part, running)
    if teams is not None:
        taken = np.ones(len(teams))
        change_bounds(solver, np.searchsorted(part.columns, teams), taken, taken)
    solver.run()
    if not solver.getSolution().value_valid:
        return None
    return SoFar(whole=whole, part=part, solver=solver, is_best=is_solved(solver))


def _hold(solver: Any, part: Part, running: Indices) -> None:
    """Let the groups run that do, and no others."""
    pairs = np.flatnonzero(running)
    groups = running[pairs].astype(np.float64)
    change_bounds(solver, part.place_of_pair[pairs], groups, groups)


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
