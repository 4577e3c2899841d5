"""One choice of several."""

from __future__ import annotations

from ownpath.engine.items.grading.outcome import right, unreadable, wrong
from ownpath.engine.items.keys import ChosenKey, Part
from ownpath.engine.items.types import Grade, ItemInstance, Response


def grade(part: Part, instance: ItemInstance, response: Response) -> Grade:
    """Return the grade of one chosen id; an id that was not offered is not read."""
    if not isinstance(part.key, ChosenKey):
        raise ValueError(f"a choice has a chosen key, not {type(part.key).__name__}")
    posted = {value.strip() for value in response.fields.get(part.name, ()) if value.strip()}
    if not posted:
        return unreadable(instance, "empty")
    picked = next((choice for choice in part.choices if {choice.id} == posted), None)
    if picked is None:
        return unreadable(instance, "choice")
    if picked.id in part.key.right:
        return right(picked.id)
    return wrong(instance, picked.id, pattern=picked)
