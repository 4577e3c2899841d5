"""A spinner: a circle of parts with an arrow."""

from __future__ import annotations

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import frame, line, outline, ray, ring, sector, words

SIDE, RADIUS, MOST, MOST_CUTS = 260, 120, 16, 24
ARROW = 38


def draw(arguments: Arguments, alt: str) -> str:
    """Return the spinner; parts start at the top, go round with the clock, and show their equal pieces."""
    sizes = [float(size) for size in arguments.numbers("parts")]
    labels = arguments.texts("labels")
    if not 1 <= len(sizes) <= MOST or min(sizes) <= 0 or len(labels) != len(sizes):
        raise ValueError(f"picture: 1 to {MOST} parts over 0, each with a label")
    middle, end, pieces = SIDE // 2, 90.0, []
    is_cut = all(size == int(size) for size in sizes) and sum(sizes) <= MOST_CUTS
    for i, (size, label) in enumerate(zip(sizes, labels, strict=True)):
        start = end - 360 * size / sum(sizes)
        css = "pic-part-second" if i % 2 else "pic-part"
        pieces.append(sector(middle, middle, RADIUS, start, end, css))
        if is_cut:
            turns = (end - 360 * cut / sum(sizes) for cut in range(1, int(size)))
            pieces += [
                line(middle, middle, *ray(middle, middle, t, RADIUS), "pic-grid") for t in turns
            ]
        x, y = ray(middle, middle, (start + end) / 2, RADIUS * 0.7)
        pieces.append(words(x, float(y) + 6, label, "pic-label"))
        end = start
    tip = ray(middle, middle, ARROW, 56)
    wings = (tip, ray(middle, middle, ARROW + 14, 40), ray(middle, middle, ARROW - 14, 40))
    pieces.append(line(middle, middle, *tip, "pic-segment"))
    pieces += [outline(wings, "pic-full"), ring(middle, middle, 6, "pic-full")]
    return frame(SIDE, SIDE, alt, "".join(pieces), "spinner")
