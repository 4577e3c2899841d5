"""Things in order."""

from __future__ import annotations

from itertools import pairwise

from ownpath.engine.items.grading.outcome import right, unreadable, wrong
from ownpath.engine.items.keys import OrderKey, Part
from ownpath.engine.items.types import Grade, ItemInstance, Response


def grade(part: Part, instance: ItemInstance, response: Response) -> Grade:
    """Return the grade of an order: correct only when whole; the score counts neighbors in order."""
    if not isinstance(part.key, OrderKey):
        raise ValueError(f"an ordering has an order key, not {type(part.key).__name__}")
    posted = tuple(
        value.strip() for value in response.fields.get(part.name, ()) if value.strip()
    )
    if not posted:
        return unreadable(instance, "empty")
    if sorted(posted) != sorted(part.key.order):
        return unreadable(instance, "all")
    normalized = " ".join(posted)
    if posted == part.key.order:
        return right(normalized)
    pattern = next((error for error in part.errors if error.order == posted), None)
    place = {choice: i for i, choice in enumerate(part.key.order)}
    pairs = list(pairwise(posted))
    kept = sum(place[b] == place[a] + 1 for a, b in pairs)
    return wrong(instance, normalized, pattern=pattern, score=kept / len(pairs) / 2)
