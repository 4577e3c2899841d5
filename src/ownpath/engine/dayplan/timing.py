"""Divides the seconds of a search: cooling, turns, better groups, sharing out, the rest; by how fast the machine is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ownpath.engine.dayplan.types import Problem

Clock = Callable[[], float]

AFTER: Final = (
    0.04  # the part of the moves, or of the time, that is kept for what follows the sharing
)
SHARING_PAYS: Final = 1.1  # times what sharing takes, at least: a short cooling does before it
COOLING_SECONDS_PER_CELL: Final = 1e-4  # before turns
TURNS_PAY: Final = (
    3.5  # times what sharing takes, at least: else cooling gets what sharing leaves
)
KEPT_FOR_SHARING: Final = 1.12  # times what it takes at the pace of the moves
KEPT_BESIDES: Final = 0.2  # times more, but no more than
MOMENT: Final = 0.6  # seconds: a machine may stand still for so long, whatever is solved
READING_SECONDS_PER_CELL: Final = 2.5e-5  # and putting everybody in place
EXACTNESS_PAYS: Final = 16.0
EXACTNESS_TAKES: Final = (
    3.5  # times as long as sharing, the solver loaded: torn days and close calls
)
SHARING_SECONDS: Final = 0.15  # to load the solver
WRITING_SECONDS: Final = (
    0.7  # to write the program down and to hold the teams, at STUDENTS; more for more of them
)
STUDENTS: Final = 1_500
WRITING_GROWTH: Final = 1.7
SOLVING_SECONDS: Final = 1.15  # at PLACES that could be taken; more for more of them
PLACES: Final = 20_000
SOLVING_GROWTH: Final = 1.3
WHERE_PLENTY: Final = 2.0  # times as long is kept where that is not more than PLENTY of the time: solvers vary most
PLENTY: Final = 0.15
REGROUPING: Final = (
    0.7  # the part of the time left for it in which better groups are looked for
)
REGROUPING_PAYS: Final = 21.0  # times what sharing takes, at least: three rounds of about seven
REHEATING_SECONDS_PER_CELL: Final = 6e-3  # where rounds have less time, lots alone are better
# The first moves of a cooling where these figures were found, inferred from a slower machine by how long sharing took
# there; more for more cells, whose numbers lie farther apart.
SECONDS_PER_FIRST_MOVE: Final = 3.3e-6  # at CELLS cells
CELLS: Final = 10_000
FIRST_MOVE_GROWTH: Final = 0.75
# Moves early in a cooling, once the board is full, where the seconds of sharing were found: as they are slower, so are
# solvers, nearly.
SECONDS_PER_MOVE: Final = 2.25e-6  # at CELLS cells
MOVE_GROWTH: Final = 0.5
QUICKEST: Final = 0.9
UNHEARD: Final = 1.1
SLOWEST_PACE: Final = 1.6  # beyond, too little would be left for the cooling
NOT_SLOW: Final = 1.2  # times that are chance, or other work beside
SLOWEST: Final = 6.0
SLOWEST_SOLVER: Final = 1.25  # where moves were slow, solvers have been slower by so much


@dataclass(slots=True, kw_only=True)
class Timetable:
    """When each part of a search ends, on the clock that shows `until` at its end.

    Sharing places out after better groups is worth nothing if it is not ended: it is given so many times as long as
    this machine is slower than the one where its seconds were found, which the first moves tell (`hear`). What may end
    at any time, turns among it, is not. Where cooling gets all that sharing leaves, its own moves tell how much that is
    (`hear_pace`).
    """

    problem: Problem
    clock: Clock
    seconds: float
    slowness: float = 1.0
    pace: float = UNHEARD  # times as long as usual; the cooling tells
    begun: float = field(init=False)
    usual: float = field(init=False)  # seconds to share out, on a machine that is not slow

    def __post_init__(self) -> None:
        self.begun = self.clock()
        self.usual = seconds_to_share(self.problem)

    def hear(self, seconds_per_move: float) -> None:
        """Take in how long one of the first moves took here, at best."""
        usual = SECONDS_PER_FIRST_MOVE * (n_cells(self.problem) / CELLS) ** FIRST_MOVE_GROWTH
        times = min(seconds_per_move / usual, SLOWEST)
        self.slowness = times if times > NOT_SLOW else 1.0

    def hear_pace(self, seconds_per_move: float) -> None:
        """Take in how long a move took on average early in a cooling, once the board was full."""
        usual = SECONDS_PER_MOVE * (n_cells(self.problem) / CELLS) ** MOVE_GROWTH
        self.pace = min(max(seconds_per_move / usual, QUICKEST), SLOWEST_PACE)

    @property
    def until(self) -> float:
        """Return when all is to be over."""
        return self.begun + self.seconds

    @property
    def sharing(self) -> float:
        """Return about how long it takes here to share out the places of the day."""
        return SHARING_SECONDS + self._solving

    @property
    def _solving(self) -> float:
        return self.slowness * (self.usual - SHARING_SECONDS)

    @property
    def is_shared(self) -> bool:
        """Return whether there is time to share places out, or for most of it: it is used as far as it comes."""
        slowness = min(self.slowness, SLOWEST_SOLVER)
        solving = slowness * (self.usual - SHARING_SECONDS)
        return self.seconds >= SHARING_PAYS * (SHARING_SECONDS + solving)

    @property
    def is_exact(self) -> bool:
        """Return whether there is time to decide torn days and close calls."""
        return self.seconds >= EXACTNESS_PAYS * self.sharing

    @property
    def is_regrouped(self) -> bool:
        """Return whether there is time to look for better groups."""
        return self.is_shared and REGROUPING * self.seconds >= REGROUPING_PAYS * self.usual

    @property
    def is_in_turns(self) -> bool:
        """Return whether the board is to be heated and shared out in turns: better groups would take too long."""
        return self.is_shared and not self.is_regrouped

    @property
    def is_reheated(self) -> bool:
        """Return whether boards heated again are to compete."""
        return self.seconds >= REHEATING_SECONDS_PER_CELL * n_cells(self.problem)

    @property
    def share_from(self) -> float:
        """Return when places are to be shared out."""
        exactness = EXACTNESS_TAKES * self._solving * self.is_exact
        plenty = max(self._solving, PLENTY * self.seconds)
        solving = min(WHERE_PLENTY * self._solving, plenty)
        kept = SHARING_SECONDS + solving + exactness + AFTER * self.seconds
        return self.until - kept * self.is_shared

    @property
    def cool_until(self) -> float:
        """Return when the board is to be cold."""
        if self.is_in_turns:
            least = self.begun + COOLING_SECONDS_PER_CELL * n_cells(self.problem)
            if self.seconds >= TURNS_PAY * self.usual:
                return least
            besides = min(KEPT_BESIDES * self.usual, MOMENT)
            kept = KEPT_FOR_SHARING * self.pace * self.usual + besides
            return max(least, self.solved_until - kept)
        left = self.share_from - self.begun
        return self.share_from - REGROUPING * left * self.is_regrouped

    @property
    def turns_until(self) -> float:
        """Return when boards that are heated, and shared out, in turns are to be done."""
        return self.until - AFTER * self.seconds

    @property
    def solved_until(self) -> float:
        """Return when the solver is to be done: it may be late in asking for the time, and its answer is to be read."""
        reading = self.slowness * READING_SECONDS_PER_CELL * n_cells(self.problem)
        return self.until - max(AFTER * self.seconds / 2, reading)


def n_cells(problem: Problem) -> int:
    """Return how many blocks of students are to be planned."""
    return int(problem.is_free.sum())


def seconds_to_share(problem: Problem) -> float:
    """Return about how many seconds it takes to share out the places of a day, where these figures were found."""
    writing = WRITING_SECONDS * (problem.n_students / STUDENTS) ** WRITING_GROWTH
    solving = SOLVING_SECONDS * (n_places(problem) / PLACES) ** SOLVING_GROWTH
    return float(SHARING_SECONDS + writing + solving)


def n_places(problem: Problem) -> float:
    """Return about how many places in groups students could take, in all their blocks, were the wanted types run.

    The more the students of a campus want the same, the more of them could be in a group: the program grows with that.
    """
    options = problem.options
    grouped = options.group_type >= 0
    kind, student = options.group_type[grouped], options.student[grouped]
    wanted = np.bincount(kind, minlength=problem.n_types)
    free = problem.is_free.sum(axis=1)
    could_come = np.bincount(kind, weights=free[student], minlength=problem.n_types)
    n_groups = problem.rooms.count.sum() / problem.n_blocks
    running = np.minimum(n_groups * wanted / max(len(kind), 1), 1.0)
    return float(could_come @ running)
