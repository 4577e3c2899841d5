"""How far work is that is done in parts, most of it inside a solver which cannot say how long it will take."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ownpath.engine.dayplan.cooling import Tell
from ownpath.engine.dayplan.solver import IsOver

OF_A_PART: Final = 1_000


@dataclass(slots=True, kw_only=True)
class Way:
    """Tells how far work is, in thousandths of its parts.

    A program cannot know its end. Its first answer in a part counts for half of it, and of that half as
    much as it has asked whether the time is up, against its rows and those asks: it moves as long as it works.
    """

    tell: Tell | None
    n_parts: int
    is_over: IsOver
    _part: int = field(default=0, init=False)
    _told: int = field(default=-1, init=False)
    _n_asked: int = field(default=0, init=False)
    _n_rows: int = field(default=1, init=False)

    def begin(self, part: int) -> None:
        """Begin a part; all before it is done."""
        self._part, self._n_asked = part, 0
        self.hear(0.0)

    def hear(self, share: float) -> None:
        """Tell which share of the part is done, 0 to 1, where that is more than was told."""
        done = self._part * OF_A_PART + int(OF_A_PART * share)
        if self.tell is not None and done > self._told:
            self._told = done
            self.tell(done, self.n_parts * OF_A_PART)

    def watch(self, n_rows: int) -> IsOver:
        """Return what a program of so many rows asks now and then: whether the time is up."""
        self._n_rows = n_rows
        return self.is_over if self.tell is None else self._asked

    def is_up(self) -> bool:
        """Return whether the time is up."""
        return self.is_over is not None and self.is_over()

    def _asked(self) -> bool:
        self._n_asked += 1
        self.hear(0.5 * self._n_asked / (self._n_asked + self._n_rows))
        return self.is_up()
