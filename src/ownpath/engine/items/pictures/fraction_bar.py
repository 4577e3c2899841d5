"""Bars cut into equal parts, some shaded; several wholes below one another."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import box, frame, words

WIDTH, HEIGHT, MARGIN, GAP = 440, 48, 12, 12


def draw(arguments: Arguments, alt: str) -> str:
    """Return the bars as SVG; shading runs on from one whole to the next."""
    bars = arguments.whole("bars", most=6, otherwise=1)
    parts = arguments.whole("parts", most=40)
    shaded = arguments.whole("shaded", most=240, otherwise=0)
    if parts < 1 or bars < 1 or shaded > parts * bars:
        raise ValueError(f"picture: {shaded} of {bars} x {parts} parts cannot be shaded")
    width = Fraction(WIDTH, parts)
    pieces = []
    for i in range(parts * bars):
        bar, part = divmod(i, parts)
        top = MARGIN + bar * (HEIGHT + GAP)
        css = "pic-part-on" if i < shaded else "pic-part"
        pieces.append(box(MARGIN + part * width, top, width, HEIGHT, css))
    bottom = MARGIN + bars * (HEIGHT + GAP)
    if arguments.text("label"):
        pieces.append(
            words(MARGIN + WIDTH // 2, bottom + 12, arguments.text("label"), "pic-label")
        )
        bottom += 24
    return frame(WIDTH + 2 * MARGIN, bottom, alt, "".join(pieces), "fraction-bar")
