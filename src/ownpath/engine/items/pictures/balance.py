"""A balance with weights in both pans."""

from __future__ import annotations

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import (
    box,
    curve,
    frame,
    letters_wide,
    line,
    outline,
    words,
)

WIDTH, REACH, PAN = 340, 88, 72
WEIGHT, PER_ROW, MOST = 30, 3, 12


def draw(arguments: Arguments, alt: str) -> str:
    """Return the balance; `tilt` -1 is heavier on the left, 1 on the right."""
    left, right = arguments.texts("left"), arguments.texts("right")
    tilt = arguments.number("tilt", 0)
    if tilt not in (-1, 0, 1) or max(len(left), len(right)) > MOST:
        raise ValueError(f"picture: tilt is -1, 0 or 1, and a pan holds at most {MOST} weights")
    rows = -(-max(len(left), len(right), 1) // PER_ROW)
    beam = rows * (WEIGHT + 2) + 45  # as high as the pans are full
    middle, dip = WIDTH // 2, 18 * int(tilt)
    foot = ((middle, beam), (middle - 26, beam + 56), (middle + 26, beam + 56))
    pieces = [
        outline(foot, "pic-figure-second"),
        line(middle - REACH, beam - dip, middle + REACH, beam + dip, "pic-segment"),
    ]
    for texts, x, y in (
        (left, middle - REACH, beam - dip),
        (right, middle + REACH, beam + dip),
    ):
        pieces.append(_pan(x, y, texts))
    return frame(WIDTH, beam + 64, alt, "".join(pieces), "balance")


def _pan(x: int, y: int, texts: list[str]) -> str:
    floor = y - 12
    dish = f"M{x - PAN} {floor}H{x + PAN}M{x} {floor}V{y}"
    pieces = [curve(dish, "pic-segment")]
    rows = [texts[i : i + PER_ROW] for i in range(0, len(texts), PER_ROW)]
    for number, row in enumerate(rows):
        top = floor - 3 - (number + 1) * (WEIGHT + 2)
        wide = min(2 * PAN // len(row) - 2, max(WEIGHT, *(letters_wide(t) + 12 for t in row)))
        start = x - (len(row) * (wide + 2)) / 2
        for i, text in enumerate(row):
            at = start + i * (wide + 2)
            pieces.append(box(at, top, wide, WEIGHT, "pic-cell-second"))
            pieces.append(words(at + wide / 2, top + 21, text, "pic-label"))
    return "".join(pieces)
