"""Graphs of functions of x on one pair of axes, with points."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments, Curve
from ownpath.engine.items.pictures.plane import Plane, axes, plane_of
from ownpath.engine.items.pictures.svg import curve, dot, frame, place
from ownpath.engine.items.values import Number

SAMPLES, MOST_CURVES, MOST_POINTS = 96, 4, 30


def draw(arguments: Arguments, alt: str) -> str:
    """Return the graphs as SVG; a second curve is dashed so that the two differ without color."""
    plane, curves = plane_of(arguments), arguments.curves("curves")
    points = arguments.rows("points", 2)
    if len(curves) > MOST_CURVES or len(points) > MOST_POINTS:
        raise ValueError(f"picture: at most {MOST_CURVES} curves and {MOST_POINTS} points")
    pieces = [axes(plane, arguments.text("x_label"), arguments.text("y_label"))]
    for i, each in enumerate(curves):
        path = _path(each, plane)
        if path:
            pieces.append(curve(path, "pic-dashed" if i % 2 else "pic-segment"))
    pieces += [dot(*plane.at(x, y), "pic-point") for x, y in points]
    return frame(*plane.size, alt, "".join(pieces), "function-graph")


def _path(function: Curve, plane: Plane) -> str:
    """Return the path through the samples; it breaks where the curve leaves the plane."""
    (x0, x1), (y0, y1) = plane.x, plane.y
    step = Fraction(x1 - x0) / SAMPLES
    pieces: list[str] = []
    before: tuple[Number, Number] | None = None
    joined = False
    for i in range(SAMPLES + 1):
        x = x0 + i * step
        y = function(x)
        here = None if y is None else (x, y)
        if before and here and (y0 <= before[1] <= y1 or y0 <= here[1] <= y1):
            start, end = _clipped(before, here, y0, y1), _clipped(here, before, y0, y1)
            pieces += [] if joined else [f"M{_spot(plane, start)}"]
            pieces.append(f"L{_spot(plane, end)}")
            joined = end == here
        else:
            joined = False
        before = here
    return "".join(pieces)


def _clipped(
    point: tuple[Number, Number], other: tuple[Number, Number], low: Number, high: Number
) -> tuple[Number, Number]:
    """Return the point, moved toward the other one onto the edge when it lies outside."""
    (x, y), (other_x, other_y) = point, other
    if low <= y <= high:
        return point
    edge = high if y > high else low
    share = Fraction(edge - y) / (other_y - y)
    return x + share * (other_x - x), edge


def _spot(plane: Plane, point: tuple[Number, Number]) -> str:
    x, y = plane.at(*point)
    return f"{place(x)} {place(y)}"
