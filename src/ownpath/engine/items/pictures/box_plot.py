"""A box plot over a number line."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import box, frame, line, number_label, words

WIDTH, MARGIN, MIDDLE, BASE = 360, 24, 66, 112
MOST_TICKS = 40


def draw(arguments: Arguments, alt: str) -> str:
    """Return the box plot as SVG."""
    five = arguments.numbers("five")
    first, last, step = (arguments.number(name) for name in ("from", "to", "step"))
    if last <= first or step <= 0 or (last - first) / Fraction(step) > MOST_TICKS:
        raise ValueError(f"picture: a line from {first} to {last} by {step} cannot be drawn")
    if len(five) != 5 or sorted(five) != five or not first <= five[0] <= five[4] <= last:
        raise ValueError(f"picture: five must rise within {first} and {last}, not {five}")
    unit = Fraction(WIDTH - 2 * MARGIN) / (last - first)
    least, low, middle, high, most = (MARGIN + (value - first) * unit for value in five)
    pieces = [words(WIDTH // 2, 20, arguments.text("title"), "pic-title")]
    pieces.append(box(low, MIDDLE - 22, high - low, 44, "pic-bar-on"))
    for x in (least, middle, most):
        pieces.append(line(x, MIDDLE - 22, x, MIDDLE + 22, "pic-segment"))
    pieces.append(line(least, MIDDLE, low, MIDDLE, "pic-segment"))
    pieces.append(line(high, MIDDLE, most, MIDDLE, "pic-segment"))
    pieces.append(line(8, BASE, WIDTH - 8, BASE, "pic-axis"))
    every = next(e for e in (1, 2, 5, 10) if e * step * unit >= 26 or e == 10)
    for i in range(int((last - first) / Fraction(step)) + 1):
        mark = first + i * step
        x = MARGIN + (mark - first) * unit
        pieces.append(line(x, BASE - 6, x, BASE + 6, "pic-tick"))
        if i % every == 0:
            pieces.append(number_label(x, BASE + 26, mark, "decimal", "pic-label"))
    return frame(WIDTH, BASE + 36, alt, "".join(pieces), "box-plot")
