"""Cutting a shape into parts of equal area: strips, a lattice, or slices from the middle."""

from __future__ import annotations

from ownpath.engine.items.pictures.svg import Point

_STRIPS = ("rectangle", "square", "parallelogram", "rhombus")
_SLICES = ("pentagon", "hexagon", "octagon")


def cut_into(name: str, corners: list[Point], count: int) -> list[list[Point]]:
    """Return so many parts of equal area, or raise `ValueError` where we know no way."""
    if name in _STRIPS:
        rows = 2 if count % 2 == 0 and count >= 4 else 1
        return _lattice(corners, count // rows, rows)
    if name in ("triangle", "right_triangle"):
        return _from_apex(corners, count)
    if name in _SLICES:
        return _from_middle(corners, count)
    if name == "trapezoid" and count == 2:
        a, b, c, d = corners
        low, high = _between(a, b, 0.5), _between(d, c, 0.5)
        return [[a, low, high, d], [low, b, c, high]]
    if name == "kite" and count == 2:
        return [[corners[0], corners[1], corners[2]], [corners[0], corners[2], corners[3]]]
    raise ValueError(f"picture: a {name} is not cut into {count} equal parts")


def _between(a: Point, b: Point, share: float) -> Point:
    return (
        float(a[0]) + (float(b[0]) - float(a[0])) * share,
        float(a[1]) + (float(b[1]) - float(a[1])) * share,
    )


def _lattice(corners: list[Point], columns: int, rows: int) -> list[list[Point]]:
    a, b, c, d = corners

    def at(column: int, row: int) -> Point:
        low = _between(a, b, column / columns)
        high = _between(d, c, column / columns)
        return _between(high, low, row / rows)

    return [
        [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)]
        for j in range(rows)
        for i in range(columns)
    ]


def _from_apex(corners: list[Point], count: int) -> list[list[Point]]:
    a, b, apex = corners
    return [
        [_between(a, b, i / count), _between(a, b, (i + 1) / count), apex] for i in range(count)
    ]


def _from_middle(corners: list[Point], count: int) -> list[list[Point]]:
    """Return slices of a regular polygon: equal stretches of its edge, all as far from the middle."""
    sides = len(corners)
    steps = sorted(
        {*(i * sides for i in range(count + 1)), *(j * count for j in range(sides + 1))}
    )

    def on_edge(step: int) -> Point:
        side, rest = divmod(step, count)
        return _between(corners[side % sides], corners[(side + 1) % sides], rest / count)

    return [
        [(0.0, 0.0), *(on_edge(s) for s in steps if i * sides <= s <= (i + 1) * sides)]
        for i in range(count)
    ]
