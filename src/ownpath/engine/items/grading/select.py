"""Several choices: every right one and no wrong one."""

from __future__ import annotations

from ownpath.engine.items.grading.outcome import right, unreadable, wrong
from ownpath.engine.items.keys import ChosenKey, Part
from ownpath.engine.items.types import Grade, ItemInstance, Response


def grade(part: Part, instance: ItemInstance, response: Response) -> Grade:
    """Return the grade of chosen ids; right ones less wrong ones over all right ones."""
    if not isinstance(part.key, ChosenKey):
        raise ValueError(f"a select has a chosen key, not {type(part.key).__name__}")
    posted = {value.strip() for value in response.fields.get(part.name, ()) if value.strip()}
    if not posted:
        return unreadable(instance, "empty")
    if not posted <= {choice.id for choice in part.choices}:
        return unreadable(instance, "choice")
    normalized = " ".join(sorted(posted))
    if posted == part.key.right:
        return right(normalized)
    hits, misses = len(posted & part.key.right), posted - part.key.right
    score = max(0, hits - len(misses)) / len(part.key.right)
    pattern = next((c for c in part.choices if c.id in misses and c.feedback), None)
    note = "partly" if hits and pattern is None else None
    return wrong(instance, normalized, pattern=pattern, score=score, note=note)
