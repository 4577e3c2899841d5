"""Two lines that cross, or two parallel lines cut by a third, with names for the angles."""

from __future__ import annotations

from ownpath.engine.items.pictures.arguments import Arguments
from ownpath.engine.items.pictures.svg import frame, line, ray, words
from ownpath.engine.items.values import Number

APART, LEAST_HALF, LABEL_ROOM = 120, 160, 90
KINDS_OF = ("crossing", "parallel")


def draw(arguments: Arguments, alt: str) -> str:
    """Return the lines; angles are named from the upper right against the clock, crossing by crossing."""
    degrees, labels = arguments.number("degrees"), arguments.texts("labels")
    if not 15 <= degrees <= 165:
        raise ValueError(f"picture: lines cross at 15 to 165 degrees, not {degrees}")
    parallel = arguments.word("kind_of", "crossing", KINDS_OF) == "parallel"
    if len(labels) > (8 if parallel else 4):
        raise ValueError(f"picture: {len(labels)} labels are more than there are angles")
    reach = 100 + (APART / 2 if parallel else 0)
    apart = APART / 2 / _slope(degrees) if parallel else 0.0  # from the middle to a crossing
    long = max(min(reach / max(_slope(degrees), 0.3), 190), apart + 64)
    aside = max(LEAST_HALF, apart * abs(float(ray(0, 0, degrees, 1)[0])) + LABEL_ROOM)
    half = max(long * _slope(degrees), reach - 36) + 8
    middle = (aside, half)
    levels = (middle[1] - APART / 2, middle[1] + APART / 2) if parallel else (middle[1],)
    pieces = [
        line(*ray(*middle, degrees, long), *ray(*middle, degrees + 180, long), "pic-segment")
    ]
    for number, y in enumerate(levels):
        pieces.append(line(8, y, 2 * aside - 8, y, "pic-segment"))
        x = middle[0] + (middle[1] - y) * _lean(degrees)
        here = labels[4 * number : 4 * number + 4]
        turns = (degrees / 2, (degrees + 180) / 2, degrees / 2 + 180, (degrees + 180) / 2 + 180)
        for turn, text, wide in zip(turns, here, (degrees, 180 - degrees) * 2, strict=False):
            at_x, at_y = ray(x, y, turn, 36 if wide >= 50 else 58)
            pieces.append(words(at_x, float(at_y) + 5, text, "pic-letter"))
    return frame(2 * aside, 2 * half, alt, "".join(pieces), "lines")


def _slope(degrees: Number) -> float:
    return abs(float(ray(0, 0, degrees, 1)[1]))


def _lean(degrees: Number) -> float:
    """Return how far the crossing line goes right for each step up."""
    x, y = ray(0, 0, degrees, 1)
    return float(x) / -float(y)
