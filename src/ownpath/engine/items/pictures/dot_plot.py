"""A dot plot (line plot): one dot for every value above its place on the line."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import dot, frame, line, number_label, words
from ownpath.engine.items.values import Number

WIDTH, MARGIN, DOT = 360, 28, 18
MOST_VALUES, MOST_TICKS = 80, 30


def draw(arguments: Arguments, alt: str) -> str:
    """Return the dot plot as SVG."""
    values = arguments.numbers("values")
    first, last = arguments.number("from"), arguments.number("to")
    step = arguments.number("step", 1)
    if last <= first or step <= 0 or (last - first) / Fraction(step) > MOST_TICKS:
        raise ValueError(f"picture: a line from {first} to {last} by {step} cannot be drawn")
    if (
        not values
        or len(values) > MOST_VALUES
        or not first <= min(values) <= max(values) <= last
    ):
        raise ValueError(f"picture: 1 to {MOST_VALUES} values from {first} to {last}")
    form = arguments.word("form", "fraction", ("fraction", "mixed", "decimal"))
    unit = Fraction(WIDTH - 2 * MARGIN) / (last - first)
    heights = Counter(values)
    base = 40 + max(heights.values()) * DOT
    pieces = [words(WIDTH // 2, 20, arguments.text("title"), "pic-title")]
    pieces.append(line(8, base, WIDTH - 8, base, "pic-axis"))
    for mark in _marks(first, last, step):
        x = MARGIN + (mark - first) * unit
        pieces.append(line(x, base - 5, x, base + 5, "pic-tick"))
    for mark in _marks(first, last, step * _every(step * unit)):
        x = MARGIN + (mark - first) * unit
        pieces.append(number_label(x, base + 24, mark, form, "pic-label"))
    for value, count in sorted(heights.items()):
        x = MARGIN + (value - first) * unit
        pieces += [dot(x, base - 14 - i * DOT, "pic-dot", 7) for i in range(count)]
    return frame(WIDTH, base + 52, alt, "".join(pieces), "dot-plot")


def _marks(first: Number, last: Number, step: Number) -> list[Number]:
    return [first + i * step for i in range(int((last - first) / Fraction(step)) + 1)]


def _every(wide: Number) -> int:
    return next(every for every in (1, 2, 5, 10) if every * wide >= 22 or every == 10)
