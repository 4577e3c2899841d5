"""Coins and bills of the United States, each with what it is worth."""

from __future__ import annotations

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import box, frame, oval, ring, words

WIDTH, MARGIN, GAP = 340, 10, 10
RADII = {1: 21, 5: 24, 10: 20, 25: 28, 50: 33}
BILLS = (100, 500, 1000, 2000)
BILL_WIDTH, BILL_HEIGHT = 96, 50
MOST = 30


def draw(arguments: Arguments, alt: str) -> str:
    """Return the coins and bills in the order they are given, wrapped into rows."""
    cents = arguments.wholes("cents", most=MOST, each=BILLS[-1])
    unknown = [each for each in cents if each not in RADII and each not in BILLS]
    if not cents or unknown:
        known = ", ".join(str(each) for each in (*RADII, *BILLS))
        raise ValueError(f"picture: cents must be some of {known}, not {unknown or 'none'}")
    rows: list[list[int]] = [[]]
    for worth in cents:
        if rows[-1] and sum(map(_wide, rows[-1])) + _wide(worth) > WIDTH - 2 * MARGIN:
            rows.append([])
        rows[-1].append(worth)
    pieces: list[str] = []
    y = MARGIN
    for row in rows:
        height = max(_high(worth) for worth in row)
        x = MARGIN
        for worth in row:
            pieces.append(_money(worth, x, y + height // 2))
            x += _wide(worth)
        y += height + GAP
    width = max(sum(map(_wide, row)) for row in rows) - GAP + 2 * MARGIN
    return frame(width, y - GAP + MARGIN, alt, "".join(pieces), "coins")


def _wide(worth: int) -> int:
    return (2 * RADII[worth] if worth in RADII else BILL_WIDTH) + GAP


def _high(worth: int) -> int:
    return 2 * RADII[worth] if worth in RADII else BILL_HEIGHT


def _money(worth: int, left: int, middle: int) -> str:
    if worth in RADII:
        radius = RADII[worth]
        x = left + radius
        edge = ring(x, middle, radius, "pic-coin-on" if worth == 1 else "pic-coin-second")
        rim = ring(x, middle, radius - 4, "pic-rim") if worth == 50 else ""
        return edge + rim + words(x, middle + 6, f"{worth}¢", "pic-money")
    x = left + BILL_WIDTH // 2
    paper = box(left, middle - BILL_HEIGHT // 2, BILL_WIDTH, BILL_HEIGHT, "pic-bill-second")
    return (
        paper
        + oval(x, middle, 26, 19, "pic-rim")
        + words(x, middle + 6, f"${worth // 100}", "pic-money")
    )
