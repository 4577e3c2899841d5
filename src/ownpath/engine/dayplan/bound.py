"""How good the best plan could be: a linear program that no plan can beat, solved with the links that matter only.

Students choose for the whole day, not for each block; groups may be opened in part. A student can only be in a group
of a type that runs, so x[s, type] <= the number n[type, b] of groups of the type in the student's free blocks: of these
many links only those are added, in rounds, that the last answer breaks. Every round is a bound; the last is the best.

Source: Dantzig, Fulkerson, Johnson (1954), "Solution of a large-scale traveling-salesman problem", Operations
Research 2 (cuts as they are needed).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.cooling import Tell
from ownpath.engine.dayplan.relaxation import Relaxation, broken_links, relaxation_of
from ownpath.engine.dayplan.solver import Floats, solver_of
from ownpath.engine.dayplan.types import Problem

SLACK: Final = 1e-6  # the solver's accuracy, as a share of the value
MOST_ROUNDS: Final = 12
ENOUGH: Final = 2e-4  # a round that lowers the bound by less ends the search


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A value no plan can exceed, and the work behind it."""

    value: int
    n_rounds: int
    n_links: int


def upper_bound(
    *, problem: Problem, n_rounds: int = MOST_ROUNDS, tell: Tell | None = None
) -> Bound:
    """Return a bound for a problem; more rounds make it tighter. `tell` hears of each round; fewer may be enough.

    Raises
    ------
    ValueError
        If not even the relaxed problem has a plan: then there is none.
    """
    relaxation = relaxation_of(problem)
    solver = solver_of(relaxation.program, solver="ipm", run_crossover="off")
    best, links, number = math.inf, 0, 0
    while number < n_rounds:
        if tell is not None:
            tell(number, n_rounds)
        number += 1
        value, x = _solved(solver, relaxation)
        gained, best = best - value, min(best, value)
        rows = broken_links(relaxation, x)
        if not rows.size or gained < ENOUGH * best:
            break
        _add_links(solver, relaxation, rows)
        links += rows.size
    return Bound(value=math.floor(best * (1 + SLACK)), n_rounds=number, n_links=links)


def _solved(solver: Any, relaxation: Relaxation) -> tuple[float, Floats]:
    """Return a bound from the solver's multipliers, whatever their accuracy, and its answer."""
    import highspy

    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        raise ValueError("expected a problem with a plan; even the relaxed one has none")
    solution = solver.getSolution()
    # The solver minimizes, so its multipliers have the other sign; any bound, good ones bound well.
    return relaxation.bound_by(-np.array(solution.row_dual)), np.array(solution.col_value)


def _add_links(solver: Any, relaxation: Relaxation, rows: NDArray[np.int64]) -> None:
    links = relaxation.add(rows)
    solver.addRows(
        links.shape[0], np.full(links.shape[0], -np.inf), np.zeros(links.shape[0]), links.nnz,
        links.indptr[:-1].astype(np.int32), links.indices.astype(np.int32), links.data,
    )  # fmt: skip
