"""Where something is: a ball and a table, the ball below, above, behind, in front of or beside it."""

from __future__ import annotations

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import Point, box, curve, frame, outline, ring

PLACES = ("below", "above", "behind", "front", "beside")
WIDTH, HEIGHT = 180, 150
_BALL: dict[str, tuple[int, int, int]] = {  # its middle and how large it is seen
    "below": (90, 118, 18),
    "above": (90, 32, 18),
    "behind": (90, 54, 18),
    "front": (90, 112, 26),
    "beside": (24, 118, 18),
}


def draw(arguments: Arguments, alt: str) -> str:
    """Return the ball and the table; what is behind is drawn first and partly hidden."""
    where = arguments.word("place", "above", PLACES)
    ball = _ball(*_BALL[where])
    inside = ball + _table() if where == "behind" else _table() + ball
    return frame(WIDTH, HEIGHT, alt, inside, "where")


def _table() -> str:
    """Return a table seen a little from above, so that there is a behind and a front."""
    top: list[Point] = [(58, 52), (122, 52), (140, 76), (40, 76)]
    front = box(40, 76, 100, 8, "pic-figure-full")
    legs = "".join(box(x, 84, 8, 52, "pic-figure-full") for x in (44, 128))
    back = "".join(box(x, 84, 5, 34, "pic-figure") for x in (62, 113))
    return back + outline(top, "pic-figure-full") + front + legs


def _ball(x: int, y: int, radius: int) -> str:
    seams = (
        f"M{x - radius} {y}Q{x} {y - radius // 2} {x + radius} {y}"
        f"M{x} {y - radius}Q{x - radius // 2} {y} {x} {y + radius}"
    )
    return ring(x, y, radius, "pic-thing-on") + curve(seams, "pic-line")
