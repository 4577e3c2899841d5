"""A histogram: bars side by side over equal stretches of the line."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import box, frame, line, number_label, words

WIDTH, HEIGHT, LEFT, TOP = 360, 190, 40, 36
MOST_BARS = 12


def draw(arguments: Arguments, alt: str) -> str:
    """Return the histogram; the edges of the bars are numbered."""
    first, wide = arguments.number("starts"), arguments.number("width")
    counts = arguments.wholes("counts", most=MOST_BARS, each=500)
    if not counts or wide <= 0:
        raise ValueError(f"picture: 1 to {MOST_BARS} counts over stretches wider than 0")
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if max(*counts, 1) / s <= 10)
    lines = -(-max(*counts, 1) // step)
    unit, base = Fraction(HEIGHT, lines * step), TOP + HEIGHT
    slot = Fraction(WIDTH - 16 - LEFT, len(counts))
    pieces = [words(WIDTH // 2, 20, arguments.text("title"), "pic-title")]
    for i in range(lines + 1):
        y = base - i * step * unit
        pieces.append(line(LEFT, y, WIDTH - 12, y, "pic-grid"))
        pieces.append(words(LEFT - 8, y + 5, str(i * step), "pic-label", anchor="end"))
    for i, count in enumerate(counts):
        height = count * unit
        pieces.append(box(LEFT + i * slot, base - height, slot, height, "pic-bar-on"))
    every = 1 if slot >= 30 else 2
    for i in range(0, len(counts) + 1, every):
        pieces.append(
            number_label(LEFT + i * slot, base + 20, first + i * wide, "decimal", "pic-label")
        )
    pieces.append(line(LEFT, base, WIDTH - 12, base, "pic-axis"))
    pieces.append(words((LEFT + WIDTH) // 2, base + 42, arguments.text("unit"), "pic-label"))
    return frame(WIDTH, base + 52, alt, "".join(pieces), "histogram")
