"""Texts compared as a teacher compares them: capitals, accents, articles, punctuation do not matter."""

from __future__ import annotations

import re
import unicodedata

from ownpath.engine.items.grading.characters import one_alphabet

_ARTICLES = frozenset(["a", "an", "the", "el", "la", "los", "las", "un", "una", "unos", "unas"])
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s*([.,:/-])\s*(?=[\d-])")
_NOT_WORD = re.compile(r"[^\w\s.,:/<>=+*^%°$-]")


def normalize_text(text: str) -> str:
    """Return the text without what does not matter.

    >>> normalize_text(" El  Triángulo. "), normalize_text("( 3, -4 )"), normalize_text("A")
    ('triangulo', '3,-4', 'a')
    """
    lowered = one_alphabet(text).casefold()
    apart = unicodedata.normalize("NFD", lowered.replace("ñ", "\0"))
    bare = "".join(c for c in apart if not unicodedata.combining(c)).replace("\0", "ñ")
    bare = _BETWEEN_DIGITS.sub(r"\1", _NOT_WORD.sub(" ", bare.replace("'", "")))
    bare = re.sub(
        r"(?<!\d)[.,:/-](?!\d)|(?<=\d)[.,:/-](?!\d|-\d)|(?<!\d)[.,:/](?=\d)", " ", bare
    )
    words = bare.split()
    kept = [word for word in words if word not in _ARTICLES]
    return " ".join(kept or words)


def is_one_letter_off(given: str, wanted: str) -> bool:
    """Return whether one wrong, missing, extra or swapped letter separates two words of five or more.

    >>> is_one_letter_off("quadrilatral", "quadrilateral"), is_one_letter_off("cone", "cube")
    (True, False)
    """
    if len(wanted) < 5 or abs(len(given) - len(wanted)) > 1 or given == wanted:
        return False
    if any(c.isdigit() for c in given + wanted):
        return False
    start = 0
    while start < min(len(given), len(wanted)) and given[start] == wanted[start]:
        start += 1
    a, b = given[start:], wanted[start:]
    swapped = len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]
