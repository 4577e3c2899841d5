"""Finds a good day: cools a board, looks for better groups, shares the places out anew, betters what is easy.

The same problem, seed, number of moves and sharing or not give the same plan (`plan_day`). Where a limit in seconds
is given (`plan_within`) the cooling takes what the clock leaves, stage by stage: there the plan depends on the machine.

Places are shared out (`sharing`) where the limit is at least SHARING_PAYS times the seconds that takes, which is about

    SHARING_SECONDS + SHARING_SECONDS_PER_CELL x cells x (cells / CELLS) ^ GROWTH,

of which the first part, to load the solver, comes once only, however much is decided exactly afterwards.

Better groups are looked for (`regrouping`) in the part REGROUPING of what sharing and what follows it leave, where that
part of the limit is REGROUPING_PAYS times as long as sharing; the board is heated between rounds where the limit is at
least REHEATING_SECONDS_PER_CELL x cells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.cooling import (
    AFTERGLOW,
    FIRST_MOVES_PER_STUDENT,
    Pace,
    Schedule,
    TellStep,
    Timed,
    cool_board,
    counted,
)
from ownpath.engine.dayplan.types import Indices, Plan, Problem

if (
    TYPE_CHECKING
):  # the search loads a compiler and the solver scipy; only those who plan or mend pay for it
    from ownpath.engine.dayplan.search.layout import Layout
    from ownpath.engine.dayplan.solver import IsOver

Clock = Callable[[], float]

AFTER: Final = (
    0.04  # the part of the moves, or of the time, that is kept for what follows the sharing
)
SHARING_PAYS: Final = 1.7
EXACTNESS_PAYS: Final = 16.0
EXACTNESS_TAKES: Final = (
    3.0  # times as long as sharing, the solver loaded: torn days and close calls
)
SHARING_SECONDS: Final = 0.15  # to load the solver
SHARING_SECONDS_PER_CELL: Final = 2e-4  # at CELLS cells; more for more of them
CELLS: Final = 10_000
GROWTH: Final = 1.6
REGROUPING: Final = (
    0.7  # the part of the time left for it in which better groups are looked for
)
REGROUPING_PAYS: Final = 21.0  # times what sharing takes, at least: three rounds of about seven
REHEATING_SECONDS_PER_CELL: Final = 6e-3  # where rounds have less time, lots alone are better
MOST_ROUNDS: Final = 1_000
ROUNDS: Final = 1  # where no time is set; a second brings a twentieth more
MOST_FILLINGS: Final = 20  # of a board that a short search left bare somewhere
MOVES_OF_A_FILLING: Final = 4  # a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The plan that was found, and the work behind it."""

    plan: Plan
    seed: int
    n_moves: int
    is_shared: bool = False  # whether the solver bettered what the search found


def untold(step: str, done: int, total: int) -> None:
    """Tell nobody how far planning is."""


def plan_day(
    *,
    problem: Problem,
    seed: int,
    n_moves: int,
    is_shared: bool = False,
    schedule: Schedule | None = None,
    tell: TellStep = untold,
) -> Found:
    """Return the best plan of a search of `n_moves` moves, its places shared out anew if `is_shared`.

    The plan may leave cells bare if not everything demanded can be had at once: the caller has it checked, as always,
    and asks `explain_no_plan` what conflicts. `tell` hears of "searching", then of "regrouping" and "sharing" if any.
    """
    from ownpath.engine.dayplan.regrouping import better_groups
    from ownpath.engine.dayplan.search.layout import lay_out, read_off

    layout = lay_out(problem=problem, seed=seed)
    searching, regrouping = partial(tell, "searching"), partial(tell, "regrouping")
    cool_board(layout, pace=counted(n_moves), schedule=schedule or Schedule(), tell=searching)
    _fill(problem, layout)
    if is_shared:
        groups = better_groups(
            problem,
            read_off(layout),
            n_rounds=ROUNDS,
            draw=partial(_draw, layout),
            tell=regrouping,
        )
        tell("sharing", 0, 0)
        after = counted(int(AFTER * n_moves))
        is_better = _share_out(problem, layout, groups, after, None, is_exact=True)
        if not is_better and groups is not None:  # nobody may have been found to lead them
            _share_out(problem, layout, None, after, None, is_exact=True)
        tell("sharing", 1, 1)
    return Found(plan=read_off(layout), seed=seed, n_moves=n_moves, is_shared=is_shared)


