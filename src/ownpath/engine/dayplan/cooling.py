"""Cools a board in stages, for a number of moves or for as long as a clock allows.

Between stages the shares of the moves and the price of a day without teacher time are set anew, progress is told, and
whoever cools by the clock measures how fast moves are being made and takes as many as fit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.types import Ints

if TYPE_CHECKING:  # the search loads a compiler; only those who plan or mend pay for it
    from ownpath.engine.dayplan.search.layout import Layout

Floats = NDArray[np.float64]
Tell = Callable[[int, int], None]  # moves made, moves in all; a part of a step and all of it
TellStep = Callable[
    [str, int, int], None
]  # the step of planning, done, of how many; of 0: not known

CHANGES_GROUPS: Final = slice(3, 7)  # places of those moves among the shares
N_STAGES: Final = 100
STAGES_TO_TELL_SPEED: Final = 3
STAGES_OF_PACE: Final = (10, 30)  # the board is full by then, and most is still to come
SECONDS_OF_PACE: Final = 1.0  # in less than that chance tells more
FIRST_MOVES_PER_STUDENT: Final = (
    4  # of the first stage by the clock, when the pace is not known
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How the board is cooled; one setting for every campus. Heat is in points of value.

    `shares` are those of the eight moves: one cell anew, two cells anew, a member's place, a group of another type,
    a group to another block, a group closed, a group ended for one that its members like, a team elsewhere. The shares
    of the four that change groups fade to the part `faded` by `faded_at` of the way: late they are hardly ever kept,
    and students' places want the time.

    A day without teacher time costs `no_teacher` points at first and rises by equal factors to its whole price at
    `risen_at`: at the whole price hardly any group could ever end, since its members would be left without.
    """

    hot: float = 20.0
    cold: float = 7.5
    bend: float = 0.85  # the part of the way where slow cooling ends and quick cooling begins
    last: float = 0.5
    lenience: float = 2.5  # moves of groups are judged at so many times the heat
    shares: tuple[float, ...] = (5.0, 7.0, 7.0, 4.0, 2.8, 0.1, 4.0, 0.5)
    faded: float = 0.05
    faded_at: float = 0.9
    no_teacher: float = 60.0  # points
    risen_at: float = 0.9

    def shares_at(self, way: float) -> Floats:
        """Return the shares added up, at a part of the way (0 to 1)."""
        shares = np.array(self.shares)
        shares[CHANGES_GROUPS] *= self.faded ** min(way / self.faded_at, 1.0)
        added = np.cumsum(shares / shares.sum())
        added[-1] = 1.0 + 1e-9
        return added

    def prices_at(self, way: float, whole: Ints) -> Ints:
        """Return what a day without teacher time costs each student at a part of the way; `whole`: the price at last.

        >>> Schedule().prices_at(0.0, np.array([300, 20])).tolist()
        [60, 20]
        """
        most = float(whole.max(initial=0))
        if way >= self.risen_at or most <= self.no_teacher:
            return whole
        price = self.no_teacher * (most / self.no_teacher) ** (way / self.risen_at)
        prices: Ints = np.minimum(whole, round(price)).astype(np.int32)
        return prices


# After places were shared out: what is then easy to better is bettered, groups too; nearly nothing worse is kept.
AFTERGLOW: Final = Schedule(
    hot=0.3, cold=0.3, last=0.2, lenience=1.5, faded=1.0, no_teacher=float("inf")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The moves `begin` to `end` of a cooling of `total` moves."""

    begin: int
    end: int
    total: int


class Pace(Protocol):
    """Says how many moves each stage has."""

    def __call__(self, stage: int, /) -> Stage:
        """Return the moves of a stage, which begins now."""
        ...


def counted(n_moves: int) -> Pace:
    """Return a pace that makes `n_moves` moves in all.

    >>> counted(250)(99)
    Stage(begin=247, end=250, total=250)
    """
    return lambda stage: Stage(
        begin=n_moves * stage // N_STAGES,
        end=n_moves * (stage + 1) // N_STAGES,
        total=n_moves,
    )


def cut_short(pace: Pace, is_over: Callable[[], bool]) -> Pace:
    """Return a pace that makes no more moves once the time is up.

    >>> cut_short(counted(250), lambda: True)(99)
    Stage(begin=247, end=247, total=250)
    """

    def until_over(stage: int) -> Stage:
        full = pace(stage)
        return replace(full, end=full.begin) if is_over() else full

    return until_over


@dataclass(slots=True, kw_only=True)
class Timed:
    """A pace that ends when the clock shows `until()`: each stage takes its part of what is left, as fast as the last.

    `hear` is told, once a few stages were made, how many seconds a move took in the fastest of them; `hear_pace` how
    many it took on average in a part near the beginning, if that was long enough to tell.
    """

    clock: Callable[[], float]
    until: Callable[[], float]
    n_first: int
    hear: Callable[[float], None] | None = None
    hear_pace: Callable[[float], None] | None = None
    _since: float = field(default=0.0, init=False)  # when that part began
    _made_since: int = field(default=0, init=False)
    _made: int = field(default=0, init=False)
    _begun: float = field(default=0.0, init=False)
    _fastest: float = field(default=0.0, init=False)  # moves in a second

    def __call__(self, stage: int, /) -> Stage:
        """Return the moves of a stage, which begins now."""
        now = self.clock()
        n = self.n_first
        if stage:
            rate = self._made / max(now - self._begun, 1e-6)
            self._fastest = max(self._fastest, rate)
            if stage == STAGES_TO_TELL_SPEED and self.hear:
                self.hear(1.0 / self._fastest)
            self._tell_pace(stage, now)
            n = int(rate * max(self.until() - now, 0.0) / (N_STAGES - stage))
        self._made, self._begun = max(n, 1), now
        self._made_since += self._made
        return Stage(
            begin=self._made * stage,
            end=self._made * (stage + 1),
            total=self._made * N_STAGES,
        )

    def _tell_pace(self, stage: int, now: float) -> None:
        """Tell how many seconds a move took in the part that tells the pace, once that is over."""
        first, last = STAGES_OF_PACE
        if stage == first:
            self._since, self._made_since = now, 0
        elif stage == last and self.hear_pace and now - self._since >= SECONDS_OF_PACE:
            self.hear_pace((now - self._since) / self._made_since)


def cool_board(
    layout: Layout, *, pace: Pace, schedule: Schedule, tell: Tell | None = None
) -> int:
    """Cool a board; return how many moves that took."""
    from ownpath.engine.dayplan.search.anneal import N_MOVES, cool
    from ownpath.engine.dayplan.search.layout import set_teacher_prices, teacher_prices

    counts = np.zeros((N_MOVES, 2), dtype=np.int64)
    whole = teacher_prices(layout)
    made = 0
    for number in range(N_STAGES):
        stage, way = pace(number), number / N_STAGES
        set_teacher_prices(layout, schedule.prices_at(way, whole))
        cool(
            layout.board, stage.begin, stage.end, max(stage.total, 1),
            schedule.hot, schedule.cold, schedule.lenience, schedule.bend, schedule.last,
            schedule.shares_at(way), counts,
        )  # fmt: skip
        made += stage.end - stage.begin
        if tell:
            tell(stage.end, stage.total)
    set_teacher_prices(layout, whole)
    return made
