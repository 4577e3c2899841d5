"""A ruler with something laid on it."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import box, frame, line, words
from ownpath.engine.items.values import Number

WIDTH, MARGIN, TOP, HEIGHT = 360, 16, 64, 58
MOST_LENGTH, MOST_TICKS = 40, 200


def draw(arguments: Arguments, alt: str) -> str:
    """Return the ruler; the thing on it reaches from `start` to `end`."""
    to, step = arguments.number("to"), arguments.number("step", 1)
    start, end = arguments.number("start", 0), arguments.number("end")
    if not 0 < to <= MOST_LENGTH or step <= 0 or to / Fraction(step) > MOST_TICKS:
        raise ValueError(f"picture: a ruler to {to} by {step} cannot be drawn")
    if not 0 <= start < end <= to:
        raise ValueError(f"picture: from {start} to {end} does not lie on a ruler to {to}")
    unit = Fraction(WIDTH - 2 * MARGIN) / to
    pieces = [box(4, TOP, WIDTH - 8, HEIGHT, "pic-cell")]
    for i in range(int(to / Fraction(step)) + 1):
        mark = i * step
        x = MARGIN + mark * unit
        pieces.append(line(x, TOP, x, TOP + _deep(mark), "pic-tick"))
        if mark.denominator == 1 and (unit >= 18 or mark % 5 == 0):
            pieces.append(words(x, TOP + 40, str(mark), "pic-label"))
    unit_word = arguments.word("unit", "cm", ("in", "cm"))
    pieces.append(words(WIDTH - 12, TOP + 54, unit_word, "pic-label", anchor="end"))
    left, length = MARGIN + start * unit, (end - start) * unit
    pieces.append(box(left, TOP - 28, length, 22, "pic-bar-on"))
    for x in (left, left + length):
        pieces.append(line(x, TOP - 28, x, TOP, "pic-hidden"))
    thing = arguments.text("thing")
    half = 5 * len(thing)
    middle = min(max(float(left + length / 2), half), WIDTH - half)
    pieces.append(words(middle, TOP - 38, thing, "pic-label"))
    return frame(WIDTH, TOP + HEIGHT + 6, alt, "".join(pieces), "ruler")


def _deep(mark: Number) -> int:
    return {1: 22, 2: 15, 4: 11}.get(mark.denominator, 8)
