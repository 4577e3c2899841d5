"""Ten frames: two rows of five places, the second frame below the first."""

from __future__ import annotations

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import box, frame, ring
from ownpath.engine.items.pictures.things import crossed

CELL, MARGIN, GAP = 48, 10, 16


def draw(arguments: Arguments, alt: str) -> str:
    """Return one frame, or two for more than ten."""
    filled = arguments.whole("filled", most=20)
    gone = arguments.whole("crossed", most=20, otherwise=0)
    second = arguments.whole("second", most=20, otherwise=0)
    if gone > filled or second > filled:
        raise ValueError(f"picture: of {filled} counters no more can be crossed or colored")
    frames = 1 if filled <= 10 else 2
    pieces = []
    for i in range(10 * frames):
        number, spot = divmod(i, 10)
        x = MARGIN + spot % 5 * CELL
        y = MARGIN + spot // 5 * CELL + number * (2 * CELL + GAP)
        pieces.append(box(x, y, CELL, CELL, "pic-cell"))
        if i < filled:
            css = "pic-counter-second" if i >= filled - second else "pic-counter-on"
            pieces.append(ring(x + CELL // 2, y + CELL // 2, 17, css))
        if filled - gone <= i < filled:
            pieces.append(crossed(x + CELL // 2, y + CELL // 2))
    height = frames * 2 * CELL + (frames - 1) * GAP + 2 * MARGIN
    return frame(5 * CELL + 2 * MARGIN, height, alt, "".join(pieces), "ten-frame")
