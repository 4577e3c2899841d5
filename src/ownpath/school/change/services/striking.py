"""Strike what somebody said, and their name, out of texts and told books: pure, the new thing is returned.

What was struck is marked by `GONE`, the same in every language.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from ownpath.school.change.queries.stemming import SHORTEST_STRUCK_INSIDE

GONE = "[…]"


def strike(data: Any, *, names: re.Pattern[str], words: Collection[str] = ()) -> Any:
    """Return data (texts, lists, mappings of them) without names and words; everything else as it is.

    Words are struck where they are a whole text, and inside of texts where they are long enough to be sure.

    Examples
    --------
    >>> names = re.compile("Grace Okafor")
    >>> strike({"en": ["Ask Grace Okafor.", 3]}, names=names)
    {'en': ['Ask […].', 3]}
    >>> strike(["Art", "More Art please"], names=names, words=["Art"])
    ['[…]', 'More Art please']
    """
    if isinstance(data, str):
        return _text(data, names, words)
    if isinstance(data, list):
        return [strike(one, names=names, words=words) for one in data]
    if isinstance(data, dict):
        return {key: strike(one, names=names, words=words) for key, one in data.items()}
    return data


def _text(said: str, names: re.Pattern[str], words: Collection[str]) -> str:
    if said.strip() in words:
        return GONE
    for one in sorted(words, key=len, reverse=True):
        if len(one) >= SHORTEST_STRUCK_INSIDE:
            said = said.replace(one, GONE)
    return names.sub(GONE, said)


def strike_book(
    told: dict[str, Any], *, names: re.Pattern[str], words: Collection[str], note: str
) -> dict[str, Any]:
    """Return a told book without what somebody said and their name; where anything went, its cover says `note`.

    A quote goes with who is said to have said it.
    """
    chapters = [
        {**one, "blocks": [_block(each, words) for each in one["blocks"]]}
        for one in told["chapters"]
    ]
    struck = strike({**told, "chapters": chapters}, names=names, words=words)
    if struck == told:
        return told
    notes = [*struck["notes"], *([] if note in struck["notes"] else [note])]
    return {**struck, "notes": notes}


def _block(block: dict[str, Any], words: Collection[str]) -> dict[str, Any]:
    if block["kind"] == "quote" and block["text"].strip() in words:
        return {**block, "text": GONE, "who": ""}
    return block
