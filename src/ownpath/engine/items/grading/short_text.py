"""A word or two, compared without regard to capitals, accents, articles and punctuation."""

from __future__ import annotations

import re

from ownpath.engine.items.grading.characters import LONGEST_RESPONSE
from ownpath.engine.items.grading.outcome import right, unreadable, wrong
from ownpath.engine.items.grading.text_reading import is_one_letter_off, normalize_text
from ownpath.engine.items.keys import Part, TextKey
from ownpath.engine.items.types import Grade, ItemInstance, Response

_LEAD = re.compile(
    r"^(?:(?:it is|its|this is|they are|these are|(?:it|they) (?:is|are) called|answer is)"
    r"|(?:es|son|se llaman?|respuesta es)) (?:an? |the |una? |el |la |los |las )?"
)


def grade(part: Part, instance: ItemInstance, response: Response) -> Grade:
    """Return the grade of a short text."""
    if not isinstance(part.key, TextKey):
        raise ValueError(f"a short text has a text key, not {type(part.key).__name__}")
    given = normalize_text(response.one(part.name)[:LONGEST_RESPONSE])
    if not given:
        return unreadable(instance, "empty")
    for said in (given, _LEAD.sub("", given)):
        if said in part.key.accepted:
            return right(said)
    pattern = next((error for error in part.errors if given in error.accepted), None)
    near = any(is_one_letter_off(given, accepted) for accepted in part.key.accepted)
    if part.key.near and near and pattern is None:
        return right(given)
    return wrong(instance, given, pattern=pattern)
