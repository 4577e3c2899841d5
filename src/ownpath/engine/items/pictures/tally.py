"""Tally marks, the fifth across the four before it."""

from __future__ import annotations

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import frame, letters_wide, line, words

ROW, TOP, STROKE, GAP = 44, 6, 11, 16
MOST_ROWS, MOST_MARKS = 8, 40


def draw(arguments: Arguments, alt: str) -> str:
    """Return one row of marks for every label."""
    counts, labels = (
        arguments.wholes("counts", most=MOST_ROWS, each=MOST_MARKS),
        arguments.texts("labels"),
    )
    if not counts or len(labels) != len(counts):
        raise ValueError(f"picture: 1 to {MOST_ROWS} counts, each with a label")
    left = min(160, max(letters_wide(label) for label in labels) + 16)
    widest = max(_across(max(count - 1, 0)) for count in counts)
    width = left + max(widest, 60) + 24
    pieces = []
    for i, (count, label) in enumerate(zip(counts, labels, strict=True)):
        y = TOP + i * ROW
        pieces.append(words(left - 12, y + ROW // 2 + 6, label, "pic-label", anchor="end"))
        pieces.append(line(4, y + ROW, width - 4, y + ROW, "pic-grid"))
        pieces += [_mark(left + 6, y + 8, number) for number in range(count)]
    pieces.append(line(left, TOP, left, TOP + len(counts) * ROW, "pic-axis"))
    return frame(width, TOP + len(counts) * ROW + 6, alt, "".join(pieces), "tally")


def _across(number: int) -> int:
    bundle, rest = divmod(number, 5)
    return bundle * (4 * STROKE + GAP) + rest * STROKE


def _mark(left: int, top: int, number: int) -> str:
    if number % 5 == 4:
        start = left + _across(number - 4)
        return line(start - 6, top + 24, start + 3 * STROKE + 6, top + 4, "pic-segment")
    x = left + _across(number)
    return line(x, top, x, top + 28, "pic-segment")
