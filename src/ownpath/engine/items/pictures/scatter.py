"""A scatter plot, perhaps with a line through the cloud."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.plane import Plane, axes, plane_of
from ownpath.engine.items.pictures.svg import dot, frame, line
from ownpath.engine.items.values import Number

MOST_POINTS = 80


def draw(arguments: Arguments, alt: str) -> str:
    """Return the scatter plot as SVG."""
    plane, points = plane_of(arguments), arguments.rows("points", 2)
    if not 1 <= len(points) <= MOST_POINTS:
        raise ValueError(f"picture: a scatter plot has 1 to {MOST_POINTS} points")
    pieces = [axes(plane, arguments.text("x_label"), arguments.text("y_label"))]
    pieces += [dot(*plane.at(x, y), "pic-point", 4) for x, y in points]
    fitted = arguments.numbers("line")
    if fitted:
        if len(fitted) != 2:
            raise ValueError("picture: line must be [slope, intercept]")
        pieces.append(_line(plane, *fitted))
    return frame(*plane.size, alt, "".join(pieces), "scatter")


def _line(plane: Plane, slope: Number, intercept: Number) -> str:
    """Return the line from where it enters the plane to where it leaves."""
    (x0, x1), (y0, y1) = plane.x, plane.y
    low, high = x0, x1
    if slope == 0 and not y0 <= intercept <= y1:
        low = high
    if slope != 0:
        ends = sorted((Fraction(y0 - intercept) / slope, Fraction(y1 - intercept) / slope))
        low, high = max(x0, ends[0]), min(x1, ends[1])
    if low >= high:
        raise ValueError("picture: the line does not pass through the plane that is shown")
    start, end = (
        plane.at(low, slope * low + intercept),
        plane.at(high, slope * high + intercept),
    )
    return line(*start, *end, "pic-segment")
