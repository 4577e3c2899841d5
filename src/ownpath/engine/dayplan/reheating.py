"""Heats the board again between rounds of better groups: what then runs competes with what ran before.

Lots bring groups that are promising one by one; a board that was heated and cooled has groups that fit together. It
need not be better itself: the program takes what is better of its groups, and the next heating begins from there.

Source: Danna, Rothberg, Le Pape (2005), "Exploring relaxation induced neighborhoods to improve MIP solutions",
Mathematical Programming 102 (a program over what two good answers have, here over all that either has).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ownpath.engine.dayplan.cooling import Schedule, cool_board, counted, cut_short
from ownpath.engine.dayplan.placing import Kept, put_in_place
from ownpath.engine.dayplan.regrouping import changed_groups
from ownpath.engine.dayplan.regrouping_program import running_of
from ownpath.engine.dayplan.search.layout import Layout, read_off
from ownpath.engine.dayplan.sharing import Shares
from ownpath.engine.dayplan.types import Indices, Ints, Problem

MOVES_PER_STUDENT: Final = 1_700
RECENT: Final = 4  # heatings whose groups compete
WARM: Final = Schedule(hot=14.0, cold=5.6, no_teacher=float("inf"))


@dataclass(slots=True, kw_only=True)
class Reheating:
    """A board that is heated from the best answer known, again and again; between heatings it holds that answer."""

    problem: Problem
    layout: Layout
    is_over: Callable[[], bool]
    _kept: Kept = field(init=False)
    _settled: Ints = field(init=False)
    _groups: Indices | None = field(default=None, init=False)
    _ran: list[Indices] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        """Remember the board as it is."""
        self._kept = Kept(self.problem, self.layout)

    def rivals(self, groups: Indices, shares: Callable[[], Shares]) -> Indices:
        """Return (n_pairs,): how many groups ran at most after the last few heatings from an answer.

        `groups` are the answer's by pair, `shares` tells where it wants students.
        """
        if self._groups is None or not np.array_equal(self._groups, groups):
            self._settle(groups, shares())
        pace = cut_short(counted(MOVES_PER_STUDENT * self.problem.n_students), self.is_over)
        cool_board(self.layout, pace=pace, schedule=WARM)
        self._ran = [*self._ran, running_of(self.problem, read_off(self.layout))][-RECENT:]
        self.layout.numbers[:] = self._settled
        found: Indices = np.max(self._ran, axis=0)
        return found

    def leave(self) -> None:
        """Leave the board as it was at first where that is better than the last answer on it."""
        self._kept.look()
        self._kept.leave()

    def _settle(self, groups: Indices, shares: Shares) -> None:
        """Put an answer on the board; heatings from another one do not count any more."""
        by_type = groups.reshape(self.problem.n_types, self.problem.n_blocks)
        change = changed_groups(self.problem, read_off(self.layout), by_type)
        put_in_place(self.layout, shares, change)
        self._groups, self._settled, self._ran = groups, self.layout.numbers.copy(), []
