"""Finds a good day: lays out the board, cools it for a number of moves, and reads the plan off.

The same problem, seed and number of moves give the same plan on every machine. A limit in seconds is turned into a
number of moves once, before the search: a short trial of the whole cooling says how many moves a second of the
caller's clock holds, and

    n_moves = CAUTION x moves per second of the trial x (seconds - seconds already gone - seconds to write).

The number is part of the answer; with it the plan can be made again anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ownpath.engine.dayplan.types import Plan, Problem

if TYPE_CHECKING:  # the search loads a compiler; only those who plan or mend pay for it
    from ownpath.engine.dayplan.search.board import Board

CAUTION: Final = 0.97
TRIAL_MOVES_PER_STUDENT: Final = 25
LEAST_MOVES_PER_STUDENT: Final = 200
N_STAGES: Final = 50  # progress is told and cancelling asked between stages
STEP: Final = 256  # stages begin at multiples, where the heat changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How the board is cooled; one setting for every campus. Heat is in points of value.

    `shares` are those of the seven moves: one cell anew, two cells anew, a member's place, a group of another type,
    a group to another block, a group closed, a team elsewhere.
    """

    hot: float = 16.0
    cold: float = 5.0
    bend: float = 0.88  # the part of the way where slow cooling ends and quick cooling begins
    last: float = 0.5
    lenience: float = 1.0  # moves of groups are judged at so many times the heat
    shares: tuple[float, ...] = (6.0, 6.0, 6.0, 4.0, 2.0, 0.1, 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The plan that was found and what it takes to find it again."""

    plan: Plan
    seed: int
    n_moves: int


def plan_day(
    *,
    problem: Problem,
    seed: int,
    n_moves: int,
    schedule: Schedule | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Found:
    """Return the best plan of a search of `n_moves` moves.

    The plan may leave cells bare if not everything demanded can be had at once: the caller has it checked, as always,
    and asks `explain_no_plan` what conflicts. `tell` is called with moves made and moves in all.
    """
    from ownpath.engine.dayplan.search.layout import lay_out, read_off

    layout = lay_out(problem=problem, seed=seed)
    _cool(layout.board, n_moves, schedule or Schedule(), tell)
    return Found(plan=read_off(layout), seed=seed, n_moves=n_moves)


def warm_up(problem: Problem) -> None:
    """Load the compiled search, or compile it where this is the first use."""
    from ownpath.engine.dayplan.search.layout import lay_out

    _cool(lay_out(problem=problem, seed=0).board, 0, Schedule(), None)


def moves_for(*, problem: Problem, seconds: float, clock: Callable[[], float]) -> int:
    """Return how many moves to make so that the search takes `seconds` of the clock, the trial among them."""
    from ownpath.engine.dayplan.search.layout import lay_out

    begun = clock()
    n_trial = TRIAL_MOVES_PER_STUDENT * problem.n_students // STEP * STEP + STEP
    board = lay_out(problem=problem, seed=0).board
    _cool(
        board, n_trial, Schedule(), None
    )  # an empty board is slower than it will ever be again
    before = clock()
    _cool(board, n_trial, Schedule(), None)
    after = clock()
    rate = n_trial / max(after - before, 1e-6)
    least = LEAST_MOVES_PER_STUDENT * problem.n_students
    return max(least, int(CAUTION * rate * (seconds - (after - begun))))


def _cool(
    board: Board, n_moves: int, schedule: Schedule, tell: Callable[[int, int], None] | None
) -> None:
    from ownpath.engine.dayplan.search.anneal import N_MOVES, cool

    shares = np.cumsum(np.array(schedule.shares) / sum(schedule.shares))
    shares[-1] = 1.0 + 1e-9
    counts = np.zeros((N_MOVES, 2), dtype=np.int64)
    stage = max(STEP, n_moves // N_STAGES // STEP * STEP)
    begin = 0
    while begin < n_moves or begin == 0:
        end = min(begin + stage, n_moves)
        cool(
            board, begin, end, n_moves, schedule.hot, schedule.cold,
            schedule.lenience, schedule.bend, schedule.last, shares, counts,
        )  # fmt: skip
        if tell:
            tell(end, n_moves)
        begin = max(end, 1)
