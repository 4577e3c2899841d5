"""Puts on the board what a program says: which groups run, and who is where; and fills what is bare."""

from __future__ import annotations

from typing import Final

import numpy as np

from ownpath.engine.dayplan.cooling import AFTERGLOW, cool_board, counted
from ownpath.engine.dayplan.regrouping import Change
from ownpath.engine.dayplan.search.board import SCORE
from ownpath.engine.dayplan.search.layout import Layout, read_off
from ownpath.engine.dayplan.search.rearrange import rearrange
from ownpath.engine.dayplan.sharing import Shares
from ownpath.engine.dayplan.solver import IsOver
from ownpath.engine.dayplan.types import Problem

MOST_FILLINGS: Final = 80
MOVES_OF_A_FILLING: Final = 1  # a cell


def put_in_place(
    layout: Layout, shares: Shares, change: Change | None = None, *, teams_stay: bool = False
) -> None:
    """End and begin groups, if any, then let students go where they belong, as far as the board's rules allow."""
    board_number = np.argsort(layout.original).astype(np.int32)
    nothing = np.zeros((0, 2), dtype=np.int32)
    rearrange(
        layout.board, shares.student, shares.block, board_number[shares.option],
        change.ended if change else nothing, change.begun if change else nothing, teams_stay,
    )  # fmt: skip


def n_bare_cells(problem: Problem, layout: Layout) -> int:
    """Return how many cells that are to be planned nothing fills."""
    return int((problem.is_free & (read_off(layout).option < 0)).sum())


def fill_bare_cells(problem: Problem, layout: Layout, is_over: IsOver = None) -> None:
    """Cool on, almost without heat, while a cell is bare and time is left: a search, or a program, may leave some."""
    n_moves = MOVES_OF_A_FILLING * int(problem.is_free.sum())
    for _ in range(MOST_FILLINGS):
        if not n_bare_cells(problem, layout) or (is_over and is_over()):
            return
        cool_board(layout, pace=counted(n_moves), schedule=AFTERGLOW)


class Kept:
    """The best board that was looked at: the fewest cells bare, then the most points."""

    def __init__(self, problem: Problem, layout: Layout) -> None:
        """Look at the board as it is."""
        self._problem, self._layout = problem, layout
        self._best, self._numbers = self._worth(), layout.numbers.copy()

    def look(self) -> bool:
        """Keep the board as it is where it is the best so far; return whether it is."""
        worth = self._worth()
        is_better = worth > self._best
        if is_better:
            self._best, self._numbers = worth, self._layout.numbers.copy()
        return is_better

    def leave(self) -> None:
        """Leave the best one on the board."""
        self._layout.numbers[:] = self._numbers

    def _worth(self) -> tuple[int, int]:
        return -n_bare_cells(self._problem, self._layout), int(self._layout.numbers[SCORE])
