"""Solids in oblique view, with the measures that are given; or a box built of unit cubes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import (
    Point,
    box,
    curve,
    frame,
    letters_wide,
    line,
    outline,
    oval,
    ring,
    words,
)

WIDTH, HEIGHT = 300, 240
MOST_CUBES = 10


def draw(arguments: Arguments, alt: str) -> str:
    """Return the solid; hidden edges are dashed."""
    name = arguments.word("solid", "", tuple(_SOLIDS))
    cubes = arguments.wholes("cubes", most=3, each=MOST_CUBES)
    if cubes:
        return _of_cubes(cubes, alt)
    drawn, spots = _SOLIDS[name]
    guides, labels, aside = _GUIDES.get(name, {}), [], 0
    for measure, (x, y, anchor) in spots.items():
        text = arguments.text(measure)
        if text:
            if anchor == "end":
                aside = max(aside, letters_wide(text) - x)  # room for a long label at the left
            labels.append(guides.get(measure, ""))
            labels.append(words(x, y, text, "pic-label", anchor=anchor))
    inside = f'<g transform="translate({aside} 0)">{drawn()}{"".join(labels)}</g>'
    return frame(WIDTH + aside, HEIGHT, alt, inside, "solid")


def _of_cubes(cubes: list[int], alt: str) -> str:
    if len(cubes) != 3 or min(cubes) < 1:
        raise ValueError("picture: cubes must be [length, width, height] of 1 or more")
    length, width, height = cubes
    unit = min(30.0, 240 / (length + width / 2), 190 / (height + width / 2))
    slant, left = unit / 2, 12.0
    top = 12 + width * slant
    pieces = [
        box(left + i * unit, top + j * unit, unit, unit, "pic-cell-on")
        for i in range(length)
        for j in range(height)
    ]
    for k in range(width):
        back, up = left + k * slant, top - k * slant
        for i in range(length):
            x = back + i * unit
            lid: list[Point] = [
                (x, up),
                (x + unit, up),
                (x + unit + slant, up - slant),
                (x + slant, up - slant),
            ]
            pieces.append(outline(lid, "pic-cell"))
        x = left + length * unit + k * slant
        for j in range(height):
            y = up + j * unit
            wall: list[Point] = [
                (x, y),
                (x + slant, y - slant),
                (x + slant, y + unit - slant),
                (x, y + unit),
            ]
            pieces.append(outline(wall, "pic-cell-second"))
    right = left + length * unit + width * slant + 12
    return frame(right, top + height * unit + 12, alt, "".join(pieces), "solid")


def _boxed(left: int, top: int, wide: int, high: int, deep: int) -> str:
    front = box(left, top, wide, high, "pic-figure-second")
    right, base = left + wide, top + high
    seen = (
        f"M{left} {top}l{deep} -{deep}h{wide}l-{deep} {deep}"
        f"M{right + deep} {top - deep}v{high}l-{deep} {deep}"
    )
    hidden = f"M{left} {base}l{deep} -{deep}h{wide}M{left + deep} {base - deep}v-{high}"
    return front + curve(seen, "pic-line") + curve(hidden, "pic-hidden")


def _cube() -> str:
    return _boxed(70, 80, 110, 110, 44)


def _box() -> str:
    return _boxed(40, 100, 160, 84, 48)


def _cylinder() -> str:
    sides = line(80, 60, 80, 190, "pic-line") + line(220, 60, 220, 190, "pic-line")
    floor = curve("M80 190A70 22 0 0 0 220 190", "pic-line")
    back = curve("M80 190A70 22 0 0 1 220 190", "pic-hidden")
    return oval(150, 60, 70, 22, "pic-figure-second") + sides + floor + back


def _cone() -> str:
    sides = line(80, 190, 150, 36, "pic-line") + line(220, 190, 150, 36, "pic-line")
    floor = curve("M80 190A70 22 0 0 0 220 190", "pic-line")
    back = curve("M80 190A70 22 0 0 1 220 190", "pic-hidden")
    return sides + floor + back


def _sphere() -> str:
    front = curve("M66 120A84 24 0 0 0 234 120", "pic-line")
    back = curve("M66 120A84 24 0 0 1 234 120", "pic-hidden")
    return ring(150, 120, 84, "pic-figure-second") + front + back


def _radius(y: int, reach: int = 70) -> str:
    return ring(150, y, 2.5, "pic-full") + line(150, y, 150 + reach, y, "pic-line")


def _pyramid() -> str:
    floor = "M50 190h140l50 -48"
    seen = f"{floor}M145 36L50 190M145 36L190 190M145 36L240 142"
    hidden = "M50 190l50 -48h140M145 36L100 142"
    face: list[Point] = [(50, 190), (190, 190), (145, 36)]
    return (
        outline(face, "pic-figure-second")
        + curve(seen, "pic-line")
        + curve(hidden, "pic-hidden")
    )


def _prism() -> str:
    front: list[Point] = [(40, 190), (150, 190), (95, 90)]
    seen = "M95 90l90 -42L240 148L150 190M185 48"
    hidden = "M40 190l90 -42h110M130 148L185 48"
    return (
        outline(front, "pic-figure-second")
        + curve(seen, "pic-line")
        + curve(hidden, "pic-hidden")
    )


# What is drawn only beside its label: the line a measure is taken along.
_GUIDES: Mapping[str, Mapping[str, str]] = {
    "cylinder": {"radius": _radius(60)},
    "cone": {"radius": _radius(190), "height": line(150, 36, 150, 190, "pic-hidden")},
    "sphere": {"radius": _radius(120, 84)},
    "pyramid": {"height": line(145, 36, 145, 166, "pic-hidden")},
}
Spots = Mapping[str, tuple[int, int, str]]
_ROUND: Spots = {"radius": (185, 32, "middle"), "height": (230, 130, "start")}
_SOLIDS: Mapping[str, tuple[Callable[[], str], Spots]] = {
    "cube": (
        _cube,
        {
            "length": (125, 212, "middle"),
            "width": (212, 178, "start"),
            "height": (62, 140, "end"),
        },
    ),
    "box": (
        _box,
        {
            "length": (120, 206, "middle"),
            "width": (232, 174, "start"),
            "height": (34, 146, "end"),
        },
    ),
    "cylinder": (_cylinder, _ROUND),
    "cone": (
        _cone,
        {
            "radius": (185, 230, "middle"),
            "height": (156, 156, "start"),
            "length": (196, 106, "start"),
        },
    ),
    "sphere": (_sphere, {"radius": (192, 112, "middle")}),
    "pyramid": (
        _pyramid,
        {
            "length": (120, 212, "middle"),
            "width": (224, 180, "start"),
            "height": (151, 130, "start"),
        },
    ),
    "prism": (
        _prism,
        {
            "length": (208, 186, "start"),
            "width": (95, 212, "middle"),
            "height": (58, 140, "end"),
        },
    ),
}
