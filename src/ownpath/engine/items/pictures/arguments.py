"""The evaluated arguments of a picture, asked for by kind; a wrong kind is a `ValueError` that names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ownpath.engine.items.values import Number

MOST = 200


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a picture is drawn from: numbers, plain texts, and lists of them."""

    given: Mapping[str, object]

    def has(self, name: str) -> bool:
        """Return whether it was given."""
        return name in self.given

    def number(self, name: str, otherwise: Number | None = None) -> Number:
        """Return a number."""
        found = self.given.get(name, otherwise)
        if isinstance(found, bool) or not isinstance(found, int | Fraction):
            raise ValueError(f"picture: {name} must be a number")
        return found

    def whole(self, name: str, *, most: int, otherwise: int | None = None) -> int:
        """Return a whole number from 0 to `most`."""
        found = self.number(name, otherwise)
        if found.denominator != 1 or not 0 <= found <= most:
            raise ValueError(
                f"picture: {name} must be a whole number from 0 to {most}, not {found}"
            )
        return int(found)

    def numbers(self, name: str) -> list[Number]:
        """Return a list of numbers; empty when not given."""
        found = self.given.get(name, ())
        if not isinstance(found, tuple) or len(found) > MOST:
            raise ValueError(f"picture: {name} must be a list of at most {MOST} numbers")
        return [Arguments({name: item}).number(name) for item in found]

    def rows(self, name: str, width: int) -> list[list[Number]]:
        """Return a list of lists of so many numbers; empty when not given."""
        found = self.given.get(name, ())
        if not isinstance(found, tuple) or len(found) > MOST:
            raise ValueError(f"picture: {name} must be a list of lists")
        rows = [Arguments({name: item}).numbers(name) for item in found]
        if any(len(row) != width for row in rows):
            raise ValueError(f"picture: each of {name} must have {width} numbers")
        return rows

    def text(self, name: str) -> str:
        """Return a text; empty when not given."""
        found = self.given.get(name, "")
        if not isinstance(found, str):
            raise ValueError(f"picture: {name} must be a text")
        return found

    def texts(self, name: str) -> list[str]:
        """Return a list of texts; empty when not given."""
        found = self.given.get(name, ())
        if not isinstance(found, tuple) or not all(isinstance(item, str) for item in found):
            raise ValueError(f"picture: {name} must be a list of texts")
        return list(found)

    def word(self, name: str, otherwise: str) -> str:
        """Return a word of the picture's own, such as a style."""
        return self.text(name) or otherwise
