"""Circles cut into equal slices, some shaded; shading runs on from one whole to the next."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import frame, sector

MARGIN, GAP, PER_ROW = 10, 14, 3


def draw(arguments: Arguments, alt: str) -> str:
    """Return the circles as SVG; slices start at the top and go round with the clock."""
    circles = arguments.whole("circles", most=6, otherwise=1)
    parts, shaded = arguments.whole("parts", most=24), arguments.whole("shaded", most=144)
    if parts < 1 or circles < 1 or shaded > parts * circles:
        raise ValueError(f"picture: {shaded} of {circles} x {parts} parts cannot be shaded")
    radius = 90 if circles == 1 else 70 if circles == 2 else 50
    slice_ = Fraction(360, parts)
    pieces = []
    for i in range(parts * circles):
        circle, part = divmod(i, parts)
        x = MARGIN + radius + circle % PER_ROW * (2 * radius + GAP)
        y = MARGIN + radius + circle // PER_ROW * (2 * radius + GAP)
        css = "pic-part-on" if i < shaded else "pic-part"
        end = 90 - slice_ * part
        pieces.append(sector(x, y, radius, end - slice_, end, css))
    across, down = min(circles, PER_ROW), -(-circles // PER_ROW)
    width = across * (2 * radius + GAP) - GAP + 2 * MARGIN
    height = down * (2 * radius + GAP) - GAP + 2 * MARGIN
    return frame(width, height, alt, "".join(pieces), "fraction-circle")
