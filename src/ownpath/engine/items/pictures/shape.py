"""Plane shapes by name, turned as one likes, with names on the sides or cut into equal parts."""

from __future__ import annotations

from math import cos, pi, radians, sin

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.cutting import cut_into
from ownpath.engine.items.pictures.sides import side_labels
from ownpath.engine.items.pictures.svg import Point, frame, outline, oval, sector

SIDE, RADIUS = 240, 84
MIDDLE = SIDE // 2
_ROUND = {"circle": (RADIUS, RADIUS), "oval": (RADIUS, 54)}
_REGULAR = {"triangle": 3, "pentagon": 5, "hexagon": 6, "octagon": 8}
_DRAWN: dict[str, tuple[tuple[int, int], ...]] = {
    "right_triangle": ((-80, 60), (80, 60), (-80, -60)),
    "square": ((-65, 65), (65, 65), (65, -65), (-65, -65)),
    "rectangle": ((-88, 50), (88, 50), (88, -50), (-88, -50)),
    "rhombus": ((0, 84), (60, 0), (0, -84), (-60, 0)),
    "trapezoid": ((-88, 52), (88, 52), (48, -52), (-48, -52)),
    "parallelogram": ((-92, 50), (48, 50), (92, -50), (-48, -50)),
    "kite": ((0, 88), (56, -30), (0, -84), (-56, -30)),
}
SHAPES = (*_ROUND, *_REGULAR, *_DRAWN)


def draw(arguments: Arguments, alt: str) -> str:
    """Return the shape; without a cut, `shaded` fills all of it."""
    name = arguments.word("shape", "", SHAPES)
    turn = float(arguments.number("turn", 0))
    cut = arguments.whole("cut", most=16, otherwise=0) or 1
    shaded = arguments.whole("shaded", most=16, otherwise=0)
    if shaded > cut:
        raise ValueError(f"picture: {shaded} of {cut} parts cannot be shaded")
    if name in _ROUND:
        inside = _round(name, cut, shaded)
    else:
        corners = _corners(name)
        parts = cut_into(name, corners, cut) if cut > 1 else [corners]
        inside = "".join(
            outline(_turned(part, turn), "pic-part-on" if i < shaded else "pic-part")
            for i, part in enumerate(parts)
        )
        sides = arguments.texts("sides")
        if len(sides) > len(corners):
            raise ValueError(f"picture: a {name} has {len(corners)} sides, not {len(sides)}")
        inside += side_labels(_turned(corners, turn), sides)
    return frame(SIDE, SIDE, alt, inside, "shape")


def _corners(name: str) -> list[Point]:
    """Return the corners around (0, 0), beginning at the bottom left where there is one."""
    if name in _DRAWN:
        return list(_DRAWN[name])
    count = _REGULAR[name]
    start = pi / 2 + pi / count
    return [
        (RADIUS * cos(start - 2 * pi * i / count), RADIUS * sin(start - 2 * pi * i / count))
        for i in range(count)
    ]


def _turned(points: list[Point], degrees: float) -> list[Point]:
    turn = radians(degrees)
    return [
        (
            MIDDLE + float(x) * cos(turn) - float(y) * sin(turn),
            MIDDLE + float(x) * sin(turn) + float(y) * cos(turn),
        )
        for x, y in points
    ]


def _round(name: str, cut: int, shaded: int) -> str:
    across, down = _ROUND[name]
    if cut == 1:
        return oval(MIDDLE, MIDDLE, across, down, "pic-part-on" if shaded else "pic-part")
    if name == "oval":
        raise ValueError("picture: an oval is not cut; take a circle")
    return "".join(
        sector(
            MIDDLE,
            MIDDLE,
            across,
            90 - 360 * (i + 1) / cut,
            90 - 360 * i / cut,
            "pic-part-on" if i < shaded else "pic-part",
        )
        for i in range(cut)
    )