def plan_within(
    *,
    problem: Problem,
    seed: int,
    seconds: float,
    clock: Clock,
    schedule: Schedule | None = None,
) -> Found:
    """Return the best plan that `seconds` of the clock allow; the solver stops where its part of them is up."""
    from ownpath.engine.dayplan.regrouping import better_groups
    from ownpath.engine.dayplan.reheating import Reheating
    from ownpath.engine.dayplan.search.layout import lay_out, read_off

    until = clock() + seconds
    sharing = seconds_to_share(problem)
    is_shared = seconds >= SHARING_PAYS * sharing
    is_exact = seconds >= EXACTNESS_PAYS * sharing
    is_regrouped = is_shared and REGROUPING * seconds >= REGROUPING_PAYS * sharing
    is_reheated = seconds >= REHEATING_SECONDS_PER_CELL * int(problem.is_free.sum())
    exactness = EXACTNESS_TAKES * is_exact * (sharing - SHARING_SECONDS)
    share_from = until - (sharing + exactness + AFTER * seconds) * is_shared
    layout = lay_out(problem=problem, seed=seed)
    pace = Timed(
        clock=clock,
        until=share_from - REGROUPING * (share_from - clock()) * is_regrouped,
        n_first=FIRST_MOVES_PER_STUDENT * problem.n_students,
    )
    n_moves = cool_board(layout, pace=pace, schedule=schedule or Schedule())
    _fill(problem, layout)
    groups = None
    if is_regrouped:
        reheating = Reheating(
            problem=problem, layout=layout, is_over=lambda: clock() >= share_from
        )
        groups = better_groups(
            problem,
            read_off(layout),
            n_rounds=MOST_ROUNDS,
            draw=partial(_draw, layout),
            rivals=reheating.rivals if is_reheated else None,
            is_over=reheating.is_over,
        )
        reheating.leave()
    if is_shared:
        after = replace(pace, until=until)
        solved = until - AFTER * seconds / 2  # the solver may be late in asking for the time
        _share_out(problem, layout, groups, after, lambda: clock() >= solved, is_exact=is_exact)
    return Found(plan=read_off(layout), seed=seed, n_moves=n_moves, is_shared=is_shared)


def _fill(problem: Problem, layout: Layout) -> None:
    """Cool on, almost without heat, while a cell is bare: a short search may end before it has come to each."""
    from ownpath.engine.dayplan.search.layout import read_off

    n_moves = MOVES_OF_A_FILLING * int(problem.is_free.sum())
    for _ in range(MOST_FILLINGS):
        if not (problem.is_free & (read_off(layout).option < 0)).any():
            return
        cool_board(layout, pace=counted(n_moves), schedule=AFTERGLOW)


def _draw(layout: Layout, n: int) -> NDArray[np.float64]:
    """Return n numbers from 0 to 1 of the board's stream of chance."""
    from ownpath.engine.dayplan.search.chance import fraction

    return np.array([fraction(layout.board.chance) for _ in range(n)], dtype=np.float64)


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
    _draw(layout, 1)
    nobody, none = np.zeros(0, dtype=np.int32), np.zeros((0, 2), dtype=np.int32)
    rearrange(layout.board, nobody, nobody, nobody, none, none)


def _share_out(
    problem: Problem,
    layout: Layout,
    groups: Indices | None,
    after: Pace,
    is_over: IsOver,
    *,
    is_exact: bool,
) -> bool:
    """Open and close groups, share the places out anew and better what is easy then; return whether that is better.

    Where it is not, the board is left as it was. `groups` says how many of each type are to run in each
    block; None: those that do.
    """
    from ownpath.engine.dayplan.regrouping import changed_groups
    from ownpath.engine.dayplan.search.board import SCORE
    from ownpath.engine.dayplan.search.layout import read_off
    from ownpath.engine.dayplan.search.rearrange import rearrange
    from ownpath.engine.dayplan.sharing import shares_of

    before, plan = layout.numbers.copy(), read_off(layout)
    change = changed_groups(problem, plan, groups)
    shares = shares_of(problem, change.plan, is_over=is_over, is_exact=is_exact)
    if shares is not None:
        board_number = np.argsort(layout.original).astype(np.int32)
        rearrange(
            layout.board, shares.student, shares.block, board_number[shares.option],
            change.ended, change.begun,
        )  # fmt: skip
    cool_board(layout, pace=after, schedule=AFTERGLOW)
    is_better = bool(layout.numbers[SCORE] > before[SCORE])
    if not is_better:
        layout.numbers[:] = before
    return is_better
