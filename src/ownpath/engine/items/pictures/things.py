"""Small things to count, each drawn around its middle in a box of 28 by 28."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import cos, pi, sin

from ownpath.engine.items.pictures.svg import (
    Length,
    Point,
    box,
    curve,
    line,
    outline,
    oval,
    place,
    ring,
)

Thing = Callable[[Length, Length, str], str]


def _at(x: Length, y: Length, right: float, down: float) -> str:
    return f"{place(float(x) + right)} {place(float(y) + down)}"


def dot(x: Length, y: Length, css: str) -> str:
    """Return a filled dot."""
    return ring(x, y, 10, css)


def star(x: Length, y: Length, css: str) -> str:
    """Return a star of five points."""
    points: list[Point] = []
    for i in range(10):
        radius, turn = (13 if i % 2 == 0 else 5.5), pi / 5 * i - pi / 2
        points.append((float(x) + radius * cos(turn), float(y) + 1 + radius * sin(turn)))
    return outline(points, css)


def apple(x: Length, y: Length, css: str) -> str:
    """Return an apple with its stalk."""
    body = (
        f"M{_at(x, y, 0, -5)}C{_at(x, y, -5, -11)} {_at(x, y, -13, -7)} {_at(x, y, -11, 2)}"
        f"C{_at(x, y, -9, 11)} {_at(x, y, -4, 14)} {_at(x, y, 0, 11)}"
        f"C{_at(x, y, 4, 14)} {_at(x, y, 9, 11)} {_at(x, y, 11, 2)}"
        f"C{_at(x, y, 13, -7)} {_at(x, y, 5, -11)} {_at(x, y, 0, -5)}Z"
    )
    stalk = f"M{_at(x, y, 0, -5)}Q{_at(x, y, 0, -11)} {_at(x, y, 4, -13)}"
    return curve(body, css) + curve(stalk, "pic-line")


def ball(x: Length, y: Length, css: str) -> str:
    """Return a ball with its seams."""
    seams = (
        f"M{_at(x, y, -12, 0)}Q{_at(x, y, 0, -8)} {_at(x, y, 12, 0)}"
        f"M{_at(x, y, 0, -12)}Q{_at(x, y, -8, 0)} {_at(x, y, 0, 12)}"
    )
    return ring(x, y, 12, css) + curve(seams, "pic-line")


def cube(x: Length, y: Length, css: str) -> str:
    """Return a cube seen from the front and above."""
    left, top = float(x) - 11, float(y) - 5
    edges = (
        f"M{place(left)} {place(top)}l6 -7h16l-6 7M{place(left + 22)} {place(top - 7)}v16l-6 7"
    )
    return box(left, top, 16, 16, css) + curve(edges, "pic-line")


def heart(x: Length, y: Length, css: str) -> str:
    """Return a heart."""
    return curve(
        f"M{_at(x, y, 0, 12)}C{_at(x, y, -16, 1)} {_at(x, y, -12, -12)} {_at(x, y, -5, -11)}"
        f"Q{_at(x, y, -1, -11)} {_at(x, y, 0, -6)}Q{_at(x, y, 1, -11)} {_at(x, y, 5, -11)}"
        f"C{_at(x, y, 12, -12)} {_at(x, y, 16, 1)} {_at(x, y, 0, 12)}Z",
        css,
    )


def leaf(x: Length, y: Length, css: str) -> str:
    """Return a leaf with its vein."""
    blade = (
        f"M{_at(x, y, -10, 11)}C{_at(x, y, -14, -6)} {_at(x, y, -2, -13)} {_at(x, y, 12, -12)}"
        f"C{_at(x, y, 13, 2)} {_at(x, y, 6, 13)} {_at(x, y, -10, 11)}Z"
    )
    vein = f"M{_at(x, y, -13, 14)}Q{_at(x, y, -3, 3)} {_at(x, y, 5, -5)}"
    return curve(blade, css) + curve(vein, "pic-line")


def fish(x: Length, y: Length, css: str) -> str:
    """Return a fish that swims to the left."""
    tail: list[Point] = [
        (float(x) + 5, float(y)),
        (float(x) + 13, float(y) - 8),
        (float(x) + 13, float(y) + 8),
    ]
    eye = ring(float(x) - 7, float(y) - 2, 1.2, "pic-full")
    return outline(tail, css) + oval(float(x) - 3, y, 10, 7, css) + eye


def flower(x: Length, y: Length, css: str) -> str:
    """Return a flower with five petals around its middle."""
    turns = [2 * pi / 5 * petal - pi / 2 for petal in range(5)]
    petals = [
        ring(float(x) + 7.5 * cos(turn), float(y) + 0.5 + 7.5 * sin(turn), 4.8, css)
        for turn in turns
    ]
    return "".join(petals) + ring(x, float(y) + 0.5, 4, "pic-full")


def boat(x: Length, y: Length, css: str) -> str:
    """Return a boat with one sail."""
    left, top = float(x), float(y)
    hull: list[Point] = [(left - 13, top + 5), (left + 13, top + 5), (left + 8, top + 12)]
    hull.append((left - 8, top + 12))
    sail: list[Point] = [(left + 1, top - 13), (left + 11, top + 1), (left + 1, top + 1)]
    mast = line(left - 1, top - 13, left - 1, top + 5, "pic-segment")
    return outline(hull, css) + outline(sail, css) + mast


def cup(x: Length, y: Length, css: str) -> str:
    """Return a cup with its handle."""
    body = (
        f"M{_at(x, y, -10, -8)}L{_at(x, y, 6, -8)}L{_at(x, y, 6, 5)}"
        f"Q{_at(x, y, 6, 10)} {_at(x, y, 1, 10)}L{_at(x, y, -5, 10)}"
        f"Q{_at(x, y, -10, 10)} {_at(x, y, -10, 5)}Z"
    )
    handle = f"M{_at(x, y, 6, -4)}C{_at(x, y, 15, -6)} {_at(x, y, 15, 6)} {_at(x, y, 6, 4)}"
    return curve(body, css) + curve(handle, "pic-line")


def moon(x: Length, y: Length, css: str) -> str:
    """Return a crescent moon."""
    return curve(
        f"M{_at(x, y, 5, -12)}C{_at(x, y, -14, -11)} {_at(x, y, -14, 11)} {_at(x, y, 5, 12)}"
        f"C{_at(x, y, -4, 7)} {_at(x, y, -4, -7)} {_at(x, y, 5, -12)}Z",
        css,
    )


def house(x: Length, y: Length, css: str) -> str:
    """Return a house with its door."""
    left, top = float(x), float(y)
    walls: list[Point] = [(left - 9, top - 1), (left, top - 12), (left + 9, top - 1)]
    walls += [(left + 9, top + 12), (left - 9, top + 12)]
    return outline(walls, css) + box(left - 3, top + 3, 6, 9, "pic-full")


def mushroom(x: Length, y: Length, css: str) -> str:
    """Return a mushroom."""
    cap = f"M{_at(x, y, -12, 1)}C{_at(x, y, -12, -16)} {_at(x, y, 12, -16)} {_at(x, y, 12, 1)}Z"
    spots = ring(float(x) - 4, float(y) - 4, 1.6, "pic-full")
    spots += ring(float(x) + 4, float(y) - 6, 1.6, "pic-full")
    return box(float(x) - 4, float(y) + 1, 8, 11, css) + curve(cap, css) + spots


def car(x: Length, y: Length, css: str) -> str:
    """Return a car on its two wheels, seen from the side."""
    body = (
        f"M{_at(x, y, -13, 7)}L{_at(x, y, -13, 0)}L{_at(x, y, -8, -1)}L{_at(x, y, -4, -8)}"
        f"L{_at(x, y, 5, -8)}L{_at(x, y, 9, -1)}L{_at(x, y, 13, 1)}L{_at(x, y, 13, 7)}Z"
    )
    wheels = "".join(ring(float(x) + side, float(y) + 7, 3.6, "pic-full") for side in (-7, 7))
    return curve(body, css) + wheels


def crossed(x: Length, y: Length, half: Length = 14) -> str:
    """Return the two strokes that cross a thing out."""
    x, y, half = float(x), float(y), float(half)
    strokes = (
        (x - half, y - half, x + half, y + half),
        (x - half, y + half, x + half, y - half),
    )
    return "".join(line(*ends, "pic-segment") for ends in strokes)


THINGS: Mapping[str, Thing] = {
    "dot": dot,
    "star": star,
    "apple": apple,
    "ball": ball,
    "cube": cube,
    "heart": heart,
    "leaf": leaf,
    "fish": fish,
    "flower": flower,
    "boat": boat,
    "cup": cup,
    "moon": moon,
    "house": house,
    "mushroom": mushroom,
    "car": car,
}
