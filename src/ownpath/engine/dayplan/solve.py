"""Finds a good day: lays out the board, cools it, shares the places out anew, betters what is easy, reads the plan off.

The same problem, seed, number of moves and sharing or not give the same plan (`plan_day`). Where a limit in seconds
is given (`plan_within`) the cooling takes what the clock leaves, stage by stage: there the plan depends on the machine.

Places are shared out (`sharing`) where the limit is at least SHARING_PAYS times the seconds that takes, which is about

    SHARING_SECONDS + SHARING_SECONDS_PER_CELL x cells x (cells / CELLS) ^ GROWTH.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Final

import numpy as np

from ownpath.engine.dayplan.cooling import (
    AFTERGLOW,
    FIRST_MOVES_PER_STUDENT,
    Pace,
    Schedule,
    Tell,
    Timed,
    cool_board,
    counted,
)
from ownpath.engine.dayplan.types import Plan, Problem

if TYPE_CHECKING:  # the search loads a compiler; only those who plan or mend pay for it
    from ownpath.engine.dayplan.search.layout import Layout

Clock = Callable[[], float]

AFTER: Final = (
    0.04  # the part of the moves, or of the time, that is kept for what follows the sharing
)
SHARING_PAYS: Final = 1.7
EXACTNESS_PAYS: Final = 16.0  # deciding torn days exactly takes about as long again
SHARING_SECONDS: Final = 0.15  # to load the solver
SHARING_SECONDS_PER_CELL: Final = 1.75e-4  # at CELLS cells; more for more of them
CELLS: Final = 10_000
GROWTH: Final = 1.6
GENEROUS: Final = (
    1.1  # of the time left the solver may take so much: what it has done until stopped is lost
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The plan that was found, and the work behind it."""

    plan: Plan
    seed: int
    n_moves: int
    is_shared: bool = False  # whether places were shared out anew after the search


def plan_day(
    *,
    problem: Problem,
    seed: int,
    n_moves: int,
    is_shared: bool = False,
    schedule: Schedule | None = None,
    tell: Tell | None = None,
) -> Found:
    """Return the best plan of a search of `n_moves` moves, its places shared out anew if `is_shared`.

    The plan may leave cells bare if not everything demanded can be had at once: the caller has it checked, as always,
    and asks `explain_no_plan` what conflicts. `tell` is called with moves made and moves in all.
    """
    from ownpath.engine.dayplan.search.layout import lay_out, read_off

    layout = lay_out(problem=problem, seed=seed)
    cool_board(layout, pace=counted(n_moves), schedule=schedule or Schedule(), tell=tell)
    if is_shared:
        _share_out(problem, layout, counted(int(AFTER * n_moves)), None, is_exact=True)
    return Found(plan=read_off(layout), seed=seed, n_moves=n_moves, is_shared=is_shared)


def plan_within(
    *,
    problem: Problem,
    seed: int,
    seconds: float,
    clock: Clock,
    wall: Clock = perf_counter,
    schedule: Schedule | None = None,
) -> Found:
    """Return the best plan that `seconds` of the clock allow; sharing out stops where they are up.

    The solver looks at the clock on the wall only; how much faster that goes than `clock` is seen while cooling.
    """
    from ownpath.engine.dayplan.search.layout import lay_out, read_off

    begun, wall_begun = clock(), wall()
    until = begun + seconds
    sharing = seconds_to_share(problem)
    is_shared = seconds >= SHARING_PAYS * sharing
    is_exact = seconds >= EXACTNESS_PAYS * sharing
    layout = lay_out(problem=problem, seed=seed)
    pace = Timed(
        clock=clock,
        until=until - (sharing * (1 + is_exact) + AFTER * seconds) * is_shared,
        n_first=FIRST_MOVES_PER_STUDENT * problem.n_students,
    )
    n_moves = cool_board(layout, pace=pace, schedule=schedule or Schedule())
    slowness = max((wall() - wall_begun) / max(clock() - begun, 1e-6), 1.0)
    if is_shared:
        after = replace(pace, until=until)
        _share_out(
            problem,
            layout,
            after,
            lambda: GENEROUS * slowness * (until - clock()),
            is_exact=is_exact,
        )
    return Found(plan=read_off(layout), seed=seed, n_moves=n_moves, is_shared=is_shared)


def seconds_to_share(problem: Problem) -> float:
    """Return about how many seconds of one processor it takes to share out the places of a day."""
    cells = int(problem.is_free.sum())
    growing = SHARING_SECONDS_PER_CELL * cells * (cells / CELLS) ** GROWTH
    return float(SHARING_SECONDS + growing)


def warm_up(problem: Problem) -> None:
    """Load the compiled search, or compile it where this is the first use."""
    from ownpath.engine.dayplan.search.layout import lay_out
    from ownpath.engine.dayplan.search.rearrange import rearrange

    layout = lay_out(problem=problem, seed=0)
    cool_board(layout, pace=counted(0), schedule=Schedule())
    nobody = np.zeros(0, dtype=np.int32)
    rearrange(layout.board, nobody, nobody, nobody)


def _share_out(
    problem: Problem,
    layout: Layout,
    after: Pace,
    left: Callable[[], float] | None,
    *,
    is_exact: bool,
) -> None:
    """Share the places out anew and better what is easy then; where that does not please, leave the board as it was."""
    from ownpath.engine.dayplan.search.board import SCORE
    from ownpath.engine.dayplan.search.layout import read_off
    from ownpath.engine.dayplan.search.rearrange import rearrange
    from ownpath.engine.dayplan.sharing import shares_of

    before = layout.numbers.copy()
    shares = shares_of(problem, read_off(layout), left=left, is_exact=is_exact)
    if shares is not None:
        board_number = np.argsort(layout.original).astype(np.int32)
        rearrange(layout.board, shares.student, shares.block, board_number[shares.option])
    cool_board(layout, pace=after, schedule=AFTERGLOW)
    if layout.numbers[SCORE] <= before[SCORE]:
        layout.numbers[:] = before
