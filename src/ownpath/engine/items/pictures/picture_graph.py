"""A picture graph: a row of stars for each label, a half star for half of what one stands for."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import curve, frame, letters_wide, line, place, words
from ownpath.engine.items.pictures.things import star

CELL, ROW, TOP = 32, 40, 36
MOST_ROWS, MOST_STARS = 8, 12


def draw(arguments: Arguments, alt: str) -> str:
    """Return the graph, below it what one star stands for."""
    values, labels = arguments.numbers("values"), arguments.texts("labels")
    each = arguments.number("each", 1)
    if not 1 <= len(values) <= MOST_ROWS or len(labels) != len(values) or each <= 0:
        raise ValueError(f"picture: 1 to {MOST_ROWS} values, each with a label")
    counts = [Fraction(value) / each for value in values]
    if any(c < 0 or c > MOST_STARS or c * 2 % 1 for c in counts):
        raise ValueError(f"picture: {values} are no whole or half pictures of {each} each")
    left = min(150, max(letters_wide(label) for label in labels) + 12)
    width = max(
        left + (-(-max(counts) // 1)) * CELL + 12, letters_wide(arguments.text("title")), 220
    )
    pieces = [words(width / 2, 22, arguments.text("title"), "pic-title")]
    for i, (count, label) in enumerate(zip(counts, labels, strict=True)):
        y = TOP + i * ROW + ROW // 2
        pieces.append(words(left - 8, y + 6, label, "pic-label", anchor="end"))
        for j in range(int(count)):
            pieces.append(star(left + 8 + j * CELL + CELL // 2, y, "pic-thing-on"))
        if count % 1:
            pieces.append(_half(left + 8 + int(count) * CELL + CELL // 2, y))
        pieces.append(line(left, y + ROW // 2, width - 4, y + ROW // 2, "pic-grid"))
    bottom = TOP + len(values) * ROW
    pieces.append(line(left, TOP, left, bottom, "pic-axis"))
    pieces.append(star(left + 14, bottom + 24, "pic-thing-on"))
    pieces.append(
        words(
            left + 36,
            bottom + 30,
            f"= {arguments.text('each') or 1}",
            "pic-label",
            anchor="start",
        )
    )
    return frame(width, bottom + 46, alt, "".join(pieces), "picture-graph")


def _half(x: float, y: float) -> str:
    """Return the left half of a star."""
    turns = ((0, -12), (-3.2, -3.5), (-12.4, -3), (-5.2, 2.7), (-7.6, 11.5), (0, 6.5))
    path = "L".join(f"{place(x + a)} {place(y + b)}" for a, b in turns)
    return curve(f"M{path}Z", "pic-thing-on")
