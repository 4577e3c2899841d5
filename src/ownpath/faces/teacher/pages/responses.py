"""What a student entered, as plain words for an adult."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

NAME_OF_A_CHOICE = re.compile(r"[colr]\d+(?:[: ]+[colr]\d+)*")
MINUS = re.compile(
    r"(?<![\w-])-(?=\d)|(?<=[\w)] )-(?= [\w(])"
)  # "-3", "9 - x"; not "3-4" or "well-known"
LONGEST_RESPONSE = 200


def say_response(response: Mapping[str, Any] | object) -> str:
    """Return what a student entered as plain words, cut where it runs on; ids of choices stay out.

    Examples
    --------
    >>> say_response({"value": "3/4"}), say_response({"order": ["a", "b"]}), say_response({})
    ('3/4', 'a, b', '')
    >>> say_response({"value": "9 - 3"}) == "9 \N{MINUS SIGN} 3"
    True
    """
    told = ", ".join(leaf for leaf in _leaves(response) if not NAME_OF_A_CHOICE.fullmatch(leaf))
    told = MINUS.sub("\N{MINUS SIGN}", told)
    if len(told) <= LONGEST_RESPONSE:
        return told
    whole, _space, _cut = told[: LONGEST_RESPONSE + 1].rpartition(" ")  # never within a number
    return f"{whole.rstrip(' ,') or told[:LONGEST_RESPONSE]} …"


def _leaves(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    if isinstance(value, list | tuple):
        return [leaf for one in value for leaf in _leaves(one)]
    if value is None or value == "":
        return []
    return [str(value)]
