"""A coordinate grid with points, segments and a path."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import dot, frame, line, number_label, words
from ownpath.engine.items.values import Number

SIDE, MARGIN, MOST_LINES = 360, 36, 41
Across = Callable[[Number], Number]


def draw(arguments: Arguments, alt: str) -> str:
    """Return the grid as SVG."""
    (x0, x1), (y0, y1) = arguments.range("x"), arguments.range("y")
    step = arguments.number("step", 1)
    if step <= 0 or max(x1 - x0, y1 - y0) / Fraction(step) > MOST_LINES:
        raise ValueError(f"picture: a grid by {step} has too many lines")
    unit = Fraction(SIDE) / max(x1 - x0, y1 - y0)

    def across(x: Number) -> Number:
        return MARGIN + (x - x0) * unit

    def down(y: Number) -> Number:
        return MARGIN + (y1 - y) * unit

    left, right, low, high = across(x0), across(x1), down(y0), down(y1)
    x_axis, y_axis = down(min(max(0, y0), y1)), across(min(max(0, x0), x1))
    pieces = []
    every = step * _every(max(x1 - x0, y1 - y0) / Fraction(step))
    for x in _marks(x0, x1, step):
        pieces.append(line(across(x), high, across(x), low, "pic-grid"))
        if x % every == 0:
            pieces.append(number_label(across(x), x_axis + 18, x, "decimal", "pic-label"))
    for y in _marks(y0, y1, step):
        pieces.append(line(left, down(y), right, down(y), "pic-grid"))
        if y != 0 and y % every == 0:
            pieces.append(number_label(y_axis - 18, down(y) + 5, y, "decimal", "pic-label"))
    pieces.append(line(left, x_axis, right, x_axis, "pic-axis"))
    pieces.append(line(y_axis, high, y_axis, low, "pic-axis"))
    pieces += _drawn(arguments, across, down)
    size = (right + MARGIN, low + MARGIN)
    return frame(*size, alt, "".join(pieces), "coordinate-grid")


def _every(lines: Number) -> int:
    """Return at which lines a number stands, so that numbers do not run into each other."""
    return 1 if lines <= 12 else 2 if lines <= 24 else 5


def _marks(first: Number, last: Number, step: Number) -> list[Number]:
    return [first + i * step for i in range(int((last - first) / Fraction(step)) + 1)]


def _drawn(arguments: Arguments, across: Across, down: Across) -> list[str]:
    points, letters = arguments.rows("points", 2), arguments.texts("letters")
    segments = arguments.rows("lines", 4)
    if arguments.text("path"):
        closed = arguments.text("path") == "closed"
        following = [*points[1:], *(points[:1] if closed else [])]
        segments += [[*a, *b] for a, b in zip(points, following, strict=False)]
    pieces = [
        line(across(a), down(b), across(c), down(d), "pic-segment") for a, b, c, d in segments
    ]
    for i, (x, y) in enumerate(points):
        pieces.append(dot(across(x), down(y), "pic-point"))
        if i < len(letters):
            pieces.append(
                words(across(x) + 8, down(y) - 8, letters[i], "pic-letter", anchor="start")
            )
    return pieces
