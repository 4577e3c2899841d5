"""A pair of axes with a scale that fits: where things stand, and the grid behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import letters_wide, line, number_label, words
from ownpath.engine.items.values import Number

WIDTH, HEIGHT, LEFT, TOP = 300, 260, 48, 30
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """The stretch of the plane that is shown."""

    x: tuple[Number, Number]
    y: tuple[Number, Number]

    def at(self, x: Number, y: Number) -> tuple[Number, Number]:
        """Return the place of a point in the picture."""
        (x0, x1), (y0, y1) = self.x, self.y
        across = Fraction(x - x0) / (x1 - x0)
        down = Fraction(y1 - y) / (y1 - y0)
        return LEFT + across * WIDTH, TOP + down * HEIGHT

    @property
    def size(self) -> tuple[int, int]:
        """The size of the picture."""
        return LEFT + WIDTH + 24, TOP + HEIGHT + 56


def plane_of(arguments: Arguments) -> Plane:
    """Return the plane a picture asks for."""
    return Plane(x=arguments.range("x"), y=arguments.range("y"))


def axes(plane: Plane, x_label: str, y_label: str) -> str:
    """Return the grid, the axes with their numbers, and their names."""
    (x0, x1), (y0, y1) = plane.x, plane.y
    x_axis, y_axis = min(max(0, y0), y1), min(max(0, x0), x1)
    pieces = []
    for x in _marks(x0, x1):
        pieces.append(line(*plane.at(x, y0), *plane.at(x, y1), "pic-grid"))
        left, below = plane.at(x, x_axis)
        pieces.append(number_label(left, below + 18, x, "decimal", "pic-label"))
    for y in _marks(y0, y1):
        pieces.append(line(*plane.at(x0, y), *plane.at(x1, y), "pic-grid"))
        left, below = plane.at(y_axis, y)
        if y != x_axis:
            pieces.append(_beside(left, below, y))
    pieces.append(line(*plane.at(x0, x_axis), *plane.at(x1, x_axis), "pic-axis"))
    pieces.append(line(*plane.at(y_axis, y0), *plane.at(y_axis, y1), "pic-axis"))
    pieces.append(words(LEFT + WIDTH // 2, TOP + HEIGHT + 44, x_label, "pic-label"))
    pieces.append(words(8, 18, y_label, "pic-label", anchor="start"))
    return "".join(pieces)


def _beside(left: Number, below: Number, number: Number) -> str:
    wide = letters_wide(str(number)) if number.denominator == 1 else 30
    return number_label(left - 6 - Fraction(wide, 2), below + 5, number, "decimal", "pic-label")


def _marks(first: Number, last: Number) -> Iterator[Number]:
    """Yield round numbers from first to last, at most twelve."""
    scale, i = Fraction(1, 100), 0
    while (last - first) / (scale * _STEPS[i]) > 11:
        scale, i = (scale * 10, 0) if i == 2 else (scale, i + 1)
    step = scale * _STEPS[i]
    number = -(-Fraction(first) // step) * step
    while number <= last:
        yield number.numerator if number.denominator == 1 else number
        number += step
