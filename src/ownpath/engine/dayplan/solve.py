"""Finds a good day: cools a board, shares its places out in turns, looks for better groups, betters what is easy.

The same problem, seed, number of moves and sharing or not give the same plan (`plan_day`). Where a limit in seconds
is given (`plan_within`) each part takes what the clock leaves it (`timing`): there the plan depends on the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
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
from ownpath.engine.dayplan.timing import AFTER, Clock, Timetable
from ownpath.engine.dayplan.types import Indices, Plan, Problem

if (
    TYPE_CHECKING
):  # the search loads a compiler and the solver scipy; only those who plan or mend pay for it
    from ownpath.engine.dayplan.placing import Kept
    from ownpath.engine.dayplan.search.layout import Layout
    from ownpath.engine.dayplan.solver import IsOver

MOST_ROUNDS: Final = 1_000
ROUNDS: Final = 1  # where no time is set; a second brings a twentieth more


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The plan that was found, and the work behind it."""

    plan: Plan
    seed: int
    n_moves: int
    is_shared: bool = False  # whether the solver bettered what the search found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rest:
    """What follows the sharing: as many moves as the pace makes, and when no cell is to be filled any more."""

    pace: Pace
    is_over: IsOver = None


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
    from ownpath.engine.dayplan.placing import fill_bare_cells
    from ownpath.engine.dayplan.regrouping import better_groups
    from ownpath.engine.dayplan.search.layout import lay_out, read_off

    layout = lay_out(problem=problem, seed=seed)
    searching, regrouping = partial(tell, "searching"), partial(tell, "regrouping")
    cool_board(layout, pace=counted(n_moves), schedule=schedule or Schedule(), tell=searching)
    fill_bare_cells(problem, layout)
    if is_shared:
        groups = better_groups(
            problem,
            read_off(layout),
            n_rounds=ROUNDS,
            draw=partial(_draw, layout),
            tell=regrouping,
        )
        tell("sharing", 0, 0)
        rest = _Rest(pace=counted(int(AFTER * n_moves)))
        is_better = _share_out(problem, layout, groups, rest, None, is_exact=True)
        if not is_better and groups is not None:  # nobody may have been found to lead them
            _share_out(problem, layout, None, rest, None, is_exact=True)
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
    from ownpath.engine.dayplan.placing import Kept, fill_bare_cells
    from ownpath.engine.dayplan.search.layout import lay_out, read_off
    from ownpath.engine.dayplan.turns import TimedTurns, share_in_turns

    times = Timetable(problem=problem, clock=clock, seconds=seconds)
    layout = lay_out(problem=problem, seed=seed)
    n_first = FIRST_MOVES_PER_STUDENT * problem.n_students
    pace = Timed(
        clock=clock, until=lambda: times.cool_until, n_first=n_first,
        hear=times.hear, hear_pace=times.hear_pace,
    )  # fmt: skip
    n_moves = cool_board(layout, pace=pace, schedule=schedule or Schedule())
    fill_bare_cells(problem, layout)
    rest = _Rest(
        pace=Timed(clock=clock, until=lambda: times.until, n_first=n_first),
        is_over=lambda: clock() >= times.until,
    )
    if times.is_in_turns:
        per_move = (clock() - times.begun) / max(n_moves, 1)
        turns = TimedTurns(clock=clock, until=times.turns_until, seconds_per_move=per_move)
        n_moves += share_in_turns(
            problem, layout, turns=turns, is_over=lambda: clock() >= times.solved_until
        )
        _better_what_is_easy(problem, layout, Kept(problem, layout), rest)
    elif times.is_shared:
        groups = _regrouped(problem, layout, times)
        _share_out(
            problem, layout, groups, rest, lambda: clock() >= times.solved_until,
            is_exact=times.is_exact,
        )  # fmt: skip
    found = read_off(layout)
    return Found(plan=found, seed=seed, n_moves=n_moves, is_shared=times.is_shared)


def _regrouped(problem: Problem, layout: Layout, times: Timetable) -> Indices | None:
    """Return the groups that should run, as far as they were found in time; the board may be better too."""
    from ownpath.engine.dayplan.regrouping import better_groups
    from ownpath.engine.dayplan.reheating import Reheating
    from ownpath.engine.dayplan.search.layout import read_off

    reheating = Reheating(
        problem=problem, layout=layout, is_over=lambda: times.clock() >= times.share_from
    )
    groups = better_groups(
        problem,
        read_off(layout),
        n_rounds=MOST_ROUNDS,
        draw=partial(_draw, layout),
        rivals=reheating.rivals if times.is_reheated else None,
        is_over=reheating.is_over,
    )
    reheating.leave()
    return groups


def _draw(layout: Layout, n: int) -> NDArray[np.float64]:
    """Return n numbers from 0 to 1 of the board's stream of chance."""
    from ownpath.engine.dayplan.search.chance import fraction

    return np.array([fraction(layout.board.chance) for _ in range(n)], dtype=np.float64)


def warm_up(problem: Problem) -> None:
    """Load the compiled search, or compile it where this is the first use."""
    from ownpath.engine.dayplan.search.layout import lay_out
    from ownpath.engine.dayplan.search.rearrange import rearrange

    layout = lay_out(problem=problem, seed=0)
    cool_board(layout, pace=counted(0), schedule=Schedule())
    _draw(layout, 1)
    nobody, none = np.zeros(0, dtype=np.int32), np.zeros((0, 2), dtype=np.int32)
    rearrange(layout.board, nobody, nobody, nobody, none, none, True)  # noqa: FBT003


def _share_out(
    problem: Problem,
    layout: Layout,
    groups: Indices | None,
    rest: _Rest,
    is_over: IsOver,
    *,
    is_exact: bool,
) -> bool:
    """Open and close groups, share the places out anew and better what is easy then; return whether that is better.

    Where it is not, the board is left as it was. `groups` says how many of each type are to run in each
    block; None: those that do.
    """
    from ownpath.engine.dayplan.placing import Kept, put_in_place
    from ownpath.engine.dayplan.regrouping import changed_groups
    from ownpath.engine.dayplan.search.layout import read_off
    from ownpath.engine.dayplan.sharing import shares_of

    kept = Kept(problem, layout)
    change = changed_groups(problem, read_off(layout), groups)
    shares = shares_of(problem, change.plan, is_over=is_over, is_exact=is_exact)
    if shares is not None:
        put_in_place(layout, shares, change)
    return _better_what_is_easy(problem, layout, kept, rest)


def _better_what_is_easy(problem: Problem, layout: Layout, kept: Kept, rest: _Rest) -> bool:
    """Fill what is bare and better what is easy, and leave the best board; return whether it is one from here."""
    from ownpath.engine.dayplan.placing import fill_bare_cells

    fill_bare_cells(problem, layout, rest.is_over)
    is_better = kept.look()
    cool_board(layout, pace=rest.pace, schedule=AFTERGLOW)
    fill_bare_cells(problem, layout, rest.is_over)
    is_better = kept.look() or is_better
    kept.leave()
    return is_better
