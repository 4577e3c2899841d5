"""An angle, perhaps split into parts, perhaps under a protractor."""

from __future__ import annotations

from itertools import pairwise

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import Length, arc, curve, frame, line, ray, words
from ownpath.engine.items.values import Number

RADIUS, MARGIN = 150, 22
MIDDLE = RADIUS + MARGIN


def draw(arguments: Arguments, alt: str) -> str:
    """Return the angle; its first side points to the right and it opens against the clock."""
    degrees, parts = arguments.number("degrees"), arguments.numbers("parts")
    if not 0 < degrees <= 360 or any(part <= 0 for part in parts) or sum(parts) > 360:
        raise ValueError("picture: angles are over 0 and at most 360 degrees")
    protractor, labels = arguments.flag("protractor"), arguments.texts("labels")
    if protractor and degrees > 180:
        raise ValueError("picture: a protractor measures at most 180 degrees")
    parts = parts or [degrees]
    if len(labels) > len(parts):
        raise ValueError(f"picture: {len(labels)} labels for {len(parts)} angles")
    y = MIDDLE
    pieces = [_protractor(y)] if protractor else []
    turns = [sum(parts[:i]) for i in range(len(parts) + 1)]
    for turn in turns:
        pieces.append(line(MIDDLE, y, *ray(MIDDLE, y, turn, RADIUS - 6), "pic-segment"))
    for i, (start, end) in enumerate(pairwise(turns)):
        pieces.append(_mark(y, start, end, 26 + 7 * (i % 2)))
        if i < len(labels):
            away = 62 if end - start >= 25 else 100
            x, label_y = ray(MIDDLE, y, (float(start) + float(end)) / 2, away)
            pieces.append(words(x, float(label_y) + 5, labels[i], "pic-letter"))
    bottom = y + 34 if turns[-1] <= 180 else 2 * MIDDLE
    return frame(2 * MIDDLE, bottom, alt, "".join(pieces), "angle")


def _mark(y: Length, start: Number, end: Number, radius: int) -> str:
    if end - start == 90:
        corner = [
            ray(MIDDLE, y, start, 20),
            ray(MIDDLE, y, start + 45, 28.3),
            ray(MIDDLE, y, end, 20),
        ]
        return "".join(line(*a, *b, "pic-line") for a, b in pairwise(corner))
    return curve(arc(MIDDLE, y, radius, start, min(end, start + 359)), "pic-line")


def _protractor(y: int) -> str:
    pieces = [curve(arc(MIDDLE, y, RADIUS, 0, 180) + "Z", "pic-tool")]
    for degrees in range(0, 181, 2):
        long = 14 if degrees % 10 == 0 else 5
        start, end = ray(MIDDLE, y, degrees, RADIUS - long), ray(MIDDLE, y, degrees, RADIUS)
        pieces.append(line(*start, *end, "pic-tick"))
        if degrees % 10 == 0 and 0 < degrees < 180:
            x, label_y = ray(MIDDLE, y, degrees, RADIUS - 25)
            pieces.append(words(x, float(label_y) + 4, str(degrees), "pic-small"))
    return "".join(pieces)
