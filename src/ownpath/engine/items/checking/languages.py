"""Whether every text is there in every language, translated and not copied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

_NOT_WORDS = re.compile(r"\$\$|\$[^$]*\$|\{[^{}]*\}|\[\[[^\]]*\]\]|'[^']*'")
_WORD = re.compile(r"[^\W\d_]{3,}")
FEWEST_WORDS = 3


def untranslated(data: object, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (what, text) of each text that lacks a language or says the same words in two."""
    if isinstance(data, list):
        for each in data:
            yield from untranslated(each, languages)
        return
    if not isinstance(data, Mapping):
        return
    if any(language in data for language in languages):
        yield from _one(data, languages)
        return
    for each in data.values():
        yield from untranslated(each, languages)


def _one(text: Mapping[str, object], languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    missing = [language for language in languages if not text.get(language)]
    if missing:
        yield f"a text is missing in {', '.join(missing)}", str(next(iter(text.values())))[:60]
        return
    said = [text[language] for language in languages]
    if all(isinstance(each, str) for each in said) and len(set(map(str, said))) < len(said):
        words = _WORD.findall(_NOT_WORDS.sub(" ", str(said[0])))
        if len(words) >= FEWEST_WORDS:
            yield "a text is the same in two languages", str(said[0])[:60]
