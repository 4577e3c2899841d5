"""A double number line: two scales that belong together."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import box, frame, line, number_label, words
from ownpath.engine.items.values import Number

WIDTH, MARGIN, UPPER, LOWER, MOST = 360, 24, 66, 116, 13


def draw(arguments: Arguments, alt: str) -> str:
    """Return the two lines; a hidden number is an empty box with a question mark."""
    rows = [arguments.numbers("top"), arguments.numbers("bottom")]
    if not 2 <= len(rows[0]) <= MOST or len(rows[1]) != len(rows[0]):
        raise ValueError(f"picture: 2 to {MOST} numbers on each line, as many on both")
    if any(sorted(set(row)) != row for row in rows):
        raise ValueError("picture: the numbers on a double line rise")
    hidden = {(int(row), int(at)) for row, at in arguments.rows("hidden", 2)}
    if any(row not in (1, 2) or not 1 <= at <= len(rows[0]) for row, at in hidden):
        raise ValueError("picture: hidden places are [row, place], both counted from 1")
    first, last = rows[0][0], rows[0][-1]
    unit = Fraction(WIDTH - 2 * MARGIN) / (last - first)
    spots = [MARGIN + (number - first) * unit for number in rows[0]]
    labels = (arguments.text("top_label"), arguments.text("bottom_label"))
    pieces = [words(4, 20, labels[0], "pic-label", anchor="start")]
    pieces.append(words(4, LOWER + 58, labels[1], "pic-label", anchor="start"))
    for number, (row, y, text_y) in enumerate(
        zip(rows, (UPPER, LOWER), (UPPER - 16, LOWER + 26), strict=True), 1
    ):
        pieces.append(line(8, y, WIDTH - 8, y, "pic-axis"))
        for at, (value, x) in enumerate(zip(row, spots, strict=True), 1):
            pieces.append(line(x, y - 8, x, y + 8, "pic-tick"))
            pieces.append(_number(x, text_y, value, is_hidden=(number, at) in hidden))
    return frame(WIDTH, LOWER + 68, alt, "".join(pieces), "double-line")


def _number(x: Number, y: int, value: Number, *, is_hidden: bool) -> str:
    if is_hidden:
        return box(x - 12, y - 17, 24, 23, "pic-cell") + words(x, y, "?", "pic-label")
    return number_label(
        x, y - (10 if value.denominator > 1 and y < UPPER else 0), value, "decimal", "pic-label"
    )
