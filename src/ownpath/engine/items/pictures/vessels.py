"""Things that fill up from the bottom along a scale: a thermometer and a beaker."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import box, curve, frame, line, number_label, ring, words
from ownpath.engine.items.values import Number

HEIGHT, TOP, MOST_TICKS = 230, 34, 60


def thermometer(arguments: Arguments, alt: str) -> str:
    """Return a thermometer."""
    first, last = arguments.number("from"), arguments.number("to")
    step, value = arguments.number("step"), arguments.number("value")
    _check(first, last, step, value)
    x, base = 60, TOP + HEIGHT
    level = base - Fraction(value - first) / (last - first) * HEIGHT
    pieces = [
        box(x, TOP - 10, 24, HEIGHT + 14, "pic-figure"),
        ring(x + 12, base + 20, 22, "pic-fluid-on"),
        box(x + 5, level, 14, base + 4 - level, "pic-fluid-on"),
        _scale(first, last, step, x + 24),
        words(x + 62, 18, arguments.text("unit"), "pic-label"),
    ]
    return frame(180, base + 50, alt, "".join(pieces), "thermometer")


def beaker(arguments: Arguments, alt: str) -> str:
    """Return a beaker."""
    last, step, value = (arguments.number(name) for name in ("to", "step", "value"))
    _check(0, last, step, value)
    left, wide, base = 30, 130, TOP + HEIGHT
    level = base - Fraction(value) / last * HEIGHT
    wall = f"M{left - 8} {TOP - 16}l8 8V{base}H{left + wide}V{TOP - 16}"
    pieces = [
        box(left, level, wide, base - level, "pic-fluid-on"),
        curve(wall, "pic-segment"),
        _scale(0, last, step, left + wide),
        words(left + wide + 40, 18, arguments.text("unit"), "pic-label"),
    ]
    return frame(250, base + 14, alt, "".join(pieces), "beaker")


def _check(first: Number, last: Number, step: Number, value: Number) -> None:
    if last <= first or step <= 0 or (last - first) / Fraction(step) > MOST_TICKS:
        raise ValueError(f"picture: a scale from {first} to {last} by {step} cannot be drawn")
    if not first <= value <= last:
        raise ValueError(f"picture: {value} is not on a scale from {first} to {last}")


def _scale(first: Number, last: Number, step: Number, x: int) -> str:
    """Return the ticks to the right of x; as many of them numbered as stay apart."""
    count = int((last - first) / Fraction(step))
    every = next(
        e for e in (1, 2, 5, 10) if Fraction(HEIGHT * e, max(count, 1)) >= 20 or e == 10
    )
    pieces = []
    for i in range(count + 1):
        mark = first + i * step
        y = TOP + HEIGHT - Fraction(mark - first) / (last - first) * HEIGHT
        long = 16 if i % every == 0 else 9
        pieces.append(line(x, y, x + long, y, "pic-tick"))
        if i % every == 0:
            pieces.append(number_label(x + 38, y + 5, mark, "decimal", "pic-label"))
    return "".join(pieces)
