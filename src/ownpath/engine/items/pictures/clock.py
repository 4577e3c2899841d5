"""A clock with two hands."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import frame, line, ray, ring, words

SIDE, RADIUS = 260, 120


def draw(arguments: Arguments, alt: str) -> str:
    """Return the clock; the hour hand stands where it truly stands between two hours."""
    hour, minute = arguments.whole("hour", most=24), arguments.whole("minute", most=59)
    middle = SIDE // 2
    pieces = [ring(middle, middle, RADIUS, "pic-face")]
    for i in range(60):
        inner = RADIUS - (12 if i % 5 == 0 else 6)
        start, end = (
            ray(middle, middle, 90 - 6 * i, inner),
            ray(middle, middle, 90 - 6 * i, RADIUS),
        )
        pieces.append(line(*start, *end, "pic-axis" if i % 5 == 0 else "pic-tick"))
    for number in range(1, 13):
        x, y = ray(middle, middle, 90 - 30 * number, RADIUS - 28)
        pieces.append(words(x, float(y) + 7, str(number), "pic-clock-number"))
    hours = ray(middle, middle, 90 - 30 * (hour % 12 + Fraction(minute, 60)), 56)
    minutes = ray(middle, middle, 90 - 6 * minute, 90)
    pieces.append(line(middle, middle, *hours, "pic-hand"))
    pieces.append(line(middle, middle, *minutes, "pic-segment"))
    pieces.append(ring(middle, middle, 5, "pic-full"))
    return frame(SIDE, SIDE, alt, "".join(pieces), "clock")
