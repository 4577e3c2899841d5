"""Base-ten blocks: big cubes, flats, rods and small cubes."""

from __future__ import annotations

from collections.abc import Callable

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import box, curve, frame

UNIT, GAP, MARGIN, WIDTH = 8, 10, 10, 340
SIDE = 10 * UNIT
DEPTH = 24


def draw(arguments: Arguments, alt: str) -> str:
    """Return the blocks, the largest first, each kind on rows of its own."""
    counts = {
        name: arguments.whole(name, most=most, otherwise=0)
        for name, most in (("thousands", 9), ("hundreds", 20), ("tens", 40), ("ones", 60))
    }
    if not any(counts.values()):
        raise ValueError("picture: base-ten blocks need at least one block")
    pieces: list[str] = []
    y = MARGIN
    for name, (width, height, drawn) in _BLOCKS.items():
        y = _rows(pieces, counts[name], y, width, height, drawn)
    return frame(WIDTH, y - GAP + MARGIN, alt, "".join(pieces), "base-ten")


def _rows(
    pieces: list[str],
    count: int,
    top: int,
    width: int,
    height: int,
    drawn: Callable[[int, int], str],
) -> int:
    """Add so many blocks from `top` down; return where the next kind begins."""
    if count == 0:
        return top
    per_row = min((WIDTH - 2 * MARGIN + GAP) // (width + GAP), 10)
    for i in range(count):
        x = MARGIN + i % per_row * (width + GAP)
        pieces.append(drawn(x, top + i // per_row * (height + GAP)))
    return top + -(-count // per_row) * (height + GAP)


def _one(x: int, y: int) -> str:
    return box(x, y, UNIT + 4, UNIT + 4, "pic-cell-on")


def _ten(x: int, y: int) -> str:
    cuts = "".join(f"M{x} {y + i * UNIT}h{UNIT + 2}" for i in range(1, 10))
    return box(x, y, UNIT + 2, SIDE, "pic-cell-on") + curve(cuts, "pic-line")


def _hundred(x: int, y: int) -> str:
    cuts = "".join(
        f"M{x} {y + i * UNIT}h{SIDE}M{x + i * UNIT} {y}v{SIDE}" for i in range(1, 10)
    )
    return box(x, y, SIDE, SIDE, "pic-cell-on") + curve(cuts, "pic-grid")


def _thousand(x: int, y: int) -> str:
    front = y + DEPTH
    top = f"M{x} {front}l{DEPTH} -{DEPTH}h{SIDE}l-{DEPTH} {DEPTH}z"
    side = f"M{x + SIDE} {front}l{DEPTH} -{DEPTH}v{SIDE}l-{DEPTH} {DEPTH}z"
    faces = curve(top, "pic-cell-second") + curve(side, "pic-cell-second")
    return _hundred(x, front) + faces


_BLOCKS: dict[str, tuple[int, int, Callable[[int, int], str]]] = {
    "thousands": (SIDE + DEPTH, SIDE + DEPTH, _thousand),
    "hundreds": (SIDE, SIDE, _hundred),
    "tens": (UNIT + 2, SIDE, _ten),
    "ones": (UNIT + 4, UNIT + 4, _one),
}
