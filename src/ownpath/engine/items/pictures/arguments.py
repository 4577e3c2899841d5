"""The evaluated arguments of a picture, asked for by kind; a wrong kind is a `ValueError` that names it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from ownpath.engine.items.number_text import MINUS, in_text, plain_number
from ownpath.engine.items.values import Number, is_number

MOST = 200

Curve: TypeAlias = "Callable[[Number], Number | None]"


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

    def lists(self, name: str, *, most: int = MOST) -> list[list[Number]]:
        """Return a list of lists of numbers, each of any length; empty when not given."""
        found = self.given.get(name, ())
        if not isinstance(found, tuple) or len(found) > most:
            raise ValueError(f"picture: {name} must be at most {most} lists")
        return [Arguments({name: item}).numbers(name) for item in found]

    def wholes(self, name: str, *, most: int, each: int) -> list[int]:
        """Return a list of at most `most` whole numbers, each from 0 to `each`."""
        found = self.numbers(name)
        if len(found) > most:
            raise ValueError(f"picture: {name} has {len(found)} numbers, at most {most}")
        return [Arguments({name: item}).whole(name, most=each) for item in found]

    def range(self, name: str) -> tuple[Number, Number]:
        """Return two ends, the first below the second."""
        ends = self.numbers(name)
        if len(ends) != 2 or ends[0] >= ends[1]:
            raise ValueError(f"picture: {name} must be [from, to]")
        return ends[0], ends[1]

    def flag(self, name: str) -> bool:
        """Return whether it is true; false when not given."""
        found = self.given.get(name, False)
        if not isinstance(found, bool):
            raise ValueError(f"picture: {name} must be true or false")
        return found

    def text(self, name: str) -> str:
        """Return a text (a number as it is written); empty when not given."""
        return _written(name, self.given.get(name, ""))

    def texts(self, name: str) -> list[str]:
        """Return a list of texts; empty when not given."""
        found = self.given.get(name, ())
        if not isinstance(found, tuple) or len(found) > MOST:
            raise ValueError(f"picture: {name} must be a list of texts")
        return [_written(name, item) for item in found]

    def text_lists(self, name: str) -> list[list[str]]:
        """Return a list of lists of texts; empty when not given."""
        found = self.given.get(name, ())
        if not isinstance(found, tuple) or len(found) > MOST:
            raise ValueError(f"picture: {name} must be a list of lists of texts")
        return [Arguments({name: item}).texts(name) for item in found]

    def curves(self, name: str) -> list[Curve]:
        """Return a list of functions of x."""
        found = self.given.get(name, ())
        if not isinstance(found, tuple) or not all(callable(item) for item in found):
            raise ValueError(f"picture: {name} must be a list of expressions in x")
        return list(found)

    def word(self, name: str, otherwise: str, known: tuple[str, ...] = ()) -> str:
        """Return a word of the picture's own, such as a style; one of the known ones."""
        found = self.text(name) or otherwise
        if known and found not in known:
            raise ValueError(f"picture: {name} {found!r} is none of {', '.join(known)}")
        return found


def _written(name: str, found: object) -> str:
    if isinstance(found, str):
        return found
    if isinstance(found, int | Fraction) and is_number(found):
        plain = plain_number(found, "fraction")
        return plain.replace("-", MINUS) if "/" in plain else in_text(plain)
    raise ValueError(f"picture: {name} must be a text")
