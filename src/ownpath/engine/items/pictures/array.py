"""Rows and columns: an area model of squares, or dots; squares marked by row and by column stand out."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import box, dot, frame, words

MARGIN, MOST = 34, 24


def draw(arguments: Arguments, alt: str) -> str:
    """Return the array as SVG."""
    rows, columns = arguments.whole("rows", most=MOST), arguments.whole("columns", most=MOST)
    if rows < 1 or columns < 1:
        raise ValueError("picture: an array has at least one row and one column")
    cell = max(14, min(36, 400 // max(rows, columns)))
    shaded_rows = arguments.whole("shaded_rows", most=MOST, otherwise=0)
    shaded_columns = arguments.whole("shaded_columns", most=MOST, otherwise=0)
    once = "pic-cell-half" if shaded_rows and shaded_columns else "pic-cell-on"
    css = ("pic-cell", once, "pic-cell-on")  # by how often a square is marked
    dots = arguments.word("style", "area") == "dots"
    across = down = Fraction(cell)
    if shaded_rows and shaded_columns:  # parts of a whole both ways: the whole is a square
        side = cell * max(rows, columns)
        across, down = Fraction(side, columns), Fraction(side, rows)
    pieces = []
    for row in range(rows):
        for column in range(columns):
            x, y = MARGIN + column * across, MARGIN + row * down
            if dots:
                pieces.append(dot(x + across / 2, y + down / 2, "pic-dot", cell // 3))
                continue
            marks = (row < shaded_rows) + (column < shaded_columns)
            pieces.append(box(x, y, across, down, css[marks]))
    width, height = columns * across, rows * down
    pieces.append(words(MARGIN + width / 2, 22, arguments.text("column_label"), "pic-label"))
    pieces.append(words(16, MARGIN + height / 2 + 6, arguments.text("row_label"), "pic-label"))
    return frame(width + 2 * MARGIN, height + 2 * MARGIN, alt, "".join(pieces), "array")
