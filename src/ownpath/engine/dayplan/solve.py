"""Finds a good day: lays out the board, cools it for a number of moves, shares the places out anew, reads the plan off.

The same problem, seed, number of moves and sharing or not give the same plan. A limit in seconds is turned into a
number of moves once, before the search: a short trial of the whole cooling says how many moves a second of the
caller's clock holds, and

    n_moves = CAUTION x moves per second of the trial x (seconds - seconds already gone - seconds to share and write).

Places are shared out (`sharing`) where the limit is at least SHARING_PAYS times the seconds that takes. Both numbers
are part of the answer; with them the plan can be made again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.types import Plan, Problem

if TYPE_CHECKING:  # the search loads a compiler; only those who plan or mend pay for it
    from ownpath.engine.dayplan.search.board import Board
    from ownpath.engine.dayplan.search.layout import Layout

Floats = NDArray[np.float64]

CHANGES_GROUPS: Final = slice(3, 6)  # places of those moves among the shares
CAUTION: Final = 0.97
TRIAL_MOVES_PER_STUDENT: Final = 25
LEAST_MOVES_PER_STUDENT: Final = 200
N_STAGES: Final = (
    50  # progress is told, cancelling asked and shares of moves set between stages
)
SHARING_PAYS: Final = 2.5
SHARING_SECONDS_PER_CELL: Final = 5.5e-4  # at CELLS cells; a little more for more of them
CELLS: Final = 12_000
GROWTH: Final = 0.25
STEP: Final = 256  # stages begin at multiples, where the heat changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How the board is cooled; one setting for every campus. Heat is in points of value.

    `shares` are those of the seven moves: one cell anew, two cells anew, a member's place, a group of another type,
    a group to another block, a group closed, a team elsewhere. The shares of the three that change groups fade to
    the part `faded` by `faded_at` of the way: late they are hardly ever kept, and students' places want the time.
    """

    hot: float = 16.0
    cold: float = 5.0
    bend: float = 0.88  # the part of the way where slow cooling ends and quick cooling begins
    last: float = 0.5
    lenience: float = 1.0  # moves of groups are judged at so many times the heat
    shares: tuple[float, ...] = (6.0, 6.0, 6.0, 4.0, 2.0, 0.1, 0.5)
    faded: float = 0.05
    faded_at: float = 0.9

    def shares_at(self, way: float) -> Floats:
        """Return the shares added up, at a part of the way (0 to 1)."""
        shares = np.array(self.shares)
        shares[CHANGES_GROUPS] *= self.faded ** min(way / self.faded_at, 1.0)
        added = np.cumsum(shares / shares.sum())
        added[-1] = 1.0 + 1e-9
        return added


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The plan that was found and what it takes to find it again."""

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
    tell: Callable[[int, int], None] | None = None,
) -> Found:
    """Return the best plan of a search of `n_moves` moves, its places shared out anew if `is_shared`.

    The plan may leave cells bare if not everything demanded can be had at once: the caller has it checked, as always,
    and asks `explain_no_plan` what conflicts. `tell` is called with moves made and moves in all.
    """
    from ownpath.engine.dayplan.search.layout import lay_out, read_off

    layout = lay_out(problem=problem, seed=seed)
    _cool(layout.board, n_moves, schedule or Schedule(), tell)
    if is_shared:
        _share_out(problem, layout)
    return Found(plan=read_off(layout), seed=seed, n_moves=n_moves, is_shared=is_shared)


def seconds_to_share(problem: Problem) -> float:
    """Return about how many seconds of one processor it takes to share out the places of a day."""
    cells = int(problem.is_free.sum())
    return float(SHARING_SECONDS_PER_CELL * cells * (cells / CELLS) ** GROWTH)


def warm_up(problem: Problem) -> None:
    """Load the compiled search, or compile it where this is the first use."""
    from ownpath.engine.dayplan.search.layout import lay_out
    from ownpath.engine.dayplan.search.rearrange import rearrange

    board = lay_out(problem=problem, seed=0).board
    _cool(board, 0, Schedule(), None)
    nobody = np.zeros(0, dtype=np.int32)
    rearrange(board, nobody, nobody, nobody)


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

    counts = np.zeros((N_MOVES, 2), dtype=np.int64)
    stage = max(STEP, n_moves // N_STAGES // STEP * STEP)
    begin = 0
    while begin < n_moves or begin == 0:
        end = min(begin + stage, n_moves)
        shares = schedule.shares_at(begin / max(n_moves, 1))
        cool(
            board, begin, end, n_moves, schedule.hot, schedule.cold,
            schedule.lenience, schedule.bend, schedule.last, shares, counts,
        )  # fmt: skip
        if tell:
            tell(end, n_moves)
        begin = max(end, 1)


def _share_out(problem: Problem, layout: Layout) -> None:
    """Share the places out anew; where that does not please, leave the board as it was."""
    from ownpath.engine.dayplan.search.board import SCORE
    from ownpath.engine.dayplan.search.layout import read_off
    from ownpath.engine.dayplan.search.rearrange import rearrange
    from ownpath.engine.dayplan.sharing import shares_of

    shares = shares_of(problem, read_off(layout))
    if shares is None:
        return
    before = layout.numbers.copy()
    board_number = np.argsort(layout.original).astype(np.int32)
    rearrange(layout.board, shares.student, shares.block, board_number[shares.option])
    if layout.numbers[SCORE] <= before[SCORE]:
        layout.numbers[:] = before
