"""A bar graph with a scale, one labeled bar for each value."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import box, frame, line, number_label, words

WIDTH, WIDE, HEIGHT, LEFT, TOP = 360, 480, 220, 48, 40  # the wide one where words need the room
MOST_LETTERS = 7  # of a label of four bars that still fits the narrow one
MOST_BARS, MOST_LINES = 12, 30


def draw(arguments: Arguments, alt: str) -> str:
    """Return the graph as SVG."""
    values, labels = arguments.numbers("values"), arguments.texts("labels")
    if not 1 <= len(values) <= MOST_BARS or len(labels) != len(values) or min(values) < 0:
        raise ValueError(f"picture: 1 to {MOST_BARS} values of 0 or more, each with a label")
    width = WIDTH if len(values) * max(map(len, labels)) <= 4 * MOST_LETTERS else WIDE
    top = max(*values, 1)
    step = arguments.number("step") if arguments.has("step") else max(1, -(-top // 10))
    if step <= 0 or top / Fraction(step) > MOST_LINES:
        raise ValueError(f"picture: a scale by {step} does not fit {top}")
    lines = -(-Fraction(top) // step)
    unit = Fraction(HEIGHT) / (lines * step)
    base = TOP + HEIGHT
    pieces = [words(width // 2, 22, arguments.text("title"), "pic-title")]
    for i in range(int(lines) + 1):
        y = base - i * step * unit
        pieces.append(line(LEFT, y, width - 8, y, "pic-grid"))
        pieces.append(number_label(LEFT - 18, y + 5, i * step, "decimal", "pic-label"))
    slot = Fraction(width - 8 - LEFT, len(values))
    for i, (value, label) in enumerate(zip(values, labels, strict=True)):
        x = LEFT + slot * i
        pieces.append(
            box(x + slot / 5, base - value * unit, slot * 3 / 5, value * unit, "pic-bar-on")
        )
        pieces.append(words(x + slot / 2, base + 20, label, "pic-label"))
    pieces.append(line(LEFT, base, width - 8, base, "pic-axis"))
    pieces.append(words(LEFT, base + 42, arguments.text("unit"), "pic-label", anchor="start"))
    return frame(width, base + 52, alt, "".join(pieces), "bar-graph")
