"""Words beside the sides of a figure, on its outer side."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from ownpath.engine.items.pictures.svg import Point, words

AWAY = 15


def side_labels(corners: Sequence[Point], texts: Sequence[str]) -> str:
    """Return the label of each side; the side i goes from corner i to the next."""
    turn = 1 if area(corners) > 0 else -1
    pieces = []
    for i, text in enumerate(texts):
        if not text:
            continue
        (x1, y1), (x2, y2) = corners[i], corners[(i + 1) % len(corners)]
        across, down = float(x2) - float(x1), float(y2) - float(y1)
        length = hypot(across, down) or 1
        out_x, out_y = turn * down / length, -turn * across / length
        x = (float(x1) + float(x2)) / 2 + out_x * AWAY
        y = (float(y1) + float(y2)) / 2 + out_y * AWAY + 5
        anchor = "start" if out_x > 0.5 else "end" if out_x < -0.5 else "middle"
        x -= 8 * out_x if anchor != "middle" else 0
        pieces.append(words(x, y, text, "pic-label", anchor=anchor))
    return "".join(pieces)


def area(corners: Sequence[Point]) -> float:
    """Return twice the area inside, positive where the corners go round with the clock."""
    following = [*corners[1:], corners[0]]
    return sum(
        float(x1) * float(y2) - float(x2) * float(y1)
        for (x1, y1), (x2, y2) in zip(corners, following, strict=True)
    )
