"""Words that content carries in several languages, and which of them to say."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

FALLBACK = "en"


def say(words: Mapping[str, Any], key: str, language: str) -> str:
    """Return `words[language][key]`, else the English, else any language that has it, else an empty text.

    Examples
    --------
    >>> say({"en": {"title": "Halves"}, "es": {"title": "Mitades"}}, "title", "es")
    'Mitades'
    >>> say({"es": {"title": "Mitades"}}, "title", "en")
    'Mitades'
    """
    for spoken in (language, FALLBACK, *words):
        found = words.get(spoken)
        if isinstance(found, Mapping) and found.get(key):
            return str(found[key])
    return ""


def spoken(words: Mapping[str, Any], language: str) -> str:
    """Return `words[language]`, else the English, else any language that has it, else an empty text.

    Examples
    --------
    >>> spoken({"en": "Halves", "es": "Mitades"}, "es"), spoken({"es": "Mitades"}, "en"), spoken({}, "en")
    ('Mitades', 'Mitades', '')
    """
    return next((str(words[one]) for one in (language, FALLBACK, *words) if words.get(one)), "")


def plain_letters(text: str) -> str:
    """Return a text as one looks for it: case and accents aside.

    >>> plain_letters("Fracción, ÁREA y año")
    'fraccion, area y ano'
    """
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def grade_sign(code: str) -> str:
    """Return a grade as it stands on a button.

    >>> [grade_sign(code) for code in ("KG", "03", "10", "PK")]
    ['K', '3', '10', 'PK']
    """
    return "K" if code == "KG" else code.lstrip("0") or code
