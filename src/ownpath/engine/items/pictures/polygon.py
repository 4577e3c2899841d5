"""A polygon by its corners, with names on sides and angles, right-angle marks, a grid behind it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, hypot

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.sides import area, side_labels
from ownpath.engine.items.pictures.svg import (
    Point,
    curve,
    frame,
    letters_wide,
    line,
    outline,
    place,
    words,
)

WIDTH, HEIGHT, MARGIN = 250, 210, 52
MOST_CORNERS, MOST_CELLS = 16, 24


def draw(arguments: Arguments, alt: str) -> str:
    """Return the polygon, as large as fits; the first corner is number 1."""
    given = [(float(x), float(y)) for x, y in arguments.rows("points", 2)]
    if not 3 <= len(given) <= MOST_CORNERS or len(set(given)) < len(given):
        raise ValueError(f"picture: points must be 3 to {MOST_CORNERS} different corners")
    left, right = min(x for x, _ in given), max(x for x, _ in given)
    low, high = min(y for _, y in given), max(y for _, y in given)
    if area(given) == 0:
        raise ValueError("picture: all points lie on one line")
    unit = min(WIDTH / (right - left), HEIGHT / (high - low))
    sides, angles = arguments.texts("sides"), arguments.texts("angles")
    beside = max(MARGIN, 20 + max((letters_wide(text) for text in sides), default=0))
    corners: list[Point] = [
        (beside + (x - left) * unit, MARGIN + (high - y) * unit) for x, y in given
    ]
    size = (2 * beside + (right - left) * unit, 2 * MARGIN + (high - low) * unit)
    gridded = arguments.flag("grid")
    shaded = "pic-figure-half" if gridded else "pic-figure-on"
    pieces = [outline(corners, shaded if arguments.flag("shaded") else "pic-figure")]
    if gridded:  # over the figure, so that its squares can be counted
        pieces.append(_grid((left, right), (low, high), unit, beside))
    for number in arguments.wholes("right_angles", most=MOST_CORNERS, each=len(given)):
        pieces.append(_right_angle(corners, number))
    if max(len(sides), len(angles)) > len(given):
        raise ValueError(f"picture: {len(given)} corners have no more sides and angles")
    pieces.append(side_labels(corners, sides))
    pieces += [_angle_label(corners, i, text) for i, text in enumerate(angles) if text]
    return frame(*size, alt, "".join(pieces), "polygon")


def _grid(
    x_range: tuple[float, float], y_range: tuple[float, float], unit: float, beside: float
) -> str:
    (left, right), (low, high) = x_range, y_range
    across, down = range(floor(left), ceil(right) + 1), range(floor(low), ceil(high) + 1)
    if max(len(across), len(down)) > MOST_CELLS + 1:
        raise ValueError(f"picture: a grid of more than {MOST_CELLS} squares is too fine")
    x0, x1 = (beside + (x - left) * unit for x in (across[0], across[-1]))
    y0, y1 = (MARGIN + (high - y) * unit for y in (down[-1], down[0]))
    upright = [beside + (x - left) * unit for x in across]
    level = [MARGIN + (high - y) * unit for y in down]
    return "".join(line(x, y0, x, y1, "pic-grid") for x in upright) + "".join(
        line(x0, y, x1, y, "pic-grid") for y in level
    )


def _directions(corners: Sequence[Point], i: int) -> tuple[Point, Point, Point]:
    """Return a corner and the unit steps from it along both of its sides."""
    (x, y), found = corners[i], []
    for other in (corners[i - 1], corners[(i + 1) % len(corners)]):
        across, down = float(other[0]) - float(x), float(other[1]) - float(y)
        length = hypot(across, down)
        found.append((across / length, down / length))
    return (x, y), found[0], found[1]


def _right_angle(corners: Sequence[Point], number: int) -> str:
    if number < 1:
        raise ValueError("picture: corners are counted from 1")
    (x, y), (a, b), (c, d) = _directions(corners, number - 1)
    spots = [(a, b), (float(a) + float(c), float(b) + float(d)), (c, d)]
    path = "L".join(
        f"{place(float(x) + 13 * float(p))} {place(float(y) + 13 * float(q))}" for p, q in spots
    )
    return curve(f"M{path}", "pic-line")


def _angle_label(corners: Sequence[Point], i: int, text: str) -> str:
    (x, y), (a, b), (c, d) = _directions(corners, i)
    across, down = float(a) + float(c), float(b) + float(d)
    length = hypot(across, down) or 1
    away = 24 + 3 * len(text)
    return words(
        float(x) + across / length * away,
        float(y) + down / length * away + 5,
        text,
        "pic-letter",
    )
