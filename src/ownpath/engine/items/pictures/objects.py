"""Groups of things to count: in rows, scattered, around a circle, as on dice, or each group in a frame of its own."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import Point, box, frame
from ownpath.engine.items.pictures.things import THINGS, crossed

CELL, GAP, MARGIN, WIDTH = 34, 18, 12, 340
MOST_GROUPS, MOST_IN_GROUP, MOST_IN_ALL = 12, 60, 120
LAYOUTS = ("row", "scattered", "dice", "groups", "circle")
_DICE = {
    0: (),
    1: ((1, 1),),
    2: ((0, 0), (2, 2)),
    3: ((0, 0), (1, 1), (2, 2)),
    4: ((0, 0), (2, 0), (0, 2), (2, 2)),
    5: ((0, 0), (2, 0), (1, 1), (0, 2), (2, 2)),
    6: ((0, 0), (2, 0), (0, 1), (2, 1), (0, 2), (2, 2)),
}


def draw(arguments: Arguments, alt: str) -> str:
    """Return the things as SVG; those crossed out are the last ones."""
    counts = arguments.wholes("counts", most=MOST_GROUPS, each=MOST_IN_GROUP)
    if not counts or sum(counts) > MOST_IN_ALL:
        raise ValueError(f"picture: 1 to {MOST_GROUPS} groups, {MOST_IN_ALL} things in all")
    gone = arguments.whole("crossed", most=MOST_IN_ALL, otherwise=0)
    if gone > sum(counts):
        raise ValueError(f"picture: {gone} of {sum(counts)} things cannot be crossed out")
    thing = THINGS[arguments.word("thing", "dot", tuple(THINGS))]
    layout = arguments.word("layout", "row", LAYOUTS)
    usual = 5 if max(counts) <= 10 else 10
    per_row = max(1, arguments.whole("per_row", most=20, otherwise=usual))
    blocks = [_block(count, layout, per_row, number) for number, count in enumerate(counts)]
    corners, width, height = _laid_out(blocks, stacked=layout == "row")
    pieces, drawn = [], 0
    for (spots, across, down), (left, top) in zip(blocks, corners, strict=True):
        if layout == "groups" or not spots:
            pieces.append(box(left, top, across, down, "pic-group"))
        for x, y in spots:
            drawn += 1
            pieces.append(thing(left + float(x), top + float(y), "pic-thing-on"))
            if drawn > sum(counts) - gone:
                pieces.append(crossed(left + float(x), top + float(y)))
    return frame(width, height, alt, "".join(pieces), "objects")


def _block(
    count: int, layout: str, per_row: int, number: int
) -> tuple[list[Point], float, float]:
    """Return the spots of one group inside its block, and the size of the block."""
    if layout == "dice":
        return _as_dice(count)
    if layout == "scattered":
        return _scattered(count, number)
    if layout == "circle":
        return _around(count)
    inset = 8 if layout == "groups" else 0
    if layout == "groups":
        per_row = min(per_row, max(2, -(-count // 2)))
    columns, rows = max(1, min(count, per_row)), max(1, -(-count // per_row))
    spots: list[Point] = [
        (inset + CELL * (i % per_row + 0.5), inset + CELL * (i // per_row + 0.5))
        for i in range(count)
    ]
    return spots, columns * CELL + 2 * inset, rows * CELL + 2 * inset


def _as_dice(count: int) -> tuple[list[Point], float, float]:
    if count > 12:
        raise ValueError(f"picture: a group on dice has at most 12, not {count}")
    first = min(count, 6) if count != 7 else 5
    spots: list[Point] = [(CELL * (c + 0.5), CELL * (r + 0.5)) for c, r in _DICE[first]]
    spots += [(CELL * (c + 3.5) + GAP, CELL * (r + 0.5)) for c, r in _DICE[count - first]]
    return spots, CELL * 3 if count <= 6 else CELL * 6 + GAP, CELL * 3


def _around(count: int) -> tuple[list[Point], float, float]:
    """Return spots around a circle that is large enough for the things not to touch."""
    radius = max(CELL, CELL * count / (2 * pi))
    turns = [2 * pi * place / max(count, 1) - pi / 2 for place in range(count)]
    wide = 2 * radius + CELL
    spots: list[Point] = [
        (wide / 2 + radius * cos(turn), wide / 2 + radius * sin(turn)) for turn in turns
    ]
    return spots, wide, wide


def _scattered(count: int, number: int) -> tuple[list[Point], float, float]:
    """Return spots that look thrown down but never touch: a loose lattice, shifted by a fixed rule."""
    columns = max(1, next(c for c in range(1, 12) if c * c >= count))
    rows, wide = max(1, -(-count // columns)), CELL + 12
    spots: list[Point] = []
    for i in range(count):
        turn = (i * 7 + number * 5 + count * 3) % 11
        spots.append(
            (
                wide * (i % columns + 0.5) + turn - 5,
                wide * (i // columns + 0.5) + turn * 4 % 11 - 5,
            )
        )
    return spots, columns * wide, rows * wide


def _laid_out(
    blocks: Sequence[tuple[list[Point], float, float]], *, stacked: bool
) -> tuple[list[tuple[float, float]], float, float]:
    """Return the corner of every block, side by side and wrapped at the width (or one below another)."""
    corners: list[tuple[float, float]] = []
    x, y, row, widest = float(MARGIN), float(MARGIN), 0.0, 0.0
    for _, across, down in blocks:
        if corners and (stacked or x + across > WIDTH - MARGIN):
            x, y, row = float(MARGIN), y + row + GAP, 0.0
        corners.append((x, y))
        x, row = x + across + GAP, max(row, down)
        widest = max(widest, x - GAP)
    return corners, widest + MARGIN, y + row + MARGIN
