"""A point on a number line: near enough to its place."""

from __future__ import annotations

from ownpath.engine.items.grading.number_reading import read_number
from ownpath.engine.items.grading.outcome import right, unreadable, wrong
from ownpath.engine.items.keys import NumericKey, Part
from ownpath.engine.items.number_text import plain_number
from ownpath.engine.items.types import Grade, ItemInstance, Response
from ownpath.engine.items.values import magnitude


def grade(part: Part, instance: ItemInstance, response: Response) -> Grade:
    """Return the grade of a place on the line; the page posts a plain number such as `3/4` or `0.75`."""
    key, line = part.key, part.line
    if not isinstance(key, NumericKey) or line is None:
        raise ValueError("a number_line part has a numeric key and a line")
    text = response.one(part.name)
    if not text.strip():
        return unreadable(instance, "empty")
    reading = read_number(text, language="en")
    if reading is None or reading.unit or reading.percent:
        return unreadable(instance, "number", text.strip()[:60])
    place = reading.value
    normalized = plain_number(place, "fraction")
    if not line.first - line.snap <= place <= line.last + line.snap:
        return unreadable(instance, "number", normalized)
    if any(magnitude(place - value) <= key.tolerance for value in key.values):
        return right(normalized)
    for pattern in part.errors:
        if pattern.value is not None and magnitude(place - pattern.value) <= key.tolerance:
            return wrong(instance, normalized, pattern=pattern)
    return wrong(instance, normalized)
