"""Which groups of students are too small to be told of, and what their whole may say without giving them away.

A report tells a whole beside its parts, so a part left out can be reckoned: what is not told must never be one small
group alone. This holds where the parts make up the whole (grades of a campus), not where they overlap (classes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

SMALLEST_GROUP: Final = 10  # people; of fewer nothing is told outside their class


def hidden_groups(sizes: Mapping[str, int]) -> frozenset[str]:
    """Return which groups of a whole are not shown: the small ones, and the smallest other that keeps them so.

    Examples
    --------
    >>> sorted(hidden_groups({"K": 6, "1": 30, "2": 24})), sorted(hidden_groups({"K": 6, "1": 7, "2": 24}))
    (['2', 'K'], ['1', 'K'])
    >>> sorted(hidden_groups({"K": 3, "1": 4, "2": 24})), sorted(hidden_groups({"K": 30}))
    (['1', '2', 'K'], [])
    """
    small = {name for name, size in sizes.items() if size < SMALLEST_GROUP}
    together = sum(sizes[name] for name in small)
    if len(small) == 1 or 0 < together < SMALLEST_GROUP:
        others = sorted((size, name) for name, size in sizes.items() if name not in small)
        small.update(name for _size, name in others[:1])
    return frozenset(small)


def left_untold(hidden: Iterable[int]) -> int:
    """Return how many of a total must stay untold: all that its parts hide, while together they are under ten.

    Examples
    --------
    >>> left_untold([3, 4]), left_untold([3, 8]), left_untold([])
    (7, 0, 0)
    """
    together = sum(hidden)
    return together if together < SMALLEST_GROUP else 0
