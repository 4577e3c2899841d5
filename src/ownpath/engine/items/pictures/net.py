"""Nets: a solid cut open and laid flat."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import box, frame, outline, ring, words

Spots = Mapping[str, tuple[int, int]]


def draw(arguments: Arguments, alt: str) -> str:
    """Return the net; it is not drawn to scale."""
    name = arguments.word("solid", "", tuple(_NETS))
    drawn, (width, height), spots = _NETS[name]
    labels = [
        words(x, y, arguments.text(measure), "pic-label")
        for measure, (x, y) in spots.items()
        if arguments.text(measure)
    ]
    return frame(width, height, alt, drawn() + "".join(labels), "net")


def _face(x: int, y: int, wide: int, high: int) -> str:
    return box(x, y, wide, high, "pic-figure-second")


def _cube() -> str:
    row = "".join(_face(20 + 70 * i, 90, 70, 70) for i in range(4))
    return row + _face(90, 20, 70, 70) + _face(90, 160, 70, 70)


def _box() -> str:
    row = "".join(
        _face(x, 80, wide, 70) for x, wide in ((20, 50), (70, 100), (170, 50), (220, 100))
    )
    return row + _face(70, 30, 100, 50) + _face(70, 150, 100, 50)


def _pyramid() -> str:
    tips = (((85, 85), (165, 85), (125, 15)), ((165, 85), (165, 165), (235, 125)))
    others = (((165, 165), (85, 165), (125, 235)), ((85, 165), (85, 85), (15, 125)))
    sides = "".join(outline(tip, "pic-figure") for tip in (*tips, *others))
    return _face(85, 85, 80, 80) + sides


def _cylinder() -> str:
    wall = _face(20, 90, 264, 90)
    return wall + ring(152, 47, 42, "pic-figure") + ring(152, 223, 42, "pic-figure")


def _prism() -> str:
    row = "".join(_face(20 + 84 * i, 90, 84, 100) for i in range(3))
    top = outline(((104, 90), (188, 90), (146, 18)), "pic-figure")
    return row + top + outline(((104, 190), (188, 190), (146, 262)), "pic-figure")


_NETS: Mapping[str, tuple[Callable[[], str], tuple[int, int], Spots]] = {
    "cube": (_cube, (320, 250), {"length": (125, 250), "width": (182, 55), "height": (55, 84)}),
    "box": (_box, (340, 224), {"length": (120, 218), "width": (196, 60), "height": (332, 120)}),
    "pyramid": (
        _pyramid,
        (250, 250),
        {"length": (125, 158), "width": (104, 130), "height": (142, 60)},
    ),
    "cylinder": (
        _cylinder,
        (304, 275),
        {"radius": (176, 42), "height": (152, 140), "length": (60, 200)},
    ),
    "prism": (
        _prism,
        (292, 280),
        {"length": (232, 144), "width": (146, 82), "height": (160, 58)},
    ),
}
