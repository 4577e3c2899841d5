"""Chance that is the same for ever: our own small generator, started from a text.

Only `random.Random.random` is promised to stay the same between Python versions; `randrange`, `choice`
and `shuffle` have changed before. An item must come out the same in ten years, so the generator and
every draw made with it are written here: SplitMix64 started from SHA-256, bounded draws by rejection,
Fisher-Yates shuffles.

Source: Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

_MASK = (1 << 64) - 1
_T = TypeVar("_T")


class Chance:
    """A stream of chance that depends on its name alone.

    >>> Chance("a name").below(1000), Chance("a name").below(1000)
    (315, 315)
    """

    __slots__ = ("_state",)

    def __init__(self, name: str) -> None:
        digest = hashlib.sha256(name.encode()).digest()
        self._state = int.from_bytes(digest[:8], "big")

    def _next(self) -> int:
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, bound: int) -> int:
        """Return a whole number from 0 to bound - 1, each equally likely."""
        if bound < 1:
            raise ValueError(f"bound must be at least 1, got {bound}")
        fair = (1 << 64) - (1 << 64) % bound
        while (drawn := self._next()) >= fair:
            pass
        return drawn % bound

    def choice(self, items: Sequence[_T]) -> _T:
        """Return one of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[_T]) -> list[_T]:
        """Return the items in an order drawn by chance."""
        order = list(items)
        for i in range(len(order) - 1, 0, -1):
            j = self.below(i + 1)
            order[i], order[j] = order[j], order[i]
        return order
