"""Names nobody has, put together from syllables."""

from __future__ import annotations

import random

_STARTS = (
    "Al", "Be", "Ca", "Da", "El", "Fa", "Gi", "Ha", "Is", "Jo", "Ka", "Li", "Mi", "No", "Or",
    "Pa", "Qui", "Ro", "Sa", "Te", "Ur", "Vi", "Wi", "Ya", "Zo",
)  # fmt: skip
_MIDDLES = ("", "ba", "de", "la", "li", "mo", "na", "ri", "so", "ta", "vi")
_ENDS = ("a", "ah", "an", "el", "en", "ia", "ín", "is", "o", "on", "úa", "y")
_FAMILY_ENDS = (
    "berg", "croft", "dale", "ez", "field", "ham", "ines", "ova", "son", "stead",
)  # fmt: skip
_TREES = (
    "Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Hazel", "Juniper", "Laurel", "Maple",
    "Oak", "Pine", "Redbud", "Spruce", "Willow",
)  # fmt: skip
_FEATURES = ("Creek", "Hill", "Meadow", "Ridge", "Springs", "Valley")


class Names:
    """A well of names; the same generator gives the same names."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def given(self) -> str:
        """Return a given name."""
        pick = self._rng.choice
        return pick(_STARTS) + pick(_MIDDLES) + pick(_ENDS)

    def family(self) -> str:
        """Return a family name, one in twelve a double one."""
        pick = self._rng.choice
        name = pick(_STARTS) + pick(_MIDDLES) + pick(_FAMILY_ENDS)
        if self._rng.random() > 1 / 12:
            return name
        return f"{name}-{pick(_STARTS)}{pick(_FAMILY_ENDS)}"

    def place(self, number: int) -> str:
        """Return the name of the numbered campus."""
        return f"{_TREES[number % len(_TREES)]} {_FEATURES[number % len(_FEATURES)]}"
