"""Left sides joined to right sides."""

from __future__ import annotations

from ownpath.engine.items.grading.outcome import right, unreadable, wrong
from ownpath.engine.items.keys import MatchKey, Part
from ownpath.engine.items.types import Grade, ItemInstance, Response


def grade(part: Part, instance: ItemInstance, response: Response) -> Grade:
    """Return the grade of the fields `match-<left id>`; the score is the share of right pairs."""
    if not isinstance(part.key, MatchKey):
        raise ValueError(f"a matching has a match key, not {type(part.key).__name__}")
    pairs = part.key.pairs
    posted = {left: response.one(f"match-{left}").strip() for left in sorted(pairs)}
    if not any(posted.values()):
        return unreadable(instance, "empty")
    targets = {choice.id for choice in part.targets}
    if not set(posted.values()) <= targets:
        return unreadable(instance, "all")
    normalized = " ".join(f"{left}:{target}" for left, target in posted.items())
    hits = sum(posted[left] == target for left, target in pairs.items())
    if hits == len(pairs):
        return right(normalized)
    joined = set(posted.items())
    pattern = next((error for error in part.errors if error.pair in joined), None)
    note = "partly" if hits and pattern is None else None
    return wrong(instance, normalized, pattern=pattern, score=hits / len(pairs), note=note)
